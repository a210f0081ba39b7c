"""Source documents: kept by the hash of their bytes, read as text, quoted by place and hash."""

from .archive import Checked, DocumentStore, document_id
from .captures import Capture
from .media_types import media_type, suffix, type_of_name
from .quotes import Quote, Verdict, passage_of, quote
from .taking import Taken, Taking

__all__ = [
    "Capture",
    "Checked",
    "DocumentStore",
    "Quote",
    "Taken",
    "Taking",
    "Verdict",
    "document_id",
    "media_type",
    "passage_of",
    "quote",
    "suffix",
    "type_of_name",
]
