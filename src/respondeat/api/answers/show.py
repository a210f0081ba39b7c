"""Everything the graph says of one entity, for and against."""

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes, short, state_name, time
from respondeat.graph.command.states import evidence
from respondeat.graph.statement import Entity, Name, Statement, Text, Value
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import scheme_of

from .asked import question
from .rows import frame

_ROLES = sorted({role for relation in v.RELATIONS.values() for role in relation.roles})


@question("show")
def show(data: Dataset, entity: str, quotes: Quotes | None = None) -> Json:
    """One entity: its name forms, attributes, and every statement in which it stands. Schema `show.json`.

    Statements are in the order of their earliest known day, undated ones last.
    """
    proof = Proof(data, quotes)
    id = data.find(entity)
    found = data.records.record(id)
    attributes = found.attributes if isinstance(found, Entity) else ()
    said = [s for s in map(data.records.record, _about(data, id)) if isinstance(s, Statement)]
    return {
        "entity": proof.node(id),
        "names": [_form(n) for n in data.records.names(id)],
        "attributes": [{"property": short(p), "value": value(proof, x)} for p, x in attributes],
        "statements": [_said(data, proof, s) for s in sorted(said, key=_when)],
        **frame(data),
    }


def _about(data: Dataset, id: str) -> list[str]:
    return sorted({s for role in _ROLES for s in data.records.pointing(role, id)})


def _when(s: Statement) -> tuple[bool, int, str]:
    if s.time is None:
        return True, 0, s.id
    b = s.time.bounds
    known = [day for day in (b.es, b.ls, b.ee, b.le) if day is not None]
    return not known, min(known, default=0), s.id


def _form(n: Name) -> Json:
    return {"form": n.form, "lang": n.lang or None, "preferred": n.preferred, "documents": list(n.documents)}


def value(proof: Proof, x: Value) -> object:
    """A role's value: an entity as a node, a concept by its local name, a literal as it is."""
    if isinstance(x, Text):
        return x.text
    if isinstance(x, str):
        return short(x) if scheme_of(x) else proof.node(x)
    return x


def _said(data: Dataset, proof: Proof, s: Statement) -> Json:
    known = evidence(data.records, s.id)
    return {
        "id": s.id,
        "relation": short(s.relation),
        "roles": {short(p): value(proof, x) for p, x in s.roles},
        "valid": time(s.time),
        "state": state_name(known.state),
        "derived": s.derived,
        "note": s.note or None,
        "assessments": [
            {
                "status": short(a.status),
                "confidence": short(a.confidence) or None,
                "reason": a.reason or None,
                "by": short(a.by) or None,
            }
            for a in known.assessments
        ],
        "sources": proof.sources([s.id]),
    }
