"""What a grade rests on: a day is certain, within a bounded doubt, or only not ruled out by an open end."""

from collections.abc import Iterable
from enum import StrEnum

from respondeat.graph.dates import Bounds

from .days import Days


class Basis(StrEnum):
    """The three classes of section 2 of the model, best first."""

    CERTAIN = "certain"
    BOUNDED = "bounded"  # a month, a year, an "at some time"
    OPEN = "open"  # only because no source says when it began or ended


def basis(times: Iterable[Bounds], days: Days) -> Basis:
    """What it rests on that something with these times can hold on `days`: the best over times and days.

    >>> basis([Bounds(None, 5, 2, None)], ((3, 3),)), basis([Bounds(None, 5, 5, None)], ((9, 9),))
    (<Basis.BOUNDED: 'bounded'>, <Basis.OPEN: 'open'>)

    Held at some time between two days, it is certain on none, and on none of more days around them either.

    >>> basis([Bounds(None, 5, 2, None)], ((1, 9),))
    <Basis.BOUNDED: 'bounded'>
    """
    times = tuple(times)
    if any(_surely(b) and _meets(days, b.ls, b.ee) for b in times):
        return Basis.CERTAIN
    bounded = any(
        _meets(days, b.es, b.ls) or _meets(days, b.ee, b.le) or _meets(days, b.ee, b.ls) for b in times
    )
    return Basis.BOUNDED if bounded else Basis.OPEN


def _surely(b: Bounds) -> bool:
    """Whether there is a day on which it surely held."""
    return b.ls is not None and b.ee is not None and b.ls <= b.ee


def _meets(days: Days, first: int | None, last: int | None) -> bool:
    """Whether `days` meet a span that both ends of are known."""
    return first is not None and last is not None and any(a <= last and first <= b for a, b in days)
