"""What statements relate, over every relation: the arrays of the command graph, filled with `pairs`."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from .arrays import EARLY, LATE, Arrays, load
from .days import NO_DAYS, Days, Interval
from .graph import CommandGraph
from .kinds import Kind
from .pairs import PAIRS, Pair
from .states import UNCARRIED, State

_ALL: Final[Interval] = (EARLY, LATE)
_NEVER: Final[Interval] = (1, 0)


@dataclass(frozen=True, slots=True)
class Edge:
    """One pair of one statement: from its main entity to the other one, with the roles of both.

    `certain` is of the time that was asked for, or else of any day; never of what is derived, denied or
    withdrawn. With `of_event` it has no time of its own but that of the event at its end.
    """

    statement: str
    relation: str
    source: str
    target: str
    roles: tuple[str, str]
    state: State
    certain: bool
    derived: bool
    directed: bool
    of_event: bool = False


class Span(NamedTuple):
    """On which days a pair can hold and on which it surely does; reversed where there are none."""

    possible: Interval
    sure: Interval


class RelationGraph(CommandGraph):
    """What every relation relates. A link runs from the main entity of its statements to the other one.

    Its kinds are the numbers of `PAIRS`, and `Kind.TIME` for when an event was. No rule leaves anything out.
    """

    def __init__(self, arrays: Arrays) -> None:
        super().__init__(arrays)
        self._times: dict[int, Span] = {}

    @classmethod
    def open(cls, directory: Path) -> "RelationGraph":
        """The graph that `save` wrote to `directory`, mapped into memory."""
        return cls(load(directory))

    def pair(self, link: int) -> Pair | None:
        """The pair of a link; None for what says when an event was."""
        return PAIRS.get(self.kind_number[link])

    def others(self, node: int) -> Iterator[tuple[int, int, Pair]]:
        """The links of a node in both directions, each with its other end; none to itself."""
        for link in self.up(node):
            if (pair := self.pair(link)) is not None and self.target[link] != node:
                yield link, self.target[link], pair
        for link in self.below(node):
            if (pair := self.pair(link)) is not None and self.source[link] != node:
                yield link, self.source[link], pair

    def carries(self, row: int, pair: Pair) -> bool:
        """Whether a row says that there is a link, and is not denied, rejected, retracted or set aside."""
        return pair.carries and self.state[row] not in UNCARRIED

    def span(self, row: int, link: int, pair: Pair) -> Span:
        """On which days a row can hold, and on which it surely does.

        What has no time can hold on any day and surely on none; a part in an event has the time of the event.
        Reads the bounds alone, also of what is denied or withdrawn.
        """
        if self._of_event(row, pair):
            found = self.time(self.target[link])
            return found if not self.weak[row] else Span(found.possible, _NEVER)
        return Span((self.es[row], self.le[row]), _NEVER if self.weak[row] else (self.ls[row], self.ee[row]))

    def _of_event(self, row: int, pair: Pair) -> bool:
        undated = self.es[row] == self.ee[row] == EARLY and self.ls[row] == self.le[row] == LATE
        return pair.of_event and undated

    def time(self, event: int) -> Span:
        """The days of an event, over all that its upheld statements of existence say."""
        found = self._times.get(event)
        if found is None:
            found = self._times[event] = self._time(event)
        return found

    def _time(self, event: int) -> Span:
        rows = [
            row
            for link in self.up(event)
            if self.kind_number[link] == Kind.TIME
            for row in range(self.row_start[link], self.row_start[link + 1])
            if self.state[row] not in UNCARRIED
        ]
        if not rows:
            return Span(_ALL, _NEVER)
        sure = (max(self.ls[r] for r in rows), min(self.ee[r] for r in rows))
        if any(self.weak[r] for r in rows):
            sure = _NEVER
        return Span((min(self.es[r] for r in rows), max(self.le[r] for r in rows)), sure)

    def edge(self, row: int, link: int, pair: Pair, certain: bool) -> Edge:
        """A row as an edge."""
        return Edge(
            self.statement_iri(row),
            pair.relation,
            self.iri(self.source[link]),
            self.iri(self.target[link]),
            (pair.role, pair.other),
            State(self.state[row]),
            certain and self.carries(row, pair),
            bool(self.weak[row]),
            pair.directed,
            self._of_event(row, pair),
        )


def within(interval: Interval, window: Interval | None) -> Days:
    """The part of an interval within a window, if any is asked for."""
    lo, hi = interval if window is None else (max(interval[0], window[0]), min(interval[1], window[1]))
    return ((lo, hi),) if lo <= hi else NO_DAYS
