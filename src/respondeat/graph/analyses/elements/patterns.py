"""Which patterns resemble an event: what is said of them is said of no single event."""

from typing import Final

from respondeat.graph.command import TIES, CommandGraph, Kind
from respondeat.graph.replay import Records
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v

GENERAL: Final = (v.R + "campaign", v.R + "crackdown")
"""The types under which a pattern of any acts is spoken of."""


def resembling(graph: CommandGraph, records: Records, event: str) -> tuple[str, ...]:
    """The ids of the patterns that resemble an event, sorted.

    A pattern does when it is of the event's type, or of a general one (campaign, crackdown), when somebody
    who answers for the event, or a group among which they are, answers for the pattern too, and when their
    times do not exclude each other. That an event belongs to a pattern is never concluded from this.
    """
    found, node = records.record(event), graph.node(event)
    if not isinstance(found, Entity) or node is None:
        return ()
    own = _answering(graph, node)
    groups = {graph.target[k] for n in own for k in graph.up(n) if graph.kind(k) is Kind.AMONG}
    return tuple(
        sorted(
            graph.iri(other)
            for other in _tied(graph, own | groups)
            if other != node and _alike(records, found, graph.iri(other)) and _overlap(graph, node, other)
        )
    )


def _answering(graph: CommandGraph, event: int) -> set[int]:
    return {graph.target[k] for k in graph.up(event) if graph.kind(k) in TIES}


def _tied(graph: CommandGraph, actors: set[int]) -> set[int]:
    return {graph.source[k] for n in actors for k in graph.below(n) if graph.kind(k) in TIES}


def _alike(records: Records, event: Entity, other: str) -> bool:
    pattern = records.record(other)
    if not isinstance(pattern, Entity) or pattern.cls != v.PATTERN:
        return False
    kind = pattern.get(v.EVENT_TYPE)
    return kind is not None and (kind == event.get(v.EVENT_TYPE) or kind in GENERAL)


def _overlap(graph: CommandGraph, event: int, other: int) -> bool:
    (a, b), (c, d) = graph.time_of(event).window, graph.time_of(other).window
    return a <= d and c <= b
