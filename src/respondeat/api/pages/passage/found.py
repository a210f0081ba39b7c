"""Which passage an address means, and what of it has to be cut out of the document."""

from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.errors import NotFound
from respondeat.graph.statement import Document, Passage
from respondeat.ontology import vocabulary as v

AROUND: Final = 300
"""Characters before and after a passage that are shown to whoever may read everything."""


def found(data: Dataset, text: str) -> tuple[Passage, Document | None]:
    """The passage of an id, given with the prefix of ids or without, and the record of its document.

    Raises NotFound in the same words for what does not exist and for what stands above the level.
    """
    for id in (text, v.ID + text):
        if isinstance(passage := data.records.record(id), Passage):
            document = data.records.record(passage.document)
            return passage, document if isinstance(document, Document) else None
    raise NotFound("No passage has this id in what you may read. Sources name their passages.")


def sought(data: Dataset, passage: Passage, document: Document | None) -> dict[str, Any]:
    """Where the words stand, without any name: hashes, beginning, end, and how much around them is shown.

    What stands around a passage has no level of its own. A document that everybody may know can tell, a line
    further on, of somebody who is protected: so it is shown at the highest level only, to which nothing is
    closed.
    """
    return {
        "sha256": document.sha256 if document else "",
        "start": passage.start,
        "end": passage.end,
        "passage": passage.sha256,
        "around": AROUND if data.level == v.LEVELS[-1] else 0,
    }
