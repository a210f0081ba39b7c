"""What the five reports state: complete in form, honest about who says it and when."""

import hashlib
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from respondeat.graph.dates import Grade, day, grade
from respondeat.graph.importers.curated import load_all, seed_data
from respondeat.graph.importers.curated_scope import entity_id
from respondeat.graph.quads import lines
from respondeat.graph.statement import (
    Attestation,
    Contradiction,
    Derivation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
    Text,
)
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate

ROOT = Path(__file__).resolve().parents[2]
LUKASHENKA = entity_id("Person", "lukashenka")
UNNAMED = entity_id("BodyGroup", "state-institutions-unnamed")


@cache
def records() -> tuple[Record, ...]:
    changesets = load_all(names=["common", "reports"])
    assert {c.level for c in changesets} == {"public"}
    return tuple(record for changeset in changesets for record in changeset.records)


def statements(relation: str = "") -> list[Statement]:
    found = [r for r in records() if isinstance(r, Statement)]
    return [s for s in found if not relation or s.relation == v.R + relation]


def attestations(statement: Statement) -> list[Attestation]:
    return [r for r in records() if isinstance(r, Attestation) and statement.id in (*r.supports, *r.denies)]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The reports by their SHA-256; they are not in this repository."""
    folder = os.environ.get("RESPONDEAT_TEST_DATA")
    if not folder:
        pytest.skip("RESPONDEAT_TEST_DATA is not set")
    seeds = Path(folder).parent / "seeds"
    if not seeds.is_dir():
        pytest.skip(f"there is no {seeds}")
    found = [path.read_bytes() for path in sorted(seeds.glob("*.txt"))]
    return {hashlib.sha256(content).hexdigest(): content.decode("utf-8") for content in found}


def text_of(texts: dict[str, str]) -> dict[str, str]:
    return {r.id: texts[r.sha256] for r in records() if isinstance(r, Document)}


def test_the_data_keep_the_rules_of_the_model() -> None:
    assert validate(lines(records())) == ()


def test_every_statement_that_is_not_derived_is_attested() -> None:
    assert [s for s in statements() if s.derived != (not attestations(s))] == []


def test_every_attestation_names_who_says_so_and_where() -> None:
    made = [r for r in records() if isinstance(r, Attestation)]
    assert all(a.origin and a.passages and not a.withheld for a in made)
    assert len(made) >= len(statements()) - 2


def test_how_much_is_there() -> None:
    kinds = Counter(s.relation.removeprefix(v.R) for s in statements())
    assert len(statements()) >= 500
    assert kinds["Quantity"] >= 30
    assert kinds["Custody"] >= 35
    assert kinds["LegalCharacterisation"] >= 20
    assert sum(isinstance(r, Document) for r in records()) == 5
    persons = [r for r in records() if isinstance(r, Entity) and r.cls == v.PERSON]
    assert len(persons) == 23


def test_every_document_has_a_window_of_writing_and_a_hash() -> None:
    windows = {r.file_name[:3]: r.written for r in records() if isinstance(r, Document) and r.sha256}
    assert len(windows) == 5
    earliest = {name: w.bounds.es for name, w in windows.items() if w is not None}
    assert earliest["001"] == day("2025-05-01")
    assert earliest["002"] == day("2025-08-01")
    assert earliest["003"] is not None
    assert earliest["003"] >= day("2024-02-01")
    assert all(w is not None and w.bounds.le is not None for w in windows.values())


def test_every_passage_is_in_its_text_with_the_hash_it_has(texts: dict[str, str]) -> None:
    whole = text_of(texts)
    passages = [r for r in records() if isinstance(r, Passage)]
    assert len(passages) > 150
    for p in passages:
        said = whole[p.document][p.start : p.end]
        assert hashlib.sha256(said.encode("utf-8")).hexdigest() == p.sha256
        assert said == said.strip() != ""


def test_every_name_form_stands_in_the_documents_it_names(texts: dict[str, str]) -> None:
    whole = text_of(texts)
    names = [r for r in records() if isinstance(r, Name) and r.documents]
    assert len(names) > 60
    assert [(n.form, d) for n in names for d in n.documents if n.form not in whole[d]] == []


def test_nothing_is_taken_from_page_furniture_or_advertising(texts: dict[str, str]) -> None:
    whole = text_of(texts)
    furniture = ["How to Order an Expert Witness Report?", "Click to comment", "Connect with us\n"]
    for p in (r for r in records() if isinstance(r, Passage)):
        text = whole[p.document]
        assert p.start is not None
        assert p.end is not None
        if furniture[0] in text:
            assert p.end < text.index(furniture[0])
        if furniture[1] in text:
            assert p.end < text.index(furniture[1])
    forms = " ".join(r.form for r in records() if isinstance(r, Name))
    assert not re.search("Eritrea|Venezuela|Akaza|Coolidge|Canham|Kharitonov", forms)


def test_the_president_by_each_report_that_says_so() -> None:
    held = [s for s in statements("Posting") if s.iri("holder") == LUKASHENKA]
    assert {s.iri("post") for s in held} == {entity_id("Post", "president-of-belarus")}
    since = next(s for s in held if s.time is not None and s.time.bounds.es is not None)
    assert since.time is not None
    assert since.time.bounds.es == day("1994-01-01")
    assert since.time.bounds.ee == day("2025-05-01")
    assert grade(since.time.bounds, day("2020-08-10"), day("2020-08-10")) is Grade.CERTAIN


def test_control_and_orders_by_the_finding_that_one_report_passes_on() -> None:
    (control,) = statements("Control")
    (orders,) = statements("OrderGiving")
    assert (control.iri("controller"), control.iri("controlled")) == (LUKASHENKA, UNNAMED)
    assert control.iri("linkKind") == v.DE_FACTO_CONTROL
    assert (orders.iri("orderer"), orders.iri("recipient")) == (LUKASHENKA, UNNAMED)
    assert orders.iri("channel") == v.R + "directOrThroughSubordinates"
    for said in (control, orders):
        (by,) = attestations(said)
        assert (by.origin, by.reported_by) == (
            entity_id("InternationalBody", "gie"),
            entity_id("Body", "icr2p"),
        )
        assert (by.modality, by.standard) == (v.R + "found", v.R + "notStated")
    group = next(r for r in records() if isinstance(r, Entity) and r.id == UNNAMED)
    assert group.get(v.PLACEHOLDER) is True


def test_ministry_and_security_service_among_the_unnamed_are_derived_and_timeless() -> None:
    premises = tuple(sorted(s.id for s in (*statements("Control"), *statements("OrderGiving"))))
    derived = [s for s in statements() if s.derived]
    assert {s.iri("member") for s in derived} == {entity_id("Body", "mvd"), entity_id("Body", "kgb")}
    assert {s.iri("group") for s in derived} == {UNNAMED}
    assert all(s.time is None for s in derived)
    proofs = [r for r in records() if isinstance(r, Derivation)]
    assert {p.derives for p in proofs} == {s.id for s in derived}
    assert {(p.rule, p.premises) for p in proofs} == {(v.R + "unnamedInstitution", premises)}


def test_a_finding_with_a_standard_of_proof_keeps_it() -> None:
    event = entity_id("Pattern", "persecution-imprisonment")
    (said,) = [s for s in statements("Participation") if s.iri("event") == event]
    (by,) = attestations(said)
    assert (by.modality, by.standard) == (v.R + "found", v.R + "reasonableGroundsToBelieve")
    assert said.time is not None
    assert said.time.bounds.es == day("2020-05-01")


def test_two_reports_that_quote_viasna_are_one_origin() -> None:
    viasna = entity_id("Body", "viasna")
    counted = [s for s in statements("Quantity") if any(a.origin == viasna for a in attestations(s))]
    assert {1184, 1255, 330, 7239, 164, 37, 175} <= {s.get("value") for s in counted}
    reporters = {a.reported_by for s in counted for a in attestations(s)}
    assert reporters == {entity_id("Body", "icr2p"), entity_id("Body", "libereco")}


def test_figures_say_what_they_count_and_as_of_when_and_all_stay() -> None:
    figures = statements("Quantity")
    assert all(isinstance(s.get("population"), Text) for s in figures)
    prisoners = [s for s in figures if s.iri("metric") == v.R + "politicalPrisoners"]
    assert {s.get("value") for s in prisoners} == {1000, 1100, 1184, 1255, 1400}
    assert all(s.get("asOf") for s in prisoners)
    deaths = {s.get("value"): s.id for s in figures if s.iri("metric") == v.R + "deathsInCustody"}
    pair = [r for r in records() if isinstance(r, Contradiction) and set(r.between) == set(deaths.values())]
    assert sorted(map(str, deaths)) == ["5", "8"]
    assert [p.kind for p in pair] == [v.R + "notContradictory"]


def test_calls_are_recommended_and_have_no_time() -> None:
    def calls() -> Iterator[tuple[Statement, Attestation]]:
        for said in statements():
            yield from ((said, a) for a in attestations(said) if a.modality == v.R + "recommended")

    made = list(calls())
    assert len(made) >= 35
    assert all(said.time is None for said, _ in made)
    addressees = {s.iri("actor") for s, _ in made if s.iri("role") == v.R + "addressee"}
    assert entity_id("InternationalBody", "icc") in addressees


def test_who_was_held_incommunicado_on_which_days() -> None:
    held = [s for s in statements("Custody") if s.iri("regime") == v.R + "incommunicado"]
    assert len(held) == 14
    both = Counter(s.iri("detained") for s in held)
    twice = {entity_id("Person", k) for k in ("kalesnikava", "babaryka", "statkevich", "losik")}
    assert {p for p, n in both.items() if n == 2} == twice
    named = [s for s in held if s.time is not None and s.time.bounds.ee == day("2025-08-01")]
    assert len(named) == 8


def test_article_411_with_each_characterisation() -> None:
    article = entity_id("LegalProvision", "art-411")
    said = [s for s in statements("ProvisionContent") if s.iri("provision") == article]
    assert {s.iri("effect") for s in said} == {v.R + "prolongedSentence"}
    words = {s.iri("characterisedAs").removeprefix(v.R) for s in said}
    assert words == {"indefinite", "arbitrary", "punitive"}


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text.casefold())


def committed() -> list[Path]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return [Path(str(p)) for p in Path(str(seed_data())).rglob("*") if p.is_file()]
    command = [
        "git",
        "-c",
        "safe.directory=*",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in run.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_no_eight_words_of_a_report_stand_in_a_row_anywhere(texts: dict[str, str]) -> None:
    """Proper names and titles are what they are; all else is told in our own words."""
    exempt = [r.form for r in records() if isinstance(r, Name) and r.documents]
    exempt += [r.title for r in records() if isinstance(r, Document)]
    runs: set[tuple[str, ...]] = set()
    for text in texts.values():
        for form in sorted(exempt, key=len, reverse=True):
            text = text.replace(form, " zzz ")
        said = words(text)
        runs |= {tuple(said[i : i + 8]) for i in range(len(said) - 7)}
    assert len(runs) > 4000
    found = []
    for path in committed():
        if path.is_symlink() or path.suffix in (".png", ".woff2", ".gz", ".lock"):
            continue
        said = words(path.read_bytes().decode("utf-8", "ignore"))
        found += [
            (path.name, said[i : i + 8]) for i in range(len(said) - 7) if tuple(said[i : i + 8]) in runs
        ]
    assert found == []


def test_rows_hold_no_text_of_a_passage() -> None:
    folder = Path(str(seed_data())) / "reports"
    rows = yaml.safe_load((folder / "passages.yaml").read_text("utf-8"))
    assert {key for row in rows for key in row} == {"key", "doc", "start", "end", "sha256", "origin"}
