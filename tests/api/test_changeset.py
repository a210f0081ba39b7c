"""A posted changeset from text to records: its forms, its ids, what may stand beside what is there."""

import json
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api import changeset_json, changeset_rdf
from respondeat.api.changeset_checks import agrees, faults
from respondeat.api.changeset_draft import LOCAL, Draft, is_local, shown
from respondeat.api.changeset_json import counted, drafted, parsed
from respondeat.api.changeset_json_out import records_as_json
from respondeat.api.changeset_mint import Minted, content_of, references
from respondeat.api.changeset_view import View, same
from respondeat.errors import InputError, RequestError, ValidationError
from respondeat.graph.dates import held_on, held_within, parse, read
from respondeat.graph.importers.curated import load_all
from respondeat.graph.importers.identifiers import shared_id
from respondeat.graph.quads import lines
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Contradiction,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Statement,
    Text,
)
from respondeat.graph.stores import MemoryStore
from respondeat.ontology import vocabulary as v

SEED = b"\1" * 32
PERSON = Entity.of(v.ID + "p-1", "Person", invented=True)
BODY = Entity.of(v.ID + "b-1", "Body", invented=True)
HIDDEN = Entity.of(v.ID + "p-2", "Person", protected=True)


def minted(*records: Record, level: str = "public", there: tuple[Record, ...] = (), **more: Any) -> Minted:
    """Records with their ids, over a store that holds others in public."""
    with MemoryStore() as store:
        if there:
            store.write([Changeset.of(there, recorded_at="2026-01-01T00:00:00Z", author=v.ID)])
        with store.reader(level) as reader:
            return Minted(Draft(records, "public", **more), View(reader), SEED)


def draft(**lists: Any) -> Draft:
    """A draft of JSON lists."""
    return drafted({"level": "public", **lists})


def test_ids_follow_from_the_content_as_everywhere() -> None:
    posting = draft(
        passages=[{"id": "#q", "document": "doc-1", "start": 1, "end": 5}],
        statements=[
            {
                "id": "#s",
                "relation": "Posting",
                "roles": {"holder": "p-1", "body": "b-1", "capacity": "head", "title": "Chief"},
                "time": {"on": "2020-05"},
            }
        ],
        attestations=[{"supports": "#s", "passages": "#q", "origin": "b-1"}],
        assessments=[{"assesses": "#s", "status": "contested", "reason": "x"}],
        derivations=[{"derives": "#s", "rule": "continuity", "premises": ["s-2"]}],
        contradictions=[{"between": ["#s", "s-2"], "kind": "exclusive"}],
        retractions=[{"invalidates": "#s", "reason": "x"}],
    )
    made = minted(*posting.records)
    assert all(record.id == content_of(record) for record in made.records)
    statement = Statement.of(
        "Posting",
        held_on("2020-05"),
        holder=v.ID + "p-1",
        body=v.ID + "b-1",
        capacity=v.HEAD,
        title=Text("Chief"),
    )
    passage = Passage.of(v.ID + "doc-1", 1, 5)
    assert made.ids[LOCAL + "s"] == statement.id
    attestation = Attestation.of(supports=[statement.id], passages=[passage.id], origin=v.ID + "b-1")
    assert {statement, passage, attestation} <= set(made.records)


def test_a_key_is_the_same_entity_in_every_posting_and_data_set() -> None:
    one = draft(entities=[{"id": "#a", "class": "Person", "key": "x"}])
    made = minted(*one.records, keys=one.keys)
    assert made.ids == {LOCAL + "a": shared_id("Person", "x")}


def test_entities_without_a_key_and_all_about_the_protected_get_random_ids() -> None:
    posting = draft(
        entities=[
            {"id": "#a", "class": "Body"},
            {"id": "#b", "class": "Person", "protected": True, "key": "x"},
        ],
        statements=[
            {"id": "#s", "relation": "Existence", "roles": {"entity": "#b"}},
            {"id": "#t", "relation": "Existence", "roles": {"entity": "#a"}},
            {"id": "#u", "relation": "Existence", "roles": {"entity": "p-2"}},
        ],
        attestations=[
            {"id": "#x", "supports": "#s"},
            {"id": "#y", "supports": "#t"},
            {"id": "#z", "denies": "#u"},
        ],
    )
    made = minted(*posting.records, there=(HIDDEN,), keys=posting.keys)
    assert made.ids[LOCAL + "b"] != shared_id("Person", "x")
    by_id = {record.id: record for record in made.records}
    guessed = {
        local
        for local, id in made.ids.items()
        if content_of(by_id[id]) == id or id == shared_id("Person", "x")
    }
    assert guessed == {LOCAL + "t", LOCAL + "y"}
    again = minted(*posting.records, there=(HIDDEN,), keys=posting.keys)
    assert again.ids == made.ids  # by the same seed


def test_a_file_that_is_there_is_the_same_document() -> None:
    digest = "ab" * 32
    there = Document(v.ID + "doc-old", "Report", sha256=digest)
    one = draft(documents=[{"id": "#d", "sha256": digest}])
    assert minted(*one.records, there=(there,)).ids == {LOCAL + "d": there.id}


def test_revisions_are_settled_whatever_their_order_and_a_circle_is_a_fault() -> None:
    chain = [
        {"id": "#c", "assesses": "s-1", "status": "accepted", "revision_of": "#b"},
        {"id": "#b", "assesses": "s-1", "status": "rejected", "revision_of": "#a"},
        {"id": "#a", "assesses": "s-1", "status": "contested"},
    ]
    made = minted(*draft(assessments=chain).records)
    assert all(record.id == content_of(record) for record in made.records)
    chain[2]["revision_of"] = "#c"
    posting = draft(assessments=chain)
    with MemoryStore() as store, store.reader("public") as reader:
        view = View(reader)
        found = list(faults(posting, Minted(posting, view, SEED), view))
    assert sum("circle" in one.message for one in found) == 3


@pytest.mark.parametrize(
    ("said", "read_as"),
    [
        ({"edtf": "2020-05-03/2020-05-04"}, parse("2020-05-03/2020-05-04")),
        ({"on": "2020-05"}, held_on("2020-05").bounds),
        ({"within": "2020/2021"}, held_within("2020/2021").bounds),
        ({"started": "2020", "ended": "2021"}, read("2020", "2021", started=True, ended=True).bounds),
        ({"cited_first": "2020", "still": "2021"}, read("2020", "2021").bounds),
        ({"cited_last": "2021"}, read(None, "2021").bounds),
    ],
)
def test_times_are_read_as_a_source_gives_them(said: dict[str, str], read_as: object) -> None:
    (statement,) = draft(
        statements=[{"relation": "Existence", "roles": {"entity": "p-1"}, "time": said}]
    ).records
    assert isinstance(statement, Statement) and statement.time is not None
    assert statement.time.bounds == read_as


def test_limits_bound_a_time_and_its_text_stays() -> None:
    time = {"on": "2020", "after": "2019", "before": "2021"}
    (statement,) = draft(
        statements=[{"relation": "Existence", "roles": {"entity": "p-1"}, "time": time}]
    ).records
    assert isinstance(statement, Statement) and statement.time is not None
    bounds = statement.time.bounds
    assert (statement.time.edtf, bounds.es, bounds.le) == ("2020", parse("2019").es, parse("2021").le)


@pytest.mark.parametrize(
    "time",
    [
        {},
        {"on": "2020", "within": "2020/2021"},
        {"started": "2020", "cited_first": "2020"},
        {"ended": "2020", "still": "2021"},
        {"started": "2021", "ended": "2020"},
        {"bounds": {}},
        {"on": "2020", "bounds": {}},
        {"edtf": "2020", "bounds": {"es": "2021-01-01", "le": "2020-01-01"}},
        {"edtf": "2020", "bounds": {"es": "2020"}},
        {"edtf": "2020", "bounds": {"from": "2020-01-01"}},
        {"after": "2020"},
        {"edtf": 2020},
        "2020",
    ],
)
def test_other_times_are_faults(time: object) -> None:
    with pytest.raises(ValidationError) as refused:
        draft(statements=[{"relation": "Existence", "roles": {"entity": "p-1"}, "time": time}])
    assert all(one["place"].startswith("/statements/0/time") for one in refused.value.violations)


def test_records_as_json_are_read_as_the_same_records() -> None:
    for changeset in load_all(names=["example"]):
        told = records_as_json(changeset.records)
        again = drafted({"level": changeset.level, **json.loads(json.dumps(told))})
        assert set(again.records) == set(changeset.records)
        assert counted(again.records) == counted(changeset.records)


def test_records_as_trig_are_read_as_the_same_records() -> None:
    for changeset in load_all(names=["example"]):
        (posted,) = changeset_rdf.read_rdf(lines(changeset.records), "nquads")
        found = changeset_rdf.drafted(posted, changeset.level)
        assert (set(found.records), found.lost) == (set(changeset.records), ())


MEMBERS = st.text() | st.sampled_from(
    ["level", "entities", "statements", "id", "class", "roles", "relation", "time", "on", "x~/y"]
)
LEAVES = st.none() | st.booleans() | st.integers() | st.text()


@given(st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(MEMBERS, inner)))
def test_any_json_is_a_draft_or_told_apart(data: Any) -> None:
    text = json.dumps(data).encode()
    try:
        drafted(parsed(text))
    except ValidationError as error:
        assert error.violations
        assert all(one["message"] for one in error.violations)


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(RequestError, ValidationError):
        changeset_json.read_json(data)
    for form in ("trig", "nquads"):
        with suppress(InputError):
            for posted in changeset_rdf.read_rdf(data, form):
                changeset_rdf.drafted(posted, "public")


def test_names_of_the_posting_are_shown_as_they_were_written() -> None:
    assert (shown(LOCAL + "p1"), shown(LOCAL + "/names/0"), shown(v.ID + "x")) == (
        "#p1",
        "/names/0",
        v.ID + "x",
    )
    assert is_local(LOCAL + "p1") and not is_local(v.ID)


STATEMENT = Statement.of("Posting", held_on("2020"), holder=PERSON.id, body=BODY.id, capacity=v.HEAD)
UNGUESSED = Statement.of("Existence", id=v.ID + "s-random", entity=HIDDEN.id)
STUB = Attestation.of(supports=[STATEMENT.id], passages=[v.ID + "pa-1"], origin=BODY.id, note="n").stub()
FULL = Attestation.of(supports=[STATEMENT.id], passages=[v.ID + "pa-1"], origin=BODY.id, note="n", id=STUB.id)


def changed(record: Any, **members: Any) -> Any:
    return replace(record, **members)


@pytest.mark.parametrize(
    ("there", "record", "together"),
    [
        (STATEMENT, STATEMENT, True),
        (STATEMENT, changed(STATEMENT, note="more"), True),
        (changed(STATEMENT, note="a"), changed(STATEMENT, note="b"), False),
        (STATEMENT, changed(STATEMENT, time=None), False),
        (STATEMENT, changed(STATEMENT, derived=True), False),
        (STATEMENT, changed(STATEMENT, roles=(*STATEMENT.roles, (v.R + "title", Text("x")))), False),
        (UNGUESSED, changed(UNGUESSED, roles=(*UNGUESSED.roles, (v.R + "x", Text("x")))), True),
        (UNGUESSED, changed(UNGUESSED, roles=(*UNGUESSED.roles, (v.R + "x", BODY.id))), False),
        (STUB, FULL, True),
        (FULL, STUB, True),
        (FULL, changed(FULL, passages=(v.ID + "pa-2",)), False),
        (FULL, changed(FULL, origin=PERSON.id), False),
        (FULL, changed(FULL, modality=v.R + "found"), False),
        (PERSON, changed(PERSON, cls=v.BODY), False),
        (PERSON, changed(PERSON, attributes=()), True),
        (PERSON, STATEMENT, False),
        (Assessment("a", "s", v.ACCEPTED), Assessment("a", "s", v.ACCEPTED, reason="x"), True),
        (Assessment("a", "s", v.ACCEPTED), Assessment("a", "s", v.REJECTED), False),
        (Contradiction("x", ("a", "b"), "k"), Contradiction("x", ("a", "c"), "k"), False),
        (Name("n", "e", "Form"), Name("n", "e", "Form", preferred=True), True),
        (Name("n", "e", "Form"), Name("n", "e", "Other"), False),
    ],
)
def test_what_agrees_with_what_is_there(there: Record, record: Record, together: bool) -> None:
    assert agrees(there, record) is together


def test_references_are_everything_that_names_a_record() -> None:
    """Beside them a record's triples name only itself, its names' forms, and who an author is."""
    records = [record for changeset in load_all(names=["example"]) for record in changeset.records]
    for record in records:
        named = {part.strip("<>") for part in lines([record]).decode().split() if part.startswith(f"<{v.ID}")}
        beside = {record.id, getattr(record, "by", "")}
        assert named - beside == {id for _, id in references(record)} - beside


def test_the_same_records_by_the_same_author_are_found_again() -> None:
    made = Changeset.of([PERSON, BODY], recorded_at="2026-01-01T00:00:00Z", author=v.ID + "a", note="n")
    with MemoryStore() as store:
        store.write([made])
        with store.reader("public") as reader:
            view = View(reader)
            found = same(view, [BODY, PERSON], "public", v.ID + "a", "n")
            assert found is not None and found.id == made.id
            assert same(view, [BODY], "public", v.ID + "a", "n") is None
            assert same(view, [BODY, PERSON], "public", v.ID + "b", "n") is None
            assert same(view, [BODY, PERSON], "public", v.ID + "a", "") is None
            assert same(view, [], "public", v.ID + "a", "n") is None
            assert (view.level_of(PERSON.id), view.level_of(v.ID + "none")) == ("public", None)
