"""Statements that several documents repeat and one origin says, as data."""

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes, short, state_name, time
from respondeat.graph.analyses import single_origin as analysis
from respondeat.graph.statement import Statement

from .asked import question
from .rows import frame
from .said import value

ROWS = 50


@question("single-origin")
def single_origin(
    data: Dataset, target: str | None = None, *, limit: int = ROWS, quotes: Quotes | None = None
) -> Json:
    """Which statements rest on one named origin though several documents repeat it.

    Of the whole graph, or of the statements in which `target` stands; the first `limit` are told whole, all
    are counted. Schema `single-origin.json`. Raises UnknownName, AmbiguousName.
    """
    proof = Proof(data, quotes)
    id = None if target is None else data.find(target)
    found = analysis.single_origin(data.records, id)
    return {
        "target": None if id is None else proof.node(id),
        "attested": found.attested,
        "found": len(found.repeated),
        "rows": [_row(data, proof, r) for r in found.repeated[:limit]],
        "statements": list(found.statements),
        **frame(data),
    }


def _row(data: Dataset, proof: Proof, r: analysis.Repeated) -> Json:
    said = data.records.record(r.statement)
    roles = said.roles if isinstance(said, Statement) else ()
    return {
        "relation": short(said.relation) if isinstance(said, Statement) else None,
        "roles": {short(prop): value(proof, x) for prop, x in roles},
        "valid": time(said.time if isinstance(said, Statement) else None),
        "state": state_name(r.state),
        "origin": proof.node(r.origin),
        "documents": r.count,
        "unseen": r.unseen,
        "unnamed": r.unnamed,
        "statements": [r.statement],
        "sources": proof.sources([r.statement]),
    }
