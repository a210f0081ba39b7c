"""What happens to data, in the words of the custody log: written, added, removed, read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from respondeat.graph.evidence import Entry
from respondeat.graph.evidence.custody_slice import (
    ADDED,
    DOCUMENT,
    DOCUMENT_READ,
    REMOVED,
    WRITTEN,
)
from respondeat.graph.stores import Withdrawal

from .audit import TERMINAL, Audit, Told


class Written(Protocol):
    """A changeset, or what a store tells of one."""

    @property
    def id(self) -> str:
        """Its IRI."""

    @property
    def level(self) -> str:
        """Its access level."""


def note_documents(
    audit: Audit,
    hashes: Iterable[str],
    *,
    actor: str = TERMINAL,
    level: str | None = None,
    reason: str | None = None,
) -> tuple[Entry, ...]:
    """Log that documents were added, by their SHA-256; `level` where all are for one, `reason` a word.

    Log it before they are there for good (within `DocumentStore.taking`, after `place`), so that nothing is
    kept that is not logged. Raises as `Audit.record`.
    """
    more = _told(level=level, reason=reason)
    return audit.record_all(actor, [(ADDED, DOCUMENT + sha256, more) for sha256 in hashes])


def note_changesets(
    audit: Audit,
    changesets: Iterable[Written],
    *,
    action: str = WRITTEN,
    actor: str = TERMINAL,
    **more: Any,
) -> tuple[Entry, ...]:
    """Log an action on changesets, each with its level. Raises as `Audit.record`."""
    told = [(action, audit.opaque(c.id), {"level": c.level, **more}) for c in changesets]
    return audit.record_all(actor, told)


def note_withdrawn(audit: Audit, made: Withdrawal, actor: str = TERMINAL) -> tuple[Entry, ...]:
    """Log what a withdrawal left: changesets under new ids, documents whose files went.

    The new changesets are told as any that is written, so that who is shown these entries alone learns of no
    withdrawal. What went is told by the hashes of documents only, which the log has since they were added.
    Raises as `Audit.record`.
    """
    return audit.record_all(actor, _withdrawn(audit, made))


def _withdrawn(audit: Audit, made: Withdrawal) -> Iterator[Told]:
    for changed in made.changesets:
        for id, level in ((changed.now, changed.level), (changed.moved_to, made.level)):
            if id:
                yield WRITTEN, audit.opaque(id), {"level": level}
    for sha256 in made.files:
        yield REMOVED, DOCUMENT + sha256, {}


def note_read(audit: Audit, documents: Mapping[str, str], purpose: str, question: str = "") -> None:
    """Log that documents were read, each (by its SHA-256) with the lowest level that may see it.

    Raises as `Audit.record`.
    """
    more = _told(purpose=purpose, question=question or None)
    audit.record_all(
        TERMINAL,
        [
            (DOCUMENT_READ, DOCUMENT + sha256, {"level": documents[sha256], **more})
            for sha256 in sorted(documents)
        ],
    )


def _told(**details: str | None) -> dict[str, str]:
    return {key: value for key, value in details.items() if value is not None}
