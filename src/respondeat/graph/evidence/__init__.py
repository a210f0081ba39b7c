"""What makes answers evidence: the custody log of who changed and who read what."""

from .custody import append, entries, export, head, page, verify
from .custody_check import Fault, Verdict
from .custody_entry import Entry, Head, Note, Withheld
from .custody_slice import Concern, Slice, custody_slice

__all__ = [
    "Concern",
    "Entry",
    "Fault",
    "Head",
    "Note",
    "Slice",
    "Verdict",
    "Withheld",
    "append",
    "custody_slice",
    "entries",
    "export",
    "head",
    "page",
    "verify",
]
