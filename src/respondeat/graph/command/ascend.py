"""Upward from many events at once: who can have been, or surely was, above each on its days.

The counterpart of `descent`: that spreads from one at the top over all below, this from many below over all
above. Only the days of each start's own window are followed, so that little of the graph is met.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from .arrays import EARLY, LATE, Arrays, Ints
from .days import Days, Interval, covers
from .descent import Flags
from .graph import CommandGraph
from .kinds import CLIMBED, TIES
from .sometime import links_with_spans, spans_of, within
from .spells import Longs, Places, Spells, spans
from .states import UNCARRIED
from .when import When

Spanning = Mapping[int, list[tuple[int, Interval]]]

_KEYS: Final = 2**31  # a start and a node together make one key of `Spells`
_UPWARD: Final = TIES | CLIMBED


@dataclass(frozen=True, slots=True)
class RowDays:
    """The first and last day of each row of a graph; reversed where it has none."""

    lo: Ints
    hi: Ints

    @classmethod
    def possible(cls, a: Arrays) -> "RowDays":
        """The days on which rows can hold, after rule next-attested."""
        return cls(a.first, a.last)

    @classmethod
    def certain(cls, a: Arrays) -> "RowDays":
        """The days on which rows surely hold: upheld, and not only derived."""
        return cls(np.where(_upheld(a) & (a.first <= a.last), a.ls, LATE), a.ee)

    @classmethod
    def bounded(cls, a: Arrays) -> "RowDays":
        """The days on which rows hold surely, or within a doubt that a source bounds: see `basis`."""
        dated = _upheld(a) & (a.ls != LATE) & (a.ee != EARLY)
        lo = np.where(a.es != EARLY, a.es, np.minimum(a.ls, a.ee))
        hi = np.where(a.le != LATE, a.le, np.maximum(a.ls, a.ee))
        return cls(np.where(dated, np.maximum(lo, a.first), LATE), np.minimum(hi, a.last))


@dataclass(frozen=True, slots=True)
class Above:
    """What stands above starts: number of the start, node, first and last day; sorted by the first two."""

    start: Longs
    node: Longs
    lo: Longs
    hi: Longs

    @classmethod
    def of(cls, found: Spells, nodes: int, before: int) -> "Above":
        """From keys that are number of the start times `nodes` plus node; `before` starts come first."""
        return cls(found.key // nodes + before, found.key % nodes, found.lo, found.hi)

    @classmethod
    def joined(cls, parts: list["Above"]) -> "Above":
        """Several, one after the other."""
        none = np.zeros(0, np.int64)
        return cls(*(np.concatenate([none, *(getattr(p, f) for p in parts)]) for f in cls.__slots__))

    def days(self, start: int) -> dict[int, Days]:
        """The days of each node above one start."""
        at = slice(*np.searchsorted(self.start, [start, start + 1]).tolist())
        return Spells(self.node[at], self.lo[at], self.hi[at]).days()


def ascend(a: Arrays, starts: Longs, lo: Longs, hi: Longs, days: RowDays) -> Above:
    """The days from `lo` to `hi` on which nodes were above each start; the start itself is left out.

    From events the ties to those who took part are followed, and then what chains climb. A fixed point over
    sets of days, so that it gives the same as all simple paths: see `descent.descend`.
    """
    nodes = max(1, len(a.node_class))
    most = max(1, _KEYS // nodes)
    parts = []
    for at in range(0, len(starts), most):
        part = slice(at, at + most)
        parts.append(Above.of(_ascend(a, starts[part], lo[part], hi[part], days), nodes, at))
    return Above.joined(parts)


def _ascend(a: Arrays, starts: Longs, lo: Longs, hi: Longs, days: RowDays) -> Spells:
    nodes = len(a.node_class)
    fresh = Spells.of(np.arange(len(starts)) * nodes + starts, lo, hi)
    none = np.zeros(0, np.int64)
    found = Spells(none, none, none)
    while len(fresh.key):
        owner, _, target, low, high = rows_above(a, fresh.key % nodes, fresh.lo, fresh.hi, days)
        start = fresh.key[owner] // nodes
        other = target != starts[start]
        fresh = Spells.of((start * nodes + target)[other], low[other], high[other])
        after = Spells.union([found, fresh])
        found, fresh = after, after.beyond(found)
    return found


def rows_above(
    a: Arrays, node: Longs, lo: Longs, hi: Longs, days: RowDays
) -> tuple[Places, Places, Longs, Longs, Longs]:
    """The rows up from nodes on their days: which of the nodes, row, upper end, first and last day."""
    owner, link = spans(a.up_start[node], a.up_start[node + 1])
    wanted = _FLAGS[a.kind[link]]
    owner, link = owner[wanted], link[wanted]
    which, row = spans(a.row_start[link], a.row_start[link + 1])
    owner, link = owner[which], link[which]
    low = np.maximum(lo[owner], days.lo[row])
    high = np.minimum(hi[owner], days.hi[row])
    holds = low <= high
    return owner[holds], row[holds], a.target[link[holds]].astype(np.int64), low[holds], high[holds]


def spanning(graph: CommandGraph) -> Spanning:
    """The links that surely held at some time between two days though on none for certain, by lower end."""
    found: dict[int, list[tuple[int, Interval]]] = {}
    for link in links_with_spans(graph):
        if graph.kind_number[link] in _UPWARD:
            found.setdefault(graph.source[link], []).extend((link, span) for span in spans_of(graph, link))
    return found


def met_above(
    graph: CommandGraph, start: int, when: When, sure: Mapping[int, Days], spanning: Spanning
) -> set[int]:
    """The nodes that surely were above a lasting event at some time in it, one link on no day for certain.

    `sure` are the days on which nodes surely were above it. Exact as the days are: see `sometime.spread`.
    """
    found: set[tuple[int, Interval]] = set()
    below = {**sure, start: (when.window,)}
    waiting = [
        (graph.target[link], span)
        for node, days in below.items()
        for link, span in spanning.get(node, ())
        if within(when, span) and covers(days, *span)
    ]
    while waiting:
        at = waiting.pop()
        node, span = at
        if node == start or at in found:
            continue
        found.add(at)
        for link in graph.up(node):
            if graph.kind_number[link] in _UPWARD and covers(graph.certain_days(link), *span):
                waiting.append((graph.target[link], span))
    return {node for node, _ in found}


def _upheld(a: Arrays) -> Flags:
    upheld: Flags = ~np.isin(a.state, [int(state) for state in UNCARRIED]) & (a.weak == 0)
    return upheld


def _flags() -> Flags:
    wanted = np.zeros(256, bool)
    wanted[list(_UPWARD)] = True
    return wanted


_FLAGS: Final = _flags()
