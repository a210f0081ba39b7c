"""When events were, for many of them at once."""

from dataclasses import dataclass

import numpy as np

from .arrays import EARLY, LATE, Arrays, Numbers
from .descent import Flags
from .kinds import Kind
from .spells import Longs, spans
from .states import UNCARRIED


@dataclass(frozen=True, slots=True)
class Happenings:
    """Events in the order of their first and last possible day and their number.

    `lasting` marks those that are said to last: they are judged one by one.
    """

    event: Longs
    lo: Longs
    hi: Longs
    lasting: Flags
    place: Longs  # of each event in the order of numbers

    @classmethod
    def of(cls, a: Arrays, events: Longs) -> "Happenings":
        """What `CommandGraph.time_of` says of each of some events, given sorted."""
        owner, link = spans(a.up_start[events], a.up_start[events + 1])
        told = a.kind[link] == Kind.TIME
        which, row = spans(a.row_start[link[told]], a.row_start[link[told] + 1])
        owner = owner[told][which]
        upheld = ~np.isin(a.state[row], [int(state) for state in UNCARRIED])
        owner, row = owner[upheld], row[upheld]
        lo = np.full(len(events), LATE, np.int64)
        hi = np.full(len(events), EARLY, np.int64)
        np.minimum.at(lo, owner, a.es[row])
        np.maximum.at(hi, owner, a.le[row])
        lasting = np.zeros(len(events), bool)
        lasting[owner[(a.es[row] != a.ee[row]) | (a.ls[row] != a.le[row])]] = True
        untold = lo > hi
        lo[untold | (lo == EARLY)], hi[untold | (hi == LATE)] = EARLY + 1, LATE - 1
        order = np.lexsort((hi, lo))
        return cls(events[order], lo[order], hi[order], lasting[order], np.argsort(order))

    def at(self, event: Numbers) -> Longs:
        """The places of some of these events."""
        return self.place[np.searchsorted(self.event[self.place], event)]
