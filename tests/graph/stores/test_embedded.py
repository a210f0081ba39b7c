"""The store on disk: who may open it, what readers keep, which levels share, what is on the disk."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from respondeat.errors import StoreError, StoreLocked, StoreMissing, StoreVersionError
from respondeat.graph.statement import Record
from respondeat.graph.stores import EmbeddedStore, Reader, open_reader
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import SECRET, IdIndex, changeset, ids, indexed

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store"


def versions_of(path: Path) -> dict[str, str]:
    """Which version of which level the readers of each level open."""
    found = {}
    for level in v.LEVELS:
        said = json.loads((path / "levels" / level / "current").read_text())
        found[level] = f"{said['level']} {said['version']}"
    return found


def in_another_process(code: str, path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_what_was_written_is_there_when_it_is_opened_again(path: Path) -> None:
    with EmbeddedStore.create(path) as store:
        store.write([changeset(1, "public"), changeset(2, "sealed")])
    with EmbeddedStore.open(path) as store:
        assert store.sequence == 2
        assert store.write([changeset(1, "public")]) == 2
    with open_reader(path, "sealed") as reader:
        assert [info.id for info in reader.changesets()] == [
            changeset(1, "public").id,
            changeset(2, "sealed").id,
        ]


def test_a_store_is_made_only_where_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("keep me")
    with pytest.raises(StoreError, match=r"letter\.txt"):
        EmbeddedStore.create(tmp_path / "full")
    assert (tmp_path / "full" / "letter.txt").read_text() == "keep me"
    (tmp_path / "empty").mkdir()
    EmbeddedStore.create(tmp_path / "empty").close()
    with pytest.raises(StoreError, match="already"):
        EmbeddedStore.create(tmp_path / "empty")
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError):
        EmbeddedStore.create(tmp_path / "file")


def test_a_store_that_was_not_finished_can_be_made_again(path: Path) -> None:
    EmbeddedStore.create(path).close()
    (path / "respondeat.json").unlink()
    EmbeddedStore.create(path).close()
    EmbeddedStore.open(path).close()


@pytest.mark.parametrize("opened", [EmbeddedStore.open, lambda path: open_reader(path, "public")])
def test_what_is_no_store_cannot_be_opened(path: Path, opened: Callable[[Path], object]) -> None:
    with pytest.raises(StoreMissing, match="no store"):
        opened(path)
    assert not path.exists()
    path.mkdir()
    with pytest.raises(StoreMissing):
        opened(path)
    assert list(path.iterdir()) == []
    for strange in ("", "[]", "{}", '{"format": "x"}', '{"format": null}', "\xff"):
        (path / "respondeat.json").write_text(strange, encoding="latin-1")
        with pytest.raises(StoreError, match="cannot be read"):
            opened(path)


@pytest.mark.parametrize("opened", [EmbeddedStore.open, lambda path: open_reader(path, "public")])
def test_a_newer_version_is_left_alone(path: Path, opened: Callable[[Path], object]) -> None:
    EmbeddedStore.create(path).close()
    (path / "respondeat.json").write_text('{"format": 2, "created_by": "respondeat 9.9"}')
    before = sorted((p, p.stat().st_mtime_ns) for p in path.rglob("*"))
    with pytest.raises(StoreVersionError, match=r"format 2.*respondeat 9\.9.*newer version"):
        opened(path)
    assert sorted((p, p.stat().st_mtime_ns) for p in path.rglob("*")) == before


def test_a_second_writer_is_told_who_is_writing(path: Path) -> None:
    with EmbeddedStore.create(path) as store:
        with pytest.raises(StoreLocked, match="this very process"):
            EmbeddedStore.open(path)
        code = (
            "import sys, pathlib\n"
            "from respondeat.errors import StoreLocked\n"
            "from respondeat.graph.stores import EmbeddedStore\n"
            "try: EmbeddedStore.open(pathlib.Path(sys.argv[1]))\n"
            "except StoreLocked as error: sys.stdout.write(error.detail)\n"
        )
        assert f"Process {os.getpid()} is writing" in in_another_process(code, path)
        assert store.write([changeset(1)]) == 1
    EmbeddedStore.open(path).close()


def test_other_processes_read_while_one_writes(path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from respondeat.graph.stores import open_reader\n"
        "reader = open_reader(pathlib.Path(sys.argv[1]), 'public')\n"
        "sys.stdout.write(str(reader.sequence))\n"
    )
    with EmbeddedStore.create(path) as store:
        store.write([changeset(1, "public")])
        assert in_another_process(code, path) == "1"
        store.write([changeset(2, "public")])
        assert in_another_process(code, path) == "2"


def test_versions_go_when_nobody_reads_them(path: Path) -> None:
    with EmbeddedStore.create(path) as store:
        folder = path / "levels" / "public" / "versions"
        store.write([changeset(1, "public")])
        with store.reader("sealed") as reader:
            store.write([changeset(2, "public")])
            store.write([changeset(3, "public")])
            assert sorted(p.name for p in folder.iterdir()) == ["1", "3"]
            assert len(ids(reader)) > 0
        store.write([changeset(4, "public")])
        assert sorted(p.name for p in folder.iterdir()) == ["4"]


def test_levels_that_see_the_same_share_and_part(path: Path) -> None:
    with EmbeddedStore.create(path) as store:
        store.write([changeset(1, "public")])
        assert versions_of(path) == {"public": "public 1", "restricted": "public 1", "sealed": "public 1"}
        store.write([changeset(2, "sealed")])
        assert versions_of(path) == {"public": "public 1", "restricted": "public 1", "sealed": "sealed 2"}
        store.write([changeset(3, "public")])
        assert versions_of(path) == {"public": "public 2", "restricted": "public 2", "sealed": "sealed 3"}
        store.write([changeset(4, "restricted")])
        assert versions_of(path) == {
            "public": "public 2",
            "restricted": "restricted 3",
            "sealed": "sealed 4",
        }
        assert store.check() == ()


def test_what_is_restricted_is_in_no_file_of_a_lower_level(path: Path) -> None:
    """Trap 7, down to the bytes: compression off or on, logs, tables and indexes."""
    with EmbeddedStore.create(path, [IdIndex()]) as store:
        store.write([changeset(1, "public", 3)])
        store.write([changeset(2, "restricted", 3), changeset(3, "public", 3)])
        store.write([changeset(4, "sealed", 3)])
        store.write([changeset(5, "public", 3)])
    ids_above = {
        "public": [changeset(2, "restricted", 3), changeset(4, "sealed", 3)],
        "restricted": [changeset(4, "sealed", 3)],
    }
    for level, above in ids_above.items():
        content = b"".join(p.read_bytes() for p in (path / "levels" / level).rglob("*") if p.is_file())
        assert b"Report 1" in content
        for hidden in above:
            assert f"{SECRET} {hidden.level}".encode() not in content
            assert hidden.id.encode() not in content
            assert all(r.id.encode() not in content for r in hidden.records if "/p-" in r.id)
    sealed = b"".join(p.read_bytes() for p in (path / "levels" / "sealed").rglob("*") if p.is_file())
    assert f"{SECRET} sealed".encode() in sealed  # so the search does find what is there


def test_indexes_get_only_what_is_new(path: Path) -> None:
    calls: list[tuple[str, bool, int]] = []

    class Watched(IdIndex):
        def update(self, old: Path | None, new: Path, reader: Reader, added: Sequence[Record]) -> None:
            calls.append((reader.level, old is not None, len(added)))
            super().update(old, new, reader, added)

    with EmbeddedStore.create(path, [Watched()]) as store:
        first, second, third = (
            changeset(1, "public", 2),
            changeset(2, "restricted", 3),
            changeset(3, "public"),
        )
        for one in (first, second, third):
            store.write([one])
    n = [len(c.records) for c in (first, second, third)]
    assert calls == [
        ("public", False, 0),
        ("public", True, n[0]),
        ("restricted", True, n[1]),
        ("restricted", True, n[2]),
        ("public", True, n[2]),
    ]


def test_an_index_that_is_new_is_built_when_the_store_is_opened(path: Path) -> None:
    with EmbeddedStore.create(path) as store:
        store.write([changeset(1, "public"), changeset(2, "sealed")])
    with open_reader(path, "public") as reader, pytest.raises(StoreError, match="ids-1"):
        reader.index_directory("ids-1")
    for level in v.LEVELS:
        with open_reader(path, level, [IdIndex()]) as reader:
            assert indexed(reader) == ids(reader)


def test_an_index_that_fails_leaves_the_last_version_to_read(path: Path) -> None:
    class Failing(IdIndex):
        def update(self, old: Path | None, new: Path, reader: Reader, added: Sequence[Record]) -> None:
            if reader.sequence == 2:
                raise RuntimeError("the index failed")
            super().update(old, new, reader, added)

    with EmbeddedStore.create(path, [Failing()]) as store:
        store.write([changeset(1, "public")])
        with pytest.raises(RuntimeError, match="the index failed"):
            store.write([changeset(2, "public")])
    with pytest.raises(RuntimeError, match="the index failed"):
        EmbeddedStore.open(path, [Failing()])
    with EmbeddedStore.open(path, [IdIndex()]) as store:  # mended
        assert store.sequence == 2
        assert store.check() == ()
        with store.reader("public") as reader:
            assert indexed(reader) == ids(reader)


def test_a_reader_does_not_wait_for_a_writer(path: Path) -> None:
    with EmbeddedStore.create(path) as store:
        store.write([changeset(1, "public")])
        (path / "pending").write_text("{}")  # as in the midst of a write
        with open_reader(path, "public") as reader:
            assert reader.sequence == 1
        assert (path / "pending").exists()
        assert store.write([changeset(2, "public")]) == 2
        assert not (path / "pending").exists()


def test_levels_that_are_lost_or_damaged_are_made_anew(path: Path) -> None:
    with EmbeddedStore.create(path, [IdIndex()]) as store:
        store.write([changeset(n, level) for n, level in enumerate([*v.LEVELS, "public"])])
    shutil.rmtree(path / "levels")
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        assert store.check() == ()
    for file in (path / "levels" / "public" / "versions").rglob("*.sst"):
        content = file.read_bytes()
        file.unlink()  # its content may be shared with the level's own store
        file.write_bytes(content[:-20])
    with EmbeddedStore.open(path, [IdIndex()]) as store:
        assert {problem.place for problem in store.check()} == {"public"}
        store.rebuild()
        assert store.check() == ()
        with store.reader("sealed") as reader:
            assert indexed(reader) == ids(reader)
