"""What is left in truth: sources withdrawn from all of the data, as a what-if question does."""

from dataclasses import dataclass

from respondeat.graph.command import MAX_CHAINS, CommandGraph, When
from respondeat.graph.command.what_if import less
from respondeat.graph.replay import Records

from .breaking import Broken
from .ways import Ways, ways
from .withdrawable import Source, Withdrawable


@dataclass(frozen=True, slots=True)
class Asked:
    """Which chains are meant: when, whether only those that surely hold, of how many links at most."""

    when: When
    certain: bool
    max_hops: int

    def ways(self, graph: CommandGraph, start: int, end: int) -> Ways:
        """The chains between two nodes, of either grade."""
        return ways(graph, start, end, self.when, max_hops=self.max_hops, limit=MAX_CHAINS)

    def linked(self, found: Ways) -> bool:
        """Whether one of the grade meant is among them."""
        return bool(found.certain if self.certain else found.paths)


class Truth:
    """The data, and the graphs that are left of it, each made once."""

    def __init__(self, records: Records, graph: CommandGraph) -> None:
        self.records, self.graph = records, graph
        self._left: dict[frozenset[str], CommandGraph] = {}

    def left(self, gone: frozenset[str]) -> CommandGraph:
        """The graph without some attestations."""
        found = self._left.get(gone)
        if found is None:
            found = self._left[gone] = less(self.records, self.graph, gone)[1]
        return found

    def broken(self, asked: Asked, sources: Withdrawable, start: int, end: int) -> Broken:
        """Tells of sources whether no chain is left between two nodes when they are withdrawn."""

        def check(withdrawn: tuple[Source, ...]) -> bool:
            found = asked.ways(self.left(sources.gone(withdrawn)), start, end)
            return not asked.linked(found) and not found.truncated

        return check
