"""Events under a person's command that one document or origin carries alone, as data."""

from respondeat.api.dataset import PERSONS, Dataset
from respondeat.api.proof import Json, Proof, Quotes, day_text, spans
from respondeat.api.without import document, document_title, origin
from respondeat.errors import InputError
from respondeat.graph.analyses import events_under as analysis
from respondeat.graph.analyses.events_under import EventUnder
from respondeat.graph.analyses.fragility import By
from respondeat.graph.analyses.fragility import reliance as relied_on
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.what_if import Without, remaining
from respondeat.ontology import vocabulary as v

from .asked import question
from .fragility import withdrawn_by
from .rows import frame
from .withdrawn import sources_data

EVENTS = 200


@question("reliance")
def reliance(
    data: Dataset,
    person: str,
    *,
    only_with: str | None = None,
    only_with_origin: str | None = None,
    by: str = "both",
    limit: int = EVENTS,
    quotes: Quotes | None = None,
) -> Json:
    """Which events were under a person's command only if one report, or one origin, is believed.

    Of the first `limit` events those that any single document or origin carries alone; with `only_with` (a
    document) or `only_with_origin` of all events those that are no longer, or no longer certainly, under
    command without it. Schema `reliance.json`. Raises UnknownName, AmbiguousName, InputError.
    """
    wanted = withdrawn_by(by)
    if only_with is not None and only_with_origin is not None:
        raise InputError("Ask for one document or one origin at a time, not for both.")
    id = data.find(person, PERSONS)
    under = analysis.events_under(data.graph, id).events
    proof = Proof(data, quotes)
    given = _given(data, only_with, only_with_origin)
    if given is None:
        rows = _carried(data, proof, id, under[:limit], wanted)
    elif given["kind"] == "document":
        rows = _only_with(data, proof, id, under, Without(documents=(given["id"],)))
    else:
        rows = _only_with(data, proof, id, under, Without(origins=(given["id"],)))
    return {
        "person": proof.node(id),
        "only_with": given,
        "under_command": len(under),
        "patterns": sum(_is_pattern(data, e.event) for e in under),
        "asked": len(under) if given else min(limit, len(under)),
        "events": rows,
        "statements": sorted({s for row in rows for s in row["statements"]}),
        **frame(data),
    }


def _is_pattern(data: Dataset, event: str) -> bool:
    node = data.graph.node(event)
    return node is not None and CLASSES[data.graph.node_class[node]] == v.PATTERN


def _given(data: Dataset, report: str | None, says: str | None) -> Json | None:
    if report is not None:
        id = document(data, report)
        return {"kind": "document", "id": id, "name": document_title(data, id)}
    if says is not None:
        id = origin(data, says)
        return {"kind": "origin", "id": id, "name": data.name(id)}
    return None


def _carried(
    data: Dataset, proof: Proof, person: str, under: tuple[EventUnder, ...], by: tuple[By, ...]
) -> list[Json]:
    found = relied_on(data.records, data.graph, person, [e.event for e in under], by=by)
    return [
        {
            **_event(proof, event, relying.statements),
            "left": "none",
            "documents": sources_data(proof, relying.documents),
            "origins": sources_data(proof, relying.origins),
            "verified": relying.verified,
        }
        for event, relying in zip(under, found.events, strict=True)
        if relying.documents or relying.origins
    ]


def _only_with(
    data: Dataset, proof: Proof, person: str, under: tuple[EventUnder, ...], without: Without
) -> list[Json]:
    _, graph = remaining(data.records, data.graph, without)
    left = {e.event: e for e in analysis.events_under(graph, person).events}
    rows = []
    for event in under:
        still = left.get(event.event)
        if still is None or (event.certain and not still.certain):
            kept = "none" if still is None else "possible"
            row = {"left": kept, "documents": [], "origins": [], "verified": True}
            rows.append({**_event(proof, event, event.statements), **row})
    return rows


def _event(proof: Proof, e: EventUnder, statements: tuple[str, ...]) -> Json:
    return {
        "event": proof.node(e.event),
        "grade": "certain" if e.certain else "possible",
        "on": [day_text(e.window[0]), day_text(e.window[1])],
        "days": spans(e.days),
        "bodies": [proof.node(b) for b in e.bodies],
        "statements": list(statements),
        "sources": proof.sources(statements),
    }
