"""The invented country: its texts, its levels, and each situation that it is there to show."""

import hashlib
import itertools
from functools import cache
from pathlib import Path

import pytest

from respondeat.graph.dates import Grade, day, grade
from respondeat.graph.importers.curated import load_all, seed_data
from respondeat.graph.importers.curated_scope import entity_id
from respondeat.graph.quads import lines
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Derivation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
)
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate

DAY = day("2020-05-03")
DOCUMENTS = Path(str(seed_data())) / "example" / "documents"


@cache
def changesets() -> tuple[Changeset, ...]:
    return tuple(load_all(names=["example"]))


def records(*levels: str) -> list[Record]:
    wanted = levels or ("public", "restricted")
    return [r for c in changesets() if c.level in wanted for r in c.records]


def said(relation: str, **roles: str) -> list[Statement]:
    found = [r for r in records("public") if isinstance(r, Statement) and r.relation == v.R + relation]
    return [s for s in found if all(s.iri(role) == value for role, value in roles.items())]


def body(key: str) -> str:
    return entity_id("Body", key)


def heads(key: str) -> dict[str, set[Grade]]:
    names = {r.entity: r.form for r in records() if isinstance(r, Name) and r.preferred}
    found: dict[str, set[Grade]] = {}
    for s in said("Posting", body=body(key), capacity=v.HEAD):
        assert s.time is not None
        found.setdefault(names[s.iri("holder")], set()).add(grade(s.time.bounds, DAY, DAY))
    return found


@pytest.mark.parametrize("levels", [("public",), ("public", "restricted")])
def test_the_data_keep_the_rules_of_the_model_at_each_level(levels: tuple[str, ...]) -> None:
    assert validate(lines(records(*levels))) == ()


def test_everything_is_marked_as_invented() -> None:
    entities = [r for r in records() if isinstance(r, Entity)]
    assert len(entities) > 30
    assert all(e.get(v.INVENTED) is True for e in entities)


def test_every_preferred_name_shows_that_it_is_invented() -> None:
    shown = [r.form for r in records() if isinstance(r, Name) and r.preferred]
    visible = ("invented", "Invented", "person", "Nobody")
    assert [form for form in shown if not any(word in form for word in visible)] == []


def test_every_passage_can_be_cut_out_of_its_document() -> None:
    documents = {r.id: r for r in records() if isinstance(r, Document)}
    passages = [r for r in records() if isinstance(r, Passage)]
    assert len(passages) == 66
    for p in passages:
        document = documents[p.document]
        content = (DOCUMENTS / (document.file_name)).read_bytes()
        assert hashlib.sha256(content).hexdigest() == document.sha256
        text = content.decode("utf-8")[p.start : p.end]
        assert hashlib.sha256(text.encode("utf-8")).hexdigest() == p.sha256


def test_every_name_form_stands_in_the_documents_it_names() -> None:
    names = [r for r in records() if isinstance(r, Name) and r.documents]
    texts = {r.id: (DOCUMENTS / r.file_name).read_text("utf-8") for r in records() if isinstance(r, Document)}
    assert [(n.form, d) for n in names for d in n.documents if n.form not in texts[d]] == []


def test_a_line_of_command_that_is_certain_on_the_day() -> None:
    line = ["x-section", "x-regiment", "x-directorate", "x-ministry", "x-presidency"]
    for below, above in itertools.pairwise(line):
        links = said(
            "Subordination", subordinate=body(below), superior=body(above), linkKind=v.DE_JURE_COMMAND
        )
        grades = [grade(s.time.bounds, DAY, DAY) for s in links if s.time is not None]
        assert grades == [Grade.CERTAIN]


def test_operational_control_for_a_week() -> None:
    (link,) = said("Subordination", superior=body("x-joint-staff"))
    assert link.time is not None
    grades = [grade(link.time.bounds, day(d), day(d)) for d in ("2020-04-30", "2020-05-03", "2020-05-08")]
    assert grades == [Grade.EXCLUDED, Grade.CERTAIN, Grade.EXCLUDED]


def test_a_handover_on_one_day() -> None:
    on = day("2019-06-15")
    held = [s.time for s in said("Posting", body=body("x-directorate"))]
    assert sum(t is not None and grade(t.bounds, on, on) is Grade.CERTAIN for t in held) == 2


def test_two_heads_on_a_day_and_one_of_long_ago() -> None:
    assert heads("x-regiment") == {
        "Ella Fifthperson": {Grade.CERTAIN},
        "Faro Sixthperson": {Grade.CERTAIN},
        "Gorm Oldperson": {Grade.POSSIBLE},
    }


def test_a_gap_once_the_retracted_report_is_left_out() -> None:
    assert heads("x-section") == {
        "Ivo Seventhperson": {Grade.EXCLUDED},
        "Juno Eighthperson": {Grade.EXCLUDED},
        "Hilo Wrongperson": {Grade.CERTAIN},
    }
    (taken_back,) = [r for r in records() if isinstance(r, Retraction)]
    (wrong,) = said("Posting", holder=entity_id("Person", "x-hilo"))
    assert taken_back.invalidates == (wrong.id,)
    assert changesets()[-1].records == (taken_back,)


def test_a_contested_link_has_one_source_on_each_side() -> None:
    (link,) = said("Subordination", subordinate=body("x-regiment"), superior=body("x-ministry"))
    sources = [r for r in records() if isinstance(r, Attestation)]
    assert sum(link.id in a.supports for a in sources) == sum(link.id in a.denies for a in sources) == 1
    (assessed,) = [r for r in records() if isinstance(r, Assessment)]
    assert (assessed.assesses, assessed.status) == (link.id, v.CONTESTED)


def test_a_derived_posting_rests_on_two_attested_ones() -> None:
    (derived,) = [s for s in said("Posting") if s.derived]
    (proof,) = [r for r in records() if isinstance(r, Derivation)]
    attested = {s.id for s in said("Posting", holder=derived.iri("holder")) if not s.derived}
    assert (proof.derives, set(proof.premises)) == (derived.id, attested)
    assert derived.time is not None
    assert grade(derived.time.bounds, DAY, DAY) is Grade.CERTAIN


def test_events_that_last_on_a_day_and_on_an_unknown_day() -> None:
    times = {s.time.edtf for s in said("Existence") if s.time is not None}
    assert times >= {"2020-05-03/2020-05-04", "2020-05-03", "2020-05"}


def test_a_name_as_printed_mixes_two_scripts() -> None:
    (form,) = [r.form for r in records() if isinstance(r, Name) and r.lang == "be" and r.documents]
    assert {c for c in form if c.isascii() and c.isalpha()} == {"a"}
    assert sum(not c.isascii() for c in form) > 5


def test_the_public_level_tells_nothing_of_the_protected_person() -> None:
    public = lines(records("public")).decode()
    for told in ("Nobody", "Mira", "witness.txt", "window", "street that", "talk"):
        assert told not in public
    (victim,) = [r for r in records("public") if isinstance(r, Entity) and r.get(v.PROTECTED) is True]
    assert victim.get(v.R + "gender") is None
    withheld = [r for r in records("public") if isinstance(r, Attestation) and r.withheld]
    assert len(withheld) == 2
    hidden = lines(records("restricted")).decode()
    assert all(told in hidden for told in ("Mira Nobody", "witness.txt", "window"))
