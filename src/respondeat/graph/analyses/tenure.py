"""Events under each head's command, by period."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

import numpy as np

from respondeat.errors import InputError
from respondeat.graph.command import EARLY, HEADS, LATE, CommandGraph, Kind, State
from respondeat.graph.command.arrays import Arrays
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.days import Interval
from respondeat.graph.command.descent import Flags
from respondeat.graph.command.periods import By, first_days, name
from respondeat.graph.command.spells import Longs, Places, spans
from respondeat.graph.command.states import UNCARRIED
from respondeat.graph.command.tenures import Commands, commands
from respondeat.graph.command.tenures_climb import kinds_of
from respondeat.graph.command.tenures_counts import Graded, graded, table
from respondeat.graph.command.tenures_ties import dated
from respondeat.ontology import vocabulary as v

_PATTERN: Final = CLASSES.index(v.PATTERN)
_STATES: Final = {int(state): state for state in State}
_T = TypeVar("_T")


class Tally(NamedTuple):
    """How many events: those that surely were under this command, and those that only can have been.

    `open` of the possible ones are so only because no source says when something began or ended: a posting,
    a link further down, or the event.
    """

    certain: int = 0
    possible: int = 0
    open: int = 0

    @property
    def total(self) -> int:
        """How many there are in all."""
        return self.certain + self.possible


_NONE: Final = Tally()


class Period(NamedTuple):
    """A month, quarter or year from its first to its last day (day numbers), and the events in it."""

    name: str
    first: int
    last: int
    events: Tally


class Spell(NamedTuple):
    """One posting as head or acting head as one statement gives it; None means unbounded."""

    body: str
    kind: Kind
    es: int | None
    ls: int | None
    ee: int | None
    le: int | None
    state: State
    derived: bool
    statement: str


@dataclass(frozen=True, slots=True)
class Tenure:
    """A head and the events under their command.

    `events` counts each event once. Of these `lasting` surely went on in more than one period, and `undated`
    are not known to one, or only an open beginning or end of theirs allows that they were under this
    command. Both stand in each of `periods` in which they can have been, as far as sources bound that and it
    is no more than 1,200. `patterns`, abuses spoken of in general, are in no other count. `statements` are
    the postings and what ties the events to bodies and to days.
    """

    person: str
    spells: tuple[Spell, ...] = ()
    periods: tuple[Period, ...] = ()
    events: Tally = _NONE
    undated: Tally = _NONE
    lasting: Tally = _NONE
    patterns: Tally = _NONE
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tenures:
    """The answer: heads in the order of their first known day in office, then of their id."""

    target: str | None
    by: By
    on: Interval | None
    heads: tuple[Tenure, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        return tuple(sorted({s for head in self.heads for s in head.statements}))


def tenure(
    graph: CommandGraph, target: str | None = None, *, by: By = By.YEAR, on: Interval | None = None
) -> Tenures:
    """How many events were under the command of heads, by period: certain, and possible.

    Of a person all events that `events_under` gives; of a body its heads and acting heads one after the
    other, each with what was under that body while they headed it; without a target every head there is,
    each as a person. `on` (first and last day number) counts only what was within it: certain is what surely
    was. Section 2 of the model; the days of each link and of the tenure are those of the event.

    A target that the graph does not hold has no heads. Raises InputError where `on` starts after it ends.
    """
    if on is not None and on[0] > on[1]:
        raise InputError(f"{on[0]}/{on[1]} starts after it ends")
    a, node = graph.arrays, None if target is None else graph.node(target)
    if target is not None and node is None:
        return Tenures(target, by, on, ())
    if node is None:
        rows = _postings(a, on)
        found = commands(a, _flags(a, _ends(a, rows)[1]))
    elif graph.is_person(node):
        rows = _postings(a, None, person=node)
        found = commands(a, _flags(a, node), below=node)
    else:
        rows = _postings(a, on, body=node)
        found = commands(a, _flags(a, _ends(a, rows)[1]), over=node)
    tops = np.unique(_ends(a, rows)[1]) if node is None or not graph.is_person(node) else np.array([node])
    return Tenures(target, by, on, tuple(_tenures(_Made(graph, tops, rows, found, by, on))))


def _flags(a: Arrays, nodes: Longs | int) -> Flags:
    wanted = np.zeros(len(a.node_class), bool)
    wanted[nodes] = True
    return wanted


def _postings(
    a: Arrays, on: Interval | None, *, body: int | None = None, person: int | None = None
) -> Places:
    """The upheld rows of heads and acting heads, of a body or person, that can have held in `on`."""
    link = np.flatnonzero(kinds_of(HEADS)[a.kind])
    for ends, node in ((a.source, body), (a.target, person)):
        if node is not None:
            link = link[ends[link] == node]
    _, row = spans(a.row_start[link], a.row_start[link + 1])
    row = row[~np.isin(a.state[row], [int(state) for state in UNCARRIED])]
    return row if on is None else row[(a.first[row] <= on[1]) & (on[0] <= a.last[row])]


def _ends(a: Arrays, rows: Places) -> tuple[Longs, Longs]:
    """The links of rows and their upper ends."""
    link = np.searchsorted(a.row_start, rows, side="right") - 1
    return link, a.target[link].astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Made:
    """What the rows of the answer are made of."""

    graph: CommandGraph
    tops: Longs
    postings: Places
    found: Commands
    by: By
    on: Interval | None


def _tenures(made: _Made) -> list[Tenure]:
    found, counted = made.found, graded(made.found, made.by, made.on)
    event = found.event[counted.pair]
    pattern = made.graph.arrays.node_class[found.occasions.when.event[event]] == _PATTERN
    undated = ~counted.dated & ~counted.lasting
    tallies = [
        _tallies(made, counted, wanted)
        for wanted in (~pattern, ~pattern & undated, ~pattern & ~counted.dated & counted.lasting, pattern)
    ]
    columns = zip(
        made.graph.iris(made.tops),
        _spells(made),
        _periods(made, counted, ~pattern),
        *tallies,
        _statements(made, counted),
        strict=True,
    )
    return sorted((Tenure(*column) for column in columns), key=_first_known)


def _first_known(head: Tenure) -> tuple[int, str]:
    known = (day for s in head.spells for day in (s.es, s.ls, s.ee, s.le) if day is not None)
    return min(known, default=LATE), head.person


def _tallies(made: _Made, counted: Graded, wanted: Flags) -> list[Tally]:
    at = np.searchsorted(made.tops, made.found.top[counted.pair[wanted]])
    certain = counted.certain[wanted]
    counts = (
        np.bincount(at[which], minlength=len(made.tops)).tolist()
        for which in (certain, ~certain, counted.open[wanted])
    )
    return list(map(Tally._make, zip(*counts, strict=True)))


def _runs(made: _Made, top: Longs, values: Sequence[_T]) -> Iterator[Sequence[_T]]:
    """The values of each head; `top` is sorted and says whose they are."""
    first, last = (np.searchsorted(top, made.tops, side=side) for side in ("left", "right"))
    for start, end in zip(first.tolist(), last.tolist(), strict=True):
        yield values[start:end]


def _periods(made: _Made, counted: Graded, wanted: Flags) -> Iterator[tuple[Period, ...]]:
    by, told = made.by, table(made.found, counted, made.by, wanted)
    numbers = np.unique(told.period)
    starts, after = first_days(numbers, by).tolist(), first_days(numbers + 1, by).tolist()
    names = [name(n, by) for n in numbers.tolist()]
    periods = [
        Period(names[n], starts[n], after[n] - 1, Tally(*counts))
        for n, *counts in zip(
            np.searchsorted(numbers, told.period).tolist(),
            *(column.tolist() for column in (told.certain, told.possible, told.open)),
            strict=True,
        )
    ]
    return map(tuple, _runs(made, told.top, periods))


def _spells(made: _Made) -> Iterator[tuple[Spell, ...]]:
    graph, a = made.graph, made.graph.arrays
    link, top = _ends(a, made.postings)
    order = np.lexsort((made.postings, a.le[made.postings], a.ls[made.postings], top))
    row, link = made.postings[order], link[order]
    spells = [
        Spell(body, Kind(kind), _low(es), _high(ls), _low(ee), _high(le), _STATES[state], bool(weak), said)
        for body, kind, es, ls, ee, le, state, weak, said in zip(
            graph.iris(a.source[link]),
            *(column.tolist() for column in (a.kind[link], a.es[row], a.ls[row], a.ee[row], a.le[row])),
            *(column.tolist() for column in (a.state[row], a.weak[row])),
            graph.statement_iris(row),
            strict=True,
        )
    ]
    return map(tuple, _runs(made, top[order], spells))


def _low(day: int) -> int | None:
    return None if day == EARLY else day


def _high(day: int) -> int | None:
    return None if day == LATE else day


def _statements(made: _Made, counted: Graded) -> Iterator[tuple[str, ...]]:
    """The postings, the ties of the events that are counted, and what says when these were."""
    a, found = made.graph.arrays, made.found
    tied = np.isin(found.row_of, counted.pair)
    row, event = dated(a, found.occasions.when.event)
    of = found.event[counted.pair]
    which, time = spans(np.searchsorted(event, of), np.searchsorted(event, of, side="right"))
    tops = np.concatenate(
        (_ends(a, made.postings)[1], found.top[found.row_of[tied]], found.top[counted.pair[which]])
    )
    rows = np.concatenate((made.postings, found.row[tied], row[time]))
    at = np.lexsort((rows, tops))
    statements = made.graph.statement_iris(rows[at])
    return (tuple(sorted(set(run))) for run in _runs(made, tops[at], statements))
