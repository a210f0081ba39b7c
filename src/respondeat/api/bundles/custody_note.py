"""The export of a bundle in the custody log."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from respondeat.api.access.audit import TERMINAL, Audit
from respondeat.graph.evidence import Entry, Head

EXPORTED: Final = "bundle-exported"
REDACTED: Final = "bundle-redacted"


@dataclass(frozen=True, slots=True)
class Export:
    """What is told of an export: of what, for whom, and how much of it was withheld.

    `custody` is the head that the bundle pins; `leaves` counts those of its tree, `withheld` those of them
    that are withheld, `documents` the documents among these.
    """

    question: str
    profile: str
    level: str
    purpose: str
    dataset_hash: str
    merkle_root: str
    custody: Head
    leaves: int
    withheld: int = 0
    documents: int = 0


def exported(audit: Audit, tag_manifest: bytes, export: Export, actor: str = TERMINAL) -> Entry:
    """Log that a bundle is handed over, by the hash of its tag manifest; the entry for the bundle.

    Where something is withheld, how much is logged before it. Log it before the bundle is at its place:
    raises StoreError when it cannot be logged, and then nothing is to be handed over; ValueError for a
    profile or question that is no word of the code.
    """
    item = f"sha256:{sha256(tag_manifest).hexdigest()}"
    told: dict[str, Any] = {
        "level": export.level,
        "profile": export.profile,
        "purpose": export.purpose,
        "merkle_root": export.merkle_root,
        "leaves": export.leaves,
    }
    notes = []
    if export.withheld:
        counts = {"withheld": export.withheld, "documents": export.documents}
        notes.append((REDACTED, item, told | counts))
    more = {
        "question": export.question,
        "dataset": export.dataset_hash,
        "custody_entries": export.custody.n,
        "custody_hash": export.custody.hash,
    }
    notes.append((EXPORTED, item, told | more))
    return audit.record_all(actor, notes)[-1]
