"""Gaps while they are found, before those that are shown are written in full."""

from dataclasses import dataclass

from respondeat.graph.command import CommandGraph
from respondeat.graph.command.days import Interval

from .counting import Tally
from .results import GapKind


@dataclass(frozen=True, slots=True)
class Draft:
    """A gap with its counts: `node` is that of the graph, None for an event that the graph does not hold."""

    kind: GapKind
    node: int | None
    tally: Tally
    span: Interval | None = None
    link: int | None = None
    iri: str = ""
    withheld: int = 0
    readable: int = 0
    ranks: tuple[str, ...] = ()
    as_told: tuple[str, ...] = ()
    own_statements: tuple[str, ...] = ()

    def order(self, graph: CommandGraph) -> tuple[object, ...]:
        """What comes first: the gap that leaves the most unanswered, then by kind, id and day."""
        days = self.tally.days
        return (
            self.tally.rank,
            tuple(GapKind).index(self.kind),
            self.iri if self.node is None else graph.iri(self.node),
            days[0] if days else (0, 0),
            -1 if self.link is None else self.link,
        )
