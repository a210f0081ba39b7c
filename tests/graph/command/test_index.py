"""The graph that is extended changeset by changeset answers as the one that is built in one go."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from random import Random
from typing import Final

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.command import (
    Arrays,
    CommandGraph,
    CommandIndex,
    RelationIndex,
    State,
    evidence,
    graph_of,
    load,
    relations_of,
)
from respondeat.graph.dates import held_on
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Derivation,
    Entity,
    Record,
    Retraction,
    Statement,
)
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

from .oracle import Said
from .worlds import BODIES, EVENT, PERSONS, records, worlds


@dataclass(frozen=True)
class Step:
    id: str


class Written(RecordSet):
    """A reader of changesets in memory."""

    def __init__(self, steps: Sequence[Sequence[Record]]) -> None:
        super().__init__(r for step in steps for r in step)
        self._steps = {str(n): tuple(step) for n, step in enumerate(steps)}

    def changesets(self) -> tuple[Step, ...]:
        return tuple(Step(id) for id in self._steps)

    def changeset_records(self, id: str) -> tuple[Record, ...]:
        return self._steps[id]


COMMAND: Final = CommandIndex()
RELATIONS: Final = RelationIndex()


def same(a: Arrays, b: Arrays) -> None:
    for field in fields(Arrays):
        np.testing.assert_array_equal(getattr(a, field.name), getattr(b, field.name), err_msg=field.name)


def in_steps(folder: Path, steps: Sequence[Sequence[Record]], index: CommandIndex = COMMAND) -> Arrays:
    """The arrays after every step, each checked against those built in one go; the last ones are returned."""
    old = None
    arrays = graph_of([]).arrays
    for n in range(1, len(steps) + 1):
        reader = Written(steps[:n])
        extended, whole = folder / f"{n}", folder / f"{n}-whole"
        extended.mkdir(parents=True)
        whole.mkdir()
        index.update(old, extended, reader, tuple(steps[n - 1]))
        index.update(None, whole, reader, ())
        arrays = load(extended)
        same(arrays, load(whole))
        assert (extended / "awaited.txt").read_text() == (whole / "awaited.txt").read_text()
        old = extended
    return arrays


def bearing(world: Sequence[Said], numbers: Sequence[int]) -> list[Record]:
    """More evidence about a world's statements: revisions, retractions, derivations, placeholders."""
    made: list[Record] = []
    ids = [s.id for s in world] or [v.ID + "s-0"]
    for n, number in enumerate(numbers):
        number, kind = divmod(number, 8)
        id, other = ids[number % len(ids)], ids[number // 7 % len(ids)]
        earlier = made[number % len(made)].id if made else id
        match kind:
            case 0:
                made.append(Attestation.of(supports=[id, other], origin=f"{v.ID}b-{n}"))
            case 1:
                made.append(Attestation.of(denies=[id], origin=f"{v.ID}b-{n}"))
            case 2:
                made.append(Retraction.of([earlier], f"mistake {n}"))
            case 3:
                made.append(Retraction.of([id], f"withdrawn {n}"))
            case 4:
                made.append(Assessment.of(id, (v.REJECTED, v.CONTESTED, v.ACCEPTED)[n % 3], reason=str(n)))
            case 5:
                made.append(Assessment.of(id, v.ACCEPTED, reason=str(n), revision_of=earlier))
            case 6:
                made.append(Derivation.of(id, v.R + "some-rule", [other, ids[number // 3 % len(ids)]]))
            case _:
                flags = {"placeholder": True} if number % 2 else {"invented": True}
                made.append(Entity.of(BODIES[number % 3], "Body", **flags))
    return made


numbers = st.lists(st.integers(0, 10**6), max_size=8)


@settings(max_examples=160)
@given(
    worlds(most=6, ties=2),
    numbers,
    st.randoms(use_true_random=False),
    st.integers(1, 5),
    st.sampled_from((COMMAND, RELATIONS)),
)
def test_any_order_in_any_steps(
    tmp_path_factory: pytest.TempPathFactory,
    world: tuple[Said, ...],
    more: list[int],
    chance: Random,
    count: int,
    index: CommandIndex,
) -> None:
    everything = [*records(world), *bearing(world, more)]
    whole = graph_of(everything) if index is COMMAND else relations_of(everything)
    chance.shuffle(everything)
    steps: list[list[Record]] = [[] for _ in range(count)]
    for r in everything:
        steps[chance.randrange(count)].append(r)
        if chance.random() < 0.1:  # said again later or earlier, as another importer would
            steps[chance.randrange(count)].append(r)
    same(in_steps(tmp_path_factory.mktemp("index"), steps, index), whole.arrays)


@settings(max_examples=300)
@given(worlds(most=6, ties=0), numbers)
def test_states_of_the_graph_are_those_of_the_evidence(world: tuple[Said, ...], more: list[int]) -> None:
    everything = [*records(world), *bearing(world, more)]
    graph, reader = graph_of(everything), RecordSet(everything)
    for link in range(graph.link_count):
        for row in graph.rows(link):
            assert row.state is evidence(reader, row.statement).state


# ---- one case each ----


def posting(person: int, on: str = "2010-05-01", derived: bool = False) -> Statement:
    return Statement.of(
        "Posting", held_on(on), holder=PERSONS[person], body=BODIES[0], capacity=v.HEAD, derived=derived
    )


def state(arrays: Arrays, statement: str) -> State:
    graph = CommandGraph(arrays)
    found = [r.state for k in range(graph.link_count) for r in graph.rows(k) if r.statement == statement]
    assert len(found) == 1
    return found[0]


def test_a_statement_whose_only_source_is_retracted_falls_with_it(tmp_path: Path) -> None:
    s = posting(0)
    a = Attestation.of(supports=[s.id])
    r = Retraction.of([a.id], "forged")
    assert state(in_steps(tmp_path / "a", [[s, a], [r]]), s.id) is State.RETRACTED
    assert state(in_steps(tmp_path / "b", [[r], [a], [s]]), s.id) is State.RETRACTED
    again = Attestation.of(supports=[s.id], origin=BODIES[1])
    assert state(in_steps(tmp_path / "c", [[s, a], [r], [again]]), s.id) is State.SUPPORTED


def test_a_retraction_of_a_retraction(tmp_path: Path) -> None:
    s = posting(0)
    first = Retraction.of([s.id], "mistaken for another")
    second = Retraction.of([first.id], "no mistake")
    third = Retraction.of([second.id], "after all")
    assert state(in_steps(tmp_path / "a", [[s], [first]]), s.id) is State.RETRACTED
    assert state(in_steps(tmp_path / "b", [[s], [first], [second]]), s.id) is State.SUPPORTED
    assert state(in_steps(tmp_path / "c", [[third], [second, s], [first]]), s.id) is State.RETRACTED


def test_retractions_in_a_circle_end(tmp_path: Path) -> None:
    s = posting(0)
    one, two = (
        Retraction(v.ID + "rt-1", (v.ID + "rt-2", s.id), "x"),
        Retraction(v.ID + "rt-2", (v.ID + "rt-1",), "y"),
    )
    orders: list[list[list[Record]]] = [[[s, one, two]], [[s], [one], [two]], [[two], [one], [s]]]
    found = {state(in_steps(tmp_path / str(n), steps), s.id) for n, steps in enumerate(orders)}
    assert len(found) == 1


def test_a_denial_that_came_before_the_statement(tmp_path: Path) -> None:
    s = posting(0)
    denial, support = Attestation.of(denies=[s.id]), Attestation.of(supports=[s.id])
    assert state(in_steps(tmp_path, [[denial], [s, support]]), s.id) is State.CONTESTED


def test_a_revised_assessment_no_longer_counts(tmp_path: Path) -> None:
    s = posting(0)
    rejected = Assessment.of(s.id, v.REJECTED)
    revised = Assessment.of(s.id, v.ACCEPTED, revision_of=rejected.id)
    undone = Retraction.of([revised.id], "premature")
    assert state(in_steps(tmp_path / "a", [[s], [rejected]]), s.id) is State.REJECTED
    assert state(in_steps(tmp_path / "b", [[s], [rejected], [revised]]), s.id) is State.SUPPORTED
    assert state(in_steps(tmp_path / "c", [[s], [rejected], [revised], [undone]]), s.id) is State.REJECTED


def test_what_is_derived_falls_with_its_last_proof(tmp_path: Path) -> None:
    premises = [posting(0), posting(0, "2012-05-01"), posting(0, "2013-05-01")]
    derived = posting(0, "2011-05-01", derived=True)
    proofs = [Derivation.of(derived.id, v.R + "between", [premises[0].id, p.id]) for p in premises[1:]]
    start: list[Record] = [*premises, derived, *proofs]
    one, all_ = Retraction.of([premises[1].id], "x"), Retraction.of([premises[0].id], "y")
    assert state(in_steps(tmp_path / "a", [start, [one]]), derived.id) is State.SUPPORTED
    assert state(in_steps(tmp_path / "b", [start, [one], [all_]]), derived.id) is State.RETRACTED
    assert (
        state(in_steps(tmp_path / "c", [[all_], proofs, [derived], premises]), derived.id) is State.RETRACTED
    )


def test_no_proof_rests_on_what_it_proves(tmp_path: Path) -> None:
    a, b = posting(0, derived=True), posting(1, derived=True)
    round_: list[Record] = [Derivation.of(a.id, v.R + "x", [b.id]), Derivation.of(b.id, v.R + "x", [a.id])]
    assert state(in_steps(tmp_path, [[a, b], round_]), a.id) is State.RETRACTED


def test_what_is_stated_as_well_as_derived_is_not_weak(tmp_path: Path) -> None:
    derived, stated = posting(0, derived=True), posting(0)
    assert derived.id == stated.id
    for n, steps in enumerate(([[derived], [stated]], [[stated], [derived]], [[derived, stated]])):
        arrays = in_steps(tmp_path / str(n), steps)
        assert arrays.weak.tolist() == [0]


def test_a_statement_written_twice_is_one_row(tmp_path: Path) -> None:
    s = posting(0)
    assert len(in_steps(tmp_path, [[s], [s, posting(1)]]).es) == 2


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
def test_entities_described_before_or_after_their_links(tmp_path: Path, order: tuple[int, ...]) -> None:
    parts: list[list[Record]] = [
        [posting(0)],
        [Entity.of(BODIES[0], "Body", placeholder=True), Entity.of(PERSONS[0], "Person")],
        [Entity.of(BODIES[0], "Body", invented=True)],
    ]
    graph = CommandGraph(in_steps(tmp_path, [parts[n] for n in order]))
    body, person = graph.node(BODIES[0]), graph.node(PERSONS[0])
    assert body is not None and person is not None
    assert graph.is_placeholder(body) and graph.is_invented(body) and not graph.is_person(body)
    assert graph.is_person(person)


def test_beside_a_store_on_disk(tmp_path: Path) -> None:
    s, other = posting(0), posting(1, "2012-01-01")
    a = Attestation.of(supports=[s.id])
    parts: list[tuple[str, list[Record]]] = [
        ("public", [Entity.of(BODIES[0], "Body"), Attestation.of(denies=[other.id])]),
        ("public", [s, a, Entity.of(PERSONS[0], "Person")]),
        ("restricted", [replace(other, note="from a letter"), Attestation.of(supports=[other.id])]),
        ("public", [Retraction.of([a.id], "forged")]),
    ]
    steps = [
        Changeset.of(r, recorded_at=f"2026-01-0{n + 1}T00:00:00Z", level=level, author=EVENT)
        for n, (level, r) in enumerate(parts)
    ]
    index = CommandIndex()
    with EmbeddedStore.create(tmp_path / "store", [index]) as store:
        for step in steps:
            store.write([step])
        for level in v.LEVELS:
            with store.reader(level) as reader:
                seen = [r for c in steps if level != "public" or c.level == "public" for r in c.records]
                same(load(reader.index_directory(index.name)), graph_of(seen).arrays)
