"""The days on which the heads of bodies and the links between them change."""

from collections.abc import Iterable, Iterator

from respondeat.graph.command import EARLY, HEADS, LATE, CommandGraph

from .parts import Change

_FIRST, _LAST = EARLY + 1, LATE - 1


def changes(graph: CommandGraph, links: Iterable[int]) -> tuple[Change, ...]:
    """Every day on which one of these links begins or ends, for certain or possibly, in the order of days.

    What ends is told on the first day on which it holds no more. A link that several statements carry
    without a break neither begins nor ends between them; each change names one statement whose bound it is.
    """
    return tuple(sorted(change for link in set(links) for change in _of(graph, link)))


def _of(graph: CommandGraph, link: int) -> Iterator[Change]:
    rows = range(graph.row_start[link], graph.row_start[link + 1])
    upheld = [row for row in rows if graph.first[row] <= graph.last[row]]
    spans = (
        (False, graph.possible_days(link, _FIRST, _LAST), graph.first, graph.last, upheld),
        (True, graph.certain_days(link), graph.ls, graph.ee, [r for r in upheld if not graph.weak[r]]),
    )
    kind, lower, upper = graph.kind(link), graph.iri(graph.source[link]), graph.iri(graph.target[link])
    for sure, days, first, last, those in spans:
        those = [row for row in those if first[row] <= last[row]]
        for lo, hi in days:
            if lo > _FIRST:
                said = min(graph.statement_iri(row) for row in those if first[row] == lo)
                yield Change(lo, True, sure, kind, lower, upper, said)
            if hi < _LAST:
                said = min(graph.statement_iri(row) for row in those if last[row] == hi)
                yield Change(hi + 1, False, sure, kind, lower, upper, said)


def links_among(graph: CommandGraph, nodes: frozenset[int], kinds: frozenset[int]) -> Iterator[int]:
    """The links of these kinds among nodes, and the links from bodies among them to whoever heads them."""
    for node in nodes:
        for link in graph.up(node):
            number, upper = graph.kind_number[link], graph.target[link]
            if upper != node and (number in HEADS or (number in kinds and upper in nodes)):
                yield link
