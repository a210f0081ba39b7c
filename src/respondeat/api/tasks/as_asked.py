"""The data that a request over HTTP means: in a language, as recorded at a moment, less what is set aside."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from respondeat.api.as_recorded import as_recorded
from respondeat.api.dataset import Dataset
from respondeat.api.without import without


@contextmanager
def as_asked(data: Dataset, given: Mapping[str, Any]) -> Iterator[Dataset]:
    """The data by `language`, `recorded_at`, `without` (documents, origins, modalities, confidence).

    What is not given is as the data are. Raises InputError, DateError, UnknownName and its kin.
    """
    spoken = data.speaking(given.get("language", data.language))
    with as_recorded(spoken, given.get("recorded_at")) as then:
        yield then.less(without(then, **given.get("without", {})))
