"""The links between boxes at the time asked for, and those that nothing carries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Literal

from respondeat.graph.command import HEADS, POSTINGS, TIES, Days, Judge, Kind, State, union
from respondeat.graph.command.build import IS_PLACEHOLDER
from respondeat.graph.command.standing import Standing, below, standing
from respondeat.graph.command.states import UNCARRIED

from .parts import COMMANDING, Denied, Link
from .reach import Reach

Pair = tuple[int, int]


class Drawn:
    """Writes the links between boxes."""

    def __init__(self, judge: Judge, start: int, boxes: frozenset[int], up: Reach, down: Reach) -> None:
        self._judge, self._graph, self._start, self._boxes = judge, judge.graph, start, boxes
        self._up, self._down = up, down

    def links(self) -> Iterator[Link]:
        """Every link between two boxes that can hold at the time, from each lower box in turn."""
        graph, when = self._graph, self._judge.when
        led = set()
        if graph.is_person(self._start):
            for row in below(graph, self._start, when, POSTINGS).standing:
                if row.node in self._boxes and row.node in self._up.found:
                    led.add(row.node)
                    yield self._link(self._start, row.node, row)
        for node in sorted(self._boxes):
            # where the person asked about serves is told from the person to the body already
            asked = {self._start} if node in led else set()
            for upper, links in self._pairs(node).items():
                own = [k for k in links if not (upper in asked and graph.kind_number[k] in HEADS)]
                if own and (found := standing(graph, upper, own, when)) is not None:
                    yield self._link(node, upper, found)

    def _pairs(self, node: int) -> dict[int, list[int]]:
        """The links up from a box to others, by the other."""
        graph, kinds = self._graph, self.kinds(node) | HEADS
        found: dict[int, list[int]] = defaultdict(list)
        for link in graph.up(node):
            upper = graph.target[link]
            if upper in self._boxes and upper != node and graph.kind_number[link] in kinds:
                found[upper].append(link)
        return found

    def kinds(self, node: int) -> frozenset[Kind]:
        """The kinds of link that lead from a box to another."""
        return COMMANDING | TIES if node == self._start and self._graph.is_event(node) else COMMANDING

    def _link(self, lower: int, upper: int, row: Standing) -> Link:
        graph, when = self._graph, self._judge.when
        lo, hi = when.window
        row = replace(row, links=tuple(k for k in row.links if graph.possible_days(k, lo, hi)))
        daily = bool(row.sure) and when.certain(row.sure)
        asked = row.sure if daily else row.days
        rows = [r for k in row.links for r in graph.reaching(k, asked, daily)]
        return Link(
            graph.iri(lower),
            graph.iri(upper),
            row,
            all(graph.weak[r] for r in rows),
            self.placeholder(lower, upper),
            self.pattern(upper, row.links),
            self._way(lower, upper, row.links),
        )

    def placeholder(self, lower: int, upper: int) -> bool:
        """Whether an end is a placeholder."""
        flags = self._graph.node_flags
        return bool((flags[lower] | flags[upper]) & IS_PLACEHOLDER)

    def pattern(self, upper: int, links: Iterable[int]) -> bool:
        """Whether links lead over a group alone whose members no source names."""
        graph = self._graph
        unnamed = graph.is_placeholder(upper) and graph.is_group(upper)
        return unnamed and all(graph.kind(k) is Kind.AMONG for k in links)

    def _way(self, lower: int, upper: int, links: Iterable[int]) -> Literal["up", "down"] | None:
        judge = self._judge
        days = [judge.possible(k) for k in links]
        if (on := self._up.days.get(lower)) and upper in self._up.found and _any(judge, on, days):
            return "up"
        if (on := self._down.days.get(upper)) and lower in self._down.found and _any(judge, on, days):
            return "down"
        return None

    def denied(self, drawn: Iterable[Link]) -> Iterator[Denied]:
        """What would hold at the time from a box upward if it were not denied, rejected or retracted.

        What something else upholds at the time is no such thing, in whatever kind of link.
        """
        graph = self._graph
        there = {(link.source, link.target) for link in drawn}
        refused: dict[Pair, list[int]] = defaultdict(list)
        for node in sorted(self._boxes):
            kinds = self.kinds(node) | HEADS
            for link in graph.up(node):
                if graph.kind_number[link] in kinds and graph.target[link] != node:
                    refused[node, graph.target[link]].append(link)
        for (lower, upper), links in refused.items():
            pair = graph.iri(lower), graph.iri(upper)
            if pair in there or any(self._judge.possible(k) for k in links):
                continue
            rows = [r for k in links for r in self._refused(k)]
            if rows:
                yield self._denied(lower, upper, links, rows)

    def _refused(self, link: int) -> list[int]:
        """The rows of a link that carry nothing and whose days meet the time."""
        graph, when = self._graph, self._judge.when
        lo, hi = when.window
        return [
            row
            for row in range(graph.row_start[link], graph.row_start[link + 1])
            if graph.state[row] in UNCARRIED
            and when.possible(union([(max(lo, graph.es[row]), min(hi, graph.le[row]))]))
        ]

    def _denied(self, lower: int, upper: int, links: list[int], rows: list[int]) -> Denied:
        graph, (lo, hi) = self._graph, self._judge.when.window
        own = [k for k in links if any(graph.row_start[k] <= r < graph.row_start[k + 1] for r in rows)]
        return Denied(
            graph.iri(lower),
            graph.iri(upper),
            tuple(graph.kind(k) for k in own),
            State(min(graph.state[r] for r in rows)),
            union((max(lo, graph.es[r]), min(hi, graph.le[r])) for r in rows),
            tuple(sorted({graph.statement_iri(r) for r in rows})),
            all(graph.weak[r] for r in rows),
            self.placeholder(lower, upper),
            self.pattern(upper, own),
        )


def _any(judge: Judge, on: Days, days: Iterable[Days]) -> bool:
    return any(judge.together(on, one) for one in days)
