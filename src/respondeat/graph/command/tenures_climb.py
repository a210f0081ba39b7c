"""Upward from many starts at once: the days on which nodes above were over each of them.

As `ascend`, but among some nodes only, to some of them, and from rows that tie an event to somebody: so that
it is known by which of them, and over whom, somebody had command.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np

from .arrays import Arrays
from .ascend import RowDays
from .descent import Flags
from .kinds import CLIMBED, HEADS, Kind
from .spells import Longs, Spells, spans

_KEYS: Final = 2**31  # a key of spells leaves its 32 lower bits to the day
_AT_ONCE: Final = 20_000  # starts of one ascent, so that what it holds in memory stays near 100 MB


class Risen(NamedTuple):
    """Somebody above the start at `place`, and days on which they were; several rows may be of one pair."""

    place: Longs
    upper: Longs
    lo: Longs
    hi: Longs

    def where(self, wanted: Flags) -> "Risen":
        """Some of the rows."""
        return Risen(*(column[wanted] for column in self))


def kinds_of(kinds: Iterable[Kind]) -> Flags:
    """Whether a kind is one of these, by its number."""
    wanted = np.zeros(256, bool)
    wanted[list(kinds)] = True
    return wanted


def up(a: Arrays, below: Risen, kinds: Iterable[Kind], days: RowDays) -> Risen:
    """One link further up from where the rows of `below` have come, on their days."""
    place, link = spans(a.up_start[below.upper], a.up_start[below.upper + 1])
    wanted = kinds_of(kinds)[a.kind[link]]
    place, link = place[wanted], link[wanted]
    which, row = spans(a.row_start[link], a.row_start[link + 1])
    place, link = place[which], link[which]
    lo, hi = np.maximum(below.lo[place], days.lo[row]), np.minimum(below.hi[place], days.hi[row])
    return Risen(below.place[place], a.target[link].astype(np.int64), lo, hi).where(lo <= hi)


@dataclass(frozen=True, slots=True)
class Climb:
    """Who is asked for: `tops`, climbing only `among` some nodes (all when None).

    With `over`, a body, those of `tops` who were its head, by way of it.
    """

    a: Arrays
    tops: Flags
    among: Flags | None = None
    over: int | None = None

    def above(self, node: Longs, lo: Longs, hi: Longs, days: RowDays) -> Risen:
        """The tops above starts, each a node on days from `lo` to `hi`; a start is above itself.

        Each link holds on the `days` of its rows.
        """
        size = max(1, min(_AT_ONCE, _KEYS // max(1, len(self.a.node_class))))
        parts = []
        for first in range(0, len(node), size):
            at = slice(first, first + size)
            start = Risen(np.arange(len(node[at])), node[at], lo[at], hi[at])
            found = self._asked(_spread(self, start.where(start.lo <= start.hi), days), days)
            parts.append(found._replace(place=found.place + first))
        none = np.zeros(0, np.int64)
        return Risen(*map(np.concatenate, zip(*parts, strict=True))) if parts else Risen(*[none] * 4)

    def _asked(self, found: Risen, days: RowDays) -> Risen:
        if self.over is not None:
            found = up(self.a, found.where(found.upper == self.over), HEADS, days)
        return found.where(self.tops[found.upper])


def _spread(climb: Climb, start: Risen, days: RowDays) -> Risen:
    """Everything above the starts: a fixed point over sets of days, as `descent.descend` has it."""
    a, nodes = climb.a, len(climb.a.node_class)
    found = fresh = Spells.of(start.place * nodes + start.upper, start.lo, start.hi)
    while len(fresh.key):
        risen = up(a, Risen(*np.divmod(fresh.key, nodes), fresh.lo, fresh.hi), CLIMBED, days)
        if climb.among is not None:
            risen = risen.where(climb.among[risen.upper])
        before = found
        found = Spells.union([before, Spells.of(risen.place * nodes + risen.upper, risen.lo, risen.hi)])
        fresh = found.beyond(before)
    return Risen(*np.divmod(found.key, max(1, nodes)), found.lo, found.hi)
