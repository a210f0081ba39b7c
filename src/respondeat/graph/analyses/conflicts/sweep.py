"""Pairs that meet in time and exclude one another in value, without looking at every pair."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from respondeat.graph.command import Days

Interval = tuple[float, float]


def clashes(windows: Sequence[Interval], values: Sequence[Interval]) -> Iterator[tuple[int, int]]:
    """The pairs whose windows overlap and whose values have nothing in common, by their places.

    A sweep over the windows: those that are open stand in two lists in the order of the ends of their
    values, so that each step finds the pairs it yields and looks at no others. n log n and the pairs, plus
    what lists take to insert.

    >>> list(clashes([(1, 5), (4, 9), (7, 8)], [(0, 2), (3, 4), (5, 5)]))
    [(0, 1), (1, 2)]
    """
    ending: list[tuple[float, int]] = []
    by_high: list[tuple[float, int]] = []
    by_low: list[tuple[float, int]] = []
    for new in sorted(range(len(windows)), key=lambda n: (windows[n], n)):
        start, end = windows[new]
        low, high = values[new]
        while ending and ending[0][0] < start:
            _, gone = heappop(ending)
            by_high.pop(bisect_left(by_high, (values[gone][1], gone)))
            by_low.pop(bisect_left(by_low, (values[gone][0], gone)))
        below = by_high[: bisect_left(by_high, (low, -1))]
        above = by_low[bisect_right(by_low, (high, len(windows))) :]
        for _, other in (*below, *above):
            yield (other, new) if other < new else (new, other)
        heappush(ending, (end, new))
        insort(by_high, (high, new))
        insort(by_low, (low, new))


def handed_over(common: Days, a: Days, b: Days) -> bool | None:
    """Whether the common days are one on which the one spell ends and the other begins.

    None where each is attested on that one day alone: nothing tells whether one followed the other.

    >>> handed_over(((5, 5),), ((1, 5),), ((5, 9),)), handed_over(((5, 5),), ((5, 5),), ((5, 5),))
    (True, None)
    """
    if len(common) != 1 or common[0][0] != common[0][1]:
        return False
    day = common[0][0]
    first, second = (next(i for i in days if i[0] <= day <= i[1]) for days in (a, b))
    if first == second:
        return None
    return first[1] == day == second[0] or second[1] == day == first[0]


def overlaps(windows: Sequence[Interval]) -> Iterator[tuple[int, int]]:
    """The pairs whose windows overlap, by their places.

    >>> list(overlaps([(1, 5), (5, 9), (6, 8)]))
    [(0, 1), (1, 2)]
    """
    open_ones: list[int] = []
    for new in sorted(range(len(windows)), key=lambda n: (windows[n], n)):
        open_ones = [n for n in open_ones if windows[n][1] >= windows[new][0]]
        for other in open_ones:
            yield (other, new) if other < new else (new, other)
        open_ones.append(new)
