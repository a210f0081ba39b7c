"""Ways upward against brute force: every day, every realisation, every simple path."""

from collections import Counter

from hypothesis import given, settings

from respondeat.graph.analyses.chains import chains
from respondeat.graph.command import CONCEPT, CommandGraph, When, graph_of

from .oracle import LinkKey, Said, Way, World
from .worlds import NODES, PERSONS, records, windows, worlds


def link_key(graph: CommandGraph, link: int) -> LinkKey:
    return CONCEPT[graph.kind(link)], graph.iri(graph.source[link]), graph.iri(graph.target[link])


def ways(graph: CommandGraph, target: str, when: When, max_hops: int = 99) -> list[Way]:
    found = chains(graph, target, when, max_hops=max_hops)
    assert not found.truncated
    return [
        Way(
            tuple(link_key(graph, hop.link) for hop in c.hops),
            frozenset(d for lo, hi in c.feasible for d in range(lo, hi + 1)),
            c.certain,
            c.cut_short,
        )
        for c in found.chains
    ]


@settings(max_examples=2000)
@given(worlds(most=12), windows)
def test_ways_are_those_of_the_oracle(world: tuple[Said, ...], window: tuple[int, int]) -> None:
    graph, oracle = graph_of(records(world)), World(world)
    lo, hi = window
    days = frozenset(range(lo, hi + 1))
    for target in NODES:
        expected = oracle.ways(target, days, persons=frozenset(PERSONS))
        found = ways(graph, target, When.day(lo, hi))
        assert Counter(found) == Counter(expected)
