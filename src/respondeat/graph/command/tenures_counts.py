"""Events under command counted by calendar period, for any number of persons at once."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from .arrays import EARLY, LATE
from .days import Interval
from .descent import Flags
from .periods import By, number
from .spells import Longs, Spells, spans
from .tenures import Commands

WIDEST: Final = (
    1200  # periods over which an event's days may spread to be counted in each, a century of months
)


@dataclass(frozen=True, slots=True)
class Graded:
    """The pairs of `Commands` that can have been in the days asked for, and what is to be counted of each.

    `certain` is whether it surely was, under command and in these days; `open` whether only an open
    beginning or end allows it. `dated` marks events known to one
    period, `lasting` those that surely went on in more than one. `days` are those of a pair on which more
    than an open beginning or end of the event allows it, `going_on` as in `Commands`.
    """

    pair: Longs
    certain: Flags
    open: Flags
    dated: Flags
    lasting: Flags
    days: Spells
    going_on: Spells


def graded(found: Commands, by: By, on: Interval | None = None) -> Graded:
    """What is counted in the days from the first to the last of `on`, or at all."""
    lo, hi = (EARLY + 1, LATE - 1) if on is None else on
    can, going_on = (_cut(days, lo, hi) for days in (found.days, found.going_on))
    pair, told = np.unique(can.key), found.occasions
    core = _cut(can, told.core_lo[found.event[can.key]], told.core_hi[found.event[can.key]])
    event = found.event[pair]
    first, last = told.core_lo[event], told.core_hi[event]
    known = first <= last
    # what makes an event certain lies within its core
    inside = (known & (lo <= first) & (last <= hi)) if on is not None else np.ones(len(pair), bool)
    certain = (found.certain[pair] & inside) | np.isin(pair, going_on.key)
    one = known & (number(first, by) == number(last, by)) & np.isin(pair, core.key)
    inner = told.inner_lo[event], told.inner_hi[event]
    lasting = (
        told.when.lasting[event] & (inner[0] <= inner[1]) & (number(inner[0], by) != number(inner[1], by))
    )
    return Graded(pair, certain, ~found.bounded[pair], one, lasting, core, going_on)


def _cut(days: Spells, lo: Longs | int, hi: Longs | int) -> Spells:
    return Spells.of(days.key, np.maximum(days.lo, lo), np.minimum(days.hi, hi))


@dataclass(frozen=True, slots=True)
class Table:
    """Counts by top and period, sorted; periods without an event are not among them."""

    top: Longs
    period: Longs
    certain: Longs
    possible: Longs
    open: Longs


def table(found: Commands, counted: Graded, by: By, wanted: Flags) -> Table:
    """The counts by period of those pairs of `counted` that are `wanted`.

    An event known to one period is counted in it. Any other is counted in each in which it can have been
    under this command: as certain where it surely went on, and surely under this command, on a day of the
    period, else as possible.
    """
    dated = np.flatnonzero(wanted & counted.dated)
    pair = counted.pair[dated]
    when = number(found.occasions.core_lo[found.event[pair]], by)
    sure, only_open = counted.certain[dated].astype(np.int64), _open(found, pair)
    parts = [(found.top[pair], when, when, sure, 1 - sure, only_open)]
    spread = counted.pair[wanted & ~counted.dated]
    can, surely = (_placed(days, by, spread) for days in (counted.days, counted.going_on))
    none, one = np.zeros_like(can.key), np.ones_like(surely.key)
    parts.append((found.top[can.key], can.lo, can.hi, none, none + 1, _open(found, can.key)))
    # what is certain in a period is not counted there as possible too
    again = np.isin(surely.key, can.key).astype(np.int64)
    parts.append((found.top[surely.key], surely.lo, surely.hi, one, -again, np.zeros_like(one)))
    return _summed(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def _open(found: Commands, pair: Longs) -> Longs:
    """1 for each pair that only an open beginning or end allows; none of them is certain of any day."""
    return 1 - found.bounded[pair].astype(np.int64)


def _placed(days: Spells, by: By, pairs: Longs) -> Spells:
    """The periods that the days of some pairs meet, of none that meet more than `WIDEST`."""
    periods = Spells.of(days.key, number(days.lo, by), number(days.hi, by))
    size = np.bincount(periods.key, periods.hi - periods.lo + 1)
    kept = np.isin(periods.key, pairs)
    kept[kept] &= size[periods.key[kept]] <= WIDEST
    return Spells(*(column[kept] for column in periods.columns))


def _summed(top: Longs, first: Longs, last: Longs, *counts: Longs) -> Table:
    """How many spans of periods of each top meet each period."""
    tops, at = np.tile(top, 2), np.append(first, last + 1)
    change = np.stack([np.append(n, -n) for n in counts])
    order = np.lexsort((at, tops))
    tops, at, change = tops[order], at[order], change[:, order]
    new = np.ones(len(at), bool)
    new[1:] = (np.diff(tops) != 0) | (np.diff(at) != 0)
    begin = np.flatnonzero(new)
    if not len(begin):
        return Table(*[np.zeros(0, np.int64)] * 5)
    # what is added for a top is taken away again: the sums begin anew with each
    sums = np.cumsum(np.add.reduceat(change, begin, axis=1), axis=1)
    tops, at = tops[begin], at[begin]
    some = np.flatnonzero(sums.any(axis=0))
    which, period = spans(at[some], at[some + 1])
    some = some[which]
    return Table(tops[some], period.astype(np.int64), *sums[:, some])
