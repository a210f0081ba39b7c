"""What a document is called, wherever one is told."""

from collections.abc import Mapping
from typing import Any

from respondeat.graph.statement import Document

from .proof import short


def called(document: Mapping[str, Any] | Document) -> str:
    """The title of a document, of an answer or a record; else its file's name, its address, its short id.

    >>> called({"id": "https://example.org/doc-1", "title": None, "url": "https://example.org/report"})
    'https://example.org/report'
    """
    if isinstance(document, Document):
        return document.title or document.file_name or document.url or short(document.id)
    told = map(document.get, ("title", "file_name", "url"))
    return str(next(filter(None, told), "") or short(document["id"]))
