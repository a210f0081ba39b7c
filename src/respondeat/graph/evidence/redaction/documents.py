"""Which documents a level may have: those in which nothing stands that it may not see."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import IO, Any, Final

from respondeat.graph.documents import DocumentStore
from respondeat.graph.evidence.verifier.layout import DOCUMENTS, WORKING

from .leaks import File, Findings, search
from .protected import Protected

GIVEN: Final = ""
PROTECTED: Final = "names-protected"
UNREAD: Final = "unread"
ABOVE: Final = "above-level"
REASONS: Final = {
    PROTECTED: "holds names, words or addresses that are withheld from this profile",
    UNREAD: "cannot be searched: a picture, film or sound, encrypted, or of an unknown kind",
    ABOVE: "is known only above what this profile shows",
}
"""Why a document is withheld, in words."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a level may have a document (`reason` is empty), or why not, and what was met in it."""

    sha256: str
    reason: str
    findings: Findings

    def as_json(self) -> dict[str, Any]:
        """The judgement as JSON data for the owner's eyes, without what was met."""
        return {
            "sha256": self.sha256,
            "reason": self.reason or None,
            "hits": [hit.as_json() for hit in self.findings.hits],
            "unread": sorted({piece.why for _, piece in self.findings.unread}),
        }


class Judge:
    """Judges documents with the texts extracted from them, each once a level."""

    def __init__(
        self, kept: DocumentStore, protected: Mapping[str, Protected], *, allow_unread: bool = False
    ) -> None:
        """`protected` has what each level may not see; `allow_unread` lets pass what cannot be searched."""
        self._kept = kept
        self._protected = protected
        self._allow_unread = allow_unread
        self._judged: dict[tuple[str, str], Judgement] = {}

    def __call__(self, sha256: str, level: str) -> bool:
        """Whether a level may have the bytes of a document that is held."""
        return not self.judgement(sha256, level).reason

    def judgement(self, sha256: str, level: str) -> Judgement:
        """What is found in a document that is held. Nothing is read where nothing is withheld."""
        if (sha256, level) not in self._judged:
            self._judged[sha256, level] = self._judge(sha256, self._protected[level])
        return self._judged[sha256, level]

    def passed(self, level: str) -> frozenset[str]:
        """The documents that were found fit for a level: they need not be searched again."""
        found = self._judged.items()
        return frozenset(hash for (hash, at), judged in found if at == level and not judged.reason)

    def _judge(self, sha256: str, protected: Protected) -> Judgement:
        if not protected:
            return Judgement(sha256, GIVEN, Findings())
        findings = search(self._files(sha256), protected, give_up=not self._allow_unread)
        if findings.hits:
            return Judgement(sha256, PROTECTED, findings)
        if findings.dark and not self._allow_unread:
            return Judgement(sha256, UNREAD, findings)
        return Judgement(sha256, GIVEN, findings)

    def _files(self, sha256: str) -> Iterator[File]:
        path = self._kept.path(sha256)

        def opened() -> IO[bytes]:
            return path.open("rb")

        yield f"{DOCUMENTS}{sha256}", opened
        for extractor, file in self._kept.kept_texts(sha256):
            yield f"{WORKING}{sha256}.{extractor}.txt", lambda file=file: file.open("rb")  # type: ignore[misc]
