"""Where a passage stands, for whoever cuts out its words."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work
from respondeat.api.tasks.passage import passage
from respondeat.errors import NotFound
from tests.api.pages.passage.world import world


def test_the_place_and_no_word_beside_it(tmp_path: Path) -> None:
    there = world(tmp_path)
    documents = {"open": "open", "both": "open", "closed": "closed"}
    with Dataset.open(there.store, "sealed") as data:
        for name, document in documents.items():
            done = passage(data, Work({"id": there.passages[name]}, 1, 1))
            assert (done.body, set(done.meta)) == (b"", {"sought"})
            assert done.meta["sought"]["sha256"] == there.hashes[document]
        with pytest.raises(NotFound):
            passage(data, Work({"id": there.passages["open"], "recorded_at": "2025-01-01"}, 1, 1))
    with Dataset.open(there.store, "public") as data, pytest.raises(NotFound):
        passage(data, Work({"id": there.passages["both"]}, 1, 1))
