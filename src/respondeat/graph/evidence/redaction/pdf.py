"""A PDF as pieces of text: what its pages show, all that is said about it, every stream and revision."""

import io
import re
import zlib
from collections.abc import Iterator
from typing import IO, Any, Final

import pypdf
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ByteStringObject, DictionaryObject, IndirectObject, StreamObject, TextStringObject

from .pieces import PICTURE, Piece, Text, Unread, read

_MOST: Final = 512 << 20  # bytes; a PDF is read as a whole
_STREAM: Final = 64 << 20  # bytes that one stream may unpack to
_REVISIONS: Final = 16
_WORDS: Final = 20  # of a page that is more than a picture with its number
_END: Final = re.compile(rb"%%EOF[\r\n ]*")
_STREAMS: Final = re.compile(rb"stream\r?\n(.*?)\r?\n?endstream", re.DOTALL)
_LITERAL: Final = re.compile(rb"\(((?:\\.|[^\\()])*)\)", re.DOTALL)
_HEXADECIMAL: Final = re.compile(rb"<([0-9A-Fa-f\s]{4,})>")
_ESCAPED: Final = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPES: Final = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}
_FAULTS: Final = (
    PyPdfError, DependencyError, zlib.error, ArithmeticError, AssertionError, AttributeError, LookupError,
    NotImplementedError, RecursionError, TypeError, ValueError, OSError,
)  # fmt: skip


def pdf_pieces(file: IO[bytes], place: str) -> Iterator[Piece]:
    """Pages, information, notes, attachments, every string and stream of every revision."""
    content = file.read(_MOST + 1)
    if len(content) > _MOST:
        yield Unread(place, "too large a PDF")
        return
    seen = set[int]()
    yield from _raw(content, place, seen)
    ends = [found.end() for found in _END.finditer(content)]
    for end in ends[:-1][-_REVISIONS:]:
        for piece in _document(content[:end], place, seen):
            if isinstance(piece, Text):  # an earlier revision need not be readable by itself
                yield piece
    yield from _document(content, place, seen)


def _raw(content: bytes, place: str, seen: set[int]) -> Iterator[Text]:
    """Streams and strings wherever they stand, whether an object leads to them or not."""
    yield Text(place, 0, "\n".join(_strings(content)), drawn=True)
    for found in _STREAMS.finditer(content):
        try:
            unpacked = zlib.decompressobj().decompress(found[1], _STREAM)
        except zlib.error:
            continue
        yield from _stream(unpacked, place, found.start(), seen)


def _stream(content: bytes, place: str, offset: int, seen: set[int]) -> Iterator[Text]:
    """What a stream can say, once."""
    if hash(content) in seen:
        return
    seen.add(hash(content))
    for text in read(content):
        yield Text(place, offset, text, drawn=True)
    yield Text(place, offset, "\n".join(_strings(content)), drawn=True)


def _strings(content: bytes) -> Iterator[str]:
    for found in _LITERAL.finditer(content):
        yield _string(_ESCAPED.sub(_unescaped, found[1]))
    for found in _HEXADECIMAL.finditer(content):
        digits = b"".join(found[1].split())
        yield _string(bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii")))


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8) & 255]) if code[:1].isdigit() and code[:1] < b"8" else _ESCAPES.get(code, code)


def _string(content: bytes) -> str:
    if content.startswith((b"\xfe\xff", b"\xff\xfe")):
        return content.decode("utf-16", "replace")
    return content.decode("utf-8", "replace")


def _document(content: bytes, place: str, seen: set[int]) -> Iterator[Piece]:
    try:
        reader = pypdf.PdfReader(io.BytesIO(content))
        if reader.is_encrypted and reader.decrypt("") == pypdf.PasswordType.NOT_DECRYPTED:
            yield Unread(place, "encrypted")
            return
        for number, page in enumerate(reader.pages, 1):
            text = page.extract_text()
            yield Text(f"{place} page {number}", 0, text)
            if _has_picture(page):
                yield Unread(f"{place} page {number}", PICTURE, within_text=len(text.split()) >= _WORDS)
        yield from _objects(reader, place, seen)
    except _FAULTS as error:
        yield Unread(place, f"damaged ({type(error).__name__})")


def _has_picture(page: Any) -> bool:
    resources = page.get("/Resources")
    found = resources.get_object().get("/XObject") if resources is not None else None
    inner = found.get_object().values() if found is not None else ()
    return any(one.get_object().get("/Subtype") in ("/Image", "/Form") for one in inner)


def _objects(reader: pypdf.PdfReader, place: str, seen: set[int]) -> Iterator[Piece]:
    """Every object that the file's table knows: information, names, notes, forms, attachments."""
    for generation, table in reader.xref.items():
        for number in table:
            yield from _object(IndirectObject(number, generation, reader).get_object(), place, seen)
    for number in reader.xref_objStm:
        yield from _object(IndirectObject(number, 0, reader).get_object(), place, seen)
    yield from _object(reader.trailer, place, seen)


def _object(value: Any, place: str, seen: set[int]) -> Iterator[Piece]:
    said = "\n".join(_said(value, 0))
    if said:
        yield Text(place, 0, said, drawn=True)
    if isinstance(value, StreamObject) and value.get("/Subtype") != "/Image":
        yield from _stream(value.get_data(), place, 0, seen)


def _said(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, TextStringObject):
        yield str(value)
    elif isinstance(value, ByteStringObject):
        yield _string(bytes(value))
    elif isinstance(value, DictionaryObject) and depth < 8:
        for key, inner in value.items():
            yield str(key)
            yield from _said(inner, depth + 1)
    elif isinstance(value, list) and depth < 8:
        for inner in value:
            yield from _said(inner, depth + 1)
