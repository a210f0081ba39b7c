"""To which level a document belongs: asked of the highest level, which alone sees who recorded it first."""

from respondeat.api.dataset import Dataset
from respondeat.api.quotes import first_level

from .base import Answered, Work


def document_level(data: Dataset, work: Work) -> Answered:
    """The `level` of the document with a `sha256`, as meta; "" when nobody recorded it.

    Nothing else is told, for whoever waits for it may read the lowest level only. See `quotes.first_level`.
    """
    return Answered(b"", "text/plain", {"level": first_level(data, str(work.parameters["sha256"]))})
