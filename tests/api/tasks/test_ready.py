"""A reader's process that answers at all says so."""

from pathlib import Path

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work, task


def test_it_is_one_word(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        assert task("ready")(data, Work({}, 1, 100)).body == b"ready\n"
