"""Whether a custody log is whole, and what its first fault is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any, Literal

from respondeat.errors import IntegrityError

from .custody_entry import EMPTY, Entry, Head, Withheld, read_copied, read_line

Kind = Literal["altered", "removed", "reordered", "truncated", "forged", "head"]


@dataclass(frozen=True, slots=True)
class Fault:
    """The first thing that is wrong: at the entry with which number, of what kind, and in words."""

    n: int
    kind: Kind
    detail: str

    def as_json(self) -> dict[str, Any]:
        """The fault as JSON data."""
        return {"n": self.n, "kind": self.kind, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many entries hold from the start, the head they make, and the first fault.

    `complete` says whether something told where the log has to end: a head beside it, or one that was noted.
    `withheld` counts the entries of which a copy tells only the hashes.
    """

    entries: int
    head: Head | None
    fault: Fault | None
    complete: bool = True
    withheld: int = 0

    @property
    def ok(self) -> bool:
        """Whether no fault was found."""
        return self.fault is None

    def as_json(self) -> dict[str, Any]:
        """The verdict as JSON data."""
        return {
            "ok": self.ok,
            "entries": self.entries,
            "head": str(self.head) if self.head else None,
            "complete": self.complete,
            "fault": self.fault.as_json() if self.fault else None,
        }


Seen = Callable[[Entry, int], None]
"""Called with each entry that holds, and the place in the log at which it ends."""


def checked(
    log: IO[bytes],
    size: int,
    end: Head | None,
    noted: Head | None,
    *,
    copy: bool = False,
    seen: Seen | None = None,
) -> Verdict:
    """The verdict on the first `size` bytes of a log, whose end one head tells and another that was noted.

    In a `copy` entries may be withheld; a log itself has none that are.
    """
    before = EMPTY
    withheld = 0
    seen_noted = noted is None or noted == EMPTY
    read = 0
    fault: Fault | None = None
    while read < size and fault is None:
        line = log.readline(size - read)
        read += len(line)
        try:
            entry = read_copied(line) if copy else read_line(line)
        except IntegrityError as error:
            fault = _unreadable(before, line, read == size, error.detail)
            break
        fault = _misplaced(before, entry, log, size - read)
        if fault is None and noted is not None:
            seen_noted = seen_noted or entry.n == noted.n
            fault = _against(entry, noted)
        if fault is None:
            before = entry.head
            if isinstance(entry, Withheld):
                withheld += 1
            elif seen is not None:
                seen(entry, read)
    if fault is None:
        fault = _ending(before, end, None if seen_noted else noted)
    told = end is not None or noted is not None
    return Verdict(before.n, before, fault, complete=told, withheld=withheld)


def _against(entry: Entry | Withheld, noted: Head) -> Fault | None:
    """The fault of an entry as a head shows it that was noted; None when it shows none."""
    if entry.n == noted.n and entry.head != noted:
        return Fault(entry.n, "forged", f"Entry {entry.n} is not the one whose hash was noted.")
    if entry.n > noted.n and isinstance(entry, Withheld):
        told = f"Entry {entry.n} is withheld and stands behind the head that was noted: nothing binds it."
        return Fault(entry.n, "forged", told)
    return None


def _unreadable(before: Head, line: bytes, last: bool, detail: str) -> Fault:
    n = before.n + 1
    if last and not line.endswith(b"\n"):
        return Fault(n, "truncated", f"The log breaks off within entry {n}.")
    return Fault(n, "altered", f"At entry {n}: {detail}")


def _misplaced(before: Head, entry: Entry | Withheld, log: IO[bytes], left: int) -> Fault | None:
    """The fault of an entry that does not follow the one before it; None when it does."""
    n = before.n + 1
    if entry.n == n:
        if entry.previous == before.hash:
            return None
        if n == 1:
            return Fault(n, "forged", "The first entry follows an earlier one, which is not here.")
        return Fault(n, "forged", f"Entry {n} follows another entry {n - 1} than the one that is here.")
    if entry.n < n or _comes_later(log, left, n):
        return Fault(n, "reordered", f"Where entry {n} should be stands entry {entry.n}.")
    return Fault(n, "removed", f"Entry {n} is missing: entry {entry.n} stands in its place.")


def _comes_later(log: IO[bytes], left: int, n: int) -> bool:
    while left > 0:
        line = log.readline(left)
        left -= len(line)
        try:
            if read_copied(line).n == n:
                return True
        except IntegrityError:
            continue
    return False


def _ending(before: Head, end: Head | None, unseen: Head | None) -> Fault | None:
    n = before.n + 1
    for head, where in ((end, "its head"), (unseen, "the head that was noted")):
        if head is not None and head.n > before.n:
            return Fault(n, "truncated", f"The log ends before entry {n}; {where} says {head.n} entries.")
    if end is None or end == before:
        return None
    if end.n < before.n:
        return Fault(
            end.n + 1, "forged", f"The log goes on behind entry {end.n}, where its head says it ends."
        )
    return Fault(before.n, "forged", f"Entry {before.n}, the last, is not the one that the head names.")
