"""Quotes are cut out of the document when they are shown, and shown only when they are what was meant."""

import hashlib
from dataclasses import dataclass
from typing import Literal

from respondeat.errors import DocumentError
from respondeat.graph.statement import Document, Passage

from .archive import DocumentStore

Verdict = Literal[
    "verified", "document-missing", "document-changed", "passage-changed", "no-offsets", "no-text"
]


@dataclass(frozen=True, slots=True)
class Quote:
    """The words of a passage, or None and why; with or without them, where they stand.

    `before` and `after` are what stands around them in the document, as much as was asked for.
    """

    text: str | None
    verdict: Verdict
    locator: str
    before: str = ""
    after: str = ""


def passage_of(document: Document, text: str, start: int, end: int, locator: str = "") -> Passage:
    """The passage from `start` to before `end` of a document's text, in code points, with its hash.

    Raises InputError (DocumentError) unless 0 <= start < end <= len(text).

    >>> document = Document("https://w3id.org/respondeat/id/doc-1")
    >>> passage_of(document, "Мінск, 9 жніўня", 0, 5).sha256[:8]
    'c352c9a6'
    """
    if end > len(text):
        raise DocumentError(f"passage {start}..{end} of {document.id}: the text has {len(text)} code points")
    return Passage.of(document.id, start, end, _hash(text[start:end]) if start >= 0 else "", locator)


def quote(store: DocumentStore, passage: Passage, document: Document | None, around: int = 0) -> Quote:
    """The words of a passage, when its document is at hand and both are what their hashes say.

    `document` is the record of `passage.document`, None when the reader's level has none. With them come up
    to `around` code points before and after: words that no hash stands for, and no level was given.
    """
    locator = passage.locator or _locator(passage, document)
    if passage.start is None or passage.end is None or not passage.sha256:
        return Quote(None, "no-offsets", locator)
    state = store.state(document.sha256) if document else "missing"
    if state != "ok" or document is None:
        return Quote(None, "document-missing" if state == "missing" else "document-changed", locator)
    try:
        texts = store.texts(document.sha256)
    except DocumentError:
        return Quote(None, "no-text", locator)  # an image, a film, an archive
    for text in texts:
        words = text[passage.start : passage.end]
        if len(words) == passage.end - passage.start and _hash(words) == passage.sha256:
            before = text[max(0, passage.start - around) : passage.start]
            return Quote(words, "verified", locator, before, text[passage.end : passage.end + around])
    return Quote(None, "passage-changed", locator)


def _locator(passage: Passage, document: Document | None) -> str:
    where = (document.title or document.file_name) if document else ""
    if passage.start is None or passage.end is None:
        return where
    characters = f"characters {passage.start}–{passage.end}"
    return f"{where}, {characters}" if where else characters


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()
