"""A part of the command graph as a graph of its own."""

from collections.abc import Iterable

from respondeat.graph.dates import Bounds

from .arrays import EARLY, LATE, pack
from .build import Row, build
from .graph import CommandGraph


def part(graph: CommandGraph, nodes: Iterable[int]) -> CommandGraph:
    """The links up from some nodes, of all kinds, with all their statements as they stand.

    Rule next-attested gives the same in it: it compares the links up from one node.
    """
    nodes = tuple(nodes)
    rows = [
        Row(
            pack(graph.iri(graph.source[link])),
            pack(graph.iri(graph.target[link])),
            graph.kind_number[link],
            _bounds(graph, row),
            pack(graph.statement_iri(row)),
            graph.state[row],
            graph.weak[row],
        )
        for node in nodes
        for link in graph.up(node)
        for row in range(graph.row_start[link], graph.row_start[link + 1])
    ]
    ends = {n for node in nodes for link in graph.up(node) for n in (node, graph.target[link])}
    described = {pack(graph.iri(n)): (graph.node_class[n], graph.node_flags[n]) for n in ends}
    return CommandGraph(build(rows, described))


def _bounds(graph: CommandGraph, row: int) -> Bounds:
    es, ls, ee, le = graph.es[row], graph.ls[row], graph.ee[row], graph.le[row]
    return Bounds(
        None if es == EARLY else es,
        None if ls == LATE else ls,
        None if ee == EARLY else ee,
        None if le == LATE else le,
    )
