"""Everything the graph says of one entity, for and against."""

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, Quotes, short
from respondeat.graph.analyses.dossier import about
from respondeat.graph.statement import Entity

from .asked import question
from .rows import frame
from .said import form, said, value


@question("show")
def show(data: Dataset, entity: str, quotes: Quotes | None = None) -> Json:
    """One entity: its name forms, attributes, and every statement in which it stands. Schema `show.json`.

    Statements are in the order of their earliest known day, undated ones last.
    """
    proof = Proof(data, quotes)
    id = data.find(entity)
    found = data.records.record(id)
    attributes = found.attributes if isinstance(found, Entity) else ()
    return {
        "entity": proof.node(id),
        "names": [form(n) for n in data.records.names(id)],
        "attributes": [{"property": short(p), "value": value(proof, x)} for p, x in attributes],
        "statements": [said(data, proof, s) for s in about(data.records, id)],
        **frame(data),
    }
