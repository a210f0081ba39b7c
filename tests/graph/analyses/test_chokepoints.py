"""Chokepoints of one target against every simple way of every day."""

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.chains import chains
from respondeat.graph.analyses.chokepoints import Chokepoints, chokepoints
from respondeat.graph.command import When, graph_of
from tests.graph.analyses import oracle_chokepoints as oracle
from tests.graph.command.oracle import Said, World
from tests.graph.command.worlds import BODIES, EVENT, NODES, PERSONS, records, windows, worlds

PEOPLE = frozenset(PERSONS)
targets = st.sampled_from((EVENT, EVENT, BODIES[0], EVENT, *NODES))
grades = st.sampled_from((False, False, False, True))


def by_end(found: Chokepoints, *, tops: bool = False) -> dict[str, set[str]]:
    told: dict[str, set[str]] = {end: set() for end in (found.tops if tops else found.ends)}
    for point in found.points:
        for end in point.tops if tops else point.ends:
            told[end].add(point.node)
    return told


def listed(truth: oracle.Found) -> set[str]:
    """Who has a row: passed on the way to some other end, or by every way to a top."""
    passed = {n for end, nodes in truth.ends.items() for n in nodes if n != end}
    return passed | (frozenset.intersection(*truth.tops.values()) if truth.tops else frozenset())


@settings(max_examples=700)
@given(worlds(most=15, ties=4), windows, targets, grades)
def test_every_way_of_every_day(
    world: tuple[Said, ...], window: tuple[int, int], target: str, certain: bool
) -> None:
    asked = frozenset(range(window[0], window[1] + 1))
    truth = oracle.chokepoints(World(world), target, asked, PEOPLE, certain=certain)
    found = chokepoints(graph_of(records(world)), target, When.day(*window), certain=certain)
    rows = listed(truth)
    assert set(found.ends) == set(truth.ends)
    assert set(found.tops) == set(truth.tops)
    assert {p.node for p in found.points} == rows
    assert by_end(found) == {end: nodes & rows for end, nodes in truth.ends.items()}
    assert by_end(found, tops=True) == {end: nodes & rows for end, nodes in truth.tops.items()}
    sure = oracle.chokepoints(World(world), target, asked, PEOPLE, certain=True).reached
    assert {p.node for p in found.points if p.certain} == rows & sure


@settings(max_examples=300)
@given(worlds(most=11, ties=3), st.integers(0, 12), st.sampled_from((EVENT, *BODIES)))
def test_on_one_day_they_are_on_every_chain(world: tuple[Said, ...], day: int, target: str) -> None:
    graph = graph_of(records(world))
    all_chains = chains(graph, target, When.day(day)).chains
    found = chokepoints(graph, target, When.day(day))
    assert set(found.ends) == {c.nodes[-1] for c in all_chains}
    for point in found.points:
        for end in point.ends:
            assert all(point.node in c.nodes for c in all_chains if c.nodes[-1] == end)
    assert set(found.statements) >= {s for c in all_chains for h in c.hops for s in h.statements}
