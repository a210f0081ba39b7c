"""What the scenes of a time have in common: who is passed on every day."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from respondeat.graph.command import CommandGraph, Days, union
from respondeat.graph.command.days import Interval

from .ends import Common, passed
from .engine import Engine
from .ways import Edge, Ways


@dataclass(frozen=True, slots=True)
class Told:
    """By end, and by top, the nodes that every chain to it passes, itself among them.

    `links` are those of the chains, with the days on which they are. All by their numbers in the graph.
    """

    order: dict[int, int]  # nodes by their distance from the target
    ends: Common
    tops: Common
    links: dict[int, tuple[int, int, Days]]  # lower end, upper end, days
    certain: bool

    @classmethod
    def of(cls, found: Ways, by: Engine) -> "Told":
        """What the ways of all days have in common."""
        ends: Common = {}
        tops: Common = {}
        on: dict[Edge, list[Interval]] = {}
        for scene in found.scenes:
            told = passed(scene, by)
            for all_days, of_day in ((ends, told.ends), (tops, told.tops)):
                for end, common in of_day.items():
                    all_days[end] = all_days.get(end, common) & common
            for e in scene.edges:
                on.setdefault(e, []).append(scene.days)
        at = found.nodes
        return cls(
            {node: place for place, node in enumerate(at)},
            {at[end]: frozenset(at[p] for p in common) for end, common in ends.items()},
            {at[end]: frozenset(at[p] for p in common) for end, common in tops.items()},
            {e.link: (at[e.lower], at[e.upper], union(days)) for e, days in on.items()},
            found.certain,
        )

    @property
    def reached(self) -> frozenset[int]:
        """All nodes that chains come to."""
        return frozenset(upper for _, upper, _ in self.links.values())

    @property
    def every_top(self) -> frozenset[int]:
        """The nodes that every chain to a top passes."""
        return reduce(frozenset.intersection, self.tops.values()) if self.tops else frozenset()

    @property
    def every_end(self) -> frozenset[int]:
        """The nodes that every chain passes."""
        return reduce(frozenset.intersection, self.ends.values()) if self.ends else frozenset()

    @property
    def points(self) -> Iterator[tuple[int, frozenset[int], frozenset[int]]]:
        """Nodes that other ends are reached by alone, or all tops: with these ends and tops."""
        ends: dict[int, set[int]] = {}
        tops: dict[int, set[int]] = {}
        for by_node, common in ((ends, self.ends), (tops, self.tops)):
            for end, nodes in common.items():
                for node in nodes:
                    by_node.setdefault(node, set()).add(end)
        every = self.every_top
        told = [n for n in ends if n in every or ends[n] - {n}]
        for node in sorted(told, key=lambda n: (-len(tops.get(n, ())), -len(ends[n]), self.order[n])):
            yield node, frozenset(ends[node]), frozenset(tops.get(node, ()))

    def statements(self, graph: CommandGraph, node: int | None = None) -> tuple[str, ...]:
        """The statements of the links of all chains, or of those that lead to a node and on from it."""
        return tuple(
            sorted(
                {
                    s
                    for link, (lower, upper, days) in self.links.items()
                    if node is None or node in (lower, upper)
                    for s in on_days(graph, link, days, self.certain)
                }
            )
        )


def on_days(graph: CommandGraph, link: int, days: Days, certain: bool) -> tuple[str, ...]:
    """The statements by which a link can hold on days or, with `certain`, surely does.

    What surely held at some time between two days is certain on none of them.
    """
    return (certain and graph.statements_on(link, days, True)) or graph.statements_on(link, days, False)


def reached(found: Ways) -> frozenset[int]:
    """The nodes that ways come to in any scene."""
    return frozenset(found.nodes[e.upper] for scene in found.scenes for e in scene.edges)
