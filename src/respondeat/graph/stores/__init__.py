"""Stores: where changesets are written whole, and read at a level."""

from .checks import Problem
from .embedded import EmbeddedStore, open_documents, open_reader
from .memory import MemoryStore
from .protocol import Answer, ChangesetInfo, Finding, LevelIndex, Reader, Store, Validator
from .sequences import chain_hash, chain_hashes

__all__ = [
    "Answer",
    "ChangesetInfo",
    "EmbeddedStore",
    "Finding",
    "LevelIndex",
    "MemoryStore",
    "Problem",
    "Reader",
    "Store",
    "Validator",
    "chain_hash",
    "chain_hashes",
    "open_documents",
    "open_reader",
]
