"""Which events were under a person's command: those of all bodies below them, on the days of their tenure."""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

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
from respondeat.graph.command.days import Interval, covers
from respondeat.graph.command.sometime import Spans, spans_of, spread, within

_DOWN = HEADS | SUPERIORS | {Kind.ORDERS, Kind.AMONG}


@dataclass(frozen=True, slots=True)
class EventUnder:
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
    certain = _spread(graph, top, kinds, sure=True)
    return Reach(_spread(graph, top, kinds, sure=False), certain, spread(graph, top, certain, kinds))


_EVER: Days = ((-(2**31), 2**31 - 1),)


def _spread(graph: CommandGraph, top: int, kinds: frozenset[Kind], sure: bool) -> dict[int, Days]:
    lo, hi = _EVER[0]
    down_start, down, source, number = graph.down_start, graph.down, graph.source, graph.kind_number
    reached: dict[int, Days] = {top: _EVER}
    waiting, queued = deque([top]), {top}
    while waiting:
        node = waiting.popleft()
        queued.discard(node)
        above = reached[node]
        for at in range(down_start[node], down_start[node + 1]):
            link = down[at]
            if number[link] not in kinds:
                continue
            own = graph.certain_days(link) if sure else graph.possible_days(link, lo, hi)
            days = intersection(above, own)
            lower = source[link]
            if not days or lower == top:
                continue
            before = reached.get(lower)
            after = days if before is None else union((*before, *days))
            if after != before:
                reached[lower] = after
                if lower not in queued:
                    queued.add(lower)
                    waiting.append(lower)
    return reached


def events_under(graph: CommandGraph, person: str) -> EventsUnder:
    """The events of all bodies that were under a person's command on the day, directly or over other bodies.

    An event is certain when the command surely held on each day on which the event can have been (for a
    lasting event: at some time in it), else possible. An event tied to the person directly is among them.
    """
    top = graph.node(person)
    if top is None:
        return EventsUnder(person, ())
    found = reach(graph, top)
    ties: dict[int, list[int]] = defaultdict(list)
    for node in found.possible:
        for at in range(graph.down_start[node], graph.down_start[node + 1]):
            link = graph.down[at]
            if graph.kind(link) in TIES:
                ties[graph.source[link]].append(link)
    judged = (_judge(graph, event, links, found) for event, links in ties.items())
    events = [e for e in judged if e is not None]
    return EventsUnder(person, tuple(sorted(events, key=lambda e: (e.window, e.event))))


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
