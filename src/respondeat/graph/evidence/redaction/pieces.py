"""A file as pieces of text: its bytes in every encoding that it can be in, in bounded memory."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Final

CHUNK: Final = 1 << 20
OVERLAP: Final = 2048  # characters of a piece that are read again with the next one
_WIDE: Final = (
    ("utf-16-le", re.compile(rb"(?:[\x00-\xff][\x04\x01]|[\x09\x0a\x0d\x20-\xff]\x00){4,}")),
    ("utf-16-be", re.compile(rb"(?:[\x04\x01][\x00-\xff]|\x00[\x09\x0a\x0d\x20-\xff]){4,}")),
)
_NARROW: Final = ("cp1251", "koi8-r", "cp866", "iso8859-5", "cp1250", "mac-cyrillic")
_BASE64: Final = re.compile(r"(?:[A-Za-z0-9+/_-]{4}\s{0,2}){4,}(?:[A-Za-z0-9+/_-]{2,3}={0,2})?")
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of text, and where it is: the place within its file, and the first byte there."""

    place: str
    offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Unread:
    """What cannot be looked into: encrypted, a picture, film or sound, of an unknown kind, too large."""

    place: str
    why: str


Piece = Text | Unread


def texts(file: IO[bytes], place: str) -> Iterator[Text]:
    """The bytes of a file as text: UTF-8, what is UTF-16 in it, and what is neither by old code pages."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    kept, kept_bytes, offset = "", b"", 0
    while chunk := file.read(CHUNK):
        text = kept + decoder.decode(chunk)
        yield Text(place, offset, text)
        joined = kept_bytes + chunk
        yield from _otherwise(joined, place, offset, "\ufffd" in text)
        kept, kept_bytes, offset = text[-OVERLAP:], joined[-OVERLAP:], offset + len(chunk)


def _otherwise(content: bytes, place: str, offset: int, doubtful: bool) -> Iterator[Text]:
    binary = _CONTROL.search(content) is not None
    if binary:
        for encoding, pattern in _WIDE:
            if found := [run.decode(encoding, "replace") for run in pattern.findall(content)]:
                yield Text(place, offset, "\n".join(found))
    elif doubtful:
        for encoding in _NARROW:
            yield Text(place, offset, content.decode(encoding, "replace"))
