"""The part of the custody log that goes into a bundle: up to the last entry on the data of the bundle.

What comes after it (reading, exporting) leaves the bundle as it is. Before it every entry stands, whole or
withheld: of one that is withheld only its number and the hashes that chain it are told.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from respondeat.errors import IntegrityError
from respondeat.ontology import vocabulary as v

from .custody import LOG, verify
from .custody_entry import EMPTY, Entry, Head, Withheld, read_line

DOCUMENT: Final = "sha256:"
"""What stands before the hash of a document, where it is the object of an entry."""

ADDED: Final = "document-added"
REMOVED: Final = "document-removed"
DOCUMENT_READ: Final = "document-read"
WRITTEN: Final = "changeset-written"

_COMPLETED: Final = frozenset({ADDED, WRITTEN, "changeset-done"})
_COMING: Final = _COMPLETED | {"changeset-begun", "changeset-failed"}
_HISTORY: Final = _COMING | {REMOVED}
_HANDED_OVER: Final = frozenset({"bundle-exported", "bundle-redacted"})  # by a hash that nobody can guess


@dataclass(frozen=True, slots=True)
class Concern:
    """What data a bundle is of, at every level, by what the log calls it (see `Audit.opaque`).

    `changesets` are those of the history that was asked; `documents` the SHA-256 of each document.
    """

    changesets: frozenset[str]
    documents: frozenset[str]

    @property
    def objects(self) -> frozenset[str]:
        """All of it, as objects of entries."""
        return self.changesets | {DOCUMENT + sha256 for sha256 in self.documents}


@dataclass(frozen=True, slots=True)
class Slice:
    """The log up to its last entry on some data: where it ends then, and its lines, as often as asked for."""

    head: Head
    size: int
    log: Path
    visible: frozenset[str]
    items: frozenset[str]

    def __iter__(self) -> Iterator[bytes]:
        """The lines, each with its end. Raises IntegrityError when the log was changed meanwhile."""
        if not self.size:
            return
        before = EMPTY
        with self.log.open("rb") as log:
            while log.tell() < self.size:
                entry = read_line(log.readline())
                if (entry.n, entry.previous) != (before.n + 1, before.hash):
                    raise _changed(self.log)
                before = entry.head
                yield entry.line() if self._shown(entry) else _withheld(entry)
        if before != self.head:
            raise _changed(self.log)

    def _shown(self, entry: Entry) -> bool:
        on_data = entry.action in _HISTORY or entry.object.startswith(DOCUMENT)
        if on_data and entry.object not in self.items and entry.action not in _HANDED_OVER:
            return False  # that the store holds something else is nobody's business
        if self.visible.issuperset(v.LEVELS):
            return True
        level = entry.details.get("level")
        return entry.action in _COMING and (level is None or level in self.visible)


def custody_slice(
    folder: Path, concern: Concern, visible_levels: Collection[str], items: Collection[str]
) -> Slice:
    """The log in a folder, cut after the last entry on the data that a bundle is of.

    Where it is cut depends on `concern` alone. Shown are entries on `items` (objects as in `Concern`) whose
    level is among `visible_levels`: how the data came to be there. Only where every level is visible are the
    others shown, by their opaque ids: readings, logins, keys, users, exports, withdrawals (of which a level
    below is told nothing). What else the store holds is withheld in any case. Where nothing was logged of the
    data the slice is empty.

    Raises IntegrityError when the log is not whole, OSError when it cannot be read.
    """
    cut = _Cut(concern.objects)
    verdict = verify(folder, seen=cut.seen)
    if verdict.fault is not None:
        raise IntegrityError(
            f"The custody log at {folder} is not whole: {verdict.fault.detail} A bundle of what it tells "
            "cannot be made. `respondeat custody verify` says where the fault is; look into it first."
        )
    return Slice(cut.head, cut.size, folder / LOG, frozenset(visible_levels), frozenset(items))


class _Cut:
    """Where the last entry ends that tells how some data came to be what they are.

    Written or added once, something is there: that it was handed in again changes nothing, and so tells
    nothing, until it was removed.
    """

    def __init__(self, objects: frozenset[str]) -> None:
        self.head, self.size = EMPTY, 0
        self._objects = objects
        self._there: set[str] = set()

    def seen(self, entry: Entry, end: int) -> None:
        if entry.object not in self._objects or entry.action not in _HISTORY:
            return
        if entry.action == REMOVED:
            self._there.discard(entry.object)
        elif entry.object in self._there:
            return
        elif entry.action in _COMPLETED:
            self._there.add(entry.object)
        self.head, self.size = entry.head, end


def _withheld(entry: Entry) -> bytes:
    return Withheld(entry.n, entry.previous, entry.hash).line()


def _changed(log: Path) -> IntegrityError:
    return IntegrityError(f"{log} was changed while it was read. Nothing was written.")
