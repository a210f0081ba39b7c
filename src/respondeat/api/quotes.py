"""Quotes cut out of the documents that are kept beside a store."""

from pathlib import Path

from respondeat.graph.documents import DocumentStore
from respondeat.graph.documents import quote as cut
from respondeat.graph.statement import Document, Passage


class StoredQuotes:
    """Shows a quote when its document is kept and the hashes agree, else says why not."""

    def __init__(self, documents: DocumentStore) -> None:
        self._documents = documents

    def quote(self, passage: Passage, document: Document | None) -> tuple[str | None, str]:
        """The text of a passage, or None; and the verdict, one of `respondeat.graph.documents.Verdict`."""
        found = cut(self._documents, passage, document)
        return found.text, found.verdict


def kept_documents(store: Path) -> DocumentStore:
    """The documents kept beside a store."""
    return DocumentStore(store / "documents")


def quotes_of(store: Path) -> StoredQuotes:
    """The quotes of the documents kept beside a store."""
    return StoredQuotes(kept_documents(store))
