"""Data as recorded at a moment, of a version that is open: the same as a store that holds no more."""

import json
from pathlib import Path

import pytest

from respondeat.api import answers
from respondeat.api.answers.asked import ask
from respondeat.api.as_recorded import as_recorded
from respondeat.api.dataset import Dataset
from respondeat.errors import DateError
from tests.api.histories import ASKED
from tests.api.terminal import here


@pytest.mark.parametrize("level", ["public", "sealed"])
def test_answers_are_those_of_a_dataset_opened_at_the_moment(example: Path, level: str) -> None:
    with Dataset.open(example, level) as data:
        moments = sorted({info.recorded_at for info in data.recorded})
        for moment in (*moments, "1999-01-01", "2999-01-01"):
            with Dataset.open(example, level, moment) as opened, as_recorded(data, moment) as then:
                assert (then.dataset_hash, then.level) == (opened.dataset_hash, level)
                assert then.recorded == opened.recorded
                for name in ("gaps", "acts", "search"):
                    given = ASKED[name][0]
                    told = [ask(answers.QUESTIONS, one, name, given) for one in (then, opened)]
                    assert json.dumps(told[0]) == json.dumps(told[1])
            assert data.index.search("SRS", 1)  # what was open before stays open


def test_without_a_moment_the_data_are_as_they_are(example: Path) -> None:
    with Dataset.open(example) as data, as_recorded(data, None) as then:
        assert then is data
    with Dataset.open(example) as data, pytest.raises(DateError), as_recorded(data, "2020-02-30"):
        pass


def test_what_is_written_meanwhile_is_not_seen(copy: Path) -> None:
    with Dataset.open(copy, "public") as data:
        moment = min(info.recorded_at for info in data.recorded)
        with as_recorded(data, moment) as before:
            known = before.dataset_hash
        assert here("load-seed", "--store", copy).code == 0
        with as_recorded(data, moment) as after:
            assert after.dataset_hash == known
        with as_recorded(data, "2999-01-01") as after:
            assert after.dataset_hash == data.dataset_hash


def test_the_language_is_kept(example: Path) -> None:
    with Dataset.open(example).speaking("be") as data, as_recorded(data, "2000-01-01") as then:
        assert then.language == "be"
