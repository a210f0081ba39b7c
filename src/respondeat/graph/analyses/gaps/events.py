"""Events that no source dates, and events in which no source says who took part."""

from collections.abc import Iterator

from respondeat.graph.command import TIES, links_of
from respondeat.graph.command.cases import CONCERNED, CONVICTION
from respondeat.graph.command.no_acts import NO_ACTS
from respondeat.graph.command.upheld import of
from respondeat.graph.replay import Records
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v

from .counting import Tally, tally
from .places import Asked, Passing
from .results import Count, GapKind
from .rows import Draft


def events(asked: Asked, found: Passing, records: Records, kinds: frozenset[GapKind]) -> Iterator[Draft]:
    """The gaps of events themselves: each leaves its own event unanswered.

    An event in which somebody acted whom no chain starts from, such as the judge of a case, lacks nobody.
    """
    graph = asked.graph
    if GapKind.UNDATED in kinds:
        for event, entries in found.undated.items():
            yield Draft(GapKind.UNDATED, event, tally(graph, found, entries)._replace(days=()))
    if GapKind.NO_ACTOR in kinds:
        for event, entries in found.alone.items():
            if _lacks_actor(records, graph.iri(event)):
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


def lacking(drafts: list[Draft], records: Records) -> list[Draft]:
    """Those of such events in which no source says who acted."""
    return [draft for draft in drafts if _lacks_actor(records, draft.iri)]


def _lacks_actor(records: Records, event: str) -> bool:
    """Whether somebody is to be looked for: it is an act, or of no stated type, and nobody acted in it."""
    found = records.record(event)
    kind = found.get(v.EVENT_TYPE) if isinstance(found, Entity) else None
    return kind not in NO_ACTS and not _acted_in(records, event)


def _acted_in(records: Records, event: str) -> bool:
    return any(_acts(found.statement) for found in of(records, v.R + "event", event))


def _acts(s: Statement) -> bool:
    """Whether a statement names somebody who acted in an event otherwise than as chains start from."""
    if any(kind in TIES for kind, _, _ in links_of(s)):
        return False  # that has been judged on its days
    if s.relation == v.PARTICIPATION:
        return s.iri("role") not in CONCERNED
    named = {CONVICTION: ("court", "judge"), v.CUSTODY: ("place",)}.get(s.relation, ())
    return any(s.iri(role) for role in named)
