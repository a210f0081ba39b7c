"""Traps that other systems fell into, each sprung end to end: changesets on disk, then questions.

Numbers are those of the model's list.
"""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from respondeat.api import answers
from respondeat.api.access.audit import TERMINAL, Audit
from respondeat.api.dataset import INDEXES, Dataset
from respondeat.errors import AmbiguousName, DateError, UnknownName
from respondeat.graph import evidence
from respondeat.graph.command import CommandIndex
from respondeat.graph.dates import Bounds, held_on, parse, read
from respondeat.graph.evidence.verifier.canonical import canonical
from respondeat.graph.evidence.verifier.merkle import leaf_hash
from respondeat.graph.importers.security_force_monitor import read_sfm
from respondeat.graph.statement import (
    Attestation,
    Changeset,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
    Text,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.terminal import here
from tests.graph.importers.sfm_sheets import FILES, SHEETS, table
from tests.trap_world import (
    BASE,
    SECRET,
    all_texts,
    attested,
    entity,
    event,
    head,
    heads,
    id_of,
    nodes,
    on_day,
    person,
    under,
    ways,
    with_a_secret,
)

Json = dict[str, Any]
Opened = Callable[..., Dataset]


@pytest.fixture
def opened(tmp_path: Path, request: pytest.FixtureRequest) -> Opened:
    """Writes a changeset for each list of records (of a level, when it is a pair) and opens the store."""

    def open_(*parts: Sequence[Record] | tuple[str, Sequence[Record]], level: str = "sealed") -> Dataset:
        store = tmp_path / "store"
        if not store.exists():
            with EmbeddedStore.create(store, INDEXES) as writing:
                for n, part in enumerate([BASE, *parts]):
                    of, records = part if isinstance(part, tuple) else ("public", part)
                    writing.write(
                        [
                            Changeset.of(
                                records,
                                recorded_at=f"2026-01-{n + 1:02d}T00:00:00Z",
                                level=of,
                                author=id_of("Office"),
                            )
                        ]
                    )
        data = Dataset.open(store, level)
        request.addfinalizer(data.close)
        return data

    return open_


# ---- 1 to 5: dates ----


def test_trap_01_a_posting_without_end_is_not_certain_decades_later(opened: Opened) -> None:
    since_1990 = read("1990-05-01", started=True)
    data = opened(
        [
            *entity("Brigade"), *entity("Battalion"), *person("Old General"), *person("New General"),
            *attested(head("Old General", "Brigade", since_1990)),
            *attested(head("Old General", "Battalion", since_1990)),
            *attested(head("New General", "Battalion", read("1998-03-01", "2016-12-31", started=True))),
            *event("Raid", on_day("2016-07-07"), "Brigade"),
        ]
    )  # fmt: skip
    assert heads(data, "Brigade", "1990-05-01") == {"Old General": "certain"}
    assert heads(data, "Brigade", "1990-05-02") == {"Old General": "possible"}
    assert heads(data, "Brigade", "2016-07-07") == {"Old General": "possible"}
    assert ways(data, "Raid") == {("Raid", "Brigade", "Old General"): "possible"}
    gap = answers.commanders(data, "Brigade", "2016-07-07")["gap"]
    assert gap["last_before"]["day"] == "1990-05-01"
    # and whoever was followed is not even possible
    assert heads(data, "Battalion", "2016-07-07") == {"New General": "certain"}
    left_out = answers.commanders(data, "Battalion", "2016-07-07")["left_out"]
    assert [(x["person"]["name"], x["rule"]) for x in left_out] == [("Old General", "next-attested")]


def test_trap_02_nobody_is_their_own_superior_and_no_row_comes_twice(opened: Opened) -> None:
    first, again = held_on("2012-05-01"), read("2012", "2013")
    told = [
        *attested(head("Major", "Brigade", first)),
        *attested(head("Major", "Brigade", again)),
        *attested(under("Brigade", "Brigade", again), under("Brigade", "Army", again)),
        *attested(under("Army", "Brigade", again)),
        *attested(Statement.of("Control", again, controller=id_of("Major"), controlled=id_of("Major"),
                               linkKind=v.DE_FACTO_CONTROL)),
    ]  # fmt: skip
    # the same statements from another source, in another changeset
    others = [Attestation.of(supports=[s.id], origin=id_of("Army")) for s in told if isinstance(s, Statement)]
    statements = [s for s in told if isinstance(s, Statement)]
    things = [*entity("Brigade"), *entity("Army"), *person("Major"), *told]
    data = opened(things, [*statements, *others])
    assert heads(data, "Brigade", "2012-05-01") == {"Major": "certain"}
    for target in ("Brigade", "Army", "Major"):
        above = answers.superiors(data, target, "2012-05-01")["superiors"]
        names = [row["body"]["name"] for row in above]
        assert target not in names and len(names) == len(set(names))
        for way in ways(data, target, "2012-05-01"):
            assert len(set(way)) == len(way)
    for row in answers.superiors(data, "Brigade", "2012-05-01")["superiors"]:
        assert len(row["statements"]) == len(set(row["statements"]))
    assert answers.superiors(data, "Major", "2012-05-01")["superiors"] == []


def test_trap_03_the_date_holds_at_every_hop(opened: Opened) -> None:
    exact = {"started": True, "ended": True}
    data = opened(
        [
            *entity("Unit"), *entity("Division"), *entity("Ministry"),
            *attested(under("Unit", "Division", read("2010", "2012", **exact))),
            *attested(under("Division", "Ministry", read("2018", "2020", **exact))),
            *event("Arrests", on_day("2011-06-01"), "Unit"),
        ]
    )  # fmt: skip
    assert ways(data, "Arrests") == {("Arrests", "Unit", "Division"): "certain"}
    assert ways(data, "Unit", "2019-06-01") == {}
    assert "Ministry" not in nodes(data, "Unit", "2009/2021")
    missing = {(g["kind"], g["body"]["name"]) for g in answers.chain(data, "Arrests")["gaps"]}
    assert ("no-superior", "Division") in missing


def test_trap_04_an_end_of_a_year_reaches_its_last_day(opened: Opened) -> None:
    until = read("2010-01-01", "2014", started=True, ended=True)
    data = opened([*entity("Unit"), *person("Colonel"), *attested(head("Colonel", "Unit", until))])
    assert heads(data, "Unit", "2014-01-01") == {"Colonel": "certain"}
    assert heads(data, "Unit", "2014-12-31") == {"Colonel": "possible"}
    assert heads(data, "Unit", "2015-01-01") == {}


def test_trap_05_both_heads_of_a_handover_day_are_given_and_flagged(opened: Opened) -> None:
    data = opened(
        [
            *entity("Unit"), *person("Leaver"), *person("Comer"),
            *attested(head("Leaver", "Unit", read("2010-01-01", "2014-03-05", started=True, ended=True))),
            *attested(head("Comer", "Unit", read("2014-03-05", "2016-01-01", started=True, ended=True))),
        ]
    )  # fmt: skip
    assert heads(data, "Unit", "2014-03-05") == {"Leaver": "certain", "Comer": "certain"}
    (conflict,) = answers.commanders(data, "Unit", "2014-03-05")["conflicts"]
    assert conflict["kind"] == "handover" and conflict["days"] == [["2014-03-05", "2014-03-05"]]
    assert {p["name"] for p in conflict["persons"]} == {"Leaver", "Comer"}
    assert heads(data, "Unit", "2014-03-04") == {"Leaver": "certain"}
    assert set(ways(data, "Unit", "2014-03-05").values()) == {"certain"}


# ---- 6 to 8: which links, and who may see them ----

NOT_COMMAND = (v.ADMINISTRATIVE, v.LEGAL_SUPERVISION, v.APPOINTMENT, v.COOPERATION, v.ASSISTANCE)


@pytest.mark.parametrize("kind", NOT_COMMAND, ids=[k.removeprefix(v.R) for k in NOT_COMMAND])
def test_trap_06_an_administrative_relation_is_no_command(opened: Opened, kind: str) -> None:
    day = held_on("2020-08-10")
    data = opened(
        [
            *entity("Colony"), *entity("Ministry"), *person("Minister"), *person("Warden"),
            *attested(under("Colony", "Ministry", day, kind), head("Minister", "Ministry", day)),
            *attested(head("Warden", "Colony", day)),
            *event("Beating", on_day("2020-08-10"), "Colony"),
        ]
    )  # fmt: skip
    assert set(ways(data, "Beating")) == {("Beating", "Colony", "Warden")}
    assert answers.superiors(data, "Colony", "2020-08-10")["superiors"] == []
    assert answers.subordinates(data, "Ministry", "2020-08-10")["subordinates"] == []
    assert answers.events_under(data, "Minister")["events"] == []
    assert [e["event"]["name"] for e in answers.events_under(data, "Warden")["events"]] == ["Beating"]
    kinds = {(g["kind"], g["body"]["name"]) for g in answers.chain(data, "Beating")["gaps"]}
    assert ("no-superior", "Colony") in kinds


def test_trap_07_what_is_above_the_level_is_reached_at_no_depth(opened: Opened) -> None:
    parts = with_a_secret()
    ids = {
        level: {r.id for r in records if isinstance(r, Entity | Statement | Document | Passage | Attestation)}
        for level, records in parts
    }
    data = opened(*parts, level="public")
    texts = list(all_texts(data))
    assert any(id_of("Minister") in text for text in texts), "what is public is there"
    for text in texts:
        for id in ids["restricted"] | ids["sealed"]:
            assert id.removeprefix(v.ID) not in text
    # no other place holds it either: names, hits by id, errors, counts, files of the level
    for wanted in (SECRET, "Hidden Body", *sorted(ids["restricted"] | ids["sealed"])):
        with pytest.raises(UnknownName) as caught:
            data.find(wanted)
        assert not caught.value.candidates or wanted not in repr(caught.value.candidates)
    assert answers.commanders(data, "Section", "2020-08-10")["gap"] == {
        "last_before": None,
        "first_after": None,
    }
    for iri in ids["restricted"] | ids["sealed"]:
        assert data.reader.record(iri) is None and data.reader.names(iri) == ()
    assert [i.sequence for i in data.reader.changesets()] == [1, 2]
    level_files = data.reader.index_directory(CommandIndex.name).parent
    for file in (f for f in level_files.rglob("*") if f.is_file()):
        content = file.read_bytes()
        assert SECRET.encode() not in content and b"hidden-body" not in content, file

    restricted = opened(level="restricted")
    assert heads(restricted, "Section", "2020-08-10") == {SECRET: "certain"}
    assert not any(id.removeprefix(v.ID) in t for t in all_texts(restricted) for id in ids["sealed"])
    assert "Hidden Body" in nodes(opened(level="sealed"), "Night")


def test_trap_08_an_open_ended_relation_still_shows_its_commanders(opened: Opened) -> None:
    data = opened(
        [
            *entity("Unit"), *entity("Division"), *person("General"),
            *attested(under("Unit", "Division", read("2009-02-01"))),
            *attested(head("General", "Division", read("2010-01-01", "2013-12-31", started=True))),
            *event("Shooting", on_day("2012-10-10"), "Unit"),
        ]
    )  # fmt: skip
    assert ways(data, "Shooting") == {("Shooting", "Unit", "Division", "General"): "possible"}
    (hops,) = (c["hops"] for c in answers.chain(data, "Shooting")["chains"])
    assert [hop["grade"] for hop in hops] == ["certain", "possible", "certain"]
    assert [row["body"]["name"] for row in answers.superiors(data, "Unit", "2012-10-10")["superiors"]] == [
        "Division"
    ]
    (under_general,) = answers.events_under(data, "General")["events"]
    assert under_general["grade"] == "possible"


# ---- 9 to 12 ----


def test_trap_09_two_postings_overlap_from_the_later_start_to_the_earlier_end(opened: Opened) -> None:
    exact = {"started": True, "ended": True}
    data = opened(
        [
            *entity("Unit"), *entity("Division"), *person("Chief"), *person("General"),
            *attested(head("Chief", "Unit", read("2008-01-01", "2012-04-30", **exact))),
            *attested(under("Unit", "Division", read("2010-06-01", "2015-01-01", **exact))),
            *attested(head("General", "Division", read("2009-01-01", "2013-12-31", **exact))),
        ]
    )  # fmt: skip
    found = answers.chain(data, "Chief", "2000/2020")["chains"]
    (c,) = (c for c in found if c["hops"][-1]["target"]["name"] == "General")
    assert c["feasible"] == [["2010-06-01", "2012-04-30"]] and c["grade"] == "possible"
    assert set(ways(data, "Chief", "2010-06-01/2012-04-30").values()) == {"certain"}
    for outside in ("2010-05-31", "2012-05-01"):
        assert "General" not in nodes(data, "Chief", outside)


def test_trap_10_a_start_after_the_end_is_an_error(opened: Opened) -> None:
    data = opened(entity("Unit"))
    for ask_ in (answers.commanders, answers.superiors, answers.chain):
        with pytest.raises(DateError, match="after"):
            ask_(data, "Unit", "2014-05-01/2013-05-01")
    with pytest.raises(DateError):
        read("2014-05", "2013")
    with pytest.raises(DateError):
        parse("2014-05/2013")
    with pytest.raises(DateError):
        Bounds(es=10, le=5)


def test_trap_11_the_related_unit_is_the_parent(opened: Opened) -> None:
    header, *rows = table(SHEETS / FILES["units"])
    name = header.index("Organization:Name")
    above = [
        header.index(column)
        for column in ("OrganizationOrganization:parent_id", "OrganizationMembership:member_id")
    ]
    children = {(row[name].strip(), row[n].strip()) for row in rows for n in above}
    found = read_sfm(*(SHEETS / FILES[sheet] for sheet in ("units", "persons", "sources")))
    data = opened(list(found.records))
    stated = {s for s in found.records if isinstance(s, Statement) and s.relation == v.SUBORDINATION}
    lower_and_upper = {(data.name(s.iri("subordinate")), data.name(s.iri("superior"))) for s in stated}
    assert lower_and_upper and lower_and_upper <= children
    climbed = {
        (data.name(unit), row["body"]["name"])
        for unit in {s.iri("subordinate") for s in stated} | {s.iri("superior") for s in stated}
        for row in answers.superiors(data, unit, "1900/2100")["superiors"]
    }
    assert climbed <= children
    # the sheets hold one circle; all others would tell if the direction were turned round
    assert climbed - {(upper, lower) for lower, upper in children}


def test_trap_12_a_placeholder_keeps_the_chain_together_and_is_a_gap(opened: Opened) -> None:
    day = held_on("2020-08-10")
    data = opened(
        [
            *entity("Unit"), *entity("Unknown section", placeholder=True), *entity("Ministry"),
            *person("Minister"),
            *attested(under("Unit", "Unknown section", day), under("Unknown section", "Ministry", day)),
            *attested(head("Minister", "Ministry", day)),
        ]
    )  # fmt: skip
    found = answers.chain(data, "Unit", "2020-08-10")
    assert [tuple(hop["target"]["name"] for hop in c["hops"]) for c in found["chains"]] == [
        ("Unknown section", "Ministry", "Minister")
    ]
    assert [hop["placeholder"] for hop in found["chains"][0]["hops"]] == [True, True, False]
    assert found["chains"][0]["strength"]["placeholder"] == 2
    assert ("placeholder", "Unknown section") in {(g["kind"], g["body"]["name"]) for g in found["gaps"]}


# ---- 13 to 15: evidence ----


@pytest.fixture(scope="module")
def bundles(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the dossier of a protected person's case, whole and redacted, and a store beside it."""
    folder = tmp_path_factory.mktemp("bundles")
    assert here("load-example", "--store", folder / "store").code == 0
    for profile in ("court", "public"):
        done = here(
            "bundle", "create", "dossier", "Beating in the yard of the lock-up (invented)",
            "--store", folder / "store", "--secret", folder / "secret", "--profile", profile,
            "--out", folder / profile,
        )  # fmt: skip
        assert done.code == 0, done.err
    return folder


def test_trap_13_a_redacted_bundle_verifies_with_the_same_tool_to_the_same_root(bundles: Path) -> None:
    for profile in ("court", "public"):
        assert here("bundle", "verify", bundles / profile).code == 0
    roots = [json.loads((bundles / p / "data" / "root.json").read_text()) for p in ("court", "public")]
    assert roots[0] == roots[1]


def test_trap_13_names_cannot_be_guessed_from_the_hashes_of_a_redacted_bundle(bundles: Path) -> None:
    """Whoever knows all that is withheld, and how leaves are hashed, cannot tell which leaf is which."""
    whole, shown = (
        [json.loads(line) for line in (bundles / p / "data" / "leaves.jsonl").read_text().splitlines()]
        for p in ("court", "public")
    )
    hashes = {leaf["hash"] for leaf in shown if "content" not in leaf}
    withheld = [leaf for leaf in whole if leaf["hash"] in hashes]
    assert withheld
    salts = [bytes(32), *(bytes.fromhex(leaf["salt"]) for leaf in shown if "salt" in leaf)]
    for leaf in withheld:
        content = canonical(leaf["content"])
        plain = {sha256(content).hexdigest(), sha256(b"\0" + content).hexdigest()}
        assert leaf["hash"] not in plain | {leaf_hash(salt, content).hex() for salt in salts}
        assert leaf_hash(bytes.fromhex(leaf["salt"]), content).hex() == leaf["hash"]
    everything = b"".join(p.read_bytes() for p in (bundles / "public").rglob("*") if p.is_file())
    assert not [leaf for leaf in withheld if leaf["salt"].encode() in everything]


def test_trap_15_a_recipient_without_a_secret_checks_everything_offline(
    bundles: Path, tmp_path: Path
) -> None:
    """Python alone, no environment, no network, nothing of ours but what is in the bundle."""
    received = Path(shutil.copytree(bundles / "public", tmp_path / "received"))
    call = [sys.executable, "-I", "-S", str(received / "data" / "verify_bundle.py")]
    unshared = ["unshare", "--net", "--map-root-user", *call]
    offline = shutil.which("unshare") and subprocess.run([*unshared[:3], "true"], check=False).returncode == 0
    done = subprocess.run(
        unshared if offline else call, capture_output=True, text=True, env={}, timeout=60, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "intact" in done.stdout
    answer = received / "data" / "answer.json"
    answer.write_bytes(answer.read_bytes().replace(b"possible", b"certain!", 1))
    done = subprocess.run(call, capture_output=True, text=True, env={}, timeout=60, check=False)
    assert done.returncode == 4
    assert "NOT INTACT" in done.stdout


def test_trap_14_cutting_off_the_end_of_the_custody_log_is_told(tmp_path: Path) -> None:
    """Wherever it is cut, and also when the file that says where it ended is put back to fit."""
    audit = Audit(tmp_path)
    heads = {}
    for number in range(1, 9):
        audit.record(TERMINAL, "kept", number=number)
        heads[number] = (audit.folder / "head.json").read_bytes()
    noted, whole = evidence.head(audit.folder), (audit.folder / "log.jsonl").read_bytes()
    assert evidence.verify(audit.folder, noted).ok
    ends = [place + 1 for place, byte in enumerate(whole) if byte == ord("\n")]
    for size in sorted({*range(0, len(whole), 29), *ends, *(end - 1 for end in ends)} - {len(whole)}):
        (audit.folder / "log.jsonl").write_bytes(whole[:size])
        fault = evidence.verify(audit.folder).fault
        assert fault is not None
        assert (fault.kind, fault.n) == ("truncated", whole[:size].count(b"\n") + 1)
        left = whole[:size].count(b"\n")
        if left and whole[:size].endswith(b"\n"):
            (audit.folder / "head.json").write_bytes(heads[left])
            fault = evidence.verify(audit.folder, noted).fault
            assert fault is not None
            assert (fault.kind, fault.n) == ("truncated", left + 1)
            (audit.folder / "head.json").write_bytes(heads[8])


# ---- 16 and 17: names ----


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Выдуманы Cяргей Прыкладавiч", "Выдуманы Сяргей Прыкладавіч"),
        ("Выдуманы Сяргей Прыкладавіч", "Bыдyмaны Cяргeй Прыклaдaвiч"),
        ("Вымышленский Марк Образцович", "Вымышленсĸий Марĸ Образцович"),
        ("Вымышленсĸий Марĸ Образцович", "Вымышленский Марк Образцович"),
    ],
)
def test_trap_16_look_alike_letters_still_match(opened: Opened, written: str, asked: str) -> None:
    id = v.ID + "p-look-alike"
    unit: list[Record] = [*entity("Unit"), *attested(
        Statement.of("Posting", held_on("2020-08-10"), holder=id, body=id_of("Unit"), capacity=v.HEAD)
    )]  # fmt: skip
    data = opened([Entity.of(id, "Person"), Name.of(id, written, "be", preferred=True), *unit])
    assert data.find(asked) == id
    assert answers.search(data, asked)["hits"][0]["id"] == id
    assert answers.events_under(data, asked)["person"] == {"id": id, "name": written, "type": "Person"}


def test_trap_17_one_name_and_two_birth_dates_are_two_persons(opened: Opened) -> None:
    name, day = "Invented Ivan Namesake", held_on("2020-08-10")
    born = {v.ID + "p-first": "1960-01-02", v.ID + "p-second": "1985-03-04"}
    records: list[Record] = [*entity("Unit")]
    for id, date in born.items():
        records += [
            Entity.of(id, "Person", birthDate=Text(date)),
            Name.of(id, name, "en", preferred=True),
            *attested(Statement.of("Posting", day, holder=id, body=id_of("Unit"), capacity=v.HEAD)),
        ]
    data = opened(records)
    with pytest.raises(AmbiguousName) as caught:
        data.find(name)
    assert {c["id"] for c in caught.value.candidates} == set(born)
    found = answers.commanders(data, "Unit", "2020-08-10")
    assert {row["person"]["id"] for row in found["heads"]} == set(born)
    assert [{p["id"] for p in c["persons"]} for c in found["conflicts"]] == [set(born)]
    for id, date in born.items():
        shown = answers.show(data, id)
        assert {"property": "birthDate", "value": date} in shown["attributes"]
        assert len(shown["statements"]) == 1
