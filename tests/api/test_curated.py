from dataclasses import replace
from pathlib import Path

import pytest

from respondeat.api.curated import load
from respondeat.errors import InputError
from respondeat.graph.importers.curated import load_all
from respondeat.graph.statement import Changeset
from respondeat.graph.stores import EmbeddedStore


@pytest.fixture
def store(tmp_path: Path) -> EmbeddedStore:
    return EmbeddedStore.create(tmp_path / "store")


def test_what_is_there_is_not_loaded_again(store: EmbeddedStore) -> None:
    with store:
        changesets = load_all(names=("example",))
        assert load(store, changesets) == len(changesets)
        assert load(store, changesets) == 0


def test_another_version_of_a_data_set_is_refused(store: EmbeddedStore) -> None:
    changesets = load_all(names=("example",))
    first = changesets[0]
    other = Changeset.of(
        first.records[:-1],
        recorded_at=first.recorded_at,
        level=first.level,
        author=first.author,
        note=first.note,
    )
    with store:
        load(store, [other])
        with pytest.raises(InputError, match="another version of the data set"):
            load(store, changesets)
        assert store.sequence == 1


def test_other_data_are_no_obstacle(store: EmbeddedStore) -> None:
    changesets = load_all(names=("example",))
    with store:
        store.write([replace(changesets[0], id=changesets[0].id + "0", note="mine")])
        assert load(store, changesets) == len(changesets)
