"""One entry of the custody log: its canonical bytes, its hash, and what it follows."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from respondeat.errors import IntegrityError

from .verifier.canonical import canonical
from .verifier.told import START

__all__ = [
    "EMPTY",
    "START",
    "Entry",
    "Head",
    "Note",
    "Withheld",
    "canonical",
    "following",
    "read_copied",
    "read_line",
]

_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_HASH: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Note:
    """What is to be logged: when (UTC, with a Z), who, what was done, to what, and what else is told."""

    at: str
    actor: str
    action: str
    object: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log ends: the number of its last entry and its hash. Noted elsewhere, it pins the whole log."""

    n: int
    hash: str

    def __str__(self) -> str:
        return f"{self.n}:{self.hash}"

    @classmethod
    def read(cls, text: str) -> "Head | None":
        """The head written as "number:hash"; None for anything else."""
        n, _, hash = text.partition(":")
        return cls(int(n), hash) if re.fullmatch(r"[0-9]{1,15}", n) and _HASH.fullmatch(hash) else None


EMPTY: Final = Head(0, START)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log. `hash` is the SHA-256 of all the rest, `previous` among it."""

    n: int
    at: str
    actor: str
    action: str
    object: str
    details: Mapping[str, Any]
    previous: str
    hash: str

    @property
    def head(self) -> Head:
        """The log's head when this entry is its last."""
        return Head(self.n, self.hash)

    def as_json(self) -> dict[str, Any]:
        """The entry as JSON data."""
        return {name: getattr(self, name) for name in self.__slots__}

    def line(self) -> bytes:
        """The entry as it stands in the log: canonical JSON and a line end."""
        return canonical(self.as_json()) + b"\n"


@dataclass(frozen=True, slots=True)
class Withheld:
    """An entry of which a copy of the log tells only its number and the hashes: the chain holds too."""

    n: int
    previous: str
    hash: str

    @property
    def head(self) -> Head:
        """The log's head when this entry is its last."""
        return Head(self.n, self.hash)

    def line(self) -> bytes:
        """The line that stands for the entry: canonical JSON and a line end."""
        told = {"n": self.n, "previous": self.previous, "hash": self.hash, "withheld": True}
        return canonical(told) + b"\n"


def following(before: Head, note: Note) -> Entry:
    """The entry that a note becomes after a head. Raises ValueError for what not all would write alike."""
    if not _MOMENT.fullmatch(note.at):
        raise ValueError(f"not a moment in UTC: {note.at!r}")
    told: dict[str, Any] = {
        "n": before.n + 1,
        "at": note.at,
        "actor": note.actor,
        "action": note.action,
        "object": note.object,
        "details": dict(note.details),
        "previous": before.hash,
    }
    return Entry(**told, hash=hashlib.sha256(canonical(told)).hexdigest())


def read_line(line: bytes) -> Entry:
    """The entry that a line holds.

    Raises IntegrityError when it is not one, byte for byte, or when its hash is not that of its content.
    """
    try:
        told = json.loads(line)
        entry = Entry(**told)
        whole = entry.line()
        del told["hash"]
        hash = hashlib.sha256(canonical(told)).hexdigest()
    except (ValueError, TypeError, KeyError, RecursionError):
        raise IntegrityError("A line of the custody log is not an entry.") from None
    if whole != line or not _typed(entry):
        raise IntegrityError("A line of the custody log is not written as an entry is.")
    if entry.hash != hash:
        raise IntegrityError(f"Entry {entry.n} of the custody log does not agree with its hash.")
    return entry


def _typed(entry: Entry) -> bool:
    texts = (entry.at, entry.actor, entry.action, entry.object, entry.previous, entry.hash)
    return type(entry.n) is int and isinstance(entry.details, dict) and all(isinstance(t, str) for t in texts)


def read_copied(line: bytes) -> Entry | Withheld:
    """What a line of a copy holds: an entry, or one that is withheld. Raises IntegrityError for all else."""
    try:
        told = json.loads(line)
        if told.pop("withheld", None) is not True:
            return read_line(line)
        held = Withheld(**told)
        sound = type(held.n) is int and all(_HASH.fullmatch(h) for h in (held.previous, held.hash))
        whole = held.line() if sound else b""
    except (ValueError, TypeError, AttributeError, RecursionError):
        raise IntegrityError("A line of the custody log is not an entry.") from None
    if whole != line:
        raise IntegrityError("A line of the custody log is not written as a withheld entry is.")
    return held
