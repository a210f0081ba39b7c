"""Where a passage stands, for whoever cuts out its words: and the lowest level that may know its document."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work
from respondeat.api.tasks.passage import passage
from respondeat.errors import NotFound
from tests.api.pages.passage.world import world


def test_the_place_and_the_lowest_level_of_the_document(tmp_path: Path) -> None:
    there = world(tmp_path)
    levels = {"open": "public", "both": "public", "closed": "restricted"}
    with Dataset.open(there.store, "sealed") as data:
        for name, level in levels.items():
            done = passage(data, Work({"id": there.passages[name]}, 1, 1))
            assert (done.body, done.meta["level"]) == (b"", level)
            assert done.meta["sought"]["sha256"] in there.hashes.values()
        with pytest.raises(NotFound):
            passage(data, Work({"id": there.passages["open"], "recorded_at": "2025-01-01"}, 1, 1))
    with Dataset.open(there.store, "public") as data, pytest.raises(NotFound):
        passage(data, Work({"id": there.passages["both"]}, 1, 1))
