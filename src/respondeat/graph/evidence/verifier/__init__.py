"""What a recipient checks a bundle with: the standard library only, so that it can go into the bundle."""

from .single import single_file
from .source import Source, open_source
from .verdict import Check, Unreadable, Verdict, read_fingerprint
from .verify import verify, verify_source

__all__ = [
    "Check",
    "Source",
    "Unreadable",
    "Verdict",
    "open_source",
    "read_fingerprint",
    "single_file",
    "verify",
    "verify_source",
]
