"""What is packed into a file: archives, PDF documents, notes in pictures. Bounded in depth and size."""

import bz2
import gzip
import io
import lzma
import re
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Final, cast

from .pdf import pdf_pieces
from .pictures import is_picture, picture_notes
from .pieces import PICTURE, Piece, Text, Unread, texts

Open = Callable[[], IO[bytes]]

_DEPTH: Final = 4  # archives within archives
_MOST: Final = 16 << 30  # bytes that a file may unpack to
_HEAD: Final = 4096
_FAULTS: Final = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip
_STREAMS: Final[tuple[tuple[bytes, Callable[[IO[bytes]], IO[bytes]]], ...]] = (
    (b"\x1f\x8b", lambda file: cast(IO[bytes], gzip.GzipFile(fileobj=file))),
    (b"BZh", lambda file: cast(IO[bytes], bz2.BZ2File(file))),
    (b"\xfd7zXZ\0", lambda file: cast(IO[bytes], lzma.LZMAFile(file))),  # noqa: SIM115 - closed by who reads it
)
_SEALED: Final = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x28\xb5\x2f\xfd", b"\x04\x22\x4d\x18")
_OFFICE: Final = frozenset({"[Content_Types].xml", "mimetype"})  # the first member of such documents
_BINARY: Final = re.compile(rb"[\x00-\x06\x0e-\x1a]")
_WIDE: Final = (b"\xff\xfe", b"\xfe\xff")


def unreadable(head: bytes) -> str:
    """Why a file that begins so cannot be searched; empty where it can."""
    if is_picture(head):
        return PICTURE
    if head.startswith(_SEALED):
        return "packed in a way that is not read"
    known = head.startswith((*_WIDE, b"PK", *(magic for magic, _ in _STREAMS))) or b"%PDF-" in head[:1024]
    if known or head[257:262] == b"ustar" or not _BINARY.search(head):
        return ""
    return "of a kind that is not read"


class Opener:
    """Reads one file and what is in it; of what is packed no more than a bound."""

    def __init__(self, most: int = _MOST) -> None:
        self._left = most

    def pieces(self, open_file: Open, place: str, depth: int = 0) -> Iterator[Piece]:
        """All the text there is, and before anything else of a file that it cannot be looked into."""
        with open_file() as file:
            head = file.read(_HEAD)
        if why := unreadable(head):
            yield Unread(place, why)
        with open_file() as file:
            yield from texts(file, place)
        with open_file() as file:
            try:
                yield from self._inside(file, head, place, depth)
            except _FAULTS as error:
                yield Unread(place, f"damaged ({type(error).__name__})")

    def _inside(self, file: IO[bytes], head: bytes, place: str, depth: int) -> Iterator[Piece]:
        if b"%PDF-" in head[:1024]:
            yield from pdf_pieces(file, place)
        elif is_picture(head):
            yield from picture_notes(file, place)
        elif unpacked := self._members(file, head):
            if depth >= _DEPTH:
                yield Unread(place, "packed too deep")
                return
            texts_around = False
            for name, said, open_member in unpacked:
                yield Text(place, 0, f"{name}\n{said}")
                texts_around = texts_around or name in _OFFICE
                if open_member is None:
                    yield Unread(f"{place}!{name}", "encrypted")
                    continue
                for piece in self.pieces(self._counted(open_member), f"{place}!{name}", depth + 1):
                    if texts_around and isinstance(piece, Unread) and piece.why == PICTURE:
                        yield Unread(piece.place, piece.why, within_text=True)
                    else:
                        yield piece
                if self._left <= 0:
                    yield Unread(place, "unpacks to too much")
                    return

    def _counted(self, open_member: Open) -> Open:
        return lambda: cast(IO[bytes], _Counted(open_member(), self))

    def spend(self, size: int) -> bool:
        """Whether so many bytes more may still be unpacked."""
        self._left -= size
        return self._left > 0

    def _members(self, file: IO[bytes], head: bytes) -> Iterator[tuple[str, str, Open | None]] | None:
        for magic, opened in _STREAMS:
            if head.startswith(magic):
                return iter([("", "", lambda opened=opened: _again(file, opened))])
        if head[257:262] == b"ustar":
            return _of_tar(file)
        if head.startswith((b"PK\x03\x04", b"PK\x05\x06")) or zipfile.is_zipfile(file):
            return _of_zip(file)
        return None


class _Counted(io.RawIOBase):
    """A stream that ends where the bound is reached."""

    def __init__(self, file: IO[bytes], opener: Opener) -> None:
        self._file, self._opener = file, opener

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._file.seekable()

    def seek(self, offset: int, whence: int = 0) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(min(size, 1 << 24) if size >= 0 else 1 << 24)
        return piece if self._opener.spend(len(piece)) else b""


def _again(file: IO[bytes], opened: Callable[[IO[bytes]], IO[bytes]]) -> IO[bytes]:
    file.seek(0)
    return opened(file)


def _of_tar(file: IO[bytes]) -> Iterator[tuple[str, str, Open | None]]:
    file.seek(0)
    with tarfile.open(fileobj=file, mode="r:") as tar:
        for member in tar:
            said = f"{member.linkname}\n{member.uname}\n{member.gname}\n" + "\n".join(
                f"{key} {value}" for key, value in member.pax_headers.items()
            )
            if member.isfile():
                yield member.name, said, lambda one=member: _there(tar.extractfile(one))  # type: ignore[misc]
            else:
                yield member.name, said, io.BytesIO


def _there(file: IO[bytes] | None) -> IO[bytes]:
    return file if file is not None else io.BytesIO()


def _of_zip(file: IO[bytes]) -> Iterator[tuple[str, str, Open | None]]:
    with zipfile.ZipFile(file) as packed:
        yield "", _said(packed.comment), io.BytesIO
        for info in packed.infolist():
            said = f"{info.orig_filename}\n{_said(info.comment)}\n{_said(info.extra)}"
            if info.flag_bits & 1:
                yield info.filename, said, None
            else:
                yield info.filename, said, lambda one=info: packed.open(one)  # type: ignore[misc]


def _said(content: bytes) -> str:
    return "\n".join(content.decode(encoding, "replace") for encoding in ("utf-8", "cp1251", "cp866"))
