"""The shortest ways between two entities whose links all hold on one common day.

For each entity the days are kept on which it is reached in k steps: R_k(v) is the union, over the links from
u to v, of R_{k-1}(u) and the days of the link, less the days on which v was reached before. Days are sets of
intervals, so nothing is tried day by day; each entity is met once for each stretch of days, so the search is
polynomial, and exact: on a day of R_k(v) the shortest way to v has k steps. Both ends are searched from in
turn, and where the two meet on a day the way is whole. (Breadth-first search over time-respecting snapshots;
paths without waiting in Bui-Xuan, Ferreira and Jarry 2003, "foremost, shortest, fastest", are another thing:
here all links hold at once.)
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final

from respondeat.graph.command import EARLY, LATE, Days, RelationGraph, When, intersection, union
from respondeat.graph.command.days import NO_DAYS, Interval
from respondeat.graph.command.pairs import PAIRS, Pair
from respondeat.graph.command.relations import Edge, within

MAX_ROWS: Final = 200_000
"""So many statements of links are looked at, at most."""

_CANDIDATES: Final = 200  # ways of the shortest length among which the best are chosen
_SHOWN: Final = 20  # statements of one link
_EVER: Final[Interval] = (EARLY + 1, LATE - 1)


@dataclass(frozen=True, slots=True)
class Way:
    """One way: the days on which all its links can hold, its entities, and for each link its edges."""

    days: Days
    certain: bool
    nodes: tuple[str, ...]
    links: tuple[tuple[Edge, ...], ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """The shortest ways found, the certain ones first; `length` is None where there is none.

    `truncated` says that there are more of this length, or that the search stopped before it was done.
    """

    ways: tuple[Way, ...]
    length: int | None
    truncated: bool


def path(
    graph: RelationGraph,
    source: str,
    target: str,
    when: When | None = None,
    *,
    relations: Collection[str] = (),
    only_certain: bool = False,
    limit: int = 5,
    max_length: int = 8,
    max_rows: int = MAX_ROWS,
) -> Ways:
    """The shortest ways between two entities, in whichever direction their links run.

    With `when` all links hold on a day of it, with `only_certain` all surely hold, on one day or on each day
    of `when`. `relations` are the local names of those that are followed; all when empty. What is denied or
    withdrawn carries no way, nor does a verdict that two are different or that nobody can tell.
    """
    start, end = graph.node(source), graph.node(target)
    if start is None or end is None or start == end:
        return Ways((), None, False)
    follows = frozenset(
        n for n, pair in PAIRS.items() if pair.carries and (not relations or pair.relation in relations)
    )
    search = _Search(graph, when, follows, only_certain, max_rows)
    found = _shortest(search, start, end, max_length)
    if not found:
        return Ways((), None, search.spent)
    length, best = len(found[0]) - 1, dict.fromkeys(found)
    if len(found) > _CANDIDATES and not only_certain:
        sure = _Search(graph, when, follows, True, max_rows)
        best = dict.fromkeys([*_shortest(sure, start, end, length), *found])
    made = sorted((_way(search, nodes) for nodes in best), key=lambda w: (not w.certain, w.nodes))
    return Ways(tuple(made[:limit]), length, search.spent or len(found) > limit)


def _shortest(search: "_Search", start: int, end: int, most: int) -> list[tuple[int, ...]]:
    """The shortest ways, at most one more than are compared with one another; empty where there is none."""
    sides = (_Side(search, start), _Side(search, end))
    between = _meet(sides, most)
    return [] if between is None else list(islice(_ways(sides, between), _CANDIDATES + 1))


@dataclass(slots=True)
class _Search:
    """What links of a node lead where on which days, each node looked at once."""

    graph: RelationGraph
    when: When | None
    follows: frozenset[int]
    only_certain: bool
    most: int
    looked: int = 0
    _steps: dict[int, dict[int, Days]] = field(default_factory=dict)

    @property
    def window(self) -> Interval:
        return self.when.window if self.when is not None else _EVER

    @property
    def spent(self) -> bool:
        return self.looked > self.most

    def steps(self, node: int) -> dict[int, Days]:
        """The neighbours of a node, each with the days on which one of the links to it holds."""
        found = self._steps.get(node)
        if found is None:
            found = self._steps[node] = self._read(node)
        return found

    def _read(self, node: int) -> dict[int, Days]:
        spans: dict[int, list[Interval]] = defaultdict(list)
        graph = self.graph
        for link, other, pair in graph.others(node):
            for row in range(graph.row_start[link], graph.row_start[link + 1]):
                self.looked += 1
                if pair.number in self.follows and graph.carries(row, pair):
                    span = graph.span(row, link, pair)
                    spans[other].append(span.sure if self.only_certain else span.possible)
        return {other: days for other, own in sorted(spans.items()) if (days := self._days(own))}

    def _days(self, spans: list[Interval]) -> Days:
        days = intersection(union(spans), (self.window,))
        if self.only_certain and self.when is not None and not self.when.certain(days):
            return NO_DAYS
        return days

    def rows(self, one: int, other: int) -> Iterator[tuple[int, int, Pair]]:
        """The rows between two nodes that carry a way."""
        graph = self.graph
        few = (
            one
            if len(graph.up(one)) + graph.down_start[one + 1] - graph.down_start[one]
            < (len(graph.up(other)) + graph.down_start[other + 1] - graph.down_start[other])
            else other
        )
        for link, end, pair in graph.others(few):
            if end == (other if few == one else one):
                for row in range(graph.row_start[link], graph.row_start[link + 1]):
                    if pair.number in self.follows and graph.carries(row, pair):
                        yield row, link, pair


class _Side:
    """What is reached from one end, step by step: for each step the nodes with the days first reached."""

    def __init__(self, search: _Search, start: int) -> None:
        self.search = search
        self.levels: list[dict[int, Days]] = [{start: (search.window,)}]
        self._seen: dict[int, Days] = dict(self.levels[0])

    @property
    def size(self) -> int:
        return len(self.levels[-1])

    def grow(self) -> None:
        """One step further."""
        reached: dict[int, list[Interval]] = defaultdict(list)
        for node, days in self.levels[-1].items():
            if self.search.spent:
                break
            for other, on in self.search.steps(node).items():
                reached[other].extend(intersection(days, on))
        level: dict[int, Days] = {}
        for node, spans in reached.items():
            before = self._seen.get(node, NO_DAYS)
            if fresh := difference(union(spans), before):
                level[node] = fresh
                self._seen[node] = union((*before, *fresh))
        self.levels.append(level)


def _meet(sides: tuple[_Side, _Side], most: int) -> dict[int, Days] | None:
    """Grow both sides until they meet on a day: the nodes in the middle with these days."""
    near, far = sides
    for _ in range(most):
        side, other = (near, far) if near.size <= far.size else (far, near)
        side.grow()
        met = {
            node: days
            for node, on in side.levels[-1].items()
            if (days := intersection(on, other.levels[-1].get(node, NO_DAYS)))
        }
        if met:
            return met
        if not side.levels[-1] or side.search.spent:
            return None
    return None


def _ways(sides: tuple[_Side, _Side], met: dict[int, Days]) -> Iterator[tuple[int, ...]]:
    """Every way through the nodes in the middle, by their numbers."""
    near, far = sides
    for node in sorted(met):
        for first, days in _back(near, node, len(near.levels) - 1, met[node]):
            for last, _ in _back(far, node, len(far.levels) - 1, days):
                yield (*reversed(first), node, *last)


def _back(side: _Side, node: int, step: int, days: Days) -> Iterator[tuple[tuple[int, ...], Days]]:
    """Every way from a node reached in `step` steps back to the end of this side: the nodes, and the days."""
    if step == 0:
        yield (), days
        return
    level = side.levels[step - 1]
    for other, on in side.search.steps(node).items():
        if other in level and (left := intersection(intersection(days, on), level[other])):
            for rest, whole in _back(side, other, step - 1, left):
                yield (other, *rest), whole


def _way(search: _Search, nodes: tuple[int, ...]) -> Way:
    graph, when, window = search.graph, search.when, search.window
    hops = [list(search.rows(a, b)) for a, b in pairwise(nodes)]
    spans = [[(graph.span(row, link, pair), row, link, pair) for row, link, pair in hop] for hop in hops]
    days: Days = (window,)
    sure: Days = (window,)
    for hop in spans:
        days = intersection(days, union(s.possible for s, *_ in hop))
        sure = intersection(sure, union(s.sure for s, *_ in hop))
    certain = bool(sure) if when is None else when.certain(sure)
    links = tuple(
        _edges(
            graph,
            [
                (row, link, pair, _surely(within(s.sure, window), days, when))
                for s, row, link, pair in hop
                if intersection((s.possible,), days)
            ],
        )
        for hop in spans
    )
    return Way(days, certain, tuple(map(graph.iri, nodes)), links)


def _surely(sure: Days, days: Days, when: When | None) -> bool:
    return bool(intersection(sure, days)) if when is None else when.certain(sure)


def _edges(graph: RelationGraph, rows: list[tuple[int, int, Pair, bool]]) -> tuple[Edge, ...]:
    made = [graph.edge(*row) for row in rows]
    return tuple(sorted(made, key=lambda e: (not e.certain, e.state, e.relation, e.statement))[:_SHOWN])


def difference(a: Days, b: Days) -> Days:
    """The days in the first and not in the second.

    >>> difference(((1, 9),), ((2, 3), (8, 12)))
    ((1, 1), (4, 7))
    """
    found: list[Interval] = []
    for first, last in a:
        lo = first
        for p, q in b:
            if q < lo or p > last:
                continue
            if lo < p:
                found.append((lo, p - 1))
            lo = max(lo, q + 1)
        if lo <= last:
            found.append((lo, last))
    return tuple(found)
