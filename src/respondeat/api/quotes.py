"""Quotes cut out of the documents that are kept beside a store."""

from collections.abc import Iterable
from pathlib import Path

from respondeat.api.access.audit import Audit
from respondeat.api.access.audit_notes import note_read
from respondeat.errors import StoreError
from respondeat.graph.documents import DocumentStore
from respondeat.graph.documents import quote as cut
from respondeat.graph.statement import Document, Passage
from respondeat.graph.stores import open_reader
from respondeat.ontology import vocabulary as v

from .dataset import Dataset


class StoredQuotes:
    """Shows a quote when its document is kept and the hashes agree, else says why not.

    `cut` has the documents from which a quote was cut so far, by id, each with its SHA-256.
    """

    def __init__(self, documents: DocumentStore) -> None:
        self._documents = documents
        self.cut: dict[str, str] = {}

    def quote(self, passage: Passage, document: Document | None) -> tuple[str | None, str]:
        """The text of a passage, or None; and the verdict, one of `respondeat.graph.documents.Verdict`."""
        found = cut(self._documents, passage, document)
        if found.text is not None and document is not None:
            self.cut[document.id] = document.sha256
        return found.text, found.verdict


def note_quoted(data: Dataset, quotes: StoredQuotes, purpose: str, question: str = "") -> None:
    """Log from which documents that are not public quotes were cut: before the quotes are shown.

    A document is public when the level public has its record now. Raises StoreError when it cannot be
    logged: then do not show them.
    """
    levels = {info.level for info in data.recorded}
    if not quotes.cut or levels <= {v.LEVELS[0]}:
        return
    lowest = _lowest(data, quotes.cut)
    above = {quotes.cut[id]: level for id, level in sorted(lowest.items()) if level != v.LEVELS[0]}
    if above:
        try:
            note_read(Audit(data.store), above, purpose, question)
        except StoreError as error:
            raise StoreError(f"{error.detail} With --no-quotes an answer needs no document.") from error


def _lowest(data: Dataset, documents: Iterable[str]) -> dict[str, str]:
    """For each document the lowest level that has its record now, up to that of the data."""
    left, found = set(documents), dict[str, str]()
    for level in v.LEVELS[: v.LEVELS.index(data.level)]:
        if not left:
            break
        with open_reader(data.store, level) as reader:
            here = {id for id in left if isinstance(reader.record(id), Document)}
        found |= dict.fromkeys(here, level)
        left -= here
    return found | dict.fromkeys(left, data.level)


def first_level(data: Dataset, sha256: str) -> str:
    """The level of the changeset that recorded a document with this SHA-256 first; "" where none did.

    First in the order of writing, which nobody can choose, not by the moment that a changeset bears. Of all
    that the level of the data sees: ask the highest. A document belongs to that level: whoever records it
    again at a lower one need not have seen it, for a changeset does not tell what its author saw.
    """
    subject, kinds = f'?document <{v.SHA256}> "{sha256}"', f"<{v.DOCUMENT}> <{v.DOCUMENT_VERSION}>"
    found = data.reader.query(
        f"SELECT DISTINCT ?in {{ GRAPH ?in {{ {subject} }} ?document a ?kind VALUES ?kind {{ {kinds} }} }}"
    )
    assert isinstance(found, Iterable)
    graphs = {str(row["in"].value) for row in found}
    return next((info.level for info in data.reader.changesets() if info.id in graphs), "")


def kept_documents(store: Path) -> DocumentStore:
    """The documents kept beside a store."""
    return DocumentStore(store / "documents")


def quotes_of(store: Path) -> StoredQuotes:
    """The quotes of the documents kept beside a store. See `note_quoted` before they are shown."""
    return StoredQuotes(kept_documents(store))
