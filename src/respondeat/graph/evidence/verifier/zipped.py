"""Zip files (APPNOTE 6.3) read with care: the files' places are checked before any is read.

Stored and deflated files only. Refused are: encryption, links, places that overlap or lie outside (the
quoted-overlap bombs), bytes that belong to no file, a comment, names that stand twice, and a packed size
that would swell beyond reason.
"""

from __future__ import annotations

import io
import os
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from .names import shown
from .verdict import Unreadable

MOST_FILES: Final = 1_000_000
_SWELL: Final = 100  # a zip may swell so many times, if by more than _FREE bytes
_FREE: Final = 1 << 30
_PACKED_PIECE: Final = 1 << 20
_STORED, _DEFLATED = 0, 8
_ENCRYPTED: Final = 0x2041  # encrypted, strongly encrypted, the directory too
_DESCRIPTOR: Final = 0x08
_UTF8: Final = 0x800
_FULL32: Final = 0xFFFFFFFF


@dataclass(frozen=True)
class ZipEntry:
    """A file in a zip: `name` as it stands there, where its header begins, and what the directory says.

    `start` is where its bytes begin and `record` its record in the directory, name and extra fields included.
    """

    name: str
    offset: int
    start: int
    packed: int
    size: int
    crc: int
    method: int
    record: bytes


def read_entries(file: BinaryIO) -> list[ZipEntry]:
    """The entries of a zip in the order of its directory. Raises Unreadable; see the top of this module."""
    end, count, size, place = _end(file)
    if place + size != end:
        raise Unreadable("The zip's directory does not lie before its end.")
    if count > MOST_FILES:
        raise Unreadable(f"The zip says {count} files: that is more than is read.")
    found = list(_directory(file, place, size, count))
    names = set()
    for entry in found:
        if entry.name in names:
            raise Unreadable(f"The zip holds {shown(entry.name)} twice.")
        names.add(entry.name)
    packed, whole = sum(e.packed for e in found), sum(e.size for e in found)
    if whole > _FREE and whole > _SWELL * packed:
        raise Unreadable(f"The zip would swell from {packed} to {whole} bytes: that is more than is read.")
    placed = _placed(file, found, place)
    return [placed[entry.offset] for entry in found]


def open_entry(file: BinaryIO, entry: ZipEntry) -> io.RawIOBase:
    """The content of an entry, checked against its size and CRC as it is read."""
    return _Member(file, entry)


def _end(file: BinaryIO) -> tuple[int, int, int, int]:
    """Where the end records begin, and of the directory: how many entries, its size and its place."""
    length = file.seek(0, os.SEEK_END)
    if length < 22:
        raise Unreadable("This is no zip.")
    file.seek(length - 22)
    record = file.read(22)
    if record[:4] != b"PK\5\6":
        if _anywhere(file, length):
            raise Unreadable("The zip has a comment, or bytes behind its end. Such a zip is not read.")
        raise Unreadable("This is no zip, or one whose end is missing.")
    disk, first, here, count, size, place, comment = struct.unpack("<4H2LH", record[4:])
    if disk or first or here != count or comment:
        raise Unreadable("The zip is one of several parts, or says a comment that is not there.")
    end = length - 22
    file.seek(max(0, end - 76))
    last = file.read(76)
    if len(last) < 76 or last[:4] != b"PK\6\6" or last[56:60] != b"PK\6\7":
        return end, count, size, place
    told = struct.unpack("<QHHLLQQQQ", last[4:56])
    link = struct.unpack("<LQL", last[60:])
    short = (count in (told[6], 0xFFFF), size in (told[7], _FULL32), place in (told[8], _FULL32))
    whole = told[0] == 44 and not told[3] and not told[4] and told[5] == told[6]
    if not all(short) or not whole or link != (0, end - 76, 1):
        raise Unreadable("The zip's end for large files contradicts itself.")
    return end - 76, told[6], told[7], told[8]


def _anywhere(file: BinaryIO, length: int) -> bool:
    file.seek(max(0, length - 66000))
    return b"PK\5\6" in file.read(66000)


def _directory(file: BinaryIO, place: int, size: int, count: int) -> Iterator[ZipEntry]:
    """The entries of the directory, whose places are not yet checked."""
    file.seek(place)
    left = size
    for _ in range(count):
        head = file.read(46) if left >= 46 else b""
        if head[:4] != b"PK\1\2" or len(head) < 46:
            raise Unreadable("The zip's directory breaks off, or holds what is no entry.")
        told = struct.unpack("<6H3L5H2L", head[4:])
        rest_size = told[9] + told[10] + told[11]
        rest = file.read(rest_size) if rest_size <= left - 46 else b""
        if len(rest) != rest_size:
            raise Unreadable("The zip's directory breaks off.")
        left -= 46 + rest_size
        yield _entry(told, head, rest)
    if left:
        raise Unreadable("The zip's directory is longer than its entries.")


def _entry(told: tuple[int, ...], head: bytes, rest: bytes) -> ZipEntry:
    flags, method, crc = told[2], told[3], told[6]
    raw, extra = rest[: told[9]], rest[told[9] : told[9] + told[10]]
    try:
        name = raw.decode("utf-8" if flags & _UTF8 or raw.isascii() else "cp437")
    except UnicodeDecodeError:
        raise Unreadable(f"The zip holds a name that is not Unicode: {shown(repr(raw))}.") from None
    if flags & _ENCRYPTED:
        raise Unreadable(f"{shown(name)} is encrypted in the zip.")
    if method not in (_STORED, _DEFLATED):
        raise Unreadable(f"{shown(name)} is packed in a way that is not read (method {method}).")
    size, packed, offset = _large(extra, told[8], told[7], told[15])
    if told[12] or (method == _STORED and size != packed):
        raise Unreadable(f"What the zip says of {shown(name)} contradicts itself.")
    kind = stat.S_IFMT(told[14] >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise Unreadable(f"{shown(name)} is a link or a device in the zip.")
    if (kind == stat.S_IFDIR) > name.endswith("/") or (name.endswith("/") and size):
        raise Unreadable(f"{shown(name)} is a folder and a file in the zip.")
    return ZipEntry(name, offset, 0, packed, size, crc, method, head + rest)


def _large(extra: bytes, size: int, packed: int, offset: int) -> tuple[int, int, int]:
    """The two sizes and the place of an entry, with what its field for large files says of them."""
    told = [size, packed, offset]
    while len(extra) >= 4:
        kind, length = struct.unpack("<HH", extra[:4])
        field, extra = extra[4 : 4 + length], extra[4 + length :]
        if kind == 1:
            for number, value in enumerate(told):
                if value == _FULL32 and len(field) >= 8:
                    told[number] = struct.unpack("<Q", field[:8])[0]
                    field = field[8:]
    return told[0], told[1], told[2]


def _placed(file: BinaryIO, found: list[ZipEntry], end: int) -> dict[int, ZipEntry]:
    """The entries by their places, each with where its bytes begin. Their places follow one another."""
    placed = {}
    at = 0
    for entry in sorted(found, key=lambda e: e.offset):
        if entry.offset != at:
            kind = "overlaps another one" if entry.offset < at else "does not follow the one before it"
            raise Unreadable(f"{shown(entry.name)} {kind} in the zip.")
        file.seek(at)
        head = file.read(30)
        if len(head) < 30 or head[:4] != b"PK\3\4":
            raise Unreadable(f"{shown(entry.name)} is not where the zip's directory says.")
        told = struct.unpack("<5H3L2H", head[4:])
        raw = file.read(told[8])
        length = entry.record[28] | entry.record[29] << 8
        if raw != entry.record[46 : 46 + length] or told[2] != entry.method:
            raise Unreadable(f"{shown(entry.name)} is another file than the zip's directory says.")
        start = at + 30 + told[8] + told[9]
        placed[at] = ZipEntry(
            entry.name, at, start, entry.packed, entry.size, entry.crc, entry.method, entry.record
        )
        at = start + entry.packed
        if at > end:
            raise Unreadable(f"{shown(entry.name)} is larger than the zip that it is in.")
        if told[1] & _DESCRIPTOR:
            at += _descriptor(file, at, entry)
    if at != end:
        raise Unreadable("The zip holds bytes that belong to no file.")
    return placed


def _descriptor(file: BinaryIO, at: int, entry: ZipEntry) -> int:
    """The length of what says CRC and sizes behind a file's bytes. Raises Unreadable when it disagrees."""
    file.seek(at)
    behind = file.read(24)
    for mark in (b"PK\7\10", b""):
        for form in ("<LQQ", "<LLL"):
            length = len(mark) + struct.calcsize(form)
            try:
                told = mark + struct.pack(form, entry.crc, entry.packed, entry.size)
            except struct.error:
                continue
            if behind[:length] == told:
                return length
    raise Unreadable(f"What stands behind {shown(entry.name)} in the zip disagrees with its directory.")


class _Member(io.RawIOBase):
    """The unpacked bytes of an entry."""

    def __init__(self, file: BinaryIO, entry: ZipEntry) -> None:
        self._file, self._entry = file, entry
        self._at, self._left = entry.start, entry.packed
        self._unpack = zlib.decompressobj(-15) if entry.method == _DEFLATED else None
        self._given, self._crc = 0, 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """The next bytes; the last call checks that size and CRC are right."""
        target = memoryview(buffer).cast("B")
        got = self._stored(target) if self._unpack is None else self._deflated(target)
        self._crc = zlib.crc32(target[:got], self._crc)
        self._given += got
        entry = self._entry
        if self._given > entry.size or (not got and len(target)):
            if self._given != entry.size or self._left:
                raise Unreadable(f"{shown(entry.name)} is not as large as the zip says.")
            if self._crc != entry.crc:
                raise Unreadable(f"{shown(entry.name)} does not agree with its CRC in the zip.")
        return got

    def _stored(self, target: memoryview) -> int:
        self._file.seek(self._at)
        want = target[: min(len(target), self._left)]
        got = self._file.readinto(want)  # type: ignore[attr-defined]
        self._at += got
        self._left -= got
        return int(got)

    def _deflated(self, target: memoryview) -> int:
        unpack = self._unpack
        assert unpack is not None
        try:
            while not unpack.eof:
                packed = unpack.unconsumed_tail
                if not packed and self._left:
                    self._file.seek(self._at)
                    packed = self._file.read(min(_PACKED_PIECE, self._left))
                    self._at += len(packed)
                    self._left -= len(packed)
                piece = unpack.decompress(packed, len(target))
                if piece:
                    target[: len(piece)] = piece
                    return len(piece)
                if not packed:
                    break
        except zlib.error:
            raise Unreadable(f"{shown(self._entry.name)} cannot be unpacked from the zip.") from None
        if not unpack.eof or unpack.unused_data:
            raise Unreadable(f"{shown(self._entry.name)} cannot be unpacked whole from the zip.")
        return 0
