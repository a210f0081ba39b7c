"""Backups are whole, verified before they are put back, and share nothing with the store."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from respondeat.errors import IntegrityError, RespondeatError, StoreError, StoreMissing, StoreVersionError
from respondeat.graph.stores import EmbeddedStore, open_reader
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import IdIndex, changeset, ids, indexed


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A backup of a store with three changesets."""
    with EmbeddedStore.create(tmp_path / "store") as store:
        store.write([changeset(n, level) for n, level in enumerate(v.LEVELS)])
        (tmp_path / "note.txt").write_text("A text.\n")
        store.documents.add(tmp_path / "note.txt")
        store.backup(tmp_path / "backup")
    return tmp_path / "backup"


def quads_of(path: Path, level: str) -> set[str]:
    with open_reader(path, level) as reader:
        return {str(quad) for quad in reader.quads()}


def test_what_is_restored_is_what_was_backed_up(backup: Path, tmp_path: Path) -> None:
    with EmbeddedStore.open(tmp_path / "store") as store:
        store.write([changeset(9, "public")])  # later: not in the backup
    EmbeddedStore.restore(backup, tmp_path / "new", [IdIndex()])
    with EmbeddedStore.open(tmp_path / "new", [IdIndex()]) as store:
        assert store.sequence == 3
        assert store.check() == ()
        assert [store.documents.state(sha256) for sha256 in store.documents.hashes()] == ["ok"]
        for level in v.LEVELS:
            with store.reader(level) as reader:
                assert indexed(reader) == ids(reader)
        assert store.write([changeset(9, "public")]) == 4
    assert quads_of(tmp_path / "new", "sealed") == quads_of(tmp_path / "store", "sealed")


def test_a_backup_shares_nothing_with_the_store(backup: Path, tmp_path: Path) -> None:
    inodes = {p.stat().st_ino for p in (tmp_path / "store").rglob("*") if p.is_file()}
    assert not inodes & {p.stat().st_ino for p in backup.rglob("*") if p.is_file()}
    shutil.rmtree(tmp_path / "store")
    EmbeddedStore.restore(backup, tmp_path / "store")


def largest(folder: Path) -> Path:
    return max((p for p in folder.rglob("*.sst")), key=lambda p: p.stat().st_size)


def cut(backup: Path) -> None:
    path = largest(backup)
    path.write_bytes(path.read_bytes()[:-1])


def flip(backup: Path) -> None:
    content = bytearray(largest(backup).read_bytes())
    content[len(content) // 2] ^= 1
    largest(backup).write_bytes(content)


def lose(backup: Path) -> None:
    largest(backup).unlink()


def cut_manifest(backup: Path) -> None:
    path = backup / "backup.json"
    path.write_bytes(path.read_bytes()[:200])


def rewrite(**said: object) -> Callable[[Path], None]:
    def change(backup: Path) -> None:
        path = backup / "backup.json"
        path.write_text(json.dumps(json.loads(path.read_text()) | said))

    return change


def of_another(backup: Path) -> None:
    """The manifest's hash belongs to another dataset."""
    rewrite(dataset_hash="0" * 64)(backup)


def reach_out(backup: Path) -> None:
    rewrite(files={"../../evil": "0" * 64})(backup)


@pytest.mark.parametrize("harm", [cut, flip, lose, cut_manifest, of_another, reach_out])
def test_a_harmed_backup_is_not_restored(backup: Path, tmp_path: Path, harm: Callable[[Path], None]) -> None:
    harm(backup)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(IntegrityError, match=r"backup"):
        EmbeddedStore.restore(backup, tmp_path / "new")
    assert sorted(tmp_path.rglob("*")) == before


def test_a_backup_of_a_newer_version_is_refused(backup: Path, tmp_path: Path) -> None:
    rewrite(format=2)(backup)
    with pytest.raises(StoreVersionError, match="newer version"):
        EmbeddedStore.restore(backup, tmp_path / "new")
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("folder", ["store", "nothing"])
def test_what_is_no_backup_is_refused(backup: Path, tmp_path: Path, folder: str) -> None:
    with pytest.raises(StoreMissing, match="no backup"):
        EmbeddedStore.restore(tmp_path / folder, tmp_path / "new")


def test_nothing_is_overwritten(backup: Path, tmp_path: Path) -> None:
    with EmbeddedStore.open(tmp_path / "store") as store, pytest.raises(StoreError, match="exists already"):
        store.backup(backup)
    with pytest.raises(StoreError, match="not empty"):
        EmbeddedStore.restore(backup, tmp_path / "store")
    (tmp_path / "empty").mkdir()
    EmbeddedStore.restore(backup, tmp_path / "empty")
    with pytest.raises(RespondeatError):
        EmbeddedStore.restore(backup, tmp_path / "empty")
