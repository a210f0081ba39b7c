"""One changeset, as the level may see it."""

import json

from respondeat.api.changeset_json import counted
from respondeat.api.changeset_json_out import records_as_json
from respondeat.api.dataset import Dataset
from respondeat.errors import NotFound
from respondeat.ontology import vocabulary as v

from .base import Answered, Work


def changeset(data: Dataset, work: Work) -> Answered:
    """Parameters: `id`, in full or without what all ids begin with.

    The changeset in the form in which it is posted, with its id and the counts of its records. Raises
    NotFound for one that the level has not.
    """
    given = str(work.parameters["id"])
    infos = {info.id: info for info in data.recorded}
    info = infos.get(given) or infos.get(v.ID + given)
    if info is None:
        raise NotFound("There is no changeset with this id that you may see.")
    records = data.reader.changeset_records(info.id)
    told = {
        "id": info.id,
        "level": info.level,
        "author": info.author,
        "recorded_at": info.recorded_at,
        "note": info.note,
        "sequence": info.sequence,
        "counts": counted(records),
        **records_as_json(records),
    }
    return Answered(json.dumps(told, ensure_ascii=False).encode())
