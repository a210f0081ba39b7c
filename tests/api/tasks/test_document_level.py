"""A document belongs to the level that recorded it first, in the order of writing."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work
from respondeat.api.tasks.document_level import document_level
from tests.api.pages.passage.world import World, again, world


def level_of(there: World, sha256: str, level: str = "sealed") -> str:
    with Dataset.open(there.store, level) as data:
        done = document_level(data, Work({"sha256": sha256}, 1, 1))
    assert (done.body, set(done.meta)) == (b"", {"level"})
    return str(done.meta["level"])


@pytest.fixture
def there(tmp_path: Path) -> World:
    return world(tmp_path)


def test_the_level_that_recorded_it(there: World) -> None:
    levels = {"open": "public", "huge": "public", "gone": "public", "closed": "restricted"}
    assert {name: level_of(there, there.hashes[name]) for name in levels} == levels
    assert level_of(there, "e" * 64) == ""
    assert level_of(there, there.hashes["closed"], "public") == ""


@pytest.mark.parametrize("recorded_at", ["2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"])
@pytest.mark.parametrize("own", [True, False])
def test_who_records_it_later_changes_nothing_whatever_moment_they_say(
    there: World, recorded_at: str, own: bool
) -> None:
    again(there, "closed", "public", recorded_at, own=own)
    again(there, "open", "sealed", recorded_at, own=own)
    assert level_of(there, there.hashes["closed"]) == "restricted"
    assert level_of(there, there.hashes["open"]) == "public"


def test_the_hash_of_a_passage_is_that_of_no_document(there: World) -> None:
    with Dataset.open(there.store) as data:
        found = data.reader.record(f"https://w3id.org/respondeat/id/{there.passages['closed']}")
    assert level_of(there, found.sha256) == ""  # type: ignore[union-attr]
