"""Where events pass: for each body and watched link the events of the question, on which days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from respondeat.graph.command import (
    CLIMBED,
    HEADS,
    POSTINGS,
    TIES,
    CommandGraph,
    Days,
    Mode,
    When,
    intersection,
    union,
)
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.days import Interval
from respondeat.graph.command.descent import descend
from respondeat.ontology import vocabulary as v

from .results import Scope
from .ways import FIRST, LAST, Cell, Ways

ALWAYS: Final[Interval] = (FIRST, LAST)
_PATTERN: Final = CLASSES.index(v.PATTERN)


class Entry(NamedTuple):
    """An event that passes a place from `lo` to `hi`: on every way or not, surely come to or not."""

    event: int
    lo: int
    hi: int
    every: bool
    sure: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked about: a target with what of it, or the whole graph, over a period or ever."""

    graph: CommandGraph
    target: int | None
    scope: Scope | None
    period: Interval | None

    @property
    def of_event(self) -> bool:
        """Whether an event is asked about."""
        return self.target is not None and self.graph.is_event(self.target)

    @property
    def days(self) -> Interval:
        """The days asked about."""
        return self.period or ALWAYS

    def window(self, when: When) -> Interval:
        """The days of an event that are asked about."""
        lo, hi = when.window
        return max(lo, self.days[0]), min(hi, self.days[1])


@dataclass(slots=True)
class Passing:
    """Entries by place (see `ways.Cell`) and by person who took part; events with nobody, or no date."""

    places: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    persons: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    alone: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    undated: dict[int, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    when: dict[int, When] = field(default_factory=dict)
    toward: Ways | None = None

    def leads(self, node: int, days: Days) -> bool:
        """Whether a way from a node on any of some days is one that was asked about."""
        ways = self.toward
        return ways is None or any(cell.leads for lo, hi in days for cell in ways.over(node, lo, hi))

    def tied(self, graph: CommandGraph, event: int, cell: Cell, every: bool) -> None:
        """Note the persons who took part in an event."""
        for person in sorted(set(_persons(graph, event, cell))):
            on_every = every and person in cell.every
            self.persons[person].append(Entry(event, cell.lo, cell.hi, on_every, person in cell.sure))


def _persons(graph: CommandGraph, event: int, cell: Cell) -> Iterator[int]:
    for link in graph.up(event):
        person = graph.target[link]
        tie = graph.kind_number[link] in TIES and graph.is_person(person)
        if tie and graph.possible_days(link, cell.lo, cell.hi):
            yield person


def is_undated(when: When) -> bool:
    """Whether no source says anything of when an event was."""
    known = when.xl < LAST or when.ys > FIRST if when.mode is not Mode.DAY else False
    return when.window == ALWAYS and not known


def is_body(graph: CommandGraph, node: int) -> bool:
    """Whether something can be missing at the node: it is a body, a group, a post or a State."""
    return not graph.is_person(node) and not graph.is_event(node)


def is_pattern(graph: CommandGraph, node: int) -> bool:
    """Whether the node stands for abuses that are spoken of in general."""
    return graph.node_class[node] == _PATTERN


def passing(asked: Asked, ways: Ways, watched: frozenset[int]) -> Passing:
    """Where the events of a question pass; `ways` are those over all the graph."""
    graph, found = asked.graph, Passing()
    if asked.target is not None and is_body(graph, asked.target):
        _through_target(asked, ways, watched, found)
    else:
        _over_all(asked, ways, zone_of(asked, ways), found)
    return found


def _events(asked: Asked, within: Iterable[int], found: Passing) -> Iterator[tuple[int, Interval, bool]]:
    for event in within:
        if asked.graph.is_event(event):
            when = asked.graph.time_of(event)
            window = asked.window(when)
            if window[0] <= window[1]:
                found.when[event] = when
                yield event, window, is_undated(when)


def _over_all(asked: Asked, ways: Ways, zone: dict[int, Days] | None, found: Passing) -> None:
    """All events, on all their ways; with a zone only what they pass in it."""
    graph = asked.graph
    for event, window, undated in list(_events(asked, range(graph.node_count), found)):
        asked_itself = zone is None or event == asked.target
        if undated and not asked_itself and asked.of_event:
            del found.when[event]
            continue
        met = False
        for cell in ways.over(event, *window):
            if len(cell.some) == 1:
                if asked_itself:
                    found.alone[event].append(Entry(event, cell.lo, cell.hi, True, True))
                    met = True
                continue
            spans = ((cell.lo, cell.hi),) if asked_itself else _inside(zone, cell)
            if not spans:
                continue
            met = True
            if undated:
                noted = [Entry(event, lo, hi, True, asked_itself) for lo, hi in spans]
                found.undated[event].extend(noted)
                continue
            _note(asked, zone, cell, event, found)
            if asked_itself:
                found.tied(graph, event, cell, True)
            else:
                _tied_inside(graph, zone, cell, event, found)
        if not met:
            del found.when[event]


def _inside(zone: dict[int, Days] | None, cell: Cell) -> Days:
    return union(days for node in cell.some for days in _within(zone, node, cell))


def _within(zone: dict[int, Days] | None, node: int, cell: Cell) -> Days:
    span: Days = ((cell.lo, cell.hi),)
    return span if zone is None else intersection(zone.get(node, ()), span)


def _note(asked: Asked, zone: dict[int, Days] | None, cell: Cell, event: int, found: Passing) -> None:
    graph = asked.graph
    for place in cell.some:
        lower = at = place
        if place >= graph.node_count:
            link = place - graph.node_count
            lower = graph.source[link]
            at = graph.target[link] if lower == event and event != asked.target else lower
        elif not is_body(graph, place):
            continue
        days = ((cell.lo, cell.hi),) if at == asked.target else _within(zone, at, cell)
        for lo, hi in days:
            found.places[place].append(Entry(event, lo, hi, place in cell.every, lower in cell.sure))


def _tied_inside(
    graph: CommandGraph, zone: dict[int, Days] | None, cell: Cell, event: int, found: Passing
) -> None:
    for person in sorted(set(_persons(graph, event, cell))):
        for lo, hi in _within(zone, person, cell):
            found.persons[person].append(Entry(event, lo, hi, person in cell.every, person in cell.sure))


def zone_of(asked: Asked, ways: Ways) -> dict[int, Days] | None:
    """What is on the chains of an event or a person, heads too, on which days; None without a target."""
    graph, target = asked.graph, asked.target
    if target is None:
        return None
    lo, hi = asked.days
    spans: list[tuple[int, Interval]] = [(target, (lo, hi))]
    for link in graph.below(target):
        if graph.kind_number[link] in POSTINGS:
            spans += [(graph.source[link], days) for days in graph.possible_days(link, lo, hi)]
    met: dict[int, list[Interval]] = defaultdict(list)
    for start, span in spans:
        for cell in ways.over(start, *span):
            for place in cell.some:
                met[place].append((cell.lo, cell.hi))
    for node in [n for n in met if n < graph.node_count]:
        for link in graph.up(node):
            if graph.kind_number[link] in HEADS:
                for first, last in union(met[node]):
                    met[graph.target[link]] += graph.possible_days(link, first, last)
    return {place: union(days) for place, days in met.items() if place < graph.node_count}


def _through_target(asked: Asked, ways: Ways, watched: frozenset[int], found: Passing) -> None:
    """The events of a body and of what was under it, on their ways through the body."""
    graph, target = asked.graph, asked.target
    assert target is not None
    toward = found.toward = Ways(graph, watched, target)
    reached = descend(graph.arrays, target, CLIMBED | TIES, False).days()
    for event, window, undated in list(_events(asked, sorted(reached), found)):
        met = False
        for cell in toward.over(event, *window):
            if not cell.leads:
                continue
            met = True
            if undated:
                found.undated[event].append(Entry(event, cell.lo, cell.hi, True, target in cell.sure))
                continue
            if asked.scope is not Scope.CHAIN:
                _below_target(asked, cell, event, found)
                found.tied(graph, event, cell, False)
            for above in ways.over(target, cell.lo, cell.hi):
                _above_target(asked, above, event, target in cell.sure, found)
        if not met:
            del found.when[event]


def _below_target(asked: Asked, cell: Cell, event: int, found: Passing) -> None:
    graph, target = asked.graph, asked.target
    for place in cell.some:
        lower = place
        if place >= graph.node_count:
            link = place - graph.node_count
            lower = graph.source[link]
            if asked.scope is Scope.BODY and (lower != event or graph.target[link] != target):
                continue
        elif not is_body(graph, place) or (asked.scope is Scope.BODY and place != target):
            continue
        found.places[place].append(Entry(event, cell.lo, cell.hi, place in cell.every, lower in cell.sure))


def _above_target(asked: Asked, cell: Cell, event: int, sure: bool, found: Passing) -> None:
    graph = asked.graph
    for place in cell.some:
        lower = graph.source[place - graph.node_count] if place >= graph.node_count else place
        if asked.scope is Scope.CHAIN:
            if place < graph.node_count and not is_body(graph, place):
                continue
        elif place < graph.node_count or lower != asked.target:
            continue
        entry = Entry(event, cell.lo, cell.hi, place in cell.every, sure and lower in cell.sure)
        found.places[place].append(entry)
