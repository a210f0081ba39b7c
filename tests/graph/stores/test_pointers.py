"""Where levels point is told without opening data, and is what a reader has."""

from pathlib import Path

import pytest

from respondeat.errors import StoreError, StoreMissing
from respondeat.graph.stores import EmbeddedStore, current_hash, open_reader, stamp
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import changeset


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "store"
    with EmbeddedStore.create(found) as store:
        store.write([changeset(1, "public"), changeset(2, "sealed")])
    return found


@pytest.mark.parametrize("level", v.LEVELS)
def test_the_hash_is_that_of_a_reader(path: Path, level: str) -> None:
    with open_reader(path, level) as reader:
        assert current_hash(path, level) == reader.dataset_hash


@pytest.mark.parametrize("written", v.LEVELS)
def test_the_stamp_changes_when_the_level_does(path: Path, written: str) -> None:
    before = {level: (stamp(path, level), current_hash(path, level)) for level in v.LEVELS}
    with EmbeddedStore.open(path) as store:
        store.write([changeset(3, written)])
    changed = {level for level in v.LEVELS if stamp(path, level) != before[level][0]}
    assert changed == {level for level in v.LEVELS if current_hash(path, level) != before[level][1]}
    assert changed == set(v.LEVELS[v.LEVELS.index(written) :])


def test_what_is_not_there(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing):
        current_hash(tmp_path / "nothing", "public")
    assert stamp(tmp_path / "nothing", "public") is None
    with pytest.raises(StoreError, match="no access level"):
        current_hash(path, "secret")
    (path / "levels/public/current").write_text("{")
    with pytest.raises(StoreError, match="no version that can be read"):
        current_hash(path, "public")
