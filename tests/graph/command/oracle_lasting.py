"""Links in an event that lasts, by brute force: every way to fill in the event and the links."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import product

from .oracle import DaySet, Four, realisations

Span = tuple[int, int]


@cache
def events(bounds: tuple[int, int, int, int]) -> tuple[Span, ...]:
    """Every first and last day of an event with these bounds."""
    xs, xl, ys, yl = bounds
    return tuple((x, y) for x, y in product(range(xs, xl + 1), range(ys, yl + 1)) if x <= y)


@dataclass(frozen=True)
class Lasting:
    """The two readings for links of one statement each, over all realisations."""

    some_certain: bool
    some_days: DaySet
    throughout_certain: bool
    throughout_possible: bool


def lasting(event: tuple[int, int, int, int], links: Iterable[Four], axis: range) -> Lasting:
    """Whether all links hold together at some time in the event, or each throughout it."""
    some, throughout = True, []
    days: set[int] = set()
    for (x, y), *times in product(events(event), *(realisations(b, axis) for b in links)):
        first, last = max([x, *(s for s, _ in times)]), min([y, *(e for _, e in times)])
        some = some and first <= last
        days.update(range(first, last + 1))
        throughout.append(all(s <= x and y <= e for s, e in times))
    return Lasting(some, frozenset(days), all(throughout), any(throughout))
