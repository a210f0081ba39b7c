"""What stands around the statements of a dossier: superiors at a post, events below, names that are alike."""

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, day_text, state_name
from respondeat.graph.analyses import commanders, events_under
from respondeat.graph.analyses import superiors as superior_analysis
from respondeat.graph.command import When
from respondeat.graph.command.standing import Standing
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v

from .events_under import row as event_row

_ALIKE = 0.95  # two spellings of one name, see `graph.names.compare`
_CANDIDATES = 20


def candidates(data: Dataset, proof: Proof, id: str) -> list[Json]:
    """Other entities of the same class whose name is alike: for a reader to judge, never joined."""
    found = data.records.record(id)
    if not isinstance(found, Entity):
        return []
    kinds = frozenset({found.cls.removeprefix(v.R)})
    alike: dict[str, str] = {}
    for name in data.records.names(id):
        for hit in data.index.search(name.form, _CANDIDATES, kinds):
            known = data.records.record(hit.entity) is not None
            if hit.entity != id and known and (hit.exact or hit.score >= _ALIKE):
                alike.setdefault(hit.entity, hit.form)
    return [{"entity": proof.node(other), "form": alike[other]} for other in sorted(alike)]


def surroundings(data: Dataset, proof: Proof, id: str, s: Statement) -> Json:
    """For a post that the entity holds: heads of the body and its superiors on the attested days.

    Nothing for another statement, nor for one that attests no day.
    """
    body = s.iri("body") or s.iri("post")
    if s.relation != v.POSTING or s.iri("holder") != id or s.time is None:
        return {}
    ls, ee = s.time.bounds.ls, s.time.bounds.ee
    if ls is None or ee is None:
        return {}
    when = When.day(min(ls, ee), max(ls, ee))
    node = data.graph.node(body)
    heads = () if node is None else commanders.commanders(data.graph, body, when).board.standing
    above = superior_analysis.superiors(data.graph, body, when).board.standing
    return {
        "around": {
            "days": [day_text(when.window[0]), day_text(when.window[1])],
            "heads": [_row(data, proof, row) for row in heads if data.graph.iri(row.node) != id],
            "superiors": [_row(data, proof, row) for row in above],
        }
    }


def _row(data: Dataset, proof: Proof, row: Standing) -> Json:
    return {
        "who": proof.node(data.graph.iri(row.node)),
        "grade": "certain" if row.certain else "possible",
        "state": state_name(row.state),
        "statements": list(row.statements),
        "sources": proof.sources(row.statements),
    }


def under_command(data: Dataset, proof: Proof, id: str, limit: int) -> Json:
    """Events of those below, by chains that hold on their days, and apart from them patterns."""
    below = events_under.events_under(data.graph, id).events
    patterns = [e for e in below if _is_pattern(data, e.event)]
    single = [e for e in below if not _is_pattern(data, e.event)]
    return {
        "events": _counted(proof, single, limit),
        "patterns": _counted(proof, patterns, limit),
        "statements": sorted({s for e in below for s in e.statements}),
    }


def _is_pattern(data: Dataset, event: str) -> bool:
    found = data.records.record(event)
    return isinstance(found, Entity) and found.cls == v.PATTERN


def _counted(proof: Proof, events: list[events_under.EventUnder], limit: int) -> Json:
    certain = sum(e.certain for e in events)
    return {
        "certain": certain,
        "possible": len(events) - certain,
        "undated": sum(day_text(e.window[0]) is None and day_text(e.window[1]) is None for e in events),
        "shown": [event_row(proof, e) for e in events[:limit]],
    }
