"""The form of a bundle's zip: stored files one behind the other, and no byte that says anything else."""

from __future__ import annotations

import os
import struct
from collections.abc import Sequence
from typing import BinaryIO, Final

from .layout import TOP
from .names import shown
from .verdict import Unreadable
from .zipped import ZipEntry

LARGE32: Final = 0x7FFFFFFF
"""What no longer stands in 32 bits: sizes and places above it are told in 64."""

MANY16: Final = 0xFFFF
"""More files than these are counted in 64 bits too."""

_FULL: Final = 0xFFFFFFFF
_VERSION: Final = 45  # of the format that a reader has to know: sizes in 64 bits
_ATTRIBUTES: Final = 0o644 << 16
_DATE: Final = 1 << 5 | 1  # the first day that a zip can say: 1980-01-01


def check_zip(file: BinaryIO, entries: Sequence[ZipEntry], top: str) -> str:
    """Every byte beside the files' own is as a bundle's zip has it. Raises Unreadable."""
    if top != f"{TOP}/":
        raise Unreadable(f"The zip does not hold its files in one folder {TOP!r}.")
    directory = 0
    place = 0
    for entry in entries:
        if entry.offset != place or entry.method or not entry.name.isascii():
            raise Unreadable(f"{shown(entry.name)} is not stored in the zip as a bundle's files are.")
        file.seek(entry.offset)
        head = file.read(entry.start - entry.offset)
        name = entry.name.encode()
        if head != local_header(name, entry.crc, entry.size):
            raise Unreadable(f"What stands before {shown(entry.name)} in the zip is not in its one form.")
        if entry.record != directory_record(name, entry.crc, entry.size, entry.offset):
            raise Unreadable(f"What the zip's directory says of {shown(entry.name)} is not in its one form.")
        directory += len(entry.record)
        place = entry.start + entry.packed
    length = file.seek(0, os.SEEK_END)
    file.seek(place + directory)
    if file.read(length) != end_of_zip(len(entries), directory, place):
        raise Unreadable("The end of the zip is not in its one form.")
    return f"A zip with {len(entries)} stored files and no byte beside them."


def end_of_zip(count: int, size: int, place: int) -> bytes:
    """What stands at the end of a zip with a directory of so many entries, of this size, at this place."""
    made = b""
    if count > MANY16 or size > LARGE32 or place > LARGE32:
        made = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, place)
        made += struct.pack("<4sLQL", b"PK\6\7", 0, place + size, 1)
    told = min(count, 0xFFFF), min(count, 0xFFFF), min(size, _FULL), min(place, _FULL)
    return made + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *told, 0)


def local_header(name: bytes, crc: int, size: int) -> bytes:
    """What stands before a file; its size is told in 64 bits, whatever it is."""
    return (
        struct.pack("<4s5H3L2H", b"PK\3\4", _VERSION, 0, 0, 0, _DATE, crc, _FULL, _FULL, len(name), 20)
        + name
        + struct.pack("<HHQQ", 1, 16, size, size)
    )


def directory_record(name: bytes, crc: int, size: int, place: int) -> bytes:
    """What the directory says of a file that stands at a place."""
    extra = [size, size] if size > LARGE32 else []
    told_size = _FULL if extra else size
    if place > LARGE32:
        extra.append(place)
        place = _FULL
    field = struct.pack("<HH" + "Q" * len(extra), 1, 8 * len(extra), *extra) if extra else b""
    head = struct.pack(
        "<4sBBBB4H3L", b"PK\1\2", _VERSION, 3, _VERSION, 0, 0, 0, 0, _DATE, crc, told_size, told_size
    )
    return head + struct.pack("<5H2L", len(name), len(field), 0, 0, 0, _ATTRIBUTES, place) + name + field
