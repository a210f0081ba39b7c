"""Two persons who were each surely head of one body on the same days."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

import numpy as np

from respondeat.graph.command import HEADS, CommandGraph, Days, State, intersection, union
from respondeat.graph.command.ascend import RowDays
from respondeat.graph.command.build import CLASSES
from respondeat.ontology import vocabulary as v

from .shape import Found, Known, Side, Why
from .shape import Kind as Compared
from .sweep import handed_over, overlaps

_PERSON: Final = CLASSES.index(v.PERSON)
_GROUP: Final = CLASSES.index(v.BODY_GROUP)


def heads(graph: CommandGraph, found: Found) -> None:
    """Rule `two-heads` and what it leaves as no contradiction."""
    for body, rows in _by_body(graph):
        tenures = _tenures(graph, rows)
        if len(tenures) > 1 and not _body(graph, body, tenures, found):
            return


def _by_body(graph: CommandGraph) -> Iterator[tuple[int, list[int]]]:
    """The rows on which somebody surely was head of a body, by body, where two of a body overlap."""
    a = graph.arrays
    days = RowDays.certain(a)
    link = np.repeat(np.arange(len(a.source)), np.diff(a.row_start))
    kept = np.isin(a.kind[link], list(HEADS)) & (days.lo <= days.hi) & (a.state != int(State.DENIED))
    kept &= (a.node_class[a.target[link]] == _PERSON) & (a.node_class[a.source[link]] != _GROUP)
    row = np.flatnonzero(kept)
    body = a.source[link[row]]
    order = np.lexsort((row, days.lo[row], body))
    row, body = row[order], body[order].astype(np.int64)
    # with the body in the upper bits the running maximum starts anew with each body
    reach = (
        np.maximum.accumulate((body << 32) + (days.hi[row].astype(np.int64) + 2**31)) if len(row) else body
    )
    meets = np.zeros(len(row), bool)
    meets[1:] = ((body[1:] << 32) + (days.lo[row][1:].astype(np.int64) + 2**31)) <= reach[:-1]
    meets[1:] &= body[1:] == body[:-1]
    for wanted in np.unique(body[meets]).tolist():
        first, last = np.searchsorted(body, [wanted, wanted + 1]).tolist()
        yield wanted, sorted(row[first:last].tolist())


def _tenures(graph: CommandGraph, rows: list[int]) -> dict[int, list[int]]:
    """The rows of each person."""
    links = np.searchsorted(graph.arrays.row_start, rows, side="right") - 1
    by_person: dict[int, list[int]] = defaultdict(list)
    for row, link in zip(rows, links.tolist(), strict=True):
        by_person[graph.target[link]].append(row)
    return by_person


def _body(graph: CommandGraph, body: int, tenures: Mapping[int, list[int]], found: Found) -> bool:
    sure = {p: union((graph.ls[r], graph.ee[r]) for r in rows) for p, rows in tenures.items()}
    spans = [(span, p) for p in sorted(sure) for span in sure[p]]
    seen: set[tuple[int, int]] = set()
    for i, j in overlaps([span for span, _ in spans]):
        a, b = sorted((spans[i][1], spans[j][1]))
        if a == b or (a, b) in seen:
            continue
        seen.add((a, b))
        common = intersection(sure[a], sure[b])
        sides = _side(graph, tenures[a], common), _side(graph, tenures[b], common)
        why = _why(graph, found.known, (a, b), (sure[a], sure[b]), common, sides)
        about = [graph.iri(n) for n in (body, a, b)]
        if not found.add(Compared.HEADS, why, about, sides, common):
            return False
    return True


def _on(graph: CommandGraph, rows: list[int], common: Days) -> list[int]:
    return [r for r in rows if any(graph.ls[r] <= hi and lo <= graph.ee[r] for lo, hi in common)]


def _side(graph: CommandGraph, rows: list[int], common: Days) -> Side:
    return Side(tuple(sorted({graph.statement_iri(r) for r in _on(graph, rows, common)})))


def _why(
    graph: CommandGraph,
    known: Known,
    persons: tuple[int, int],
    sure: tuple[Days, Days],
    common: Days,
    sides: tuple[Side, Side],
) -> Why:
    if frozenset(map(graph.iri, persons)) in known.same_persons:
        return Why.SAME_PERSON
    handover = handed_over(common, *sure)
    if handover:
        return Why.HANDOVER
    if known.passages(sides[0]) & known.passages(sides[1]):
        return Why.ONE_PASSAGE
    if handover is None:
        return Why.ONE_DAY_EACH
    acting = (_acting(known, side) for side in sides)
    return Why.ACTING_HEAD if any(acting) else Why.TWO_HEADS


def _acting(known: Known, side: Side) -> bool:
    """Whether every statement of the side speaks of an acting head."""
    said = (known.statement(id) for id in side.statements)
    return all(s is not None and s.iri("capacity") == v.ACTING_HEAD for s in said)
