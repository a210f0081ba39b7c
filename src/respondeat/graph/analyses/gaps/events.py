"""Events that no source dates, and events in which no source says who took part."""

from collections.abc import Iterator

from respondeat.graph.replay import Records
from respondeat.ontology import vocabulary as v

from .counting import Tally, tally
from .places import Asked, Passing
from .results import Count, GapKind
from .rows import Draft


def events(asked: Asked, found: Passing, kinds: frozenset[GapKind]) -> Iterator[Draft]:
    """The gaps of events themselves: each leaves its own event unanswered."""
    graph = asked.graph
    if GapKind.UNDATED in kinds:
        for event, entries in found.undated.items():
            yield Draft(GapKind.UNDATED, event, tally(graph, found, entries)._replace(days=()))
    if GapKind.NO_ACTOR in kinds:
        for event, entries in found.alone.items():
            yield Draft(GapKind.NO_ACTOR, event, tally(graph, found, entries))


def unlinked(asked: Asked, records: Records) -> list[Draft]:
    """Events of which no source says a time nor who took part: the graph of command does not hold them."""
    if asked.target is not None:
        return []
    one, none = Count(int(asked.period is None), int(asked.period is not None)), Count()
    counts = {v.EVENT: (one, none, 1, 0), v.PATTERN: (none, one, 0, 1)}
    return [
        Draft(GapKind.NO_ACTOR, None, Tally((), (), *counts[cls]), iri=id)
        for cls in counts
        for id in sorted(records.instances(cls))
        if asked.graph.node(id) is None
    ]
