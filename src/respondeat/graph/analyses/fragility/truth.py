"""What is left in truth: sources withdrawn as a what-if question does, and everything above judged anew."""

from collections.abc import Iterator
from dataclasses import dataclass

from respondeat.graph.command import CLIMBED, MAX_CHAINS, POSTINGS, TIES, CommandGraph, When
from respondeat.graph.command.part import part
from respondeat.graph.command.what_if import Without, falls, less
from respondeat.graph.replay import Records

from .breaking import Broken
from .known import Knowledge
from .ways import Ways, ways
from .withdrawable import Source


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
    """The data as they are."""

    def __init__(self, records: Records, graph: CommandGraph) -> None:
        self.records, self.graph, self.knowledge = records, graph, Knowledge(records)


class Above:
    """All that stands above a node at any time, and what is left of it without some sources."""

    def __init__(self, truth: Truth, start: int) -> None:
        self._truth, self._start = truth, truth.graph.iri(start)
        self._graph = part(truth.graph, sorted(_reachable(truth.graph, start)))
        rows = range(len(self._graph.arrays.es))
        known = truth.knowledge.of({self._graph.statement_iri(row) for row in rows})
        self._attestations = {a.id: a for k in known.values() for a in k.attestations}
        self._left: dict[frozenset[str], CommandGraph] = {}

    def broken(self, asked: Asked, end: int) -> Broken:
        """Tells of sources whether no chain to `end` is left when they are withdrawn."""
        iri = self._truth.graph.iri(end)

        def check(withdrawn: tuple[Source, ...]) -> bool:
            graph = self._without(withdrawn)
            start, upper = graph.node(self._start), graph.node(iri)
            if start is None or upper is None:
                return True
            found = asked.ways(graph, start, upper)
            return not asked.linked(found) and not found.truncated

        return check

    def _without(self, sources: tuple[Source, ...]) -> CommandGraph:
        records = self._truth.records
        named = {kind: tuple(s.id for s in sources if s.kind == kind) for kind in ("document", "origin")}
        without = Without(documents=named["document"], origins=named["origin"])
        single = {s.id for s in sources if s.kind not in named}
        gone = frozenset(
            id for id, a in self._attestations.items() if id in single or falls(records, a, without)
        )
        found = self._left.get(gone)
        if found is None:
            found = self._left[gone] = less(records, self._graph, gone)[1]
        return found


def _reachable(graph: CommandGraph, start: int) -> set[int]:
    found, waiting = {start}, [start]
    while waiting:
        node = waiting.pop()
        for upper in _above(graph, node, node == start):
            if upper not in found:
                found.add(upper)
                waiting.append(upper)
    return found


def _above(graph: CommandGraph, node: int, start: bool) -> Iterator[int]:
    kinds = CLIMBED | TIES if start else CLIMBED
    yield from (graph.target[k] for k in graph.up(node) if graph.kind_number[k] in kinds)
    if start and graph.is_person(node):
        yield from (graph.source[k] for k in graph.below(node) if graph.kind_number[k] in POSTINGS)
