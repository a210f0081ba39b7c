"""What a package holds once it was judged: files with their hashes, and documents that it only lists."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, Final

from respondeat.graph.documents import Capture

from .findings import Finding

LONGEST_TITLE: Final = 500
_LONGEST: Final = 4096
_JOINERS: Final = "\u200c\u200d"  # part of words in Persian, Hindi and others


@dataclass(frozen=True, slots=True)
class Handed:
    """A file: its name in the package, its hash, how to open it, and what the package says of it.

    `captures` tell how it was got before it came into the package.
    """

    name: str
    sha256: str
    open: Callable[[], BinaryIO]
    title: str = ""
    publisher: str = ""
    url: str = ""
    language: str = ""
    note: str = ""
    captures: tuple[Capture, ...] = ()


@dataclass(frozen=True, slots=True)
class Listed:
    """A document that the package tells of and does not hold. `sha256` may be unknown ("")."""

    title: str
    url: str = ""
    sha256: str = ""
    media_type: str = ""
    language: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Received:
    """A package that was judged and is in order.

    `package` is the SHA-256 of the file that it is, for a folder of the file that says what is in it.
    `told` is what else is to be said of it, for people and programs: verdicts, signers.
    """

    kind: str
    package: str
    files: tuple[Handed, ...]
    listed: tuple[Listed, ...] = ()
    warnings: tuple[Finding, ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)


def line(text: object, longest: int = _LONGEST) -> str:
    """What others wrote as one line of a record: no control characters, no half characters, not endless."""
    if not isinstance(text, str):
        return ""
    plain = "".join(c if c.isprintable() or c in _JOINERS else " " for c in text[: longest * 2])
    return " ".join(plain.split())[:longest]


def address(text: object) -> str:
    """A web address as others wrote it; "" for what is none, such as a script or a local file."""
    told = line(text)
    begins = told.lower().startswith(("http://", "https://", "ftp://", "ftps://"))
    return told if begins and " " not in told and not set(told) & set('<>"{}|\\^`') else ""
