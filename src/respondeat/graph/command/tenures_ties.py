"""The rows that tie events to those who answer for them, and when the events were: for all at once."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from .arrays import EARLY, LATE, Arrays
from .ascend import RowDays
from .descent import Flags
from .happenings import Happenings
from .kinds import TIES, Kind
from .spells import Longs, Places, spans
from .states import UNCARRIED
from .tenures_climb import kinds_of


@dataclass(frozen=True, slots=True)
class Occasions:
    """Events in the order of time, with what is known of the days of each.

    From `inner_lo`, the latest day on which it can have begun, to `inner_hi`, the earliest on which it can
    have ended, one that lasts surely went on; the first is the later where it surely did on no day. It was
    at some time from `core_lo` to `core_hi`; on other days only an open beginning or end allows it. The
    first is the later where no source says so much.
    """

    when: Happenings
    inner_lo: Longs
    inner_hi: Longs
    core_lo: Longs
    core_hi: Longs

    @classmethod
    def of(cls, a: Arrays, events: Longs) -> Self:
        """What `CommandGraph.time_of` says of each of some events, given sorted."""
        when = Happenings.of(a, events)
        row, owner = dated(a, when.event)
        begun, ended = np.full(len(events), EARLY, np.int64), np.full(len(events), LATE, np.int64)
        np.maximum.at(begun, owner, a.ls[row])
        np.minimum.at(ended, owner, a.ee[row])
        told = (begun > EARLY) & (begun < LATE) & (ended > EARLY) & (ended < LATE)
        from_, to = (when.lo > EARLY + 1), (when.hi < LATE - 1)
        known = (from_ | told) & (to | told)
        return cls(
            when,
            np.where(begun == LATE, when.hi, begun),
            np.where(ended == EARLY, when.lo, ended),
            np.where(known, np.where(from_, when.lo, np.minimum(begun, ended)), 1),
            np.where(known, np.where(to, when.hi, np.maximum(begun, ended)), 0),
        )


def dated(a: Arrays, events: Longs) -> tuple[Places, Places]:
    """The upheld rows that say when events were, and which of the events each speaks of."""
    owner, link = spans(a.up_start[events], a.up_start[events + 1])
    told = a.kind[link] == Kind.TIME
    which, row = spans(a.row_start[link[told]], a.row_start[link[told] + 1])
    upheld = ~np.isin(a.state[row], [int(state) for state in UNCARRIED])
    return row[upheld], owner[told][which][upheld]


@dataclass(frozen=True, slots=True)
class Ties:
    """Rows that tie events to actors: row, actor, the event's place, and the days of both."""

    row: Places
    actor: Longs
    event: Longs
    lo: Longs
    hi: Longs


def links(a: Arrays, among: Flags | None) -> Longs:
    """The links that tie events to actors, or to those `among` them."""
    tied = kinds_of(TIES)[a.kind]
    return np.flatnonzero(tied if among is None else tied & among[a.target]).astype(np.int64)


def rows(a: Arrays, tied: Longs, occasions: Occasions, days: RowDays) -> Ties:
    """The rows of such links that hold on days of their event."""
    which, row = spans(a.row_start[tied], a.row_start[tied + 1])
    link = tied[which]
    event = occasions.when.at(a.source[link])
    lo = np.maximum(days.lo[row], occasions.when.lo[event])
    hi = np.minimum(days.hi[row], occasions.when.hi[event])
    kept = lo <= hi
    return Ties(row[kept], a.target[link[kept]].astype(np.int64), event[kept], lo[kept], hi[kept])
