"""A what-if is the same data with a retraction in it: states, certainty, rule next-attested, what goes."""

import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.commanders import commanders
from respondeat.graph.command import CommandGraph, State, When, evidence, graph_of
from respondeat.graph.command.arrays import Arrays
from respondeat.graph.command.what_if import Without, less, remaining, set_aside
from respondeat.graph.dates import day
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Derivation,
    Document,
    Passage,
    Record,
    Retraction,
    Statement,
)
from respondeat.ontology import vocabulary as v
from tests.examples import examples
from tests.graph.analyses.fragility_worlds import DOCUMENTS, ORIGINS, small

from .test_index import in_steps, posting, same
from .worlds import BODIES, PERSONS

DAY = day("2010-05-01")


def as_if_retracted(graph: CommandGraph) -> Arrays:
    """The arrays of what is left, were what is set aside really retracted: they differ in that word alone."""
    state = graph.arrays.state
    return replace(
        graph.arrays, state=np.where(state == State.SET_ASIDE, State.RETRACTED, state).astype(np.uint8)
    )


@settings(max_examples=examples(400))
@given(st.integers(0, 2**32))
def test_what_is_left_is_what_a_retraction_leaves(seed: int) -> None:
    world, chance = small(seed), random.Random(seed)
    without = Without(
        tuple(chance.sample(DOCUMENTS, chance.randint(0, 2))),
        tuple(chance.sample(ORIGINS, chance.randint(0, 1))),
    )
    records = RecordSet(world.records)
    left, graph = remaining(records, graph_of(world.records), without)
    assert left.set_aside == {
        a.id
        for a in world.attestations
        if a.origin in without.origins
        or (a.passages and world.sources(a, "document") <= set(without.documents))
    }
    retracted = [*world.records, Retraction.of(left.set_aside, "as if")]
    same(as_if_retracted(graph), graph_of(retracted).arrays)
    told = RecordSet(retracted)
    states = {graph.statement_iri(r): State(graph.state[r]) for r in range(len(graph.state))}
    for s in world.said:
        found, before = evidence(left, s.id), evidence(records, s.id).state
        assert replace(found, set_aside=False) == evidence(told, s.id)
        gone = evidence(told, s.id).state is State.RETRACTED
        assert found.set_aside == (gone and before is not State.RETRACTED)
        assert states.get(s.id, found.state) is found.state


@settings(max_examples=examples(60))
@given(seed=st.integers(0, 2**32))
def test_an_index_that_is_told_of_a_retraction_is_what_a_what_if_says(
    seed: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    world, chance = small(seed), random.Random(seed)
    ids = [a.id for a in world.attestations]
    gone = chance.sample(ids, min(len(ids), chance.randint(0, 4)))
    retraction, back = (
        Retraction.of(gone, "as if"),
        Retraction.of([Retraction.of(gone, "as if").id], "not so"),
    )
    before = graph_of(world.records)
    _, left = less(RecordSet(world.records), before, gone)
    folder = tmp_path_factory.mktemp("index")
    same(in_steps(folder / "a", [world.records, [retraction]]), as_if_retracted(left))
    same(in_steps(folder / "b", [world.records, [retraction], [back]]), before.arrays)


# ---- one case each ----


def sure(graph: CommandGraph) -> list[bool]:
    """Whether each link surely holds on any day."""
    return [bool(graph.certain_days(k)) for k in range(graph.link_count)]


def test_what_was_stated_and_is_only_derived_now_is_possible_no_more(tmp_path: Path) -> None:
    said, premise = posting(0), Statement.of("Membership", member=BODIES[0], group=BODIES[1])
    a = Attestation.of(supports=[said.id], origin=ORIGINS[0])
    proof = Derivation.of(said.id, v.R + "between", [premise.id])
    start: list[Record] = [said, premise, a, proof, Attestation.of(supports=[premise.id])]
    graph = graph_of(start)
    _, left = remaining(RecordSet(start), graph, Without(origins=(ORIGINS[0],)))
    link = next(k for k in range(graph.link_count) if graph.iri(graph.target[k]) == PERSONS[0])
    assert (graph.certain_days(link), left.certain_days(link)) == (((DAY, DAY),), ())
    assert left.possible_days(link, DAY, DAY) == ((DAY, DAY),)
    retraction = Retraction.of([a.id], "forged")
    same(in_steps(tmp_path / "a", [start, [retraction]]), as_if_retracted(left))
    undone = Retraction.of([retraction.id], "genuine")
    same(in_steps(tmp_path / "b", [start, [retraction], [undone]]), graph.arrays)


def test_one_that_was_derived_and_then_stated_keeps_its_days_with_one_of_two_sources() -> None:
    derived, stated = posting(0, derived=True), posting(0)
    one, two = (Attestation.of(supports=[stated.id], origin=o) for o in ORIGINS[:2])
    start: list[Record] = [derived, stated, one, two]
    graph = graph_of(start)
    _, left = remaining(RecordSet(start), graph, Without(origins=(ORIGINS[0],)))
    assert sure(graph) == sure(left) == [True]
    _, none = remaining(RecordSet(start), graph, Without(origins=ORIGINS))
    assert none.possible_days(0, DAY, DAY) == ()


def test_without_the_successor_an_older_head_is_possible_again() -> None:
    old, new = posting(0, "2010-05-01"), posting(1, "2012-05-01")
    a, b = (Attestation.of(supports=[s.id], origin=o) for s, o in ((old, ORIGINS[0]), (new, ORIGINS[1])))
    start: list[Record] = [old, new, a, b]
    graph, on = graph_of(start), When.day(DAY + 1300)
    _, left = remaining(RecordSet(start), graph, Without(origins=(ORIGINS[1],)))

    def heads(asked: CommandGraph) -> list[str]:
        return [asked.iri(row.node) for row in commanders(asked, BODIES[0], on).board.standing]

    assert (heads(graph), heads(left)) == ([PERSONS[1]], [PERSONS[0]])


def test_what_only_a_denial_is_left_of_carries_nothing_and_proves_nothing() -> None:
    said, follows = posting(0), posting(0, "2012-05-01", derived=True)
    support, denial = (
        Attestation.of(supports=[said.id], origin=ORIGINS[0]),
        Attestation.of(denies=[said.id], origin=ORIGINS[1]),
    )
    proof = Derivation.of(follows.id, v.R + "between", [said.id])
    start: list[Record] = [said, follows, support, denial, proof]
    graph, everything = graph_of(start), RecordSet(start)
    assert evidence(everything, said.id).state is State.CONTESTED
    records, left = remaining(everything, graph, Without(origins=ORIGINS[:1]))
    assert evidence(records, said.id).state is State.DENIED
    assert evidence(records, follows.id).state is State.SET_ASIDE
    for found in (left, graph_of([said, follows, denial, proof])):
        assert not any(found.possible_days(k, DAY, DAY + 2000) for k in range(found.link_count))
        assert not any(sure(found))
        assert commanders(found, BODIES[0], When.day(DAY)).board.standing == ()


def test_what_was_taken_back_before_is_not_set_aside_now() -> None:
    back, aside = posting(0), posting(1)
    said = [Attestation.of(supports=[s.id], origin=ORIGINS[0]) for s in (back, aside)]
    start: list[Record] = [back, aside, *said, Retraction.of([said[0].id], "forged")]
    records, left = remaining(RecordSet(start), graph_of(start), Without(origins=ORIGINS[:1]))
    assert [evidence(records, s.id).state for s in (back, aside)] == [State.RETRACTED, State.SET_ASIDE]
    states = {left.statement_iri(r): left.state[r] for r in range(len(left.state))}
    assert states == {back.id: State.RETRACTED, aside.id: State.SET_ASIDE}


def test_an_attestation_goes_with_the_last_of_its_documents() -> None:
    documents = [Document(d) for d in DOCUMENTS[:2]]
    passages = [Passage.of(d, locator="1") for d in DOCUMENTS[:2]]
    s = posting(0)
    both = Attestation.of(supports=[s.id], passages=[p.id for p in passages])
    records = RecordSet([*documents, *passages, s, both])
    for one in DOCUMENTS[:2]:
        assert set_aside(records, Without(documents=(one,))) == frozenset()
    assert set_aside(records, Without(documents=DOCUMENTS[:2])) == {both.id}


def test_doubt_counts_as_long_as_it_is_in_force() -> None:
    s = posting(0)
    low = Assessment.of(s.id, v.ACCEPTED, confidence=v.R + "low")
    high = Assessment.of(s.id, v.ACCEPTED, confidence=v.R + "high", revision_of=low.id)
    moderate = Without(confidence=v.R + "moderate")

    def gone(*more: Record) -> frozenset[str]:
        return set_aside(RecordSet([s, *more]), moderate)

    assert gone() == frozenset()  # what nobody assessed stays
    assert gone(low) == {s.id}
    assert gone(low, high) == frozenset()
    assert gone(low, Retraction.of([low.id], "hasty")) == frozenset()
    assert gone(low, high, Retraction.of([high.id], "hasty")) == {s.id}
    assert gone(Assessment.of(s.id, confidence=v.R + "moderate")) == frozenset()
    other = Assessment.of(s.id, confidence=v.R + "high", by=PERSONS[0])
    assert gone(low, other) == {s.id}  # an analyst gave less, whatever another gave


def test_nothing_is_left() -> None:
    s = replace(posting(0))
    start: list[Record] = [s, Attestation.of(supports=[s.id], origin=ORIGINS[0])]
    graph = graph_of(start)
    records, left = remaining(RecordSet(start), graph, Without(origins=(ORIGINS[0],)))
    assert commanders(left, BODIES[0], When.day(DAY)).board.standing == ()
    assert evidence(records, s.id).withdrawn
    assert evidence(records, s.id).state is State.SET_ASIDE
    again = remaining(records, left, Without(origins=(ORIGINS[0],)))[1]
    assert np.array_equal(again.arrays.state, left.arrays.state)
    empty = graph_of(())
    assert remaining(RecordSet(()), empty, Without(documents=(DOCUMENTS[0],)))[1].link_count == 0


def test_a_what_if_within_a_what_if_is_both() -> None:
    world = small(7)
    records, graph = RecordSet(world.records), graph_of(world.records)
    one, two = Without(documents=DOCUMENTS[:1]), Without(origins=ORIGINS[:1])
    twice = remaining(*remaining(records, graph, one), two)[1]
    gone = set_aside(records, one) | set_aside(records, two)
    same(twice.arrays, less(records, graph, gone)[1].arrays)
