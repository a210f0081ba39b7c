"""Source documents: kept by the hash of their bytes, read as text, quoted by place and hash."""

from .archive import Checked, DocumentStore, document_id
from .quotes import Quote, Verdict, passage_of, quote

__all__ = [
    "Checked",
    "DocumentStore",
    "Quote",
    "Verdict",
    "document_id",
    "passage_of",
    "quote",
]
