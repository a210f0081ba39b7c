"""Who stands on the chains above events: for all events and persons at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import numpy as np

from respondeat.graph.command import CLIMBED, EARLY, HEADS, LATE, SUPERIORS, TIES, CommandGraph
from respondeat.graph.command.ascend import Above, RowDays, ascend, met_above, rows_above, spanning
from respondeat.graph.command.basis import Basis
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.descent import Flags, below, descend
from respondeat.graph.command.happenings import Happenings
from respondeat.graph.command.spells import Longs, ends
from respondeat.graph.command.tenures_ties import Occasions
from respondeat.ontology import vocabulary as v

_PERSON: Final = CLASSES.index(v.PERSON)


@dataclass(frozen=True, slots=True)
class Reached:
    """One person on the chains above events, or above a body that was asked for.

    The three counts share no event: `certain`; `possible`, which the dates that sources bound allow;
    `undated`, only because no source says when something began, ended or happened. Of them all, `direct` are
    tied to the person themselves. `body` is how sure it is that they were ever above one of the bodies.
    """

    certain: int
    possible: int
    undated: int
    direct: int
    body: Basis | None
    statements: tuple[str, ...]

    @property
    def basis(self) -> Basis:
        """The best on which they stand above anything."""
        counts = {Basis.CERTAIN: self.certain, Basis.BOUNDED: self.possible, Basis.OPEN: self.undated}
        return next((b for b in Basis if counts[b] or self.body is b), Basis.OPEN)


def tied_events(graph: CommandGraph, cls: str) -> Longs:
    """The numbers of all events, or patterns, by their class: those to which somebody is tied."""
    a = graph.arrays
    tied = np.unique(a.source[np.isin(a.kind, list(TIES))]).astype(np.int64)
    of_class: Longs = tied[a.node_class[tied] == CLASSES.index(cls)]
    return of_class


def led_bodies(graph: CommandGraph) -> list[int]:
    """The numbers of all bodies and posts of which the graph says who led them or stood above."""
    a = graph.arrays
    led = np.unique(a.source[np.isin(a.kind, list(HEADS | SUPERIORS))]).tolist()
    return [n for n in led if not graph.is_person(n) and not graph.is_event(n)]


def events_below(graph: CommandGraph, top: int) -> Longs:
    """The events and patterns that can have been under a person or body on their days."""
    a = graph.arrays
    held = below(a, descend(a, top, CLIMBED, False), TIES, False)
    event = a.source[held.link].astype(np.int64)
    when = Happenings.of(a, np.unique(event))
    at = when.at(a.source[held.link])
    return np.unique(event[(held.lo <= when.hi[at]) & (when.lo[at] <= held.hi)])


def on_chains(graph: CommandGraph, events: Longs, bodies: Sequence[int] = ()) -> dict[int, Reached]:
    """Everybody who can have been above some of these events on its days, or ever above some of the bodies.

    For each person and event as exact as `events_under` is.
    """
    found = _Found(graph, Occasions.of(graph.arrays, np.unique(events)), sorted(set(bodies)))
    pairs = found.pairs(found.possible)
    sure = np.isin(pairs, found.sure())
    told = np.isin(pairs, found.pairs(found.bounded))
    person = pairs % found.nodes
    of_event = pairs // found.nodes < found.events
    who = np.unique(person)

    def count(chosen: Flags) -> list[int]:
        counts: list[int] = np.bincount(np.searchsorted(who, person[chosen]), minlength=len(who)).tolist()
        return counts

    columns = zip(
        who.tolist(),
        count(of_event & sure),
        count(of_event & told & ~sure),
        count(of_event & ~told & ~sure),
        count(of_event & np.isin(pairs, found.direct())),
        map(_best, count(~of_event & sure), count(~of_event & told), count(~of_event)),
        strict=True,
    )
    said = found.statements()
    return {
        node: Reached(certain, possible, undated, direct, body, said.get(node, ()))
        for node, certain, possible, undated, direct, body in columns
    }


def _best(sure: int, told: int, at_all: int) -> Basis | None:
    return Basis.CERTAIN if sure else Basis.BOUNDED if told else Basis.OPEN if at_all else None


class _Found:
    """What is above events and, after them, above bodies on any day."""

    def __init__(self, graph: CommandGraph, known: Occasions, bodies: list[int]) -> None:
        self.graph, self.when = graph, known.when
        when = known.when
        a = graph.arrays
        self.nodes, self.events = max(1, len(a.node_class)), len(when.event)
        more = np.array(bodies, np.int64)
        self.starts = np.append(when.event, more)
        self.lo = np.append(when.lo, np.full(len(more), EARLY))
        self.hi = np.append(when.hi, np.full(len(more), LATE))
        self.possible = self._above(RowDays.possible(a), when.lo, when.hi)
        self.bounded = self._above(RowDays.bounded(a), known.core_lo, known.core_hi)
        self.certain = self._above(RowDays.certain(a), when.lo, when.hi)

    def _above(self, days: RowDays, lo: Longs, hi: Longs) -> Above:
        """What is above events on their days from `lo` to `hi`, and above bodies on any day."""
        lo, hi = np.append(lo, self.lo[self.events :]), np.append(hi, self.hi[self.events :])
        told = np.flatnonzero(lo <= hi)
        found = ascend(self.graph.arrays, self.starts[told], lo[told], hi[told], days)
        return replace(found, start=told[found.start])

    def pairs(self, above: Above) -> Longs:
        """Number of the start times nodes plus person, each pair once."""
        person = self.graph.arrays.node_class[above.node] == _PERSON
        return np.unique(above.start[person] * self.nodes + above.node[person])

    def sure(self) -> Longs:
        """The pairs that are certain: of an event as `When.certain` says, of a body on any day."""
        late, early = self.lo.copy(), self.hi.copy()
        late[self.events :], early[self.events :] = LATE, EARLY
        met: list[int] = []
        lasting = np.flatnonzero(self.when.lasting).tolist()
        spans = spanning(self.graph) if lasting else {}
        for at in lasting:
            event = int(self.when.event[at])
            time = self.graph.time_of(event)
            late[at], early[at] = time.ys, time.xl
            if spans and time.xl <= time.ys:
                above = met_above(self.graph, event, time, self.certain.days(at), spans)
                met += [at * self.nodes + node for node in above if self.graph.is_person(node)]
        c = self.certain
        kept = (c.lo <= late[c.start]) & (early[c.start] <= c.hi)
        pairs = self.pairs(Above(c.start[kept], c.node[kept], c.lo[kept], c.hi[kept]))
        return np.union1d(pairs, np.array(met, np.int64))

    def direct(self) -> Longs:
        """The pairs of an event and whoever is tied to it."""
        days = RowDays.possible(self.graph.arrays)
        owner, _, target, _, _ = rows_above(self.graph.arrays, self.starts, self.lo, self.hi, days)
        return np.unique(owner * self.nodes + target)

    def statements(self) -> dict[int, tuple[str, ...]]:
        """The statements of the last links that lead to each person."""
        a, p = self.graph.arrays, self.possible
        columns = ((self.starts, p.node), (self.lo, p.lo), (self.hi, p.hi))
        node, lo, hi = (np.concatenate(column) for column in columns)
        _, row, target, _, _ = rows_above(a, node, lo, hi, RowDays.possible(a))
        person = a.node_class[target] == _PERSON
        keys = np.unique(target[person] * (len(a.statement) + 1) + row[person])
        who, rows = keys // (len(a.statement) + 1), keys % (len(a.statement) + 1)
        said, at = self.graph.statement_iris(rows), ends(who).tolist()
        return {int(who[start]): tuple(sorted(set(said[start:end]))) for start, end in pairwise(at)}
