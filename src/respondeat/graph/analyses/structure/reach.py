"""How far the command structure around a node reaches: by ways whose links can hold together in time."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from respondeat.graph.command import CLIMBED, HEADS, POSTINGS, Days, Judge, union

Hold = tuple[int, int, Days]
"""A link, its other end, the days on which it can hold."""


class Found(NamedTuple):
    """A node on a way: in how many steps at least, from which node, and whether that step surely holds."""

    steps: int
    before: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Reach:
    """The nodes that ways lead to, in the order in which they are found, and on which days each."""

    found: Mapping[int, Found]
    days: Mapping[int, Days]


def leads(judge: Judge, person: int) -> list[Hold]:
    """The postings of a person that can hold: the link, the body, the days."""
    graph = judge.graph
    held = [
        (link, graph.source[link], judge.together(judge.always, judge.possible(link)))
        for link in graph.below(person)
        if graph.kind(link) in POSTINGS
    ]
    return [(link, body, days) for link, body, days in held if days and body != person]


def upward(judge: Judge, start: int, most: int) -> Reach:
    """What stands above a node, at most so many steps away: the nodes of its chains, all but itself.

    From an event the ties to those who took part in it are followed first, from a person their postings. A
    fixed point over sets of days, so that it gives the same as all simple paths: see `command.descent`.
    """

    def steps(node: int) -> Iterator[Hold]:
        judged = judge.first_steps(node) if node == start else judge.steps(node)
        yield from ((link, upper, can) for link, upper, can, _ in judged)
        if node == start and judge.graph.is_person(node):
            yield from leads(judge, node)

    return _spread(judge, start, {start: judge.always}, steps, most)


def downward(judge: Judge, start: int, most: int, led: Mapping[int, Days]) -> Reach:
    """What stands below a node, or below the bodies `led` by it on their days, at most so many steps away."""
    graph = judge.graph

    def steps(node: int) -> Iterator[Hold]:
        for link in graph.below(node):
            if graph.kind_number[link] in CLIMBED and not graph.is_event(graph.source[link]):
                yield link, graph.source[link], judge.possible(link)

    return _spread(judge, start, {start: judge.always, **led}, steps, most)


def _spread(
    judge: Judge,
    start: int,
    fresh: dict[int, Days],
    steps: Callable[[int], Iterable[Hold]],
    most: int,
) -> Reach:
    found: dict[int, Found] = {}
    days = dict(fresh)
    for count in range(1, most + 1):
        met: dict[int, list[Days]] = {}
        for node, on in fresh.items():
            for link, other, can in steps(node):
                if other == start or not (together := judge.together(on, can)):
                    continue
                met.setdefault(other, []).append(together)
                sure = judge.certain(link)
                known = found.get(other)
                if known is None or (known.steps == count and sure and not known.sure):
                    found[other] = Found(count, node, sure)
        fresh = _beyond(days, met)
        if not fresh:
            break
    return Reach(found, days)


def _beyond(days: dict[int, Days], met: Mapping[int, Iterable[Days]]) -> dict[int, Days]:
    """Notes the days on which nodes are met; the nodes for which that is more than was known."""
    more = {}
    for node, together in met.items():
        known = days.get(node, ())
        after = union([*known, *(i for one in together for i in one)])
        if after != known:
            days[node] = more[node] = after
    return more


def only_heads(judge: Judge, start: int, up: Reach, down: Reach) -> set[int]:
    """Persons on the ways upward who are there as heads of bodies alone, and above whom nothing leads on."""
    graph = judge.graph
    heads = {n for n in up.found if graph.is_person(n) and not _leads_on(judge, n, up.days[n])}
    for node in (start, *up.found, *down.found):
        days = up.days.get(node, judge.always)
        for link, upper, can, _ in judge.first_steps(node) if node == start else judge.steps(node):
            if upper in heads and graph.kind_number[link] not in HEADS and judge.together(days, can):
                heads.discard(upper)
    return heads


def _leads_on(judge: Judge, node: int, days: Days) -> bool:
    return any(judge.together(days, can) for _, _, can, _ in judge.steps(node))
