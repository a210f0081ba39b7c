"""Rule `next-attested`: how far a statement with an open start or end reaches until somebody else stands.

A person who is attested as head in 2005, with no end stated, is possible in 2007 but not after the day in
2010 on which another is certain; unless that other was certain on the 2005 day too, by this statement or
another: then both held it.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from .arrays import EARLY, LATE, Ints

Longs = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Rows = npt.NDArray[np.intp]


def anchors(es: Ints, ls: Ints, ee: Ints, le: Ints) -> tuple[Ints, Ints]:
    """The earliest and latest attested day of each row; LATE and EARLY where no day is attested.

    For a row that holds "at some time" between two days (ls > ee) these are the two days. "Former
    head", read on a day, attests no day: it had ended by then, nobody says when it was.
    """
    dated = (ls != LATE) & (ee != EARLY)
    low = np.where(dated, np.minimum(ls, ee), LATE)
    high = np.where(dated, np.maximum(ls, ee), EARLY)
    return low.astype(np.int32), high.astype(np.int32)


def cut(group: Ints, who: Ints, es: Ints, ls: Ints, ee: Ints, le: Ints, cutter: Mask) -> tuple[Ints, Ints]:
    """The first and last day on which each row is possible under the rule.

    `group` numbers what rows compete for (the heads of one body), -1 for rows that compete with nobody;
    `who` is the person or body that the row speaks of; only rows marked in `cutter` cut others.
    """
    first, last = es.copy(), le.copy()
    low, high = anchors(es, ls, ee, le)
    rivals = np.flatnonzero(cutter & (group >= 0) & (ls <= ee))
    open_end = np.flatnonzero((group >= 0) & (le == LATE) & (high != EARLY))
    open_start = np.flatnonzero((group >= 0) & (es == EARLY) & (low != LATE))
    nxt = _next(_Rivals.of(group, who, ls, ee, rivals), group, who, open_end, high)
    last[open_end] = np.where(nxt == LATE, LATE, nxt - 1)
    # the same question with time turned round
    turned = _Rivals.of(group, who, _turn(ee), _turn(ls), rivals)
    prev = _next(turned, group, who, open_start, _turn(low))
    first[open_start] = np.where(prev == LATE, EARLY, _turn(prev) + 1)
    return first, last


def _turn(day: Ints) -> Ints:
    return (-1 - day.astype(np.int64)).astype(np.int32)


@dataclass(frozen=True, slots=True)
class _Rivals:
    """Rows that are certain from `start` on, by group and start; and who is certain on a day."""

    group: Ints
    who: Ints
    start: Ints
    keys: Longs  # group and start
    onward: Rows  # the next row of another group or person
    holder: Longs  # one number for each group and person among them, sorted
    spells: Longs  # holder's place and start, sorted
    until: Longs  # the last certain day of that holder's spells so far

    @classmethod
    def of(cls, group: Ints, who: Ints, start: Ints, end: Ints, rows: Rows) -> "_Rivals":
        rows = rows[np.lexsort((start[rows], group[rows]))]
        held = _holder(group[rows], who[rows])
        holder, place = np.unique(held, return_inverse=True)
        order = np.lexsort((start[rows], place))
        # the place in the upper half, so that the running maximum starts anew with each holder
        until = np.maximum.accumulate(_key(place, end[rows])[order]) if len(rows) else np.zeros(0, np.int64)
        changes = np.append(np.flatnonzero(np.diff(held)) + 1, len(rows))
        onward = changes[np.searchsorted(changes, np.arange(len(rows)), side="right")]
        keys, spells = _key(group[rows], start[rows]), _key(place, start[rows])[order]
        return cls(group[rows], who[rows], start[rows], keys, onward, holder, spells, until)

    def beside(self, group: Ints, who: Ints, day: Ints) -> Mask:
        """Whether `who` surely holds it in `group` on `day`."""
        wanted = _holder(group, who)
        place = np.searchsorted(self.holder, wanted)
        at = np.searchsorted(self.spells, _key(place, day), side="right") - 1
        reach = self.until[np.maximum(at, 0)]
        return (at >= 0) & (reach >= _key(place, day))


def _next(rivals: _Rivals, group: Ints, who: Ints, rows: Rows, days: Ints) -> Ints:
    """For each of `rows` the first start after its day of another in its group who does not hold it then."""
    keys = rivals.keys
    at = np.searchsorted(keys, _key(group[rows], days[rows]), side="right")
    found = np.full(len(rows), LATE, np.int32)
    pending = np.arange(len(rows))
    while len(pending):
        pending = pending[at[pending] < len(keys)]
        hit, own = at[pending], rows[pending]
        same = rivals.group[hit] == group[own]
        pending, hit, own = pending[same], hit[same], own[same]
        other = rivals.who[hit] != who[own]
        other &= ~rivals.beside(group[own], rivals.who[hit], days[own])
        found[pending[other]] = rivals.start[hit[other]]
        pending = pending[~other]
        at[pending] = rivals.onward[at[pending]]
    return found


def _key(group: npt.NDArray[np.signedinteger[Any]], day: Ints) -> Longs:
    return (group.astype(np.int64) << 32) + (day.astype(np.int64) + 2**31)


def _holder(group: Ints, who: Ints) -> Longs:
    return (group.astype(np.int64) << 32) + who
