"""A file as pieces of text: its bytes in every encoding that it can be in, in bounded memory."""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

PICTURE: Final = "a picture"
CHUNK: Final = 1 << 20
OVERLAP: Final = 2048  # bytes or characters of a piece that are read again with the next one
_WIDE: Final = (
    ("utf-16-le", re.compile(rb"(?:[\x00-\xff][\x01\x04\x20]|[\x09\x0a\x0d\x20-\xff]\x00){4,}")),
    ("utf-16-be", re.compile(rb"(?:[\x01\x04\x20][\x00-\xff]|\x00[\x09\x0a\x0d\x20-\xff]){4,}")),
    ("utf-32-le", re.compile(rb"(?:[\x00-\xff][\x00-\x04\x20]\x00\x00){4,}")),
    ("utf-32-be", re.compile(rb"(?:\x00\x00[\x00-\x04\x20][\x00-\xff]){4,}")),
)
_NARROW: Final = ("cp1251", "koi8-r", "cp866", "iso8859-5", "iso8859-2", "cp1250", "mac-cyrillic")
_CONTROL: Final = bytes([*range(9), *range(14, 27), *range(28, 32)])
_PRINTED: Final = re.compile(rb"(?:[\t\n\r\x20-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}){6,}")
_FEW: Final = 0.01  # of control characters that a text may hold
_BASE64: Final = re.compile(r"[A-Za-z0-9+/_-]{16,}(?:\r?\n[ \t]?[A-Za-z0-9+/_-]{2,})*={0,2}")
_HEXADECIMAL: Final = re.compile(r"(?<![0-9A-Fa-f])(?:[0-9A-Fa-f]{2}){8,}(?![0-9A-Fa-f])")
_HASHES: Final = frozenset({32, 40, 56, 64, 96, 128})  # digits; what is as long as a hash is taken for one
_SPACE: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text, and where it is: the place within its file, and the first byte there.

    `drawn` is true of what is no text for people: numbers in it are coordinates.
    """

    place: str
    offset: int
    text: str
    drawn: bool = False


@dataclass(frozen=True, slots=True)
class Unread:
    """What cannot be looked into: encrypted, a picture, film or sound, of an unknown kind, too large.

    `within_text` is true of a picture that stands in a text which was read.
    """

    place: str
    why: str
    within_text: bool = False


Piece = Text | Unread


def texts(file: IO[bytes], place: str) -> Iterator[Text]:
    """The bytes of a file as text: as UTF-8, as UTF-16 and UTF-32, and what is none of them by code pages."""
    kept, offset = b"", 0
    while chunk := file.read(CHUNK):
        content = kept + chunk
        for text in read(content):
            yield Text(place, offset - len(kept), text)
        kept, offset = content[-OVERLAP:], offset + len(chunk)


def read(content: bytes) -> Iterator[str]:
    """What bytes can say. Of those that are no text, only what looks like text in them."""
    controls = len(content) - len(content.translate(None, _CONTROL))
    if controls > _FEW * len(content):
        yield b"\n".join(_PRINTED.findall(content)).decode("utf-8", "replace")
    else:
        yield from _plain(content, mixed=controls > 0)
    if controls:
        for encoding, pattern in _WIDE:
            if found := pattern.findall(content):
                yield "\n".join(run.decode(encoding, "replace") for run in found)


def _plain(content: bytes, *, mixed: bool) -> Iterator[str]:
    text = content.decode("utf-8", "replace")
    yield text
    if "\ufffd" in text[4:-4] and not mixed:  # at the ends a character can be cut in two
        for encoding in _NARROW:
            yield content.decode(encoding, "replace")
    yield from packed_in_letters(text)


def packed_in_letters(text: str) -> Iterator[str]:
    """What stands in a text in base64 or in hexadecimal digits, where that is text again."""
    for found in _BASE64.finditer(text):
        digits = _SPACE.sub("", found[0]).rstrip("=").replace("-", "+").replace("_", "/")
        for shift in range(4) if found.start() < OVERLAP else (0,):  # its beginning may be in another piece
            yield from _said(_unpacked(digits[shift:]))
    for found in _HEXADECIMAL.finditer(text):
        if len(found[0]) not in _HASHES:
            yield from _said(bytes.fromhex(found[0]))


def _unpacked(digits: str) -> bytes:
    whole = digits[: len(digits) - (len(digits) % 4 == 1)]
    try:
        return base64.b64decode(whole + "=" * (-len(whole) % 4))
    except binascii.Error:
        return b""


def _said(content: bytes) -> Iterator[str]:
    if len(content) >= CHUNK >> 4:
        yield from read(content)
        return
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        for encoding, pattern in _WIDE[:2]:
            if pattern.fullmatch(content.removeprefix(codecs.BOM_UTF16_LE).removeprefix(codecs.BOM_UTF16_BE)):
                yield content.decode(encoding, "replace")
