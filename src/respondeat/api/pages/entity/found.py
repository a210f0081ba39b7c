"""Which entity or document an address means."""

from respondeat.api.dataset import Dataset
from respondeat.errors import NotFound
from respondeat.graph.statement import Document, Entity
from respondeat.ontology import vocabulary as v


def found(data: Dataset, text: str) -> str:
    """The id of an entity or document, given with the prefix of ids or without.

    Raises NotFound in the same words for what does not exist and for what stands above the level.
    """
    for id in (text, v.ID + text):
        if isinstance(data.records.record(id), Entity | Document):
            return id
    raise NotFound(
        "No entity or document has this id in what you may read. Find ids by name at /v1/search, or by kind "
        "at /v1/entities."
    )
