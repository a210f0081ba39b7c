"""Which events were under a person's command: those of all bodies below them, on the days of their tenure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple, TypeVar

import numpy as np

from respondeat.graph.command import (
    HEADS,
    SUPERIORS,
    TIES,
    CommandGraph,
    Days,
    Kind,
    When,
    intersection,
    union,
)
from respondeat.graph.command.arrays import Arrays, Ints
from respondeat.graph.command.days import Interval, covers
from respondeat.graph.command.descent import Held, below, descend
from respondeat.graph.command.happenings import Happenings
from respondeat.graph.command.sometime import Spans, spans_of, spread, within
from respondeat.graph.command.spells import Longs, Places, Spells, ends

_T = TypeVar("_T", str, tuple[int, int])
_DOWN = HEADS | SUPERIORS | {Kind.ORDERS, Kind.AMONG}


class EventUnder(NamedTuple):
    """One event under command.

    `certain` when on every day on which it can have been the person surely had command of a body that took
    part. `bodies` took part; `days` are the days of the event on which the command can have held.
    """

    event: str
    certain: bool
    window: tuple[int, int]
    days: Days
    bodies: tuple[str, ...]
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventsUnder:
    """The answer: events in the order of their first possible day, then of their id."""

    person: str
    events: tuple[EventUnder, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements that tie the events to the bodies."""
        return tuple(sorted({s for e in self.events for s in e.statements}))


@dataclass(frozen=True, slots=True)
class Reach:
    """The days on which a person can have had, and surely had, command of each node below them.

    `within` are spans in each of which the person surely had it at some time, though on no day for certain.
    """

    possible: dict[int, Days]
    certain: dict[int, Days]
    within: Spans


def reach(graph: CommandGraph, top: int, *, kinds: frozenset[Kind] = _DOWN) -> Reach:
    """Days of command by node, over all chains down from `top`; exact also where superiors form a cycle.

    A way round a cycle holds on fewer days than the same way without it, so that a fixed point over sets of
    days gives the same as all simple paths.
    """
    a = graph.arrays
    return _reach(graph, top, descend(a, top, kinds, False), descend(a, top, kinds, True), kinds)


def _reach(graph: CommandGraph, top: int, possible: Spells, certain: Spells, kinds: frozenset[Kind]) -> Reach:
    sure = certain.days()
    return Reach(possible.days(), sure, spread(graph, top, sure, kinds))


def events_under(graph: CommandGraph, person: str, *, own: bool = False) -> EventsUnder:
    """The events of all bodies that were under a person's command on the day, directly or over other bodies.

    An event is certain when the command surely held on each day on which the event can have been (for a
    lasting event: at some time in it), else possible. That a source names the person in an event is no
    command (see `own_parts`): only with `own` it counts as if it were, as a chain from the event has it.
    """
    top = graph.node(person)
    if top is None:
        return EventsUnder(person, ())
    a = graph.arrays
    possible, certain = descend(a, top, _DOWN, False), descend(a, top, _DOWN, True)
    tied, surely = below(a, possible, TIES, False), below(a, certain, TIES, True)
    if not own:
        tied, surely = _of_others(a, tied, top), _of_others(a, surely, top)
    when = Happenings.of(a, np.unique(a.source[tied.link]).astype(np.int64))
    events = _on_one_day(graph, when, tied, surely)
    if when.lasting.any():
        found = _reach(graph, top, possible, certain, _DOWN)
        ties: dict[int, set[int]] = defaultdict(set)
        for link in tied.link[when.lasting[when.at(a.source[tied.link])]].tolist():
            ties[graph.source[link]].add(link)
        judged = (_judge(graph, event, sorted(links), found) for event, links in ties.items())
        events += [e for e in judged if e is not None]
    return EventsUnder(person, tuple(sorted(events, key=attrgetter("window", "event"))))


def _of_others(a: Arrays, held: Held, top: int) -> Held:
    """The ties of those below alone."""
    kept = a.target[held.link] != top
    return Held(held.link[kept], held.row[kept], held.lo[kept], held.hi[kept])


class OwnPart(NamedTuple):
    """An event in which a source names the person, in the roles of `kinds`."""

    event: str
    window: tuple[int, int]
    kinds: tuple[Kind, ...]
    statements: tuple[str, ...]


def own_parts(graph: CommandGraph, person: str) -> tuple[OwnPart, ...]:
    """The events in which sources name a person themselves, in the order of their first day, then of id.

    They say nothing of a command. A part that cannot have been on any day of its event is left out.
    """
    top = graph.node(person)
    ties: dict[int, list[int]] = defaultdict(list)
    for link in () if top is None else graph.below(top):
        event = graph.source[link]
        when = graph.time_of(event)
        if graph.kind(link) in TIES and when.possible(graph.possible_days(link, *when.window)):
            ties[event].append(link)
    found = []
    for event, links in ties.items():
        window = graph.time_of(event).window
        said = {s for k in links for s in graph.statements_on(k, (window,), certain=False)}
        kinds = tuple(sorted({graph.kind(k) for k in links}))
        found.append(OwnPart(graph.iri(event), window, kinds, tuple(sorted(said))))
    return tuple(sorted(found, key=attrgetter("window", "event")))


def _on_one_day(graph: CommandGraph, when: Happenings, tied: Held, surely: Held) -> list[EventUnder]:
    """The events on one day, known or not, by the rows that tie them to what was, or surely was, below."""
    a = graph.arrays
    at, lo, hi, row, link = _in_window(a, when, tied)
    days, sure = Spells.of(at, lo, hi), Spells.of(*_in_window(a, when, surely)[:3])
    covered = (sure.lo <= when.lo[sure.key]) & (when.hi[sure.key] <= sure.hi)
    order = np.argsort(at, kind="stable")
    events, rows = np.unique(at), ends(at[order])
    bodies, body = np.unique(a.target[link[order]], return_inverse=True)
    named = graph.iris(bodies)
    columns = (
        graph.iris(when.event[events]),
        np.isin(events, sure.key[covered]).tolist(),
        zip(when.lo[events].tolist(), when.hi[events].tolist(), strict=True),
        _runs(list(zip(days.lo.tolist(), days.hi.tolist(), strict=True)), ends(days.key)),
        _runs([named[n] for n in body.tolist()], rows),
        _runs(graph.statement_iris(row[order]), rows),
    )
    return list(map(EventUnder._make, zip(*columns, strict=True)))


def _runs(values: list[_T], at: Longs) -> list[tuple[_T, ...]]:
    """The values between each place and the next, each once, sorted."""
    found: list[tuple[_T, ...]] = [(values[start],) for start in at[:-1].tolist()]
    for n in np.flatnonzero(np.diff(at) > 1).tolist():
        found[n] = tuple(sorted(set(values[at[n] : at[n + 1]])))
    return found


def _in_window(a: Arrays, when: Happenings, held: Held) -> tuple[Longs, Longs, Longs, Places, Ints]:
    """Place of the event, first and last day, row and link of what is within the window of its event."""
    at = when.at(a.source[held.link])
    lo, hi = np.maximum(held.lo, when.lo[at]), np.minimum(held.hi, when.hi[at])
    kept = (lo <= hi) & ~when.lasting[at]
    return at[kept], lo[kept], hi[kept], held.row[kept], held.link[kept]


def _judge(graph: CommandGraph, event: int, links: list[int], found: Reach) -> EventUnder | None:
    when = graph.time_of(event)
    lo, hi = when.window
    asked: Days = ((lo, hi),)
    bodies: list[str] = []
    statements: list[str] = []
    can: list[tuple[int, int]] = []
    surely: list[tuple[int, int]] = []
    met = False
    for link in links:
        node = graph.target[link]
        days = intersection(intersection(found.possible[node], graph.possible_days(link, lo, hi)), asked)
        if when.possible(days):
            can.extend(days)
            sure, own = found.certain.get(node, ()), graph.certain_days(link)
            surely.extend(intersection(sure, own))
            met = (
                met or _met(when, spans_of(graph, link), sure) or _met(when, found.within.get(node, ()), own)
            )
            bodies.append(graph.iri(node))
            statements.extend(graph.statements_on(link, days, certain=False))
    if not can:
        return None
    return EventUnder(
        graph.iri(event),
        met or when.certain(union(surely)),
        (lo, hi),
        union(can),
        tuple(sorted(set(bodies))),
        tuple(sorted(set(statements))),
    )


def _met(when: When, spans: Iterable[Interval], others: Days) -> bool:
    return any(within(when, span) and covers(others, *span) for span in spans)
