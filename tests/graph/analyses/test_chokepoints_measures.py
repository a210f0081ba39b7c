"""Centralities: published values on published graphs, both engines alike, brute force on random worlds."""

import sys
from collections.abc import Iterable

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.chokepoints import (
    Engine,
    between,
    betweenness,
    centrality,
    dominators,
    event_chokepoints,
    reaches,
)
from respondeat.graph.command import CommandGraph, graph_of
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.statement import Entity, Record, Statement
from respondeat.ontology import vocabulary as v
from tests.examples import examples
from tests.graph.analyses import oracle_chokepoints as oracle
from tests.graph.command.oracle import CLIMBED, Said, World
from tests.graph.command.worlds import BODIES, EVENT, PERSONS, records, windows, worlds

DAY = (100, 100)
PEOPLE = frozenset(PERSONS)
ENGINES = tuple(Engine)
# L. C. Freeman's measure, normalised, as published
KITE = {7: 0.389, 5: 0.231, 6: 0.231, 8: 0.222, 3: 0.102, 0: 0.023, 1: 0.023, 2: 0, 4: 0, 9: 0}
FLORENCE = {
    **{"Medici": 0.522, "Guadagni": 0.255, "Albizzi": 0.212, "Salviati": 0.143, "Ridolfi": 0.114},
    **{"Bischeri": 0.104, "Strozzi": 0.103, "Barbadori": 0.093, "Tornabuoni": 0.092, "Castellani": 0.055},
    **{"Peruzzi": 0.022, "Acciaiuoli": 0, "Pazzi": 0, "Ginori": 0, "Lamberteschi": 0},
}
KARATE = {0: 0.438, 33: 0.304, 32: 0.145, 2: 0.144, 31: 0.138, 8: 0.056, 1: 0.054, 13: 0.046}


def both_ways(edges: Iterable[tuple[object, object]]) -> CommandGraph:
    """An undirected graph: of every two neighbours each is under the other. Circles are legal."""
    made = []
    for a, b in edges:
        for lower, upper in ((a, b), (b, a)):
            made.append(
                Statement.of(
                    "Subordination",
                    subordinate=f"{v.ID}b-{lower}",
                    superior=f"{v.ID}b-{upper}",
                    linkKind=v.DE_JURE_COMMAND,
                )
            )
    return graph_of(made)


@pytest.mark.parametrize(
    ("graph", "published"),
    [
        (nx.krackhardt_kite_graph(), KITE),
        (nx.florentine_families_graph(), FLORENCE),
        (nx.karate_club_graph(), KARATE),
    ],
    ids=["Krackhardt 1990", "Padgett and Ansell 1993", "Zachary 1977"],
)
@pytest.mark.parametrize("engine", ENGINES)
def test_betweenness_as_published(
    graph: "nx.Graph[object]",
    published: dict[object, float],
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(centrality, "BETWEENNESS_FROM", 0 if engine is Engine.IGRAPH else 10**9)
    found = between(both_ways(graph.edges), DAY)
    assert (found.engine, found.nodes, found.starts) == (engine, len(graph), found.sampled)
    shares = {p.node.removeprefix(v.ID + "b-"): p.share for p in found.points}
    for node, share in published.items():
        assert round(shares.get(str(node), 0.0), 3) == share
    assert all(p.pairs == pytest.approx(p.share * (len(graph) - 1) * (len(graph) - 2)) for p in found.points)


# Lengauer and Tarjan 1979, figures 1 and 2: R is the root
FLOW = {
    **{"R": "ABC", "A": "D", "B": "ADE", "C": "FG", "D": "L", "E": "H", "F": "I", "G": "IJ"},
    **{"H": "EK", "I": "K", "J": "I", "K": "RI", "L": "H"},
}
TREE = {**dict.fromkeys("ABCDEHIK", "R"), "F": "C", "G": "C", "J": "G", "L": "D"}


@pytest.mark.parametrize("engine", ENGINES)
def test_dominators_as_published(engine: Engine) -> None:
    names = "RABCDEFGHIJKL"
    pairs = [(names.index(a), names.index(b)) for a, upper in FLOW.items() for b in upper]
    found = dominators(len(names), pairs, engine)
    assert found[0] == -1
    assert {names[n]: names[before] for n, before in enumerate(found) if n} == TREE


pairs = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda p: p[0] != p[1]), unique=True
)


@settings(max_examples=examples(200))
@given(pairs)
def test_both_engines_alike(made: list[tuple[int, int]]) -> None:
    assert dominators(12, made, Engine.IGRAPH) == dominators(12, made, Engine.NETWORKX)
    starts = sorted({lower for lower, _ in made})
    one, other = (betweenness(12, made, starts, engine) for engine in ENGINES)
    assert one == pytest.approx(other, abs=1e-9)
    whole: nx.DiGraph[int] = nx.DiGraph(made)
    whole.add_nodes_from(range(12))
    assert one == pytest.approx([nx.betweenness_centrality(whole, normalized=False)[n] for n in range(12)])


def test_without_igraph_networkx_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(centrality, "BETWEENNESS_FROM", 0)
    graph = both_ways(nx.krackhardt_kite_graph().edges)
    fast = between(graph, DAY)
    monkeypatch.setitem(sys.modules, "igraph", None)
    slow = between(graph, DAY)
    assert (fast.engine, slow.engine) == (Engine.IGRAPH, Engine.NETWORKX)
    assert slow.points == fast.points


def test_many_starting_points_are_sampled_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = both_ways(nx.karate_club_graph().edges)
    exact = between(graph, DAY)
    monkeypatch.setattr(centrality, "STARTS", 17)
    half = between(graph, DAY)
    assert (half.starts, half.sampled) == (34, 17)
    assert half == between(graph, DAY)
    assert half.points[0].node == exact.points[0].node
    assert sum(p.pairs for p in half.points) == pytest.approx(sum(p.pairs for p in exact.points), rel=0.3)


def test_nothing_is_between_in_an_empty_graph_or_on_a_day_without_links() -> None:
    for graph in (graph_of([]), graph_of([Entity.of(v.ID + "b-0", "Body")])):
        assert between(graph, DAY).points == ()
        assert reaches(graph, DAY).points == ()
        assert event_chokepoints(graph).points == ()


@settings(max_examples=examples(400))
@given(worlds(most=13, ties=2), windows, st.booleans())
def test_reach_is_that_of_all_simple_ways(
    world: tuple[Said, ...], window: tuple[int, int], certain: bool
) -> None:
    truth, asked = World(world), frozenset(range(window[0], window[1] + 1))
    nodes = {
        end
        for link in truth.links
        if link[0] in CLIMBED and truth.link_can(link) & asked and link[1] != link[2]
        for end in link[1:]
    }
    below: dict[str, set[str]] = {node: set() for node in nodes}
    for top in nodes:
        can, sure = truth.under(top)
        for node, days in (sure if certain else can).items():
            if node != top and node in nodes and (asked <= days if certain else asked & days):
                below[top].add(node)
    found = {p.node: p for p in reaches(graph_of(records(world)), window, certain=certain).points}
    assert set(found) == {node for node, lower in below.items() if lower}
    for node, lower in below.items():
        if lower:
            point = found[node]
            above = {top for top, under in below.items() if node in under}
            assert (point.persons_below, point.bodies_below) == (len(lower & PEOPLE), len(lower - PEOPLE))
            assert (point.persons_above, point.bodies_above) == (len(above & PEOPLE), len(above - PEOPLE))


# ---- of all events ----

EVENTS = (EVENT, f"{v.ID}e-1")


@settings(max_examples=examples(300))
@given(worlds(most=15, ties=4), st.lists(windows, min_size=2, max_size=2), st.none() | windows, st.booleans())
def test_events_are_counted_by_whom_every_chain_to_the_top_passes(
    world: tuple[Said, ...],
    times: list[tuple[int, int]],
    asked: tuple[int, int] | None,
    certain: bool,
) -> None:
    """The second event has the same actors as the first, on other days."""
    again = tuple(
        Said(s.id + "-1", s.kind, EVENTS[1], s.upper, s.bounds, s.state, s.derived)
        for s in world
        if s.lower == EVENT
    )
    said = (*world, *again)
    days = [
        Statement.of("Existence", ValidTime("", Bounds(lo, hi, lo, hi)), entity=event)
        for event, (lo, hi) in zip(EVENTS, times, strict=True)
    ]
    others: list[Record] = [
        Entity.of(EVENTS[1], "Event"),
        Entity.of(v.ID + "e-undated", "Event"),
        Entity.of(v.ID + "e-pattern", "Pattern"),
        Statement.of("Participation", actor=BODIES[0], event=v.ID + "e-undated", role=v.PERPETRATOR),
        Statement.of("Participation", actor=BODIES[0], event=v.ID + "e-pattern", role=v.PERPETRATOR),
    ]
    found = event_chokepoints(graph_of([*records(said), *days, *others]), asked, certain=certain)
    truth, counted, linked = World(said), dict[str, tuple[set[str], int, int]](), 0
    told = [e for e, (lo, hi) in zip(EVENTS, times, strict=True) if _meets(asked, lo, hi)]
    for event in told:
        window = frozenset(range(*_past(times[EVENTS.index(event)])))
        ways = oracle.chokepoints(truth, event, window, PEOPLE, certain=certain)
        sure = oracle.chokepoints(truth, event, window, PEOPLE, certain=True).reached
        linked += bool(ways.tops)
        for node in frozenset.intersection(*ways.tops.values()) if ways.tops else ():
            events, certainly, every = counted.get(node, (set(), 0, 0))
            all_pass = all(node in passed for passed in ways.ends.values())
            counted[node] = events | {event}, certainly + (node in sure), every + all_pass
    assert {p.node: (set(p.events), p.certain, p.every) for p in found.points} == counted
    assert (found.events, found.unlinked) == (linked, len(told) - linked)
    assert (found.undated, found.patterns) == (1, 1)


def _meets(asked: tuple[int, int] | None, lo: int, hi: int) -> bool:
    return asked is None or (lo <= asked[1] and asked[0] <= hi)


def _past(days: tuple[int, int]) -> tuple[int, int]:
    return days[0], days[1] + 1
