"""Cycles of superiors in a table: legal, but worth a look."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter

from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v

from .base import Row, RowFault
from .table_entities import Odd

_MOST = 20  # cycles that are told


def cycles(said: Iterable[tuple[Row, Statement]], names: dict[str, str]) -> Iterator[Odd]:
    """A warning for each cycle, at the row that closes it; whether it holds at any one time is not asked."""
    rows: dict[tuple[str, str], Row] = {}
    above: dict[str, set[str]] = defaultdict(set)
    for row, statement in said:
        if statement.relation == v.SUBORDINATION:
            below, superior = statement.iri("subordinate"), statement.iri("superior")
            rows.setdefault((below, superior), row)
            above[below].add(superior)
    for _ in range(_MOST):
        try:
            TopologicalSorter(above).prepare()
            return
        except CycleError as error:
            # each node of the cycle is a superior of the next
            ring: list[str] = error.args[1]
            edges = [(ring[i + 1], ring[i]) for i in range(len(ring) - 1)]
            edge = max(edges, key=lambda e: rows[e].number)
            above[edge[0]].discard(edge[1])
            shown = " under ".join(names.get(node, node) for node in reversed(ring))
            yield rows[edge], RowFault("", "", f"a cycle of superiors: {shown}. All are kept.")
