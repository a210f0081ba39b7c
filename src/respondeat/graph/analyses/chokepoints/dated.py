"""The command graph at a date or over a period, as pairs of places."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from respondeat.graph.command import CLIMBED, CommandGraph, Kind
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.days import Interval
from respondeat.graph.command.spells import Longs, Spells, spans
from respondeat.ontology import vocabulary as v

_PERSON: Final = CLASSES.index(v.PERSON)


@dataclass(frozen=True, slots=True)
class Dated:
    """The links of command, control and orders of a time: `nodes` are numbers of the graph, in order.

    `lower` and `upper` are places among them, each pair of places once; `links` are numbers of the graph.
    """

    nodes: Longs
    lower: Longs
    upper: Longs
    links: Longs

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """The pairs of places."""
        return list(zip(self.lower.tolist(), self.upper.tolist(), strict=True))


def dated(
    graph: CommandGraph, window: Interval, *, certain: bool = False, kinds: Iterable[Kind] = CLIMBED
) -> Dated:
    """The links that can hold on some day of the window or, with `certain`, surely do on all its days.

    That a person is among a group of persons is no link of command, and left out.
    """
    a = graph.arrays
    person = np.asarray(a.node_class)[a.source] == _PERSON
    wanted = np.isin(a.kind, list(kinds)) & (a.source != a.target) & ~((a.kind == Kind.AMONG) & person)
    link = np.flatnonzero(wanted)
    which, row = spans(a.row_start[link], a.row_start[link + 1])
    first, last, owner = a.first[row], a.last[row], link[which]
    if certain:
        sure = (first <= last) & (a.weak[row] == 0)
        days = Spells.of(owner[sure], a.ls[row[sure]], a.ee[row[sure]])
        held = days.key[(days.lo <= window[0]) & (window[1] <= days.hi)]
    else:
        held = owner[(first <= last) & (first <= window[1]) & (window[0] <= last)]
    links = np.unique(held).astype(np.int64)
    source, target = a.source[links].astype(np.int64), a.target[links].astype(np.int64)
    nodes = np.unique(np.concatenate((source, target)))
    pairs = np.unique(np.searchsorted(nodes, source) * max(1, len(nodes)) + np.searchsorted(nodes, target))
    lower, upper = np.divmod(pairs, max(1, len(nodes)))
    return Dated(nodes, lower, upper, links)


def own_statements(
    graph: CommandGraph, at: Dated, places: Sequence[int], window: Interval, certain: bool
) -> list[tuple[str, ...]]:
    """For each place the statements by which its links up and down can hold, or surely do, in the window."""
    links = at.links.tolist()
    told: dict[int, set[str]] = {int(at.nodes[place]): set() for place in places}
    for link in links:
        lower, upper = graph.source[link], graph.target[link]
        if lower in told or upper in told:
            for statement in graph.statements_on(link, (window,), certain):
                for node in (lower, upper):
                    if node in told:
                        told[node].add(statement)
    return [tuple(sorted(told[int(at.nodes[place])])) for place in places]
