"""What surely held at some time in a lasting event, though on no day of it for certain.

"Minister in the wake of the election of August", of an event that surely lasted from August to December: on
each day only possible, at some time in it certain (ls <= ys and xl <= ee with ls > ee). Links hold together
then if all others surely do on every day of the span; two such spans never surely share a day.
"""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from .arrays import EARLY, LATE
from .days import Days, Interval, covers, intersection
from .graph import CommandGraph
from .kinds import Kind
from .when import Mode, When

Spans = dict[int, set[Interval]]


def spans_of(graph: CommandGraph, link: int) -> list[Interval]:
    """The spans in each of which the link surely held at some time: of upheld statements, not derived."""
    ls, ee = graph.ls, graph.ee
    return [
        (ee[row], ls[row])
        for row in range(graph.row_start[link], graph.row_start[link + 1])
        if EARLY < ee[row] < ls[row] < LATE and graph.first[row] <= graph.last[row] and not graph.weak[row]
    ]


def within(when: When, span: Interval) -> bool:
    """Whether the event surely lasted over the whole span, and what is asked is some time in it."""
    return when.mode is Mode.SOME and when.xl <= span[0] and span[1] <= when.ys


def surely_met(graph: CommandGraph, links: Sequence[int], when: When) -> bool:
    """Whether links surely hold together at some time in an event, one on an unknown day of a span."""
    if when.mode is not Mode.SOME or when.xl > when.ys:
        return False
    for link in links:
        spans = [span for span in spans_of(graph, link) if within(when, span)]
        if spans:
            others: Days = (when.window,)
            for other in links:
                if other != link:
                    others = intersection(others, graph.certain_days(other))
            if any(covers(others, *span) for span in spans):
                return True
    return False


def spread(graph: CommandGraph, top: int, certain: Mapping[int, Days], kinds: frozenset[Kind]) -> Spans:
    """For nodes below `top` the spans in which they were surely under it at some time.

    `certain` are the days on which nodes surely were. Exact as the days are: see `events_under.reach`.
    """
    found: Spans = {}
    waiting = [
        (graph.source[link], span)
        for link in links_with_spans(graph)
        if graph.kind_number[link] in kinds
        for span in spans_of(graph, link)
        if covers(certain.get(graph.target[link], ()), *span)
    ]
    while waiting:
        node, span = waiting.pop()
        spans = found.setdefault(node, set())
        if node == top or span in spans:
            continue
        spans.add(span)
        for link in graph.below(node):
            if graph.kind_number[link] in kinds and covers(graph.certain_days(link), *span):
                waiting.append((graph.source[link], span))
    return found


def links_with_spans(graph: CommandGraph) -> Iterator[int]:
    """The links that surely held at some time between two days, on none of them for certain."""
    a = graph.arrays
    rows = np.flatnonzero((a.ls > a.ee) & (a.ee != EARLY) & (a.ls != LATE))
    yield from np.unique(np.searchsorted(a.row_start, rows, side="right") - 1).tolist()
