"""DER (X.690), strictly: what can be written in two ways is read in one only."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from respondeat.errors import InputError
from respondeat.graph.evidence.verifier.der import elements as read_elements
from respondeat.graph.evidence.verifier.verdict import Unreadable

INTEGER: Final = 0x02
BIT_STRING: Final = 0x03
OCTET_STRING: Final = 0x04
NULL: Final = b"\x05\x00"
OID: Final = 0x06
SEQUENCE: Final = 0x30
SET: Final = 0x31
CONTEXT_0: Final = 0xA0
CONTEXT_1: Final = 0xA1

_LONG_LENGTH: Final = 0x80


@dataclass(frozen=True, slots=True)
class Element:
    """A value: its tag, its content, and both with the length between them as they stood."""

    tag: int
    content: bytes
    whole: bytes

    def parts(self, *tags: int) -> tuple["Element", ...]:
        """The elements inside; with `tags`, exactly these. Raises InputError for others."""
        found = tuple(elements(self.content))
        if tags and tuple(part.tag for part in found) != tags:
            raise InputError("A part of it is missing, or one that does not belong there is in it.")
        return found

    def first(self) -> "Element":
        """The first element inside. Raises InputError where there is none."""
        found = self.parts()
        if not found:
            raise InputError("A part of it is missing.")
        return found[0]


def elements(content: bytes) -> Iterator[Element]:
    """The elements that stand one after the other. Raises InputError for what is not DER."""
    try:
        yield from (Element(*found) for found in read_elements(content))
    except Unreadable as error:
        raise InputError(str(error)) from None


def element(content: bytes, tag: int = SEQUENCE) -> Element:
    """The one element that `content` is. Raises InputError for more, less, or another tag."""
    found = tuple(elements(content))
    if len(found) != 1 or found[0].tag != tag:
        raise InputError("It is not DER: something other than it should hold, or more than that, is in it.")
    return found[0]


def encoded(tag: int, *parts: bytes) -> bytes:
    """An element of a tag with these parts inside.

    >>> encoded(SEQUENCE, encoded(INTEGER, b"1"), NULL).hex()
    '30050201310500'
    """
    content = b"".join(parts)
    length = len(content)
    if length < _LONG_LENGTH:
        return bytes([tag, length]) + content
    size = length.to_bytes((length.bit_length() + 7) // 8, "big")
    return bytes([tag, _LONG_LENGTH | len(size)]) + size + content


def integer(number: int) -> bytes:
    """A whole number that is not below zero.

    >>> integer(600_000).hex()
    '02030927c0'
    """
    return encoded(INTEGER, number.to_bytes(number.bit_length() // 8 + 1, "big"))


def identifier(dotted: str) -> bytes:
    """An object identifier.

    >>> identifier("1.2.840.113549").hex()
    '06062a864886f70d'
    """
    first, second, *rest = map(int, dotted.split("."))
    return encoded(OID, b"".join(_base128(n) for n in (first * 40 + second, *rest)))


def _base128(number: int) -> bytes:
    digits = [number & 0x7F]
    while number := number >> 7:
        digits.append(number & 0x7F | 0x80)
    return bytes(reversed(digits))
