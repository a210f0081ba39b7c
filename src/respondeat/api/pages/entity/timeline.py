"""A timeline: of each statement the days on which it surely held, may have held, or nobody says.

A full line is certain, a dashed one possible between dates that sources give, a dotted one possible only
because no source says when it began or ended. Days are places from 0 to 100 along one axis, so that the same
lines fit a phone and a wide screen.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from .timeline_axis import Axis, day

Json = dict[str, Any]

CERTAIN: Final = "certain"
POSSIBLE: Final = "possible"
OPEN: Final = "open"
GAP: Final = "gap"
_STUB: Final = 5.0
_HEADS: Final = frozenset({"head", "actingHead"})
_UNSURE: Final = frozenset({"contested", "denied", "rejected", "retracted", "set-aside"})

Days = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Bar:
    """A line from one place to another; `line` says how sure the days are.

    `arrow` is "left" or "right" where no source gives an end on that side: such a line is a stub, for how far
    it goes nobody says.
    """

    line: str
    start: float
    end: float
    arrow: str = ""


@dataclass(frozen=True, slots=True)
class Span:
    """Days of one certainty, from and to; None where there is no end."""

    line: str
    first: int | None
    last: int | None


def spans(row: Json) -> list[Span]:
    """The days of a statement by how sure they are; of one without a time those of its event, if known.

    `valid` has the earliest and latest start (es, ls) and the earliest and latest end (ee, le).
    """
    es, ls, ee, le = (day(row["valid"][key]) for key in ("es", "ls", "ee", "le"))
    if es is ls is ee is le is None:
        lo, hi = map(day, row.get("event_on") or (None, None))
        if lo is None and hi is None:
            return []
        return [Span(CERTAIN if lo == hi else POSSIBLE if None not in (lo, hi) else OPEN, lo, hi)]
    return list(_spans(es, ls, ee, le))


def _spans(es: int | None, ls: int | None, ee: int | None, le: int | None) -> Iterator[Span]:
    core = _core(es, ls, ee, le)
    if core is None:
        yield Span(POSSIBLE if es is not None and le is not None else OPEN, es, le)
        return
    if es is None or es < core[0]:
        yield Span(OPEN if es is None else POSSIBLE, es, core[0])
    yield Span(core[2], core[0], core[1])
    if le is None or le > core[1]:
        yield Span(OPEN if le is None else POSSIBLE, core[1], le)


def _core(es: int | None, ls: int | None, ee: int | None, le: int | None) -> tuple[int, int, str] | None:
    """The middle of it: first and last day, and whether it held throughout or at some time between."""
    if ls is not None and ee is not None:
        return (ls, ee, CERTAIN) if ls <= ee else (ee, ls, POSSIBLE)
    if ls is not None and ls == es:
        return ls, ls, CERTAIN  # it held on the day on which it began
    if ee is not None and ee == le:
        return ee, ee, CERTAIN
    if ls is not None and es is not None:
        return es, ls, POSSIBLE
    if ee is not None and le is not None:
        return ee, le, POSSIBLE
    return None


def days(rows: Iterable[Json]) -> list[int]:
    """Every day that is an end of some line."""
    return [d for row in rows for span in spans(row) for d in (span.first, span.last) if d is not None]


def bars(row: Json, axis: Axis) -> tuple[Bar, ...]:
    """The lines of a statement on an axis; what has no end is a stub with an arrow."""
    made: list[Bar] = []
    for span in spans(row):
        bar = _bar(span, axis)
        if made and bar.arrow == "right":  # it goes on where what is known ends, not under it
            start = made[-1].end
            bar = Bar(bar.line, start, min(100.0, start + _STUB), bar.arrow)
        made.append(bar)
    return tuple(made)


def middle(lines: Sequence[Bar]) -> float:
    """The place of the middle of some lines."""
    return round((min(bar.start for bar in lines) + max(bar.end for bar in lines)) / 2, 2)


def _bar(span: Span, axis: Axis) -> Bar:
    if span.first is None and span.last is not None:
        end = axis.at(span.last)
        return Bar(span.line, max(0.0, end - _STUB), end, "left")
    start = 0.0 if span.first is None else axis.at(span.first)
    if span.last is None:
        return Bar(span.line, start, min(100.0, start + _STUB), "right")
    return Bar(span.line, start, max(start, axis.at(span.last + (span.line == CERTAIN))))


def gaps(rows: Sequence[Json], axis: Axis) -> tuple[list[tuple[str, str]], tuple[Bar, ...]]:
    """When no head is certain between the first and the last day on which one is: days, and lines.

    What is contested, denied or withdrawn makes nobody certain.
    """
    sure = sorted(
        (span.first, span.last)
        for row in rows
        if row["relation"] == "Posting" and row["roles"].get("capacity") in _HEADS
        if row["state"] not in _UNSURE
        for span in spans(row)
        if span.line == CERTAIN and span.first is not None and span.last is not None
    )
    found, until = list[tuple[int, int]](), sure[0][1] if sure else 0
    for first, last in sure:
        if first > until + 1:
            found.append((until + 1, first - 1))
        until = max(until, last)
    told = [(date.fromordinal(a).isoformat(), date.fromordinal(b).isoformat()) for a, b in found]
    return told, tuple(Bar(GAP, axis.at(a), axis.at(b + 1)) for a, b in found)
