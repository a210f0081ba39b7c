"""Documents and origins that can be withdrawn, as data."""

from collections.abc import Iterable

from respondeat.api.proof import Json, Proof
from respondeat.api.without import document_title
from respondeat.graph.analyses.fragility import Source
from respondeat.graph.statement import Attestation


def sources_data(proof: Proof, sources: Iterable[Source]) -> list[Json]:
    """What each is: kind, id, name; of an attestation without a document or origin who says it, if named."""
    return [_source(proof, source) for source in sources]


def _source(proof: Proof, source: Source) -> Json:
    if source.kind == "document":
        name: str | None = document_title(proof.data, source.id)
    elif source.kind == "origin":
        name = proof.data.name(source.id)
    else:
        name = _nameless(proof, source)
    return {"kind": source.kind, "id": source.id, "name": name}


def _nameless(proof: Proof, source: Source) -> str | None:
    found = proof.data.records.record(source.id)
    if not isinstance(found, Attestation):
        return None
    by = found.origin or found.reported_by
    return proof.data.name(by) if by else None
