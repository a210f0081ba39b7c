"""The part of the command graph in which every chain from a target to some ends lies, and who cuts in it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from respondeat.graph.command import (
    CLIMBED,
    EARLY,
    HEADS,
    LATE,
    POSTINGS,
    SUPERIORS,
    TIES,
    CommandGraph,
    When,
)
from respondeat.graph.command.arrays import DERIVED
from respondeat.graph.command.states import UNCARRIED

from .ways import all_below

_HEADSHIP: Final = -1


class Rival(NamedTuple):
    """A statement that cuts a row off at `day`, unless its holder surely stood beside by one of `beside`."""

    day: int
    statement: str
    beside: tuple[str, ...]


class Stretch(NamedTuple):
    """One statement of a link: its bounds, and in order of nearness who can cut off an open end or start.

    `derived` marks what no source states.
    """

    statement: str
    es: int
    ls: int
    ee: int
    le: int
    derived: bool
    later: tuple[Rival, ...]
    earlier: tuple[Rival, ...]


class Link(NamedTuple):
    """One link of the region, in the direction in which chains go."""

    number: int
    source: int
    target: int
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Region:
    """All links that a chain can have; `statements` are those of the links and of their rivals."""

    start: int
    onward: dict[int, tuple[Link, ...]]

    @property
    def statements(self) -> frozenset[str]:
        """The ids of all statements that decide whether a chain is left."""
        found: set[str] = set()
        for link in self.links:
            for s in link.stretches:
                found.add(s.statement)
                for rival in (*s.later, *s.earlier):
                    found.update((rival.statement, *rival.beside))
        return frozenset(found)

    @property
    def links(self) -> Iterator[Link]:
        """Every link."""
        for links in self.onward.values():
            yield from links


def region(graph: CommandGraph, start: int, ends: Iterable[int], when: When) -> Region:
    """The links on ways up from `start` to any of `ends` whose bounds allow a day that is asked for.

    Rule next-attested is not applied: what it leaves out can come back when a statement is withdrawn.
    """
    above: dict[int, list[tuple[int, int]]] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node not in above:
            above[node] = list(_steps(graph, node, start, when))
            waiting += (upper for _, upper in above[node])
    useful = _leading(above, ends)
    rivals = _Rivals(graph)
    onward = {
        node: tuple(
            Link(k, node, upper, _stretches(graph, k, when, rivals)) for k, upper in steps if upper in useful
        )
        for node, steps in above.items()
        if node in useful
    }
    return Region(start, onward)


def _steps(graph: CommandGraph, node: int, start: int, when: When) -> Iterator[tuple[int, int]]:
    kinds = CLIMBED | TIES if node == start else CLIMBED
    for link in graph.up(node):
        if graph.kind_number[link] in kinds and graph.target[link] != start and _allowed(graph, link, when):
            yield link, graph.target[link]
    if node == start and graph.is_person(node):
        for link in graph.below(node):
            if (
                graph.kind_number[link] in POSTINGS
                and graph.source[link] != start
                and _allowed(graph, link, when)
            ):
                yield link, graph.source[link]


def _allowed(graph: CommandGraph, link: int, when: When) -> bool:
    return any(True for _ in _rows(graph, link, when))


def _rows(graph: CommandGraph, link: int, when: When) -> Iterator[int]:
    lo, hi = when.window
    for row in range(graph.row_start[link], graph.row_start[link + 1]):
        if graph.state[row] not in UNCARRIED and graph.es[row] <= hi and graph.le[row] >= lo:
            yield row


def _leading(above: dict[int, list[tuple[int, int]]], ends: Iterable[int]) -> frozenset[int]:
    """The nodes from which one of `ends` is reached."""
    below: dict[int, list[int]] = defaultdict(list)
    for node, steps in above.items():
        for _, upper in steps:
            below[upper].append(node)
    return all_below((end for end in ends if end in above), below)


def _stretches(graph: CommandGraph, link: int, when: When, rivals: "_Rivals") -> tuple[Stretch, ...]:
    return tuple(
        Stretch(
            graph.statement_iri(row),
            graph.es[row],
            graph.ls[row],
            graph.ee[row],
            graph.le[row],
            graph.weak[row] == DERIVED,
            rivals.later(link, row),
            rivals.earlier(link, row),
        )
        for row in _rows(graph, link, when)
    )


class _Sure(NamedTuple):
    """A rival's surely held days."""

    first: int
    last: int
    who: int
    statement: str


class _Rivals:
    """Who can cut whom off: see `cuts`. Only what is neither left out nor derived nor without a sure day."""

    def __init__(self, graph: CommandGraph) -> None:
        self._graph = graph
        self._found: dict[tuple[int, int], list[_Sure]] = {}

    def _of(self, link: int) -> list[_Sure]:
        graph = self._graph
        kind, source = graph.kind_number[link], graph.source[link]
        if kind not in HEADS | SUPERIORS:
            return []
        slot = _HEADSHIP if kind in HEADS else kind
        found = self._found.get((source, slot))
        if found is None:
            kinds = HEADS if slot == _HEADSHIP else frozenset({kind})
            found = self._found[source, slot] = [
                _Sure(graph.ls[row], graph.ee[row], graph.target[other], graph.statement_iri(row))
                for other in graph.up(source)
                if graph.kind_number[other] in kinds
                for row in range(graph.row_start[other], graph.row_start[other + 1])
                if graph.ls[row] <= graph.ee[row]
                and graph.state[row] not in UNCARRIED
                and graph.weak[row] != DERIVED
            ]
        return found

    def later(self, link: int, row: int) -> tuple[Rival, ...]:
        """Who can end an open end, the nearest first."""
        graph = self._graph
        if graph.le[row] != LATE or not _dated(graph, row):
            return ()
        day, who = max(graph.ls[row], graph.ee[row]), graph.target[link]
        sure = self._of(link)
        found = [
            Rival(s.first - 1, s.statement, _beside(sure, s.who, day))
            for s in sure
            if s.who != who and s.first > day
        ]
        return tuple(sorted(found))

    def earlier(self, link: int, row: int) -> tuple[Rival, ...]:
        """Who can begin an open start, the nearest first."""
        graph = self._graph
        if graph.es[row] != EARLY or not _dated(graph, row):
            return ()
        day, who = min(graph.ls[row], graph.ee[row]), graph.target[link]
        sure = self._of(link)
        found = [
            Rival(s.last + 1, s.statement, _beside(sure, s.who, day))
            for s in sure
            if s.who != who and s.last < day
        ]
        return tuple(sorted(found, key=lambda r: (-r.day, r.statement)))


def _dated(graph: CommandGraph, row: int) -> bool:
    return graph.ls[row] != LATE and graph.ee[row] != EARLY


def _beside(sure: list[_Sure], who: int, day: int) -> tuple[str, ...]:
    return tuple(sorted({s.statement for s in sure if s.who == who and s.first <= day <= s.last}))
