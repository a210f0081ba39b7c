"""Packages that are made to harm: refused in words, nothing written anywhere."""

import os
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from respondeat.errors import InputError
from respondeat.graph.evidence.received.package import Lookup, opened

from .making import written, zipped


def names(path: Path, marker: str = "m.json") -> list[str]:
    with opened(path, marker) as source:
        return list(source.names())


NAMES = ["../a", "a/../../b", "/etc/a", "a\\b", "C:/a", "a//b", "./a", "a\nb", "~/a", "%TEMP%/a"]


@pytest.mark.parametrize("name", NAMES)
def test_names_that_lead_out_are_refused(tmp_path: Path, name: str) -> None:
    path = zipped(tmp_path / "a.zip", {"m.json": b"{}", name: b"x"})
    with pytest.raises(InputError, match="Nothing was taken in"):
        names(path)


@pytest.mark.parametrize("pair", [("A.txt", "a.txt"), ("é.txt", "e\u0301.txt"), ("ß.txt", "SS.txt")])
def test_names_that_are_one_file_somewhere_are_refused(tmp_path: Path, pair: tuple[str, str]) -> None:
    for path in (
        zipped(tmp_path / "a.zip", dict.fromkeys(pair, b"x")),
        written(tmp_path / "folder", dict.fromkeys(pair, b"x")),
    ):
        with pytest.raises(InputError, match="one file on many systems"):
            names(path)


def test_a_name_twice_is_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr("m.json", b"{}")
        made.writestr("m.json", b"[]")
    with pytest.raises(InputError, match="twice"):
        names(tmp_path / "a.zip")


def test_links_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "folder", {"m.json": b"{}"})
    (folder / "link").symlink_to("/etc/passwd")
    with pytest.raises(InputError, match="is a link"):
        names(folder)
    info = zipfile.ZipInfo("link")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as made:
        made.writestr(info, "/etc/passwd")
    with pytest.raises(InputError):
        names(tmp_path / "a.zip")


def test_pipes_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path / "folder", {"m.json": b"{}"})
    os.mkfifo(folder / "pipe")
    with pytest.raises(InputError, match="neither a file nor a folder"):
        names(folder)


def test_a_bomb_is_refused_before_it_is_read(tmp_path: Path) -> None:
    """A deflated stream of zeros that says two gigabytes, without being that long here."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    body = packed.compress(b"\0" * 1_000_000) + packed.flush()
    size, name = 2 << 30, b"m.json"
    sizes = struct.pack("<3L", 0, len(body), size)
    local = b"PK\3\4" + struct.pack("<5H", 20, 0, 8, 0, 33) + sizes + struct.pack("<2H", len(name), 0)
    place = len(local) + len(name) + len(body)
    central = b"PK\1\2" + struct.pack("<6H", 20, 20, 0, 8, 0, 33) + sizes
    central += struct.pack("<5H2L", len(name), 0, 0, 0, 0, 0, 0) + name
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, len(central), place, 0)
    (tmp_path / "a.zip").write_bytes(local + name + body + central + end)
    with pytest.raises(InputError, match="would swell"):
        names(tmp_path / "a.zip")


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip at all", b"PK\5\6" + b"\xff" * 18])
def test_what_is_no_zip(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(InputError, match="not taken in"):
        names(tmp_path / "a.zip")


def test_the_folder_within_a_zip(tmp_path: Path) -> None:
    files = {"m.json": b"{}", "a/b": b"x"}
    assert names(zipped(tmp_path / "a.zip", files)) == ["a/b", "m.json"]
    assert names(zipped(tmp_path / "b.zip", files, "top/")) == ["a/b", "m.json"]
    assert names(zipped(tmp_path / "c.zip", {"a/m.json": b"", "b/x": b""})) == ["a/m.json", "b/x"]


def test_a_name_in_another_form_of_unicode_is_found() -> None:
    lookup = Lookup(["e\u0301.txt", "b"])
    assert [lookup.find(name) for name in ("é.txt", "b", "c")] == ["e\u0301.txt", "b", ""]
