"""Keys and secrets: for their owner only, made once, never inside a store."""

import os
import threading
from pathlib import Path

import pytest

from respondeat.errors import InputError
from respondeat.graph.evidence.signing.private_files import LARGEST, outside, read_private, write_private

posix = pytest.mark.skipif(os.name != "posix", reason="rights of files as POSIX has them")


@posix
def test_only_the_owner_may_read(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_private(tmp_path / "new" / "a", b"x", "a key")
    finally:
        os.umask(before)
    assert (tmp_path / "new" / "a").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["a"]
    assert read_private(tmp_path / "new" / "a", "A key") == b"x"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"before")
    with pytest.raises(InputError, match="exists already: a key is never overwritten"):
        write_private(tmp_path / "a", b"x", "a key")
    assert (tmp_path / "a").read_bytes() == b"before"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


@posix
def test_a_link_is_not_followed_to_write(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(InputError, match="exists already"):
        write_private(tmp_path / "a", b"x", "a key")
    assert not (tmp_path / "elsewhere").exists()


def test_of_many_at_once_one_writes(tmp_path: Path) -> None:
    done = list[int]()
    ready = threading.Barrier(4)

    def write(number: int) -> None:
        ready.wait()
        try:
            write_private(tmp_path / "a", str(number).encode() * 64, "a key")
        except InputError:
            return
        done.append(number)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [str(n).encode() * 64 for n in done] == [(tmp_path / "a").read_bytes()]
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_where_there_are_no_hard_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise PermissionError("no hard links here")

    monkeypatch.setattr(Path, "hardlink_to", none)
    write_private(tmp_path / "a", b"x", "a key")
    assert (tmp_path / "a").read_bytes() == b"x"
    with pytest.raises(InputError, match="exists already"):
        write_private(tmp_path / "a", b"y", "a key")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


@posix
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o602, 0o610, 0o777])
def test_what_others_may_read_or_change_is_refused(tmp_path: Path, mode: int) -> None:
    write_private(tmp_path / "a", b"very secret", "a key")
    (tmp_path / "a").chmod(mode)
    with pytest.raises(InputError, match="chmod 600") as error:
        read_private(tmp_path / "a", "A key")
    assert "very secret" not in error.value.detail


@posix
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "folder").mkdir(mode=0o700)
    for name in ("pipe", "folder"):
        with pytest.raises(InputError, match=r"that is no file|cannot be read"):
            read_private(tmp_path / name, "A key")


def test_what_is_not_there_or_too_large(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="A key cannot be read from"):
        read_private(tmp_path / "a", "A key")
    write_private(tmp_path / "b", b"x" * (LARGEST + 1), "a key")
    with pytest.raises(InputError, match="larger"):
        read_private(tmp_path / "b", "A key")


def test_a_store_holds_no_key(tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    assert outside(tmp_path / "a", store, "the key") == tmp_path / "a"
    assert outside(tmp_path / "store-2" / "a", store, "the key")
    (tmp_path / "link").symlink_to(store)
    for inside in (store, store / "a", tmp_path / "x" / ".." / "store" / "a", tmp_path / "link" / "b"):
        with pytest.raises(InputError, match="inside the store"):
            outside(inside, store, "the key")
