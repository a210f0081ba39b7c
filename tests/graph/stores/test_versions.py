"""Readers and the writer meet at the same moment: nobody is told of a fault where there is none."""

from pathlib import Path

import pytest

from respondeat.graph.stores import EmbeddedStore, current_hash, open_reader, versions
from respondeat.graph.stores.locks import Lock, claim
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import changeset


def test_a_version_may_be_removed_between_the_pointer_and_the_manifest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store"
    may_be, new = versions._may_be, [changeset(2, "public"), changeset(3, "public")]
    with EmbeddedStore.create(path) as store:
        store.write([changeset(1, "public")])

        def written_meanwhile(level: str, owner: str, name: str) -> bool:
            if new:
                monkeypatch.setattr(versions, "_may_be", may_be)
                store.write([new.pop(0)])
                monkeypatch.setattr(versions, "_may_be", written_meanwhile)
            return may_be(level, owner, name)

        monkeypatch.setattr(versions, "_may_be", written_meanwhile)
        with open_reader(path, "public") as reader:
            assert reader.sequence == 3
        new.append(changeset(4, "public"))
        told = current_hash(path, "public")
        with open_reader(path, "public") as reader:
            assert (reader.sequence, reader.dataset_hash) == (4, told)


@pytest.mark.parametrize("level", v.LEVELS)
def test_a_reader_may_remove_what_it_read_last_while_the_writer_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, level: str
) -> None:
    path = tmp_path / "store"
    with EmbeddedStore.create(path) as store:
        store.write([changeset(1, "public")])
        reader = store.reader(level)

        def after_the_reader(lock: Path) -> Lock | None:
            monkeypatch.setattr(versions, "claim", claim)
            reader.close()
            return claim(lock)

        monkeypatch.setattr(versions, "claim", after_the_reader)
        assert store.write([changeset(2, "public")]) == 2
        assert [p.name for p in (path / "levels/public/versions").iterdir()] == ["2"]
        assert store.check() == ()
