"""Ways upward against brute force: every day, every realisation, every simple path."""

from collections import Counter

from hypothesis import given, settings

from respondeat.graph.analyses.chains import paths
from respondeat.graph.command import CONCEPT, CommandGraph, When, graph_of

from .oracle import LinkKey, Said, Way, World
from .worlds import NODES, PERSONS, records, windows, worlds


def link_key(graph: CommandGraph, link: int) -> LinkKey:
    return CONCEPT[graph.kind(link)], graph.iri(graph.source[link]), graph.iri(graph.target[link])


def ways(graph: CommandGraph, target: str, when: When, max_hops: int = 99) -> list[Way]:
    found, truncated = paths(graph, target, when, max_hops=max_hops)
    assert not truncated
    return [
        Way(
            tuple(link_key(graph, k) for k in p.links),
            frozenset(d for lo, hi in p.feasible for d in range(lo, hi + 1)),
            p.certain,
            p.cut_short,
        )
        for p in found
    ]


@settings(max_examples=2500)
@given(worlds(), windows)
def test_ways_are_those_of_the_oracle(world: tuple[Said, ...], window: tuple[int, int]) -> None:
    graph, oracle = graph_of(records(world)), World(world)
    lo, hi = window
    days = frozenset(range(lo, hi + 1))
    for target in NODES:
        expected = oracle.ways(target, days, persons=frozenset(PERSONS))
        found = ways(graph, target, When.day(lo, hi))
        assert Counter(found) == Counter(expected)
