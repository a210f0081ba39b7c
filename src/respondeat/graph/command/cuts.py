"""Rule `next-attested`: how far a statement with an open start or end reaches until somebody else stands.

A person who is attested as head in 2005, with no end stated, is possible in 2007 but not after the day in
2010 on which another is certain; unless that other was certain on the 2005 day too: then both held it.
"""

import numpy as np
import numpy.typing as npt

from .arrays import EARLY, LATE, Ints

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


def anchors(es: Ints, ls: Ints, ee: Ints, le: Ints) -> tuple[Ints, Ints]:
    """The earliest and latest attested day of each row; EARLY and LATE where nothing is attested.

    For a row that holds "at some time" between two days (ls > ee) these are the two days.
    """
    known_ls, known_ee = ls != LATE, ee != EARLY
    both = known_ls & known_ee
    only = np.where(known_ls, ls, ee)
    low = np.where(both, np.minimum(ls, ee), np.where(known_ls | known_ee, only, LATE))
    high = np.where(both, np.maximum(ls, ee), np.where(known_ls | known_ee, only, EARLY))
    return low.astype(np.int32), high.astype(np.int32)


def cut(group: Ints, who: Ints, es: Ints, ls: Ints, ee: Ints, le: Ints, cutter: Mask) -> tuple[Ints, Ints]:
    """The first and last day on which each row is possible under the rule.

    `group` numbers what rows compete for (the heads of one body), -1 for rows that compete with nobody;
    `who` is the person or body that the row speaks of; only rows marked in `cutter` cut others.
    """
    first, last = es.copy(), le.copy()
    low, high = anchors(es, ls, ee, le)
    certain = cutter & (group >= 0) & (ls <= ee)
    open_end = np.flatnonzero((group >= 0) & (le == LATE) & (high != EARLY))
    open_start = np.flatnonzero((group >= 0) & (es == EARLY) & (low != LATE))
    nxt = _next(group, who, ls, certain, open_end, high)
    last[open_end] = np.where(nxt == LATE, LATE, nxt - 1)
    # the same question with time turned round
    prev = _next(group, who, _turn(ee), certain, open_start, _turn(low))
    first[open_start] = np.where(prev == LATE, EARLY, _turn(prev) + 1)
    return first, last


def _turn(day: Ints) -> Ints:
    return (-1 - day.astype(np.int64)).astype(np.int32)


def _next(group: Ints, who: Ints, start: Ints, certain: Mask, rows: npt.NDArray[np.intp], days: Ints) -> Ints:
    """For each of `rows` the first `start` after its day among certain rows of its group about others."""
    order = np.flatnonzero(certain)
    order = order[np.lexsort((start[order], group[order]))]
    keys = _key(group[order], start[order])
    at = np.searchsorted(keys, _key(group[rows], days[rows]), side="right")
    found = np.full(len(rows), LATE, np.int32)
    pending = np.arange(len(rows))
    while len(pending):
        pending = pending[at[pending] < len(order)]
        hit = order[at[pending]]
        same_group = group[hit] == group[rows[pending]]
        pending, hit = pending[same_group], hit[same_group]
        other = who[hit] != who[rows[pending]]
        found[pending[other]] = start[hit[other]]
        pending = pending[~other]
        at[pending] += 1
    return found


def _key(group: Ints, day: Ints) -> Longs:
    return (group.astype(np.int64) << 32) + (day.astype(np.int64) + 2**31)
