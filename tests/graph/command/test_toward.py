"""Ways up to one that is given, against brute force: every simple path that ends there."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from hypothesis import given, settings

from respondeat.errors import InputError
from respondeat.graph.command import CONCEPT, CommandGraph, Path, When, graph_of
from respondeat.graph.command.toward import ways
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v
from tests.examples import examples

from .oracle import CLIMBED, TIES, DaySet, LinkKey, Said, Way, World
from .worlds import EVENT, NODES, PERSONS, records, windows, worlds


def leading(
    oracle: World,
    start: str,
    top: str,
    window: DaySet,
    links: tuple[LinkKey, ...] = (),
    days: DaySet | None = None,
) -> Iterator[Way]:
    """Every simple path from a node to the top whose links can all hold on a common day."""
    feasible = window if days is None else days
    seen = {start, *(link[1] for link in links), *(link[2] for link in links)}
    for link in oracle.links:
        kind, lower, upper = link
        allowed = CLIMBED if links else CLIMBED | TIES
        here = links[-1][2] if links else start
        if lower != here or kind not in allowed or (upper in seen):
            continue
        shared = feasible & oracle.link_can(link)
        if not shared:
            continue
        path = (*links, link)
        if upper == top:
            yield Way(path, shared, all(window <= oracle.link_sure(k) for k in path))
        else:
            yield from leading(oracle, start, top, window, path, shared)


def way(graph: CommandGraph, path: Path) -> Way:
    keys = [
        (CONCEPT[graph.kind(k)], graph.iri(graph.source[k]), graph.iri(graph.target[k])) for k in path.links
    ]
    days = frozenset(d for lo, hi in path.feasible for d in range(lo, hi + 1))
    return Way(tuple(keys), days, path.certain, path.cut_short)


@settings(max_examples=examples(2000))
@given(worlds(most=12), windows)
def test_ways_are_those_of_brute_force(world: tuple[Said, ...], window: tuple[int, int]) -> None:
    graph, oracle = graph_of(records(world)), World(world)
    days = frozenset(range(window[0], window[1] + 1))
    for start in (EVENT, NODES[0], NODES[1]):
        for top in (*PERSONS, NODES[2]):
            if start != top:
                found, more = ways(graph, start, top, When.day(*window))
                expected = leading(oracle, start, top, days)
                assert not more
                assert Counter(way(graph, p) for p in found) == Counter(expected)


def test_certain_ways_come_first_then_short_ones() -> None:
    graph = graph_of(records(_two()))
    found, more = ways(graph, EVENT, PERSONS[0], When.day(5))
    assert [(p.certain, len(p.links)) for p in found] == [(True, 2), (True, 3), (False, 2)]
    assert not more


def test_a_limit_is_told() -> None:
    graph = graph_of(records(_two()))
    found, more = ways(graph, EVENT, PERSONS[0], When.day(5), limit=1)
    assert (len(found), more) == (1, True)
    found, more = ways(graph, EVENT, PERSONS[0], When.day(5), max_hops=2)
    assert ([len(p.links) for p in found], more) == ([2, 2], True)


def test_what_the_graph_lacks_has_no_way() -> None:
    graph = graph_of(records(_two()))
    assert ways(graph, EVENT, v.ID + "p-none", When.day(5)) == ([], False)
    assert ways(graph, v.ID + "e-none", PERSONS[0], When.day(5)) == ([], False)
    assert ways(graph, PERSONS[0], PERSONS[0], When.day(5)) == ([], False)
    assert ways(graph_of([]), EVENT, PERSONS[0], When.day(5)) == ([], False)


def test_a_body_that_is_its_own_superior_makes_no_way_longer() -> None:
    loop = Said(f"{v.ID}s-loop", "deJureCommand", NODES[0], NODES[0], (0, 0, 12, 12))
    with_loop, without = (graph_of(records(w)) for w in ((*_two(), loop), _two()))
    when = When.day(5)
    assert len(ways(with_loop, EVENT, PERSONS[0], when)[0]) == len(ways(without, EVENT, PERSONS[0], when)[0])


def test_a_chain_has_at_least_one_link() -> None:
    with pytest.raises(InputError, match="1 to 500 links"):
        ways(graph_of(records(_two())), EVENT, PERSONS[0], When.day(5), max_hops=0)


def _two() -> tuple[Said, ...]:
    """A head of two bodies, the one under the other; of a third body only perhaps."""
    sure = (0, 0, 12, 12)
    ties = [Said(f"{v.ID}t-{n}", "perpetrator", EVENT, NODES[n], None) for n in (0, 2)]
    head = Said(f"{v.ID}s-0", "head", NODES[0], PERSONS[0], sure)
    perhaps = replace(head, id=f"{v.ID}s-3", lower=NODES[2], bounds=(0, 9, 12, 12))
    return (
        *ties,
        head,
        Said(f"{v.ID}s-1", "deJureCommand", NODES[0], NODES[1], sure),
        replace(head, id=f"{v.ID}s-2", lower=NODES[1]),
        perhaps,
    )


def test_entities_alone_have_no_way() -> None:
    made = [Entity.of(EVENT, "Event"), Entity.of(PERSONS[0], "Person")]
    time = Statement.of("Existence", entity=EVENT)
    assert ways(graph_of([*made, time]), EVENT, PERSONS[0], When.day(5)) == ([], False)
