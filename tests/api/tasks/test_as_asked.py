"""Data as a request means them: in a language, at a moment, less what is set aside; alone and together."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.tasks.as_asked import as_asked
from respondeat.errors import DateError, InputError, UnknownName


def test_what_is_not_given_is_as_the_data_are(example: Path) -> None:
    with Dataset.open(example, "public") as data, as_asked(data, {}) as then:
        assert then is data


def test_all_that_is_given_counts_together(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        moment = min(info.recorded_at for info in data.recorded)
        given = {"language": "ru", "recorded_at": moment, "without": {"confidence": "moderate"}}
        with as_asked(data, given) as then:
            assert (then.language, then.recorded_at, bool(then.without)) == ("ru", moment, True)
            assert len(then.recorded) < len(data.recorded)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"language": "xx"}, InputError),
        ({"recorded_at": "2020-02-30"}, DateError),
        ({"without": {"documents": ["none of this name"]}}, UnknownName),
        ({"without": {"modalities": ["shouted"]}}, InputError),
    ],
)
def test_what_there_is_not_is_refused(
    example: Path, given: dict[str, object], error: type[Exception]
) -> None:
    with Dataset.open(example, "public") as data, pytest.raises(error), as_asked(data, given):
        pass
