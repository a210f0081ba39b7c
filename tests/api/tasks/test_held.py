"""Whether a history still has the data of an answer."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work, task
from respondeat.errors import Stale
from tests.api.terminal import here


def test_a_hash_is_held_while_the_history_begins_with_it(copy: Path) -> None:
    with Dataset.open(copy, "public") as data:
        first = data.dataset_hash
        task("held")(data, Work({"dataset_hash": first}, 1, 1))
    assert here("load-seed", "--store", copy).code == 0
    with Dataset.open(copy, "public") as data:
        assert data.dataset_hash != first
        task("held")(data, Work({"dataset_hash": first}, 1, 1))
        with pytest.raises(Stale):
            task("held")(data, Work({"dataset_hash": "0" * 64}, 1, 1))
