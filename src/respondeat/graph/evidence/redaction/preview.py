"""What each profile would show of a bundle, and what it would withhold and why: for its owner's eyes."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from respondeat.graph.evidence.bundle import Leaf
from respondeat.graph.statement import Document
from respondeat.graph.stores import sees

from .documents import ABOVE, REASONS, Judge
from .profiles import PROFILES, Profile


@dataclass(frozen=True, slots=True)
class Held:
    """A document of a bundle: its record, the lowest level that has that, whether its bytes are here."""

    record: Document
    level: str
    held: bool


@dataclass(frozen=True, slots=True)
class Withheld:
    """A document that a profile is not given, and the word for why (`documents.REASONS`)."""

    record: Document
    reason: str
    met: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The document as JSON data, with its title: this is not for the reader of the bundle."""
        return {
            "id": self.record.id,
            "sha256": self.record.sha256 or None,
            "title": self.record.title or self.record.file_name,
            "reason": self.reason,
            "why": REASONS[self.reason],
            "found": list(self.met),
        }


@dataclass(frozen=True, slots=True)
class Preview:
    """What a profile shows and withholds, as numbers of leaves by kind; the documents that it withholds.

    `unasked` is why the question cannot be asked at the profile's level, if it cannot: then no bundle of that
    profile can be made.
    """

    profile: Profile
    level: str
    shown: tuple[tuple[str, int], ...]
    withheld: tuple[tuple[str, int], ...]
    documents: tuple[Withheld, ...]
    unasked: str = ""

    def as_json(self) -> dict[str, Any]:
        """The preview as JSON data."""
        return {
            "profile": self.profile.name,
            "level": self.level,
            "for": self.profile.words,
            "can_be_made": not self.unasked,
            "unasked": self.unasked or None,
            "shown": dict(self.shown),
            "withheld": dict(self.withheld),
            "documents": [document.as_json() for document in self.documents],
        }


def preview(
    profile: Profile,
    level: str,
    leaves: Iterable[Leaf],
    documents: Sequence[Held],
    judge: Judge,
    unasked: str = "",
) -> Preview:
    """What a profile that reads a level would be given of a bundle with these leaves and documents."""
    shown, withheld = Counter[str](), Counter[str]()
    for leaf in leaves:
        (shown if leaf.shown(level) else withheld)[leaf.content.kind] += 1
    told = tuple(one for held in documents if (one := _withheld(held, level, judge)))
    return Preview(profile, level, _sorted(shown), _sorted(withheld), told, unasked)


def _withheld(document: Held, level: str, judge: Judge) -> Withheld | None:
    if not sees(level, document.level):
        return Withheld(document.record, ABOVE)
    if not document.held:
        return None
    judged = judge.judgement(document.record.sha256, level)
    met = {hit.kind for hit in judged.findings.hits} | {piece.why for _, piece in judged.findings.unread}
    return Withheld(document.record, judged.reason, tuple(sorted(met))) if judged.reason else None


def _sorted(counted: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counted.items()))


__all__ = ["PROFILES", "Held", "Preview", "Withheld", "preview"]
