"""NetworkX views of any part of the command graph."""

from collections.abc import Container, Iterable
from typing import TYPE_CHECKING

from respondeat.graph.dates import iso

from .arrays import EARLY, LATE
from .graph import CommandGraph
from .kinds import CLIMBED, CONCEPT

if TYPE_CHECKING:
    import networkx as nx


def network(
    graph: CommandGraph, nodes: Iterable[str] | None = None, *, kinds: Container[int] = CLIMBED
) -> "nx.MultiDiGraph[str]":
    """The links among `nodes` (all when None) as a MultiDiGraph from the lower to the higher end.

    Nodes are IRIs with `person`, `placeholder`, `invented`. There is one edge a statement, with `kind`
    (concept), `statement` (IRI), `state`, `start` and `end` (the widest days, ISO 8601, "" when unbounded)
    and the four bounds as day numbers or None.
    """
    import networkx as nx  # half a second that questions need not wait for

    view: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    wanted = range(graph.node_count) if nodes is None else _numbers(graph, nodes)
    for node in wanted:
        view.add_node(
            graph.iri(node),
            person=graph.is_person(node),
            placeholder=graph.is_placeholder(node),
            invented=graph.is_invented(node),
        )
    for node in wanted:
        for link in graph.up(node):
            upper = graph.iri(graph.target[link])
            if graph.kind_number[link] in kinds and upper in view:
                _add(view, graph, link, graph.iri(node), upper)
    return view


def _numbers(graph: CommandGraph, nodes: Iterable[str]) -> list[int]:
    return sorted({n for n in map(graph.node, nodes) if n is not None})


def _add(view: "nx.MultiDiGraph[str]", graph: CommandGraph, link: int, lower: str, upper: str) -> None:
    for row in graph.rows(link):
        view.add_edge(
            lower,
            upper,
            key=row.statement,
            kind=CONCEPT[graph.kind(link)],
            statement=row.statement,
            state=row.state.name.lower(),
            start="" if row.es is None else iso(row.es),
            end="" if row.le is None else iso(row.le),
            es=row.es,
            ls=_counted(row.ls),
            ee=_counted(row.ee),
            le=row.le,
        )


def _counted(day: int | None) -> int | None:
    """None for the ends of time too, between which an undated part in an event holds."""
    return None if day is None or not EARLY + 1 < day < LATE - 1 else day
