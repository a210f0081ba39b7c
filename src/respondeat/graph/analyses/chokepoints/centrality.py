"""Betweenness on the command graph at a date: who stands on the shortest ways upward between others."""

import random
from dataclasses import dataclass
from typing import Final

import numpy as np

from respondeat.graph.command import CommandGraph
from respondeat.graph.command.days import Interval

from .dated import dated, own_statements
from .engine import BETWEENNESS_FROM, Engine, betweenness, engine_for

STARTS: Final = 5_000  # from more starting points than these the figure is estimated
SEED: Final = 20200809  # of the choice among them
_DIGITS: Final = 9  # what is told: beyond them engines may differ


@dataclass(frozen=True, slots=True)
class Between:
    """A person or body on shortest ways from others to others above these.

    `pairs` counts the pairs (lower, higher), each of several shortest ways with its part; `share` is that in
    all pairs that two other nodes can make. `statements` are those of its links up and down.
    """

    node: str
    pairs: float
    share: float
    statements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Betweenness:
    """The answer: `points` by their pairs, then by id; those on no such way are left out.

    `nodes` and `links` are those of the command graph at the time; `starts` how many nodes have somebody
    above them, of which `sampled` were gone from (all, unless there are more than 5,000).
    """

    window: Interval
    certain: bool
    points: tuple[Between, ...]
    nodes: int
    links: int
    starts: int
    sampled: int
    engine: Engine

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the rows rest on."""
        return tuple(sorted({s for p in self.points for s in p.statements}))


def between(graph: CommandGraph, window: Interval, *, certain: bool = False) -> Betweenness:
    """Betweenness (Freeman 1977) of persons and bodies on the command graph of a day or a period.

    Ways lead upward, from body to head, from subordinate to superior; events are not in it. Over a period the
    links of all its days stand side by side: a way may join links that never held together. With more than
    5,000 starting points so many are chosen, always the same for the same graph, and what they give is
    scaled. The same within rounding by both engines.

    >>> from respondeat.graph.command import graph_of
    >>> between(graph_of([]), (0, 0)).points
    ()
    """
    at = dated(graph, window, certain=certain)
    starts = np.unique(at.lower).tolist()
    chosen = starts
    if len(starts) > STARTS:
        chosen = sorted(random.Random(SEED).sample(starts, STARTS))
    by = engine_for(len(at.nodes), BETWEENNESS_FROM)
    found = betweenness(len(at.nodes), at.pairs, chosen, by)
    scale = len(starts) / len(chosen) if chosen else 1.0
    others = max(1, (len(at.nodes) - 1) * (len(at.nodes) - 2))
    told = [(place, _rounded(x * scale)) for place, x in enumerate(found) if x > 0]
    around = own_statements(graph, at, [place for place, _ in told], window, certain)
    points = [
        Between(graph.iri(int(at.nodes[place])), pairs, _rounded(pairs / others), statements)
        for (place, pairs), statements in zip(told, around, strict=True)
    ]
    points.sort(key=lambda p: (-p.pairs, p.node))
    return Betweenness(
        window, certain, tuple(points), len(at.nodes), len(at.lower), len(starts), len(chosen), by
    )


def _rounded(x: float) -> float:
    return float(f"{x:.{_DIGITS}g}")
