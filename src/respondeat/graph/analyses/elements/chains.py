"""The superior–subordinate link: chains from an event to a person, and what on them speaks of control."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from respondeat.graph.command import (
    CONCEPT,
    HEADS,
    POSTINGS,
    TIES,
    CommandGraph,
    Days,
    Judge,
    Kind,
    Path,
    State,
    When,
    union,
)
from respondeat.graph.command.standing import below
from respondeat.graph.command.toward import ways

from .statements import Row

_CONTROL: Final = frozenset({Kind.CONTROL, Kind.OPERATIONAL, Kind.ORDERS})


def offices(graph: CommandGraph, person: str, when: When) -> Iterator[Row]:
    """The postings of a person on the days of a time, heads first."""
    node = graph.node(person)
    if node is None:
        return
    for standing in below(graph, node, when, POSTINGS).standing:
        yield Row(
            CONCEPT[graph.kind(standing.links[0])],
            "event",
            graph.iri(standing.node),
            standing.statements,
            standing.state,
            standing.certain,
            standing.days,
        )


@dataclass(frozen=True, slots=True)
class Ways:
    """The chains from an event to a person; `more` says that not all were looked at."""

    graph: CommandGraph
    judge: Judge
    top: int
    paths: tuple[Path, ...]
    more: bool

    @classmethod
    def of(
        cls, graph: CommandGraph, person: str, event: str, when: When, *, limit: int, max_hops: int
    ) -> "Ways":
        """All that can hold on the event's days; the person's own tie is none: it leads over nobody."""
        found, more = ways(graph, event, person, when, limit=limit, max_hops=max_hops)
        top = graph.node(person)
        led = tuple(path for path in found if graph.kind(path.links[-1]) not in TIES)
        return cls(graph, Judge(graph, when), -1 if top is None else top, led, more)

    @property
    def below(self) -> frozenset[str]:
        """The bodies and persons on the chains, below the person."""
        graph = self.graph
        nodes = {graph.target[link] for path in self.paths for link in path.links[:-1]}
        return frozenset(map(graph.iri, nodes))

    def subordination(self) -> Iterator[Row]:
        """One row a chain; it speaks of the body or person nearest to the event."""
        for path in self.paths:
            hops = [self._said(link, path.feasible) for link in path.links]
            yield Row(
                "chain",
                "event",
                self.graph.iri(self.graph.target[path.links[0]]),
                tuple(sorted({s for statements, _ in hops for s in statements})),
                max(state for _, state in hops),
                path.certain,
                path.feasible,
            )

    def control(self) -> Iterator[Row]:
        """Statements of control and orders on the chains, and those by which the person was head there."""
        wanted = {
            link
            for link in self._links()
            if self.graph.kind(link) in _CONTROL
            or (self.graph.kind(link) in HEADS and self.graph.target[link] == self.top)
        }
        yield from self._rows(wanted, lambda link: self.graph.source[link])

    def acts(self) -> Iterator[Row]:
        """The ties of the event to those below the person."""
        wanted = {path.links[0] for path in self.paths if self.graph.kind(path.links[0]) in TIES}
        yield from self._rows(wanted, lambda link: self.graph.target[link])

    def _links(self) -> set[int]:
        return {link for path in self.paths for link in path.links}

    def _rows(self, links: set[int], about: Callable[[int], int]) -> Iterator[Row]:
        for link in sorted(links, key=lambda k: (self.graph.kind_number[k], self.graph.iri(about(k)))):
            days = union(day for p in self.paths if link in p.links for day in p.feasible)
            statements, state = self._said(link, days)
            kind = self.graph.kind(link)
            yield Row(
                "OrderGiving" if kind is Kind.ORDERS else CONCEPT[kind],
                "event",
                self.graph.iri(about(link)),
                statements,
                state,
                self.judge.certain(link),
                days,
            )

    def _said(self, link: int, days: Days) -> tuple[tuple[str, ...], State]:
        """The statements that reach the link's grade on some days, and the weakest of their states."""
        graph = self.graph
        rows = graph.reaching(link, days, self.judge.certain(link)) or graph.reaching(link, days, False)
        return tuple(sorted(map(graph.statement_iri, rows))), State(max(graph.state[row] for row in rows))
