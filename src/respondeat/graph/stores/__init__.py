"""Stores: where changesets are written whole, and read at a level."""

from .checks import Problem
from .embedded import EmbeddedStore, open_documents, open_reader
from .engine_faults import engine_faults
from .memory import MemoryStore
from .pointers import current_hash, stamp
from .protocol import Answer, ChangesetInfo, Finding, Functions, LevelIndex, Reader, Store, Term, Validator
from .sequences import chain_hash, chain_hashes

__all__ = [
    "Answer",
    "ChangesetInfo",
    "EmbeddedStore",
    "Finding",
    "Functions",
    "LevelIndex",
    "MemoryStore",
    "Problem",
    "Reader",
    "Store",
    "Term",
    "Validator",
    "chain_hash",
    "chain_hashes",
    "current_hash",
    "engine_faults",
    "open_documents",
    "open_reader",
    "stamp",
]
