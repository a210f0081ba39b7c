"""Simple paths upward through links that can hold together in time."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Final

from .days import NO_DAYS, Days, intersection
from .graph import CommandGraph
from .kinds import CLIMBED, TIES
from .when import When

MAX_HOPS: Final = 16
MAX_CHAINS: Final = 1000


@dataclass(frozen=True, slots=True)
class Path:
    """One way up: its links from the lowest, whether it surely holds, and the days on which it can.

    `cut_short` says that the length limit ended it, not the top.
    """

    links: tuple[int, ...]
    certain: bool
    feasible: Days
    cut_short: bool = False


def climb(
    graph: CommandGraph,
    start: int,
    when: When,
    *,
    kinds: Container[int] = CLIMBED,
    max_hops: int = MAX_HOPS,
    first: tuple[int, ...] | None = None,
) -> Iterator[Path]:
    """Every longest simple path from `start` upward whose links can all hold on a common day.

    A path ends at a node from which no link leads on. `first` replaces the links of the first hop (by default
    the climbed links and, from an event, its ties). Paths come in the order of the graph's arrays, so always
    in the same order. A path of no links is not a path.
    """
    lo, hi = when.window
    judged: dict[int, tuple[Days, Days]] = {}

    def judge(link: int) -> tuple[Days, Days]:
        found = judged.get(link)
        if found is None:
            found = judged[link] = (graph.possible_days(link, lo, hi), graph.certain_days(link))
        return found

    up_start, target, number = graph.up_start, graph.target, graph.kind_number
    start_kinds = kinds if first is not None else _Either(kinds, TIES)
    trail: list[int] = []
    on_trail = {start}

    def steps(node: int, possible: Days) -> list[tuple[int, Days]]:
        if trail or first is None:
            links: range | tuple[int, ...] = range(up_start[node], up_start[node + 1])
        else:
            links = first
        allowed = kinds if trail else start_kinds
        found = []
        for link in links:
            if (number[link] in allowed or (not trail and first is not None)) and target[
                link
            ] not in on_trail:
                together = intersection(possible, judge(link)[0])
                if together and when.possible(together):
                    found.append((link, together))
        return found

    def walk(node: int, possible: Days, certain: Days) -> Iterator[Path]:
        onward = steps(node, possible)
        if not onward or len(trail) >= max_hops:
            if trail:
                sure = when.certain(certain)
                yield Path(tuple(trail), sure, when.possible(possible), bool(onward))
            return
        for link, together in onward:
            upper = target[link]
            surely = intersection(certain, judge(link)[1]) if certain else NO_DAYS
            trail.append(link)
            on_trail.add(upper)
            yield from walk(upper, together, surely)
            on_trail.discard(upper)
            trail.pop()

    yield from walk(start, ((lo, hi),), ((lo, hi),))


@dataclass(frozen=True, slots=True)
class _Either:
    one: Container[int]
    other: Container[int]

    def __contains__(self, item: int) -> bool:
        return item in self.one or item in self.other
