"""Dominators and betweenness by NetworkX, or by igraph (the extra "fast") where the graph is large.

igraph is ten times as quick at any size, but importing it takes some 0.3 s more: from the sizes below on, at
which NetworkX needs as long, it pays (`make bench ARGS=engines`). Where it is missing NetworkX does all.
"""

from collections.abc import Sequence
from enum import StrEnum
from importlib.util import find_spec
from typing import Final

DOMINATORS_FROM: Final = 40_000  # places
EVENTS_FROM: Final = 2_000  # events, each with a small graph of its own
BETWEENNESS_FROM: Final = 5_000  # places

Pairs = Sequence[tuple[int, int]]


class Engine(StrEnum):
    """What computes."""

    NETWORKX = "networkx"
    IGRAPH = "igraph"


def engine_for(size: int, large: int) -> Engine:
    """The engine for a question of some size: igraph from `large` on, where it is installed."""
    return Engine.IGRAPH if size >= large and find_spec("igraph") is not None else Engine.NETWORKX


def dominators(places: int, pairs: Pairs, by: Engine) -> list[int]:
    """For each place the one next before it on every way from place 0: its immediate dominator.

    -1 for place 0 and for what no way comes to. T. Lengauer, R. E. Tarjan, A fast algorithm for finding
    dominators in a flowgraph, ACM TOPLAS 1 (1979); in NetworkX that of Cooper, Harvey and Kennedy (2006).

    >>> dominators(5, [(0, 1), (0, 2), (1, 3), (2, 3), (3, 4)], Engine.NETWORKX)
    [-1, 0, 0, 0, 3]
    """
    found = [-1] * places
    if by is Engine.IGRAPH:
        import igraph  # type: ignore[import-untyped]

        for place, before in enumerate(igraph.Graph(places, list(pairs), directed=True).dominator(0)):
            if before == before and before >= 0:  # not a number where no way comes to it
                found[place] = int(before)
        return found
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_node(0)
    graph.add_edges_from(pairs)
    for place, told in nx.immediate_dominators(graph, 0).items():
        if place:  # before NetworkX 3.6 the start was its own
            found[place] = told
    return found


def betweenness(places: int, pairs: Pairs, starts: Sequence[int], by: Engine) -> list[float]:
    """For each place how many pairs (start, end) have it between them on a shortest way.

    Of a pair with several shortest ways each counts its part. Starts are some of the places; ends are all.
    `pairs` holds each link once. L. C. Freeman (1977); U. Brandes, A faster algorithm for betweenness
    centrality, Journal of Mathematical Sociology 25 (2001).

    >>> betweenness(4, [(0, 1), (1, 2), (1, 3)], [0, 1], Engine.NETWORKX)
    [0.0, 2.0, 0.0, 0.0]
    """
    if by is Engine.IGRAPH:
        import igraph

        graph = igraph.Graph(places, list(pairs), directed=True)
        # without starting points igraph would go from all
        return [float(x) for x in graph.betweenness(sources=list(starts))] if starts else [0.0] * places
    above: list[list[int]] = [[] for _ in range(places)]
    for lower, upper in pairs:
        above[lower].append(upper)
    found = [0.0] * places
    for start in starts:
        for place, share in _from(start, above).items():
            found[place] += share
    return found


def _from(start: int, above: Sequence[Sequence[int]]) -> dict[int, float]:
    """What one start adds, over what is above it alone: the rest of the graph costs nothing."""
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_node(start)
    waiting = [start]
    while waiting:
        lower = waiting.pop()
        waiting += [upper for upper in dict.fromkeys(above[lower]) if upper not in graph]
        graph.add_edges_from((lower, upper) for upper in above[lower])
    added: dict[int, float] = nx.betweenness_centrality_subset(graph, [start], list(graph))
    return added
