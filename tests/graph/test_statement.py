"""Ids follow from content; what is no record of the model cannot be made."""

import dataclasses
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.errors import InputError
from respondeat.graph.dates import Bounds, ValidTime, parse
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Contradiction,
    Derivation,
    Entity,
    Name,
    Passage,
    Retraction,
    Statement,
    Text,
    content_id,
    random_id,
)
from respondeat.ontology import vocabulary as v

P, B, C = (v.ID + x for x in ("p-1", "b-1", "b-2"))
TIME = ValidTime("2020", parse("2020"))
MOMENT = "2026-01-02T03:04:05Z"


def posting(**changes: object) -> Statement:
    roles = {"holder": P, "body": B, "capacity": v.HEAD} | changes
    return Statement.of("Posting", TIME, **roles)  # type: ignore[arg-type]


def test_ids_are_the_same_in_every_process() -> None:
    code = (
        "import sys\nfrom tests.graph.test_statement import *\n"
        "sys.stdout.write(posting().id + Name.of(P, 'Abc').id + Passage.of(P, 0, 2).id)\n"
    )
    root = Path(__file__).resolve().parents[2]
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True, text=True, check=True,
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert runs == {posting().id + Name.of(P, "Abc").id + Passage.of(P, 0, 2).id}


def test_ids_stay_as_they_were_published() -> None:
    """Changing these breaks every reference to a statement of anyone's."""
    assert content_id("s", "a", 1, None) == v.ID + "s-0137d9305f243af31c51a66464fe97d0"
    assert posting().id == v.ID + "s-d460f5e177e0a2f7b01cd72139c89346"


def test_a_statement_is_known_by_relation_roles_and_time() -> None:
    one = posting()
    assert posting() == one
    assert Statement.of("Posting", TIME, capacity=v.HEAD, body=B, holder=P).id == one.id
    assert Statement.of("Posting", TIME, capacity=v.HEAD, body=B, holder=P, note="a note").id == one.id
    others = [
        posting(holder=C),
        posting(capacity=v.DEPUTY_HEAD),
        posting(rank=Text("Major")),
        Statement.of("Posting", None, holder=P, body=B, capacity=v.HEAD),
        Statement.of("Posting", ValidTime("2020", Bounds()), holder=P, body=B, capacity=v.HEAD),
        Statement.of("Posting", ValidTime("2020~", TIME.bounds), holder=P, body=B, capacity=v.HEAD),
    ]
    assert len({s.id for s in (one, *others)}) == len(others) + 1


def test_a_link_is_the_same_whatever_its_time_and_notes() -> None:
    one = posting()
    assert posting(rank=Text("Major")).link == one.link
    assert Statement.of("Posting", None, holder=P, body=B, capacity=v.HEAD).link == one.link
    assert posting(body=C).link != one.link
    assert Statement.of("Posting", None, holder=P, post=B, capacity=v.HEAD).link != one.link


def test_text_and_iri_are_not_the_same_value() -> None:
    ids = {
        Statement.of("Quantity", metric=B, comparator=C, value=value).id
        for value in (1, True, Text("1"), "1", Text("1", "en"), Text("1", "EN"))
    }
    assert len(ids) == 5


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_parts_of_an_id_do_not_run_together(a: list[str], b: list[str]) -> None:
    assert (content_id("x", *a) == content_id("x", *b)) == (a == b)


def test_random_ids_are_random() -> None:
    assert len({random_id("p") for _ in range(100)}) == 100


@pytest.mark.parametrize(
    ("roles", "message"),
    [
        ({"holder": None}, "lacks holder"),
        ({"body": None}, "needs one of post, body"),
        ({"superior": B}, "no role superior"),
    ],
)
def test_roles_belong_to_the_relation(roles: dict[str, object], message: str) -> None:
    with pytest.raises(InputError, match=message):
        posting(**roles)


def test_unknown_relations_are_refused_with_the_known_ones() -> None:
    with pytest.raises(InputError, match=r"'Friendship'.*Posting"):
        Statement.of("Friendship")


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (None, 2), (2, None)])
def test_passages_have_a_place(start: int | None, end: int | None) -> None:
    with pytest.raises(InputError, match="0 <= start < end"):
        Passage.of(P, start, end)


def test_an_attestation_speaks_of_something() -> None:
    with pytest.raises(InputError, match="supports or denies"):
        Attestation.of(origin=B)


@given(st.permutations([P, B, C]))
def test_order_and_repetition_do_not_count(order: list[str]) -> None:
    assert Attestation.of(supports=[*order, P]) == Attestation.of(supports=[P, B, C])
    assert Derivation.of(P, v.R + "rule", [*order, P]) == Derivation.of(P, v.R + "rule", [P, B, C])
    assert Retraction.of([*order, P], "why") == Retraction.of([P, B, C], "why")
    assert Contradiction.of(order[0], order[1], v.R + "denial") == Contradiction.of(
        order[1], order[0], v.R + "denial"
    )


def test_a_stub_tells_neither_passage_nor_note() -> None:
    whole = Attestation.of(supports=[P], passages=[v.ID + "pa-1"], origin=B, note="page 3", standard=C)
    stub = whole.stub()
    assert (stub.id, stub.supports, stub.origin, stub.modality) == (
        whole.id,
        whole.supports,
        whole.origin,
        whole.modality,
    )
    assert (stub.passages, stub.note, stub.withheld) == ((), "", True)


def test_a_revision_is_another_assessment() -> None:
    first = Assessment.of(P, v.CONTESTED)
    assert Assessment.of(P, v.ACCEPTED, revision_of=first.id).id != first.id


def test_language_tags_are_lower_case() -> None:
    assert Text("a", "be-Latn") == Text("a", "be-latn")
    assert Name.of(P, "a", "BE-Latn") == Name.of(P, "a", "be-latn")


def test_records_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        posting().__setattr__("id", "x")


def changeset(*entities: Entity, **changes: str) -> Changeset:
    return Changeset.of(entities, **{"recorded_at": MOMENT, "author": P} | changes)


def test_a_changeset_is_known_by_all_that_is_in_it() -> None:
    one, other = Entity.of(B, "Body"), Entity.of(C, "Body")
    assert changeset(one, one, other) == changeset(one, other)
    made = [
        changeset(one),
        changeset(one, other),
        changeset(one, level="restricted"),
        changeset(one, author=C),
        changeset(one, note="n"),
        changeset(one, recorded_at="2026-01-02T03:04:06Z"),
    ]
    assert len({c.id for c in made}) == len(made)


def test_unknown_levels_are_refused() -> None:
    with pytest.raises(InputError, match=r"'secret'.*public, restricted, sealed"):
        changeset(level="secret")


@pytest.mark.parametrize(
    "moment",
    ["", "2026-01-02", "2026-01-02T03:04:05", "2026-01-02T03:04:05+01:00", "2026-02-30T03:04:05Z",
     "2026-01-02T24:00:00Z", "2026-01-02T03:04:05.Z", "2026-01-02T03:04:05Z\n", '2026-01-02T03:04:05Z"'],
)  # fmt: skip
def test_what_is_no_moment_is_refused(moment: str) -> None:
    with pytest.raises(InputError, match="is no moment such as"):
        changeset(recorded_at=moment)


@pytest.mark.parametrize(
    ("given", "kept"), [("05.100Z", "05.1Z"), ("05.000Z", "05Z"), ("05.001Z", "05.001Z"), ("05Z", "05Z")]
)
def test_a_moment_is_kept_as_a_store_gives_it_back(given: str, kept: str) -> None:
    assert changeset(recorded_at=f"2026-01-02T03:04:{given}").recorded_at == f"2026-01-02T03:04:{kept}"
