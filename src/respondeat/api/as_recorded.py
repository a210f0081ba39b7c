"""Data as recorded up to a moment, of the version that is open already."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from respondeat.graph.command import graph_of
from respondeat.graph.names import NameIndex
from respondeat.graph.names.level import records_of
from respondeat.graph.replay import RecordSet
from respondeat.graph.stores import chain_hash

from .dataset import Dataset, up_to


@contextmanager
def as_recorded(data: Dataset, moment: str | None) -> Iterator[Dataset]:
    """What was recorded up to a moment, until the block ends; the data themselves for None.

    Other than `Dataset.open` it opens nothing: what is asked of past and present is of one version, whatever
    is written meanwhile. Raises DateError for a moment that is none.
    """
    known = up_to(data.recorded, moment)
    if known == data.recorded:
        yield data
        return
    told = [r for info in known for r in data.reader.changeset_records(info.id)]
    past = RecordSet(told)
    with TemporaryDirectory(prefix="respondeat-") as folder:
        names = Path(folder) / "names"
        NameIndex.create(names, records_of(told, past))
        index = NameIndex(names)
        try:
            yield Dataset(
                data.reader,
                past,
                graph_of(told),
                index,
                data.store,
                known,
                chain_hash(known),
                language=data.language,
            )
        finally:
            index.close()
