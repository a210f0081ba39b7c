"""What the data of the reader's level are and how much of what: VoID."""

from respondeat.api.dataset import Dataset
from respondeat.api.sparql.description import Counts
from respondeat.api.sparql.description import void as written

from .base import Answered, Work


def void(data: Dataset, work: Work) -> Answered:
    """The description of the data. Parameters: `root`, the address of the service, and `media_type`."""
    media_type = work.parameters["media_type"]
    modified = max((info.recorded_at for info in data.recorded), default=None)
    body = written(work.parameters["root"], media_type, Counts.of(data.reader), data.dataset_hash, modified)
    return Answered(body, media_type)
