"""What surely held at some time in an event that lasts, for all who are above at once: see `sometime`.

One link of a way held at some time in a span, on no day of it for certain; all others surely held on every
day of the span, and the event surely went on over it.
"""

from typing import NamedTuple

import numpy as np

from .arrays import EARLY, LATE, Arrays
from .ascend import RowDays
from .descent import Flags
from .kinds import CLIMBED, HEADS, TIES
from .spells import Longs, Places, Spells, spans
from .tenures_climb import Climb, kinds_of
from .tenures_ties import Occasions


class _Spans(NamedTuple):
    """Rows that held at some time in a span of days: their link, its two ends, the span."""

    link: Longs
    lower: Longs
    upper: Longs
    lo: Longs
    hi: Longs


def surely_met(climb: Climb, tied: Longs, occasions: Occasions) -> Longs:
    """Pairs (top times the count of events, plus the event's place) that are certain by such a span."""
    a = climb.a
    found = _spans(a)
    if not len(found.link):
        return found.link
    sure = _sure_days(a)
    event, seed = (
        np.concatenate(c) for c in zip(_own(a, found, tied), _below(a, found, sure, tied), strict=True)
    )
    place = occasions.when.at(event)
    within = occasions.when.lasting[place] & (occasions.inner_lo[place] <= found.lo[seed])
    within &= found.hi[seed] <= occasions.inner_hi[place]
    place, seed = place[within], seed[within]
    at, top = _above(climb, found)
    order = np.argsort(at, kind="stable")
    at, top = at[order], top[order]
    which, over = spans(np.searchsorted(at, seed), np.searchsorted(at, seed, side="right"))
    # a tie to somebody themselves is no command of theirs
    tie = kinds_of(TIES)[a.kind[found.link[seed]]]
    others = ~tie[which] | (top[over] != found.upper[seed][which])
    return np.unique(top[over][others] * max(1, len(occasions.when.event)) + place[which][others])


def _spans(a: Arrays) -> _Spans:
    row = np.flatnonzero(
        (a.ls > a.ee) & (a.ee != EARLY) & (a.ls != LATE) & (a.first <= a.last) & (a.weak == 0)
    )
    link = np.searchsorted(a.row_start, row, side="right") - 1
    wanted = kinds_of(CLIMBED | TIES)[a.kind[link]]
    row, link = row[wanted], link[wanted]
    columns = (link, a.source[link], a.target[link], a.ee[row], a.ls[row])
    return _Spans(*(column.astype(np.int64) for column in columns))


def _sure_days(a: Arrays) -> Spells:
    """The days on which each link surely holds."""
    link = np.repeat(np.arange(len(a.source)), np.diff(a.row_start))
    upheld = (a.first <= a.last) & (a.weak == 0)
    return Spells.of(link[upheld], a.ls[upheld], a.ee[upheld])


def _own(a: Arrays, found: _Spans, tied: Longs) -> tuple[Longs, Longs]:
    """Ties of events that are such rows themselves: (event, span)."""
    seed = np.flatnonzero(np.isin(found.link, tied))
    return found.lower[seed], seed


def _below(a: Arrays, found: _Spans, sure: Spells, tied: Longs) -> tuple[Longs, Longs]:
    """Events tied to what was below such a row on every day of its span: (event, span)."""
    seed = np.flatnonzero(kinds_of(CLIMBED)[a.kind[found.link]])
    node, nodes = found.lower[seed], max(1, len(a.node_class))
    seen = fresh = np.unique(seed * nodes + node)
    while len(fresh):
        seed, _, source = _down(a, found, sure, *np.divmod(fresh, nodes), kinds_of(CLIMBED))
        fresh = np.setdiff1d(seed * nodes + source, seen)
        seen = np.union1d(seen, fresh)
    seed, link, event = _down(a, found, sure, *np.divmod(seen, nodes), kinds_of(TIES))
    asked = np.isin(link, tied)
    return event[asked], seed[asked]


def _down(
    a: Arrays, found: _Spans, sure: Spells, seed: Longs, node: Longs, kinds: Flags
) -> tuple[Longs, Longs, Longs]:
    """Links down from nodes that surely hold on every day of the span: (span, link, lower end)."""
    which, at = spans(a.down_start[node], a.down_start[node + 1])
    link = a.down[at].astype(np.int64)
    wanted = kinds[a.kind[link]]
    seed, link = seed[which[wanted]], link[wanted]
    holds = sure.covers(link, found.lo[seed], found.hi[seed])
    return seed[holds], link[holds], a.source[link[holds]].astype(np.int64)


def _above(climb: Climb, found: _Spans) -> tuple[Longs, Places]:
    """Who surely was above the upper end of a row on every day of its span: (span, top)."""
    a, seed = climb.a, np.arange(len(found.link))
    if climb.among is not None:
        seed = seed[climb.among[found.upper]]
    risen = climb.above(found.upper[seed], found.lo[seed], found.hi[seed], RowDays.certain(a))
    pair, number = np.unique(seed[risen.place] * len(a.node_class) + risen.upper, return_inverse=True)
    at, top = np.divmod(pair, max(1, len(a.node_class)))
    whole = Spells.of(number, risen.lo, risen.hi).covers(np.arange(len(pair)), found.lo[at], found.hi[at])
    at, top = at[whole], top[whole]
    if climb.over is None:
        return at, top
    # the row of a head of the body itself
    heads = kinds_of(HEADS)[a.kind[found.link]] & (found.lower == climb.over) & climb.tops[found.upper]
    own = np.flatnonzero(heads)
    return np.append(at, own), np.append(top, found.upper[own])
