"""Whom and what a document names: the entities of the statements that its passages support or deny."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from respondeat.graph.command import EARLY, LATE, RelationGraph, When
from respondeat.graph.command.pairs import OF_EVENT
from respondeat.graph.command.relations import Edge, Span, within
from respondeat.graph.command.states import State, evidence, is_retracted
from respondeat.graph.replay import Records
from respondeat.graph.statement import Attestation, Statement
from respondeat.ontology import vocabulary as v
from respondeat.ontology.ranges import role_range

from .counted import ATTESTATION, EDGES, SAYS, Count, Neighbour, Neighbours, is_certain

_NEVER = (1, 0)


def named_in(
    records: Records,
    graph: RelationGraph,
    document: str,
    relations: Collection[str] = (),
    when: When | None = None,
    *,
    only_certain: bool = False,
    limit: int = 50,
) -> Neighbours:
    """The entities that a document names, those of the most statements first, then by id.

    Its relation is Attestation, its own role what it says of the statement, `supports` or `denies`; the role
    of a neighbour is the one in the statement. Times are those of the statements, as in `around`; what is
    denied or withdrawn by others too is not certain. An attestation that was retracted says nothing.
    """
    edges = [e for e in _edges(records, graph, document, when) if e.certain or not only_certain]
    asked = [e for e in edges if not relations or f"{e.relation}.{'.'.join(e.roles)}" in relations]
    found: dict[str, list[Edge]] = defaultdict(list)
    for edge in asked:
        found[edge.target].append(edge)
    order = sorted(found, key=lambda id: (-len({e.statement for e in found[id]}), id))
    shown = tuple(_neighbour(id, found[id]) for id in order[:limit])
    return Neighbours(tuple(_counts(edges)), len(order), shown)


def _edges(records: Records, graph: RelationGraph, document: str, when: When | None) -> Iterator[Edge]:
    for says, id in sorted(set(_said(records, document))):
        found = records.record(id)
        if not isinstance(found, Statement):
            continue
        span = _span(graph, found)
        if when is not None and not within(span.possible, when.window):
            continue
        state = evidence(records, id).state
        certain = state < State.DENIED and not found.derived and is_certain(span, when)
        for role, value in found.roles:
            if isinstance(value, str) and role_range(role, found.relation) == "entity":
                roles = (says, role.removeprefix(v.R))
                yield Edge(id, ATTESTATION, document, value, roles, state, certain, found.derived, True)


def _said(records: Records, document: str) -> Iterator[tuple[str, str]]:
    """The statements of which a document speaks, each with what it says."""
    for passage in records.pointing(v.HAS_SOURCE, document):
        for id in records.pointing(v.HAS_PASSAGE, passage):
            a = records.record(id)
            if isinstance(a, Attestation) and not is_retracted(records, id):
                yield from ((SAYS[0], statement) for statement in a.supports)
                yield from ((SAYS[1], statement) for statement in a.denies)


def _span(graph: RelationGraph, s: Statement) -> Span:
    b = s.time.bounds if s.time is not None else None
    if b is None or (b.es is None and b.ls is None and b.ee is None and b.le is None):
        event = graph.node(s.iri("event")) if s.relation in OF_EVENT else None
        return Span((EARLY, LATE), _NEVER) if event is None else graph.time(event)
    possible = (EARLY if b.es is None else b.es, LATE if b.le is None else b.le)
    return Span(possible, _NEVER if b.ls is None or b.ee is None else (b.ls, b.ee))


def _counts(edges: list[Edge]) -> Iterator[Count]:
    found: dict[tuple[str, str], list[Edge]] = defaultdict(list)
    for edge in edges:
        found[edge.roles].append(edge)
    for (says, role), own in sorted(found.items(), key=lambda x: (SAYS.index(x[0][0]), x[0][1])):
        statements = len({e.statement for e in own})
        yield Count(ATTESTATION, says, role, len({e.target for e in own}), statements)


def _neighbour(id: str, edges: list[Edge]) -> Neighbour:
    edges.sort(key=lambda e: (e.state, not e.certain, e.roles, e.statement))
    return Neighbour(id, len({e.statement for e in edges}), tuple(edges[:EDGES]))
