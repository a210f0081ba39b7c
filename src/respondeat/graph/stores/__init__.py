"""Stores: where changesets are written whole, and read at a level."""

from .embedded import EmbeddedStore, open_reader
from .protocol import Answer, ChangesetInfo, Finding, LevelIndex, Reader, Store, Validator

__all__ = [
    "Answer",
    "ChangesetInfo",
    "EmbeddedStore",
    "Finding",
    "LevelIndex",
    "Reader",
    "Store",
    "Validator",
    "open_reader",
]
