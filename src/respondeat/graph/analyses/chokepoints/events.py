"""Over the whole graph: for how many events every chain to a top passes a person or body."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from respondeat.graph.command import EARLY, LATE, CommandGraph, Judge, When
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.days import Interval
from respondeat.ontology import vocabulary as v

from .engine import EVENTS_FROM, Engine, engine_for
from .told import Told, on_days, reached
from .ways import ways

_EVENT: Final = CLASSES.index(v.EVENT)
_PATTERN: Final = CLASSES.index(v.PATTERN)


@dataclass(frozen=True, slots=True)
class Passed:
    """A person or body that every chain to a top passes, for `events`.

    For `certain` of these the event surely stood below it, for `every` of these also every chain that ends at
    a head on the way passes it. `statements` are those of the links that lead to it and on from it.
    """

    node: str
    events: tuple[str, ...]
    certain: int
    every: int
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventChokepoints:
    """The answer: `points` by how many events, then by id.

    `events` counts the single events whose own dates meet the time asked for and that have a chain;
    `unlinked` those that have none; `undated` those that no source dates, and `patterns` the acts spoken of
    in general: neither is judged.
    """

    certain: bool
    points: tuple[Passed, ...]
    events: int
    unlinked: int
    undated: int
    patterns: int
    engine: Engine

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the rows rest on."""
        return tuple(sorted({s for p in self.points for s in p.statements}))


@dataclass(slots=True)
class _Tally:
    events: list[int] = field(default_factory=list)
    certain: int = 0
    every: int = 0
    links: dict[int, Interval] = field(default_factory=dict)


def event_chokepoints(
    graph: CommandGraph,
    window: Interval | None = None,
    *,
    certain: bool = False,
    leave_out: frozenset[str] = frozenset(),
) -> EventChokepoints:
    """For each person or body the events of which every chain to a top passes it, each at its own dates.

    `window` leaves out events that cannot have been on a day of it, `leave_out` some by their ids. What a
    chain, an end and a top are, and what `certain` asks for: see `chokepoints`.
    """
    numbers = np.asarray(graph.arrays.node_class)
    wanted = [n for n in np.flatnonzero(numbers == _EVENT).tolist() if graph.iri(n) not in leave_out]
    dated, undated = _dated(graph, wanted, window)
    by = engine_for(len(dated), EVENTS_FROM)
    tallies: dict[int, _Tally] = defaultdict(_Tally)
    linked = 0
    judge = None
    for when, event in dated:
        if judge is None or judge.when != when:
            judge = Judge(graph, when)
        told = Told.of(ways(judge, event, certain=certain), by)
        linked += bool(told.tops)
        if told.tops:
            surely = told.reached if certain else reached(ways(judge, event, certain=True))
            _count(tallies, event, told, surely)
    points = [
        Passed(
            graph.iri(node),
            tuple(sorted(map(graph.iri, t.events))),
            t.certain,
            t.every,
            _statements(graph, t, certain),
        )
        for node, t in tallies.items()
    ]
    points.sort(key=lambda p: (-len(p.events), -p.certain, p.node))
    patterns = int(np.count_nonzero(numbers == _PATTERN))
    return EventChokepoints(certain, tuple(points), linked, len(dated) - linked, undated, patterns, by)


def _dated(
    graph: CommandGraph, events: list[int], window: Interval | None
) -> tuple[list[tuple[When, int]], int]:
    """The events that can have been in the window with their times, in order; and how many have no date."""
    times = [(graph.time_of(event), event) for event in events]
    told = [(when, event) for when, event in times if when.window != (EARLY + 1, LATE - 1)]
    if window is not None:
        told = [(w, e) for w, e in told if w.window[0] <= window[1] and window[0] <= w.window[1]]
    undated = len(times) - sum(when.window != (EARLY + 1, LATE - 1) for when, _ in times)
    return sorted(told, key=lambda x: (x[0].xs, x[0].yl, x[0].xl, x[0].ys, x[0].mode, x[1])), undated


def _count(tallies: dict[int, _Tally], event: int, told: Told, surely: frozenset[int]) -> None:
    every, to_top = told.every_end, told.every_top
    for node in to_top:
        tally = tallies[node]
        tally.events.append(event)
        tally.certain += node in surely
        tally.every += node in every
    for link, lower, upper, lo, hi in _hulls(told):
        for node in (lower, upper):
            if node in to_top:
                known = tallies[node].links.get(link, (lo, hi))
                tallies[node].links[link] = min(lo, known[0]), max(hi, known[1])


def _hulls(told: Told) -> Iterator[tuple[int, int, int, int, int]]:
    for link, (lower, upper, days) in told.links.items():
        yield link, lower, upper, days[0][0], days[-1][1]


def _statements(graph: CommandGraph, tally: _Tally, certain: bool) -> tuple[str, ...]:
    return tuple(
        sorted({s for link, days in tally.links.items() for s in on_days(graph, link, (days,), certain)})
    )
