"""What makes answers evidence: the custody log of who changed and who read what."""

from .custody import append, entries, export, head, page, verify
from .custody_check import Fault, Verdict
from .custody_entry import Entry, Head, Note

__all__ = [
    "Entry",
    "Fault",
    "Head",
    "Note",
    "Verdict",
    "append",
    "entries",
    "export",
    "head",
    "page",
    "verify",
]
