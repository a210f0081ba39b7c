"""Sets of days of many things at once, as rows of arrays: what spreads over a large part of the graph."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import Numbers
from .days import Days, Interval

Longs = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Spells:
    """Days by key: sorted by key and first day, the intervals of a key neither overlap nor touch."""

    key: Longs
    lo: Longs
    hi: Longs

    @classmethod
    def of(cls, key: Numbers, lo: Numbers, hi: Numbers) -> "Spells":
        """The unions by key; reversed intervals count as empty."""
        kept = lo <= hi
        key, lo, hi = (a[kept].astype(np.int64) for a in (key, lo, hi))
        order = np.argsort(_joined(key, lo), kind="stable")  # quick where most is in order already
        key, lo, hi = key[order], lo[order], hi[order]
        if not len(key):
            return cls(key, lo, hi)
        # with the key in the upper bits the running maximum starts anew with each key
        reach = (np.maximum.accumulate(_joined(key, hi)) & (2**32 - 1)) - 2**31
        begins = np.ones(len(key), bool)
        begins[1:] = (key[1:] != key[:-1]) | (lo[1:] > reach[:-1] + 1)
        at = np.flatnonzero(begins)
        return cls(key[at], lo[at], np.maximum.reduceat(reach, at))

    @classmethod
    def union(cls, several: Sequence["Spells"]) -> "Spells":
        """The unions of several by key."""
        columns = zip(*(spells.columns for spells in several), strict=True)
        return cls.of(*(np.concatenate(column) for column in columns))

    def beyond(self, before: "Spells") -> "Spells":
        """The intervals that are not intervals of `before` too."""
        if not len(before.key):
            return self
        mine, theirs = (_joined(s.key, s.lo) for s in (self, before))
        at = np.minimum(np.searchsorted(theirs, mine), len(theirs) - 1)
        new = (theirs[at] != mine) | (before.hi[at] != self.hi)
        return Spells(self.key[new], self.lo[new], self.hi[new])

    def covers(self, key: Longs, lo: Longs, hi: Longs) -> npt.NDArray[np.bool_]:
        """Whether all days from `lo` to `hi` are among those of a key, for many at once."""
        if not len(self.key):
            return np.zeros(len(key), bool)
        at = np.searchsorted(_joined(self.key, self.lo), _joined(key, lo), side="right") - 1
        covered: npt.NDArray[np.bool_] = (at >= 0) & (self.key[at] == key) & (self.hi[at] >= hi)
        return covered

    @property
    def columns(self) -> tuple[Longs, Longs, Longs]:
        """Key, first and last day."""
        return self.key, self.lo, self.hi

    def days(self) -> dict[int, Days]:
        """The days of each key."""
        found: dict[int, list[Interval]] = defaultdict(list)
        for key, lo, hi in zip(*(column.tolist() for column in self.columns), strict=True):
            found[key].append((lo, hi))
        return {key: tuple(intervals) for key, intervals in found.items()}


def _joined(key: Longs, day: Longs) -> Longs:
    return (key << 32) + (day + 2**31)


def spans(starts: Numbers, ends: Numbers) -> tuple[Places, Places]:
    """The places in all ranges from `starts` to `ends`, one after the other, and which range each is in."""
    counts = ends - starts
    owner = np.repeat(np.arange(len(counts)), counts)
    shift = np.repeat(starts - (np.cumsum(counts) - counts), counts)
    return owner, np.arange(len(owner)) + shift


def ends(keys: Numbers) -> Longs:
    """Where runs of equal keys begin, and where the last one ends."""
    return np.append(np.flatnonzero(np.diff(keys, prepend=-1)), len(keys)).astype(np.int64)
