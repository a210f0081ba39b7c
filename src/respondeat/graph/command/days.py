"""Sets of days as sorted, disjoint intervals: what the feasible days of links and chains are made of."""

from collections.abc import Iterable

Interval = tuple[int, int]
Days = tuple[Interval, ...]

NO_DAYS: Days = ()


def union(intervals: Iterable[Interval]) -> Days:
    """The union; intervals that overlap or touch become one, reversed ones count as empty.

    >>> union([(5, 9), (1, 3), (4, 4)])
    ((1, 9),)
    """
    merged: list[Interval] = []
    for lo, hi in sorted(i for i in intervals if i[0] <= i[1]):
        if merged and lo <= merged[-1][1] + 1:
            if hi > merged[-1][1]:
                merged[-1] = (merged[-1][0], hi)
        else:
            merged.append((lo, hi))
    return tuple(merged)


def intersection(a: Days, b: Days) -> Days:
    """The days in both.

    >>> intersection(((1, 5), (8, 9)), ((4, 8),))
    ((4, 5), (8, 8))
    """
    if len(a) == 1 and len(b) == 1:
        lo, hi = max(a[0][0], b[0][0]), min(a[0][1], b[0][1])
        return ((lo, hi),) if lo <= hi else NO_DAYS
    found = ((max(p, r), min(q, s)) for p, q in a for r, s in b)
    return tuple(sorted(i for i in found if i[0] <= i[1]))


def covers(days: Days, lo: int, hi: int) -> bool:
    """Whether every day from `lo` to `hi` is among `days`."""
    return any(p <= lo and hi <= q for p, q in days)
