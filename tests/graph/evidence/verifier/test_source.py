"""What is handed over may be made to harm: folders and zips that no bag is."""

import io
import os
import resource
import socket
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from respondeat.graph.evidence.verifier import Unreadable, open_source, verify
from respondeat.graph.evidence.verifier.source import (
    FolderSource,
    ZipSource,
    check_names,
    lines_of,
    read_whole,
)

MIB = 1 << 20


def bag(folder: Path) -> Path:
    (folder / "data").mkdir(parents=True)
    (folder / "bagit.txt").write_bytes(b"BagIt-Version: 1.0\n")
    (folder / "data" / "a.txt").write_bytes(b"a")
    return folder


def zipped(entries: list[tuple[str | zipfile.ZipInfo, bytes]], method: int = zipfile.ZIP_STORED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as made:
        for name, content in entries:
            made.writestr(name, content, method)
    return into.getvalue()


def refused(content: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        source = ZipSource(io.BytesIO(content))
        for name in source.names():
            with source.open(name) as file:
                while file.read(MIB):
                    pass


PLAIN: list[tuple[str | zipfile.ZipInfo, bytes]] = [("b/bagit.txt", b"x"), ("b/data/a.txt", b"some text")]


def test_a_folder_and_a_zip_are_read_alike(tmp_path: Path) -> None:
    folder = FolderSource(bag(tmp_path / "a"))
    file = tmp_path / "a.zip"
    file.write_bytes(
        zipped([("x/bagit.txt", b"BagIt-Version: 1.0\n"), ("x/data/", b""), ("x/data/a.txt", b"a")])
    )
    for source in (folder, open_source(file)):
        assert list(source.names()) == ["bagit.txt", "data/a.txt"]
        assert list(source.folders()) == ["data"]
        assert source.size("bagit.txt") == 19
        with source.open("data/a.txt") as opened:
            assert opened.read() == b"a"
        with pytest.raises(KeyError):
            source.open("data/b.txt")
        source.close()


def test_a_bag_at_the_top_of_a_zip_is_read_too() -> None:
    assert ZipSource(io.BytesIO(zipped([("bagit.txt", b""), ("data/a", b"")]))).top == ""


def test_a_folder_that_holds_an_unpacked_zip_stands_for_it(tmp_path: Path) -> None:
    bag(tmp_path / "bundle")
    assert list(open_source(tmp_path).names()) == ["bagit.txt", "data/a.txt"]
    (tmp_path / ".DS_Store").touch()
    assert list(open_source(tmp_path).names()) == ["bagit.txt", "data/a.txt"]


@pytest.mark.parametrize("beside", ["data/report.html", "READ_ME.pdf", "bundle.old/bagit.txt"])
def test_a_folder_with_other_things_beside_a_bag_does_not_stand_for_it(tmp_path: Path, beside: str) -> None:
    bag(tmp_path / "bundle")
    (tmp_path / beside).parent.mkdir(exist_ok=True)
    (tmp_path / beside).touch()
    with pytest.raises(Unreadable, match="with other things beside it"):
        open_source(tmp_path)
    assert list(open_source(tmp_path / "bundle").names()) == ["bagit.txt", "data/a.txt"]


def test_what_is_neither_folder_nor_zip(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="no folder and no zip"):
        open_source(tmp_path / "a")
    for content in (b"", b"PK", b"not a zip, but long enough to be one", bytes(100)):
        refused(content, "no zip")


def link(place: Path) -> None:
    place.symlink_to("/etc/hostname")


def folder_link(place: Path) -> None:
    place.symlink_to("/etc")


def broken_link(place: Path) -> None:
    place.symlink_to("nowhere")


def loop(place: Path) -> None:
    place.symlink_to(place.parent.parent)


@pytest.mark.parametrize("make", [link, folder_link, broken_link, loop])
def test_links_in_a_folder_are_refused(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(bag(tmp_path / "a") / "data" / "x")
    with pytest.raises(Unreadable, match="'data/x' is a link"):
        open_source(tmp_path / "a")


def test_pipes_and_sockets_in_a_folder_are_refused(tmp_path: Path) -> None:
    os.mkfifo(bag(tmp_path / "a") / "data" / "x")
    with pytest.raises(Unreadable, match="neither a file nor a folder"):
        open_source(tmp_path / "a")
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(bag(tmp_path / "b") / "s"))
        with pytest.raises(Unreadable, match="neither a file nor a folder"):
            open_source(tmp_path / "b")


def test_a_file_that_is_exchanged_meanwhile_is_refused(tmp_path: Path) -> None:
    source = FolderSource(bag(tmp_path / "a"))
    inner = tmp_path / "a" / "data" / "a.txt"
    inner.rename(tmp_path / "kept")
    inner.symlink_to(tmp_path / "kept")
    with pytest.raises(Unreadable, match="cannot be opened"):
        source.open("data/a.txt")
    inner.unlink()
    inner.write_bytes(b"b")
    with pytest.raises(Unreadable, match="exchanged"):
        source.open("data/a.txt")
    inner.unlink()
    os.mkfifo(inner)
    with pytest.raises(Unreadable, match="exchanged"):
        source.open("data/a.txt")


def test_a_folder_that_is_exchanged_for_a_link_is_refused(tmp_path: Path) -> None:
    source = FolderSource(bag(tmp_path / "a"))
    bag(tmp_path / "other")
    (tmp_path / "a" / "data").rename(tmp_path / "kept")
    (tmp_path / "a" / "data").symlink_to(tmp_path / "other" / "data")
    with pytest.raises(Unreadable, match="exchanged"):
        source.open("data/a.txt")


def test_folders_too_deep_are_refused(tmp_path: Path) -> None:
    inner = bag(tmp_path / "a")
    for _ in range(70):
        inner /= "d"
    inner.mkdir(parents=True)
    with pytest.raises(Unreadable, match="deep"):
        open_source(tmp_path / "a")


BAD_NAMES = [
    "../a",
    "data/../../a",
    "/etc/passwd",
    "//server/share",
    "C:/Windows/a",
    "c:a",
    "\\\\server\\share",
    "data\\..\\a",
    "~/a",
    "~root/a",
    "%HomeDrive%/a",
    "$HOME/a",
    "data/./a",
    "data//a",
    "data/a\nb",
    "data/a\x00b",
    "data/\x1b[31m",
    "data/\x85",
    "",
    "a" * 5000,
    "data/\udcff",
]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_names_that_no_bag_may_hold(name: str) -> None:
    with pytest.raises(Unreadable, match="refused") as raised:
        check_names([name])
    assert str(raised.value).isprintable()
    assert len(str(raised.value)) < 400


@pytest.mark.parametrize("name", [n for n in BAD_NAMES if n and "\udcff" not in n and "\x00" not in n])
def test_names_in_a_zip_that_lead_out_are_refused(name: str) -> None:
    refused(zipped([("bagit.txt", b""), (name, b"x")]), "refused")
    refused(zipped([("b/bagit.txt", b""), (f"b/{name}", b"x")]), "refused") if name != "~/a" else None


def test_a_name_with_a_zero_byte_in_a_zip_is_refused() -> None:
    refused(zipped([("bagit.txt", b""), ("data/aXb", b"x")]).replace(b"data/aXb", b"data/a\0b"), "control")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("data/A.txt", "data/a.txt"),
        ("data/Straße", "data/STRASSE"),
        ("data/Nu\u0301n\u0303ez", "data/N\u00fa\u00f1ez"),
        ("data/Ⅳ".upper(), "data/ⅳ"),
        ("DATA/x", "data/X"),
    ],
)
def test_names_that_are_one_on_some_systems_are_refused(one: str, other: str) -> None:
    with pytest.raises(Unreadable, match="one file on many systems"):
        check_names([one, other])
    refused(zipped([("bagit.txt", b""), (one, b"x"), (other, b"y")]), "one file on many systems")


def test_a_name_that_stands_twice_in_a_zip_is_refused() -> None:
    content = zipped([*PLAIN, ("b/data/b.txt", b"other")]).replace(b"data/b.txt", b"data/a.txt")
    refused(content, "twice")


def test_entries_outside_of_the_folder_of_a_zip_are_refused() -> None:
    refused(zipped([*PLAIN, ("other/a", b"")]), "outside")
    refused(zipped([*PLAIN, ("a", b"")]), "outside")


def test_links_and_devices_in_a_zip_are_refused() -> None:
    for kind in (0o120777, 0o020666, 0o060666, 0o010666, 0o140666):
        info = zipfile.ZipInfo("b/data/x")
        info.create_system, info.external_attr = 3, kind << 16
        refused(zipped([*PLAIN, (info, b"/etc/passwd")]), "link or a device")
    info = zipfile.ZipInfo("b/data/x/")
    info.external_attr = 0o100644 << 16
    refused(zipped([*PLAIN, (info, b"text in a folder")]), "folder and a file")


def record_at(content: bytes | bytearray, name: bytes) -> int:
    """Where the record of a file begins in the directory of a zip."""
    return content.rindex(name) - 46


def test_encrypted_files_and_other_packings_are_refused() -> None:
    content = bytearray(zipped(PLAIN))
    at = record_at(content, b"b/data/a.txt")
    content[at + 8] |= 1
    refused(bytes(content), "encrypted")
    refused(zipped(PLAIN, zipfile.ZIP_BZIP2), "packed in a way")
    refused(zipped(PLAIN, zipfile.ZIP_LZMA), "packed in a way")


def test_packed_files_are_read() -> None:
    source = ZipSource(io.BytesIO(zipped([("b/bagit.txt", b""), ("b/data/a", b"text " * 99_999)], 8)))
    with source.open("data/a") as file:
        assert file.read() == b"text " * 99_999


def test_a_zip_that_was_written_as_a_stream_is_read() -> None:
    class Stream(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def seek(self, *_: object) -> int:
            raise io.UnsupportedOperation

        def tell(self) -> int:
            raise io.UnsupportedOperation

    into = Stream()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("b/bagit.txt", "x")
        made.writestr("b/data/a", "text " * 1000)
    source = ZipSource(io.BytesIO(into.getvalue()))
    with source.open("data/a") as file:
        assert file.read() == b"text " * 1000


@pytest.mark.parametrize("method", [0, 8])
def test_a_changed_byte_of_content_is_told(method: int) -> None:
    content = bytearray(zipped(PLAIN, method))
    at = content.index(b"b/data/a.txt") + len("b/data/a.txt")
    content[at + 2] ^= 1
    refused(bytes(content), "CRC|unpacked|large")


def test_sizes_that_lie_are_told() -> None:
    content = zipped([("b/bagit.txt", b""), ("b/data/a", b"text " * 1000)], 8)
    at = record_at(content, b"b/data/a")
    for size in (1, 4999, 5001, 90_000):
        changed = bytearray(content)
        changed[at + 24 : at + 28] = struct.pack("<L", size)
        refused(bytes(changed), "not as large|disagrees|CRC")


def test_bytes_that_belong_to_no_file_are_refused() -> None:
    content = zipped(PLAIN)
    refused(b"#!/bin/sh\n" + content, "directory|does not follow")
    refused(content + b"more", "comment, or bytes behind")
    refused(content + bytes(70_000), "no zip")
    with_comment = io.BytesIO(content)
    with zipfile.ZipFile(with_comment, "a") as made:
        made.comment = b"told in a comment"
    refused(with_comment.getvalue(), "comment")
    # a gap between two files, which the directory knows nothing of
    at = content.index(b"PK\3\4", 4)
    refused(shifted(content, at, 7), "does not follow|no file|directory")


def shifted(content: bytes, at: int, by: int) -> bytes:
    """A zip with a gap before its second file, and places that fit."""
    changed = bytearray(content[:at] + bytes(by) + content[at:])
    end = len(changed) - 22
    place = struct.unpack("<L", changed[end + 16 : end + 20])[0] + by
    changed[end + 16 : end + 20] = struct.pack("<L", place)
    second = record_at(changed, b"b/data/a.txt")
    changed[second + 42 : second + 46] = struct.pack("<L", at + by)
    return bytes(changed)


def test_files_that_overlap_are_refused() -> None:
    """Many entries of one packed kernel: the bomb of Fifield (2019)."""
    content = bytearray(zipped([("b/bagit.txt", b""), ("b/data/a", b"x" * 50), ("b/data/b", b"x" * 50)]))
    first, second = record_at(content, b"b/data/a"), record_at(content, b"b/data/b")
    content[second + 42 : second + 46] = content[first + 42 : first + 46]
    refused(bytes(content), "overlaps|another file")


def test_a_directory_that_lies_is_refused() -> None:
    content = zipped(PLAIN)
    for at, value in ((8, 3), (10, 3), (12, 9), (16, 9), (4, 1), (20, 5)):
        changed = bytearray(content)
        changed[len(content) - 22 + at] ^= value
        refused(bytes(changed), "zip")
    changed = bytearray(content)
    changed[content.index(b"b/data/a.txt")] = ord("c")
    refused(bytes(changed), "another file")


def test_a_zip_that_says_a_million_files_is_refused_at_once() -> None:
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    many = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 10**9, 10**9, 0, 0)
    where = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    refused(many + where + end, "more than is read")


def limited(code: str, *arguments: str | Path, memory: int = 300 * MIB) -> str:
    """What some code prints in a process with little memory and time."""

    def bounds() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))

    command = [sys.executable, "-c", code, *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, preexec_fn=bounds)
    assert done.stderr == ""
    return done.stdout


JUDGE = """
import sys
from pathlib import Path
from respondeat.graph.evidence.verifier import Unreadable, open_source
from respondeat.graph.evidence.verifier.bag import examine
try:
    found = examine(open_source(Path(sys.argv[1])))
    print(found.verdict, *found.faults)
except Unreadable as error:
    print("refused:", error)
"""


def test_a_bomb_is_refused_in_little_memory(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
        made.writestr("b/bagit.txt", "x")
        with made.open("b/data/a", "w", force_zip64=True) as inner:
            for _ in range(1100):
                inner.write(bytes(MIB))
    assert file.stat().st_size < 10 * MIB
    assert "would swell" in limited(JUDGE, file)


def test_a_bomb_that_lies_about_its_size_is_refused_in_little_memory(tmp_path: Path) -> None:
    content = bytearray(zipped([("b/bagit.txt", b"x"), ("b/data/a", bytes(200 * MIB))], 8))
    at = record_at(bytes(content), b"b/data/a")
    content[at + 24 : at + 28] = struct.pack("<L", 1000)
    file = tmp_path / "a.zip"
    file.write_bytes(content)
    assert "not as large as the zip says" in limited(JUDGE, file, memory=200 * MIB)


MANY = {
    "different names": "".join(f"{'0' * 64}  data/{n:07}\n" for n in range(100_000)),
    "one name": f"{'0' * 64}  data/a\n" * 100_000,
    "names that lead out": f"{'0' * 64}  ../a\n" * 100_000,
}


@pytest.mark.parametrize("lines", MANY.values(), ids=MANY)
def test_a_manifest_of_millions_of_lines_is_given_up_soon(tmp_path: Path, lines: str) -> None:
    (tmp_path / "a" / "data").mkdir(parents=True)
    tags = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    (tmp_path / "a" / "bagit.txt").write_bytes(tags)
    with (tmp_path / "a" / "manifest-sha256.txt").open("wb") as file:
        for _ in range(10):
            file.write(lines.encode())
    assert "lists far more than there is" in limited(JUDGE, tmp_path / "a")


@pytest.mark.parametrize("name", ["bagit.txt", "manifest-sha256.txt", "fetch.txt", "bag-info.txt"])
def test_a_line_without_end_is_refused_in_little_memory(tmp_path: Path, name: str) -> None:
    (tmp_path / "a" / "data").mkdir(parents=True)
    tags = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    (tmp_path / "a" / "bagit.txt").write_bytes(tags)
    with (tmp_path / "a" / name).open("wb") as file:
        file.truncate(1 << 33)
    # the hashes of 8 GiB are not waited for: what is read before them is what is looked at
    code = JUDGE.replace("print(found.verdict", "print(found.verdict").replace(
        "try:",
        "import respondeat.graph.evidence.verifier.bag as b\nb.Hasher.of = lambda *a: {'sha256': ''}\ntry:",
    )
    assert "too long" in (told := limited(code, tmp_path / "a")) or "larger than" in told


def test_a_manifest_of_a_bag_is_no_pickle_of_encodings(tmp_path: Path) -> None:
    """Codecs of Python that are no encodings of text are not used, whatever bagit.txt says."""
    for name in (
        "zip",
        "rot13",
        "idna",
        "punycode",
        "unicode_escape",
        "utf-7",
        "no-such",
        "undefined",
        "hex",
    ):
        folder = tmp_path / name
        (folder / "data").mkdir(parents=True)
        tags = f"BagIt-Version: 1.0\nTag-File-Character-Encoding: {name}\n"
        (folder / "bagit.txt").write_bytes(tags.encode())
        assert "which is not read" in limited(JUDGE, folder) if name == "zip" else judged(folder)


def judged(folder: Path) -> bool:
    from respondeat.graph.evidence.verifier.bag import examine

    return any("which is not read" in fault for fault in examine(FolderSource(folder)).faults)


def test_small_files_and_lines_are_read_up_to_a_bound(tmp_path: Path) -> None:
    source = FolderSource(bag(tmp_path / "a"))
    assert read_whole(source, "data/a.txt", 1) == b"a"
    with pytest.raises(Unreadable, match="larger"):
        read_whole(source, "data/a.txt", 0)
    with pytest.raises(Unreadable, match="missing"):
        read_whole(source, "data/b.txt", 9)
    assert list(lines_of(io.BytesIO(b"a\nbc\nd"), "x", 3)) == [b"a\n", b"bc\n", b"d"]
    with pytest.raises(Unreadable, match="line of more"):
        list(lines_of(io.BytesIO(b"a\nbcd\n"), "x", 3))


def test_nothing_is_written(tmp_path: Path) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zipped(PLAIN))
    folder = bag(tmp_path / "a")
    before = sorted(tmp_path.rglob("*"))
    for path in (file, folder):
        with pytest.raises(Unreadable):
            verify(path)
    assert sorted(tmp_path.rglob("*")) == before
