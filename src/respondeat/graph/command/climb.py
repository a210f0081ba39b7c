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

_FROM_EVENT: Final = CLIMBED | TIES


@dataclass(frozen=True, slots=True)
class Path:
    """One way up: its links from the lowest, whether it surely holds, and the days on which it can.

    `cut_short` says that the length limit ended it, not the top; `led` that its first link is a posting,
    gone from the person to the body in which they serve.
    """

    links: tuple[int, ...]
    certain: bool
    feasible: Days
    cut_short: bool = False
    led: bool = False


def climb(
    graph: CommandGraph, start: int, when: When, *, max_hops: int = MAX_HOPS, lead: int | None = None
) -> Iterator[Path]:
    """Every longest simple path from `start` upward whose links can all hold on a common day.

    A path ends at a node from which no link leads on; a path of no links is none. From an event the first
    link is a tie to those who took part in it. With `lead`, a posting of the person `start`, the path first
    goes to the body of that posting. Paths come in the order of the graph's arrays, so always in the same
    order.
    """
    lo, hi = when.window
    judged: dict[int, tuple[Days, Days]] = {}

    def judge(link: int) -> tuple[Days, Days]:
        found = judged.get(link)
        if found is None:
            found = judged[link] = (graph.possible_days(link, lo, hi), graph.certain_days(link))
        return found

    up_start, target, number = graph.up_start, graph.target, graph.kind_number
    trail: list[int] = []
    on_trail = {start}

    def steps(node: int, possible: Days, kinds: Container[int]) -> list[tuple[int, Days]]:
        found = []
        for link in range(up_start[node], up_start[node + 1]):
            if number[link] in kinds and target[link] not in on_trail:
                together = intersection(possible, judge(link)[0])
                if together and (together := when.possible(together)):
                    found.append((link, together))
        return found

    def walk(node: int, possible: Days, certain: Days, kinds: Container[int]) -> Iterator[Path]:
        onward = steps(node, possible, kinds)
        if not onward or len(trail) >= max_hops:
            if trail:
                sure = bool(certain) and when.certain(certain)
                yield Path(tuple(trail), sure, possible, bool(onward), lead is not None)
            return
        for link, together in onward:
            upper = target[link]
            surely = intersection(certain, judge(link)[1]) if certain else NO_DAYS
            trail.append(link)
            on_trail.add(upper)
            yield from walk(upper, together, surely, CLIMBED)
            on_trail.discard(upper)
            trail.pop()

    always = ((lo, hi),)
    if lead is None:
        yield from walk(start, always, always, _FROM_EVENT)
    elif serves := when.possible(judge(lead)[0]):
        body = graph.source[lead]
        trail.append(lead)
        on_trail.add(body)
        yield from walk(body, serves, intersection(always, judge(lead)[1]), CLIMBED)
