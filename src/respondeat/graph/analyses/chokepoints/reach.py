"""How many persons and bodies stood below each, and how many above."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from respondeat.graph.command import CommandGraph
from respondeat.graph.command.ascend import RowDays, ascend
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.days import Interval
from respondeat.graph.command.descent import Flags
from respondeat.graph.command.spells import Longs
from respondeat.ontology import vocabulary as v

from .dated import dated, own_statements

_AT_ONCE: Final = 10_000  # nodes climbed from together, which bounds the memory
_PERSON: Final = CLASSES.index(v.PERSON)


@dataclass(frozen=True, slots=True)
class Reach:
    """Bodies and persons below a person or body and above it; groups count as bodies.

    `statements` are those of its own links up and down: of what leads further the rows of others tell.
    """

    node: str
    bodies_below: int
    persons_below: int
    bodies_above: int
    persons_above: int
    statements: tuple[str, ...]

    @property
    def below(self) -> int:
        """All below."""
        return self.bodies_below + self.persons_below

    @property
    def above(self) -> int:
        """All above."""
        return self.bodies_above + self.persons_above


@dataclass(frozen=True, slots=True)
class Reaches:
    """The answer: `points` by how many stood below, then by id; those below whom nobody stood are left out.

    `nodes` and `links` are those of the command graph at the time.
    """

    window: Interval
    certain: bool
    points: tuple[Reach, ...]
    nodes: int
    links: int

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the rows rest on."""
        return tuple(sorted({s for p in self.points for s in p.statements}))


def reaches(graph: CommandGraph, window: Interval, *, certain: bool = False) -> Reaches:
    """For each person and body who has somebody below them: how many stood below and above, over all links.

    On a day, or over a period on some common day of it; with `certain` surely on every day of it. Exact, also
    where superiors form a circle; nobody is below themselves. What it costs grows with the pairs there are.
    """
    at = dated(graph, window)  # who surely stood above on each day may do so by links that hold on some
    below, above = _counts(graph, at.nodes, window, certain)
    places = np.flatnonzero(below.sum(axis=1)).tolist()
    told = own_statements(graph, at, places, window, certain)
    points = [
        Reach(
            graph.iri(int(at.nodes[place])),
            int(below[place, 0]),
            int(below[place, 1]),
            int(above[place, 0]),
            int(above[place, 1]),
            statements,
        )
        for place, statements in zip(places, told, strict=True)
    ]
    points.sort(key=lambda p: (-p.below, p.node))
    return Reaches(window, certain, tuple(points), len(at.nodes), len(at.lower))


def _counts(graph: CommandGraph, nodes: Longs, window: Interval, certain: bool) -> tuple[Longs, Longs]:
    """Two columns a node, bodies and persons: how many are below it, how many above."""
    a = graph.arrays
    person: Flags = np.asarray(a.node_class)[nodes] == _PERSON
    below, above = np.zeros((len(nodes), 2), np.int64), np.zeros((len(nodes), 2), np.int64)
    days = RowDays.certain(a) if certain else RowDays.possible(a)
    for first in range(0, len(nodes), _AT_ONCE):
        starts = nodes[first : first + _AT_ONCE]
        lo, hi = (np.full(len(starts), day, np.int64) for day in window)
        found = ascend(a, starts, lo, hi, days)
        whole = np.isin(found.node, nodes)
        if certain:
            whole &= (found.lo <= window[0]) & (window[1] <= found.hi)
        pairs = np.unique(found.start[whole] * len(nodes) + np.searchsorted(nodes, found.node[whole]))
        lower, upper = pairs // max(1, len(nodes)) + first, pairs % max(1, len(nodes))
        for column, of_kind in ((0, False), (1, True)):
            below[:, column] += np.bincount(upper[person[lower] == of_kind], minlength=len(nodes))
            above[:, column] += np.bincount(lower[person[upper] == of_kind], minlength=len(nodes))
    return below, above
