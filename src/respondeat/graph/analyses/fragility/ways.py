"""The chains from a target to an end in a graph as it stands, one by one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from respondeat.graph.command import CLIMBED, POSTINGS, TIES, CommandGraph, Judge, Path, When, climb
from respondeat.graph.command.judge import Step

_TRIED: Final = 20_000  # ways followed, those that lead nowhere among them


@dataclass(frozen=True, slots=True)
class Ways:
    """Chains that link a target to an end; `truncated` when there are more than were followed."""

    paths: tuple[Path, ...]
    truncated: bool

    @property
    def certain(self) -> int:
        """How many surely hold."""
        return sum(path.certain for path in self.paths)


class _Toward(Judge):
    """Judges only links between a target and one end, and none above the end."""

    def __init__(self, graph: CommandGraph, when: When, end: int, between: frozenset[int]) -> None:
        super().__init__(graph, when)
        self._end, self._between = end, between

    def steps(self, node: int) -> tuple[Step, ...]:
        """See `Judge.steps`."""
        return () if node == self._end else super().steps(node)

    def _judged(self, node: int, allowed: bytes) -> tuple[Step, ...]:
        return tuple(step for step in super()._judged(node, allowed) if step[1] in self._between)


def ways(graph: CommandGraph, start: int, end: int, when: When, *, max_hops: int, limit: int) -> Ways:
    """The simple paths from `start` to `end` whose links can hold together, at most `limit` of them."""
    judge = _Toward(graph, when, end, _between(graph, start, end))
    found = climb(judge, start, max_hops=max_hops, limit=_TRIED)
    if graph.is_person(start):
        for link in graph.below(start):
            if graph.kind(link) in POSTINGS and len(found) < _TRIED:
                found += climb(judge, start, max_hops=max_hops, lead=link, limit=_TRIED - len(found))
    arrived = [path for path in found if _last(graph, path) == end]
    return Ways(tuple(arrived[:limit]), len(arrived) > limit or len(found) >= _TRIED)


def rests_on(graph: CommandGraph, paths: tuple[Path, ...]) -> Iterator[str]:
    """The statements of chains, link by link, that hold on their days."""
    for link, days in sorted({(link, path.feasible) for path in paths for link in path.links}):
        yield from graph.statements_on(link, days, certain=False)


def _last(graph: CommandGraph, path: Path) -> int:
    led = path.led and len(path.links) == 1
    return graph.source[path.links[0]] if led else graph.target[path.links[-1]]


def _between(graph: CommandGraph, start: int, end: int) -> frozenset[int]:
    """The nodes on any way from the one to the other, whenever it holds."""
    below: dict[int, list[int]] = defaultdict(list)
    waiting, seen = [start], {start}
    while waiting:
        node = waiting.pop()
        for upper in _above(graph, node, node == start):
            below[upper].append(node)
            if upper not in seen:
                seen.add(upper)
                waiting.append(upper)
    return all_below([end] if end in seen else [], below)


def all_below(ends: Iterable[int], below: Mapping[int, Sequence[int]]) -> frozenset[int]:
    """The ends and all below them, each by what stands directly `below` it."""
    found, waiting = set[int](), list(ends)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += below[node]
    return frozenset(found)


def _above(graph: CommandGraph, node: int, start: bool) -> Iterator[int]:
    kinds = CLIMBED | TIES if start else CLIMBED
    yield from (graph.target[k] for k in graph.up(node) if graph.kind_number[k] in kinds)
    if start and graph.is_person(node):
        yield from (graph.source[k] for k in graph.below(node) if graph.kind_number[k] in POSTINGS)
