"""raise-level, erase and tombstones at the terminal; afterwards nothing at a lower level tells of it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.dataset import INDEXES
from respondeat.graph.command import CommandIndex
from respondeat.graph.dates import held_on
from respondeat.graph.evidence import entries
from respondeat.graph.names.level import NameLevelIndex
from respondeat.graph.statement import Attestation, Changeset, Entity, Name, Statement, Text, content_id
from respondeat.graph.stores import EmbeddedStore, open_reader
from respondeat.ontology import vocabulary as v
from tests.api.terminal import Ran, here
from tests.api.test_schemas import QUESTIONS, fits

PERSON, SPELLING = "Ella Fifthperson", "Fifthperson"
WHY = "Their family is in danger (invented)"
QUERIES = (
    "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o",
    "SELECT * { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g ?s ?p ?o",
    "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g",
    "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT ?c (COUNT(?x) AS ?n) { ?x a ?c } GROUP BY ?c ORDER BY ?c",
    "ASK { ?x r:protected true }",
)


def id_of(store: Path, name: str, level: str = "public") -> str:
    hits = here("--store", store, "search", name, "--json", "--level", level).json["hits"]
    (found,) = (str(h["id"]) for h in hits if h["name"] == name)
    return found


def statement_of(store: Path, cls: str, role: str, of: str) -> str:
    with open_reader(store, "public", INDEXES) as reader:
        return next(s for s in reader.pointing(v.R + role, of) if s in set(reader.instances(cls)))


def bare(id: str) -> str:
    return id.removeprefix(v.ID)


@pytest.fixture
def ids(copy: Path) -> dict[str, str]:
    """What is to be withdrawn: a person, a posting of another, a document."""
    other = id_of(copy, "Aaro Firstperson")
    with open_reader(copy, "public", INDEXES) as reader:
        titles = {str(getattr(reader.record(i), "title", "")): i for i in reader.instances(v.DOCUMENT)}
    return {
        "person": id_of(copy, PERSON),
        "posting": statement_of(copy, v.POSTING, "holder", other),
        "document": titles["Statement of the Ministry of Order (invented)"],
    }


def test_nothing_is_done_without_yes(copy: Path, ids: dict[str, str]) -> None:
    before = here("--store", copy, "export", "nquads", "--level", "sealed").out
    for call in (
        ("raise-level", bare(ids["person"]), "--to", "restricted", "--reason", WHY),
        ("erase", ids["posting"], "--basis", WHY),
    ):
        told = here("--store", copy, *call)
        assert told.code == 0, told.err
        assert "Nothing was changed. To do it, say the same with --yes." in told.out
        assert bare(call[1]) in told.out and " would be " in told.out
        as_json = here("--store", copy, *call, "--json").json
        fits("withdrawal", as_json)
        assert as_json["dry_run"] is True
    assert here("--store", copy, "export", "nquads", "--level", "sealed").out == before
    assert "Nothing was raised or erased" in here("--store", copy, "tombstones").out
    assert {e.action for e in entries(copy / "custody")} == {"data-exported"}


def withdraw(store: Path, ids: dict[str, str]) -> list[Ran]:
    calls = (
        ("raise-level", ids["person"], "--to", "restricted", "--reason", WHY, "--with-dependents"),
        ("erase", bare(ids["posting"]), "--basis", "Article 17 (invented)"),
        ("raise-level", ids["document"], "--to", "sealed", "--reason", WHY),
    )
    done = [here("--store", store, *call, "--yes", "--json") for call in calls]
    for ran in done:
        assert ran.code == 0, ran.err
        fits("withdrawal", ran.json)
    return done


def never(store: Path, level: str, fresh: Path) -> Path:
    """A store in which there is only what a level of another holds."""
    with open_reader(store, level, INDEXES) as reader:
        told = [
            Changeset(i.id, i.recorded_at, i.level, i.author, reader.changeset_records(i.id), i.note)
            for i in reader.changesets()
        ]
    with EmbeddedStore.create(fresh, INDEXES) as made:
        made.write(told)
    shutil.copytree(store / "documents", fresh / "documents")
    return fresh


def asked(level: str) -> Iterator[tuple[str, ...]]:
    own = {"documents-list", "documents-check", "validate", "search", "show"}
    skipped = {"replay", "doctor", "config", "keys", "users", "audit-verify", "audit-head", "graph"}
    skipped |= {"withdrawal", "tombstones"}
    for name, calls in QUESTIONS.items():
        if name not in skipped and (name not in own or name in ("search", "show")):
            for call in calls:
                at = call.index("--level") if "--level" in call else len(call)
                yield (*call[:at], *call[at + 2 :], "--level", level, "--json")
    for query in QUERIES:
        yield "sparql", query, "--level", level, "--json"
    for name in (PERSON, SPELLING, "Ela Fifthpersn", "Элла"):
        yield "search", name, "--level", level, "--json"


def without_quotes(text: str) -> str:
    """An answer without the words of passages that stay, which others cite too."""

    def less(told: Any) -> Any:
        if isinstance(told, dict):
            return {k: less(x) for k, x in told.items() if k != "quote"}
        return [less(x) for x in told] if isinstance(told, list) else told

    return json.dumps(less(json.loads(text))) if text else ""


@pytest.mark.parametrize("level", ["public", "sealed"])
def test_every_answer_is_that_of_a_store_in_which_it_never_was(
    copy: Path, ids: dict[str, str], tmp_path: Path, level: str
) -> None:
    calls = list(asked(level))
    before = {call: here("--store", copy, *call).out for call in calls[::4]}
    withdraw(copy, ids)
    fresh = never(copy, level, tmp_path / "fresh")
    for call in calls:
        mine, there = here("--store", copy, *call), here("--store", fresh, *call)
        assert (mine.code, mine.out) == (there.code, there.out.replace(str(fresh), str(copy))), call
        if level == "public" and SPELLING not in "".join(call):  # who asks by the name gets it back
            assert SPELLING not in without_quotes(mine.out), call
    assert sum(here("--store", copy, *call).out != told for call, told in before.items()) > len(before) // 2
    with EmbeddedStore.open(copy, INDEXES) as opened:
        assert opened.check() == ()


RARE, TITLE = "Wqzxkvu Jqpfhybg", "Xvwkqj zfpqhg"  # what nothing else resembles: compression leaves it whole


def test_no_file_of_the_public_level_holds_what_was_withdrawn(copy: Path) -> None:
    """Index of names, command graph, engine, in whatever case."""
    public, person = copy / "levels" / "public", content_id("p", RARE)
    posting = Statement.of(
        "Posting",
        held_on("2020-05-03"),
        holder=person,
        body=id_of(copy, "Ministry of Order of Exampelia (invented)"),
        capacity=v.HEAD,
        title=Text(TITLE),
    )
    told = (
        Entity.of(person, "Person"), Name.of(person, RARE, "en", preferred=True),
        posting, Attestation.of(supports=[posting.id], origin=posting.iri("body")),
    )  # fmt: skip
    with EmbeddedStore.open(copy, INDEXES) as store:
        store.write([Changeset.of(told, recorded_at="2026-01-01T00:00:00Z", author=v.ID + "author-local")])

    def holding(folder: Path, *texts: str) -> set[str]:
        wanted = [text.lower().encode() for text in texts]
        files = [p.relative_to(folder) for p in folder.rglob("*") if p.is_file()]
        found = [p for p in files if any(w in (folder / p).read_bytes().lower() for w in wanted)]
        return {part for p in found for part in p.parts}

    rare = (*RARE.split(), *TITLE.split(), bare(person), bare(posting.id))
    assert {"rdf", "work", NameLevelIndex.name} <= holding(public, *RARE.split())
    assert CommandIndex.name in holding(public, bare(person))
    before = holding(copy, *TITLE.split())
    assert {"writer", "public"} <= before
    for call in (
        ("raise-level", bare(person), "--to", "sealed", "--reason", WHY, "--with-dependents"),
        ("erase", bare(person), "--basis", "Article 17 (invented)", "--with-dependents"),
    ):
        assert here("--store", copy, *call, "--yes").code == 0
        assert holding(public, *rare) == holding(copy / "levels" / "restricted", *rare) == set()
        assert ("writer" in holding(copy, *rare)) == (call[0] == "raise-level")
    assert holding(copy, *rare) == set()
    doctor = here("--store", copy, "doctor", "--json").json
    assert {c["what"]: c for c in doctor["checks"]}["withdrawn"]["ok"]


def test_a_past_moment_does_not_bring_it_back_below_and_does_above(copy: Path, ids: dict[str, str]) -> None:
    call = ("commanders", "SRS", "--on", "2020-05-03", "--recorded-at", "2026-11-22", "--no-quotes")
    assert SPELLING in here("--store", copy, *call, "--level", "public").out
    withdraw(copy, ids)
    assert SPELLING not in here("--store", copy, *call, "--level", "public").out
    for level in ("restricted", "sealed"):
        assert SPELLING in here("--store", copy, *call, "--level", level).out


def test_an_answer_given_before_is_not_asked_again_and_that_is_said(
    copy: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    saved = tmp_path / "answer.json"
    saved.write_text(
        here("--store", copy, "chain", "SRS", "--on", "2020-05-03", "--level", "public", "--json").out
    )
    assert here("--store", copy, "replay", saved).code == 0
    withdraw(copy, ids)
    again = here("--store", copy, "replay", saved)
    assert again.code == 2
    assert "withdrawn from this level" in again.err and "tombstones" in again.err
    listed = here("--store", copy, "tombstones", "--json").json
    fits("tombstones", listed)
    known = [stone["dataset_hashes"].get("public") for stone in listed["tombstones"]]
    assert json.loads(saved.read_text())["dataset_hash"] in known  # so its owner can tell


def test_what_is_loaded_again_is_refused_until_the_tombstone_is_lifted(
    copy: Path, ids: dict[str, str]
) -> None:
    done = here(
        "--store", copy, "erase", ids["posting"], "--basis", "Article 17 (invented)", "--yes", "--json"
    ).json  # fmt: skip
    stone = bare(done["tombstone"])
    refused = here("--store", copy, "load-example")
    assert refused.code == 2 and stone in refused.err and "withdrawn" in refused.err
    assert here("--store", copy, "tombstones", "--lift", stone).code == 2  # without a reason
    lifted = here("--store", copy, "tombstones", "--lift", stone, "--reason", "It was a mistake (invented)")
    assert lifted.code == 0 and "lifted" in lifted.out and "It was a mistake" in lifted.out
    fits("tombstones", here("--store", copy, "tombstones", "--json").json)


def test_it_is_in_the_custody_log_by_its_tombstone_only(copy: Path, ids: dict[str, str]) -> None:
    done = [ran.json for ran in withdraw(copy, ids)]
    log = [json.loads(line) for line in (copy / "custody" / "log.jsonl").read_text("utf-8").splitlines()]
    assert [(e["action"], e["object"]) for e in log if e["action"].endswith("-done")] == [
        ("level-raise-done", done[0]["tombstone"]),
        ("erasure-done", done[1]["tombstone"]),
        ("level-raise-done", done[2]["tombstone"]),
    ]
    text = (copy / "custody" / "log.jsonl").read_text("utf-8")
    assert not any(bare(id) in text for id in ids.values())
    assert here("--store", copy, "custody", "verify").code == 0


def test_backups_and_exports_made_afterwards_hold_nothing_of_it(
    copy: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    here("--store", copy, "erase", ids["person"], "--with-dependents", "--basis", WHY, "--yes")
    here("--store", copy, "backup", tmp_path / "backup")
    restored = tmp_path / "restored"
    assert here("restore", tmp_path / "backup", "--store", restored).code == 0
    for folder in (copy, tmp_path / "backup", restored):
        files = [
            p for p in folder.rglob("*") if p.is_file() and "documents" not in p.relative_to(folder).parts
        ]
        assert files
        for file in files:
            content = file.read_bytes()
            assert SPELLING.encode() not in content, file
            assert bare(ids["person"]).encode() not in content, file
    for store in (copy, restored):
        told = here("--store", store, "export", "nquads", "--level", "sealed").out
        assert SPELLING not in told and bare(ids["person"]) not in told
        assert here("--store", store, "tombstones", "--json").json["tombstones"] != []


@pytest.mark.parametrize(
    "call",
    [
        ("raise-level",),
        ("raise-level", "p-1", "--reason", "x"),
        ("raise-level", "p-1", "--to", "public", "--reason", "x"),
        ("raise-level", "p-1", "--to", "sealed"),
        ("raise-level", "p-1", "--to", "sealed", "--reason", " "),
        ("erase", "p-1"),
        ("erase", "--basis", "x"),
        ("erase", "cs-nothing", "--basis", "x"),
        ("erase", "two words", "--basis", "x"),
        ("tombstones", "--lift", "ts-nothing", "--reason", "x"),
    ],
)
def test_bad_calls_are_refused_in_words(example: Path, call: tuple[str, ...]) -> None:
    ran = here("--store", example, *call)
    assert ran.code in (2, 3)
    assert ran.err and "Traceback" not in ran.err
