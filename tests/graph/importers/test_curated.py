"""Curated data sets: what is refused and how it is told, what is written and at which level."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

import pytest
import yaml

from respondeat.errors import MappingError
from respondeat.graph.dates import day
from respondeat.graph.importers.curated import load_all, read_curated, statement_files
from respondeat.graph.importers.curated_scope import Scope
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Contradiction,
    Derivation,
    Document,
    Entity,
    Name,
    Passage,
    Retraction,
    Statement,
    content_id,
)
from respondeat.graph.stores import MemoryStore
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate

DATA = Path(__file__).resolve().parents[2] / "data" / "curated"
FAULTS: list[dict[str, object]] = yaml.safe_load((DATA / "faults.yaml").read_text("utf-8"))
WHOLE = {"dataset.yaml", "statements.yaml"}
R = TypeVar("R")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA / "sound", tmp_path / "sound"))


def add(folder: Path, file: str, rows: str) -> None:
    path = folder / file
    before = path.read_text("utf-8") if path.exists() and file not in WHOLE else ""
    path.write_text(before + rows + "\n", "utf-8")


def of(kind: type[R], changesets: Sequence[Changeset], level: str = "public") -> list[R]:
    found = [r for c in changesets if c.level == level for r in c.records]
    return [r for r in found if isinstance(r, kind)]


@pytest.mark.parametrize("case", FAULTS, ids=[str(f["name"]) for f in FAULTS])
def test_a_fault_is_told_with_its_place(case: dict[str, object], folder: Path) -> None:
    add(folder, str(case["file"]), str(case["rows"]))
    with pytest.raises(MappingError) as told:
        read_curated(folder)
    says = case["says"]
    assert isinstance(says, list)
    assert [s for s in says if s not in told.value.detail] == []
    assert f"sound/{case['file']}" in told.value.detail


def test_no_more_than_twenty_faults_are_listed_and_the_rest_counted(folder: Path) -> None:
    add(folder, "statements.yaml", "\n".join(f"- {{key: s{i}, rel: Nothing}}" for i in range(33)))
    with pytest.raises(MappingError) as told:
        read_curated(folder)
    assert told.value.detail.count("there is no relation") == 20
    assert told.value.detail.endswith("... and 13 more")


def test_a_folder_that_is_no_data_set_is_told(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"has no dataset\.yaml: is it the folder of a data set\?"):
        read_curated(tmp_path)


def test_a_file_in_another_encoding_is_told(folder: Path) -> None:
    (folder / "statements.yaml").write_bytes("- {key: Ж}".encode("cp1251"))
    with pytest.raises(MappingError, match=r"sound/statements\.yaml is not in UTF-8: byte 8"):
        read_curated(folder)


def test_the_sound_data_set_is_read(folder: Path) -> None:
    changesets = read_curated(folder)
    assert [c.level for c in changesets] == list(v.LEVELS)
    assert {(c.recorded_at, c.author) for c in changesets} == {("2026-01-01T00:00:00Z", v.ID + "curators")}
    (said,) = of(Statement, changesets)
    assert said.relation == v.SUBORDINATION
    assert said.get("linkKind") == v.DE_JURE_COMMAND
    assert said.time is not None
    bounds = said.time.bounds
    assert (bounds.es, bounds.ls, bounds.ee, bounds.le) == (
        day("2010-01-01"),
        day("2010-12-31"),
        day("2020-05-01"),
        None,
    )
    (attested,) = of(Attestation, changesets)
    assert attested.supports == (said.id,)
    assert (attested.modality, attested.standard) == (v.R + "reported", v.R + "notStated")
    assert attested.origin == content_id("b", "press")
    (passage,) = of(Passage, changesets)
    assert (passage.id, passage.locator) == (attested.passages[0], "page 1")
    assert all(e.get(v.INVENTED) is True for e in of(Entity, changesets))


def test_the_same_key_is_the_same_entity_in_every_data_set(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(folder, other)
    ours, theirs = read_curated(folder), read_curated(other)
    assert [c.id for c in ours] == [c.id for c in theirs]
    assert content_id("p", "ada") in {e.id for e in of(Entity, ours)}


def test_a_later_data_set_refers_to_an_earlier_one_and_adds_names(tmp_path: Path) -> None:
    shutil.copytree(DATA / "sound", tmp_path / "sound")
    second = tmp_path / "second"
    second.mkdir()
    dataset = {
        "dataset": "second",
        "title": "T",
        "author": "https://a.invalid/b",
        "recorded_at": "2026-01-01T00:00:00Z",
    }
    (second / "dataset.yaml").write_text(yaml.safe_dump(dataset), "utf-8")
    (second / "entities.yaml").write_text(
        "- {key: ada, names: [{form: Ада, lang: be, in: [paper]}]}", "utf-8"
    )
    row = "- {key: s1, rel: Posting, holder: ada, body: guard, capacity: head, by: [p1]}"
    (second / "more.statements.yaml").write_text(row, "utf-8")
    assert statement_files(second) == ["more.statements.yaml"]
    last = load_all(tmp_path, ["sound", "second"])[-1]
    assert last.author == "https://a.invalid/b"
    (name,) = of(Name, [last])
    assert (name.entity, name.form, name.lang) == (content_id("p", "ada"), "Ада", "be")
    assert of(Entity, [last]) == []
    with pytest.raises(MappingError, match="no entity of this key is known"):
        read_curated(second)


VICTIM = """
- {key: s1, id: 00000000000000000000000000000002, rel: Participation, actor: victim, event: attack,
   role: victim, content: {text: told by Vera, lang: en}, note: Vera again, time: {on: 2020-05-01},
   by: [{id: 00000000000000000000000000000003, passage: p2, note: Vera said}],
   assess: [{status: accepted, confidence: low, reason: Vera is calm}],
   contradicts: [{with: s2, kind: notContradictory, reason: Vera counted twice}]}
- {key: s2, id: 00000000000000000000000000000004, rel: Naming, named: victim, form: Vera,
   by: [{id: 00000000000000000000000000000005, passage: p1}]}
- {key: s3, rel: Membership, member: guard, group: ministry, by: [p1]}
"""


def test_of_a_protected_person_the_public_level_holds_only_an_opaque_id_and_stubs(folder: Path) -> None:
    add(folder, "statements.yaml", VICTIM)
    add(folder, "retractions.yaml", "- {retract: [s1], reason: Vera took it back}")
    changesets = read_curated(folder)
    public = repr([c.records for c in changesets if c.level == "public"])
    assert "Vera" not in public
    assert "diary" not in public.casefold()
    assert "paper.txt" not in public  # it has a passage about her as well
    person = v.ID + "p-" + "0" * 31 + "1"
    (shown,) = [e for e in of(Entity, changesets) if e.id == person]
    assert dict(shown.attributes) == {v.INVENTED: True, v.PROTECTED: True}
    stubs = [a for a in of(Attestation, changesets) if a.withheld]
    assert [(a.id, a.passages, a.note) for a in stubs] == [(v.ID + "a-" + "0" * 31 + "3", (), "")]
    (said,) = [s for s in of(Statement, changesets) if s.iri("actor") == person]
    assert (said.id, said.note, said.get("content")) == (v.ID + "s-" + "0" * 31 + "2", "", None)
    assert [a.reason for a in of(Assessment, changesets)] == [""]
    assert [r.reason for r in of(Retraction, changesets)] == ["withheld"]
    assert of(Contradiction, changesets) == []  # nothing of the other statement is public


def test_of_a_protected_person_the_restricted_level_holds_everything(folder: Path) -> None:
    add(folder, "statements.yaml", VICTIM)
    add(folder, "retractions.yaml", "- {retract: [s1], reason: Vera took it back}")
    hidden = read_curated(folder)
    at = "restricted"
    assert {n.form for n in of(Name, hidden, at)} == {"Vera Invented", "Cellar (invented)"}
    assert {s.note for s in of(Statement, hidden, at)} == {"Vera again", ""}
    assert {s.relation for s in of(Statement, hidden, at)} == {v.PARTICIPATION, v.R + "Naming"}
    assert all(a.passages and not a.withheld for a in of(Attestation, hidden, at))
    assert {d.file_name for d in of(Document, hidden, at)} == {"diary.txt", "paper.txt"}
    assert [a.reason for a in of(Assessment, hidden, at)] == ["Vera is calm"]
    assert [r.reason for r in of(Retraction, hidden, at)] == ["Vera took it back"]
    assert [c.reason for c in of(Contradiction, hidden, at)] == ["Vera counted twice"]


def test_what_is_withheld_gives_nothing_away(folder: Path) -> None:
    add(folder, "statements.yaml", VICTIM)
    add(folder, "retractions.yaml", "- {retract: [s1, s2], reason: Vera took it back}")
    changesets = read_curated(folder)
    with MemoryStore(validator=validate) as store:
        assert store.write(changesets) == len(changesets)
    said = v.ID + "s-" + "0" * 31 + "2"
    assert [r.invalidates for r in of(Retraction, changesets)] == [(said,)]
    # with the reason in it, the id would tell whoever guesses the reason that the guess is right
    (full,), (bare,) = of(Assessment, changesets, "restricted"), of(Assessment, changesets)
    assert full.id == bare.id == Assessment.of(said, v.ACCEPTED, full.confidence, by=full.by).id


def test_a_document_in_which_a_protected_name_stands_is_withheld_as_well(folder: Path) -> None:
    changesets = read_curated(folder)
    assert [d.file_name for d in of(Document, changesets)] == ["paper.txt"]
    assert [d.file_name for d in of(Document, changesets, "restricted")] == ["diary.txt"]
    add(folder, "entities.yaml", "- {key: bob, class: Person, names: [{form: Bob, lang: en, in: [diary]}]}")
    shown = {d.title: d.file_name for d in of(Document, read_curated(folder))}
    assert shown == {"The Paper (invented)": "paper.txt", "The Diary (invented)": ""}


def test_a_row_names_a_higher_level_and_goes_there_whole(folder: Path) -> None:
    rows = """
- {key: s1, rel: Posting, holder: ada, body: cellar, capacity: head, level: sealed,
   by: [{doc: diary, at: x, origin: press}]}
- {key: s2, rel: Membership, member: cellar, group: ministry, level: sealed,
   derived: {rule: kindOfGroup, premises: [s1]}}
"""
    add(folder, "statements.yaml", rows)
    changesets = read_curated(folder)
    assert len(of(Statement, changesets, "sealed")) == 2
    assert len(of(Attestation, changesets, "sealed")) == len(of(Passage, changesets, "sealed")) == 1
    (derived,) = of(Derivation, changesets, "sealed")
    assert derived.rule == v.R + "kindOfGroup"
    assert of(Statement, changesets) == []


def test_a_row_of_another_day_is_another_changeset(folder: Path) -> None:
    add(folder, "retractions.yaml", "- {retract: [base], reason: x, recorded_at: 2026-02-01T00:00:00Z}")
    changesets = read_curated(folder)
    assert [c.recorded_at[:7] for c in changesets] == ["2026-01"] * 3 + ["2026-02"]
    (taken_back,) = of(Retraction, changesets[3:])
    assert taken_back.invalidates == tuple(s.id for s in of(Statement, changesets))


def test_a_denial_is_an_attestation_that_denies(folder: Path) -> None:
    row = (
        "- {key: s1, rel: Membership, member: guard, group: ministry, by: [{passage: p1, denies: true}, p2]}"
    )
    add(folder, "statements.yaml", row)
    denied, held = sorted(of(Attestation, read_curated(folder)), key=lambda a: a.supports)
    assert denied.denies == held.supports
    assert (denied.supports, held.denies) == ((), ())


def test_what_a_passage_says_of_its_speaker_can_be_overruled(folder: Path) -> None:
    add(
        folder,
        "statements.yaml",
        "- {key: s1, rel: Membership, member: guard, group: ministry,"
        " by: [{passage: [p1, p2], origin: ministry, reported_by: press, modality: alleged}]}",
    )
    (attested,) = of(Attestation, read_curated(folder))
    assert (attested.origin, attested.reported_by) == (content_id("b", "ministry"), content_id("b", "press"))
    assert (attested.modality, attested.standard) == (v.R + "alleged", v.R + "notStated")
    assert len(attested.passages) == 2


def test_what_one_data_set_made_known_is_in_its_scope(folder: Path) -> None:
    scope = Scope()
    read_curated(folder, scope)
    assert set(scope.statements) == {"base"}
    assert scope.entities["cellar"].level == "restricted"
    assert scope.entities["victim"].protected
