"""Stores: where changesets are written whole, and read at a level."""

from .checks import Problem
from .embedded import EmbeddedStore, open_documents, open_reader
from .engine_faults import engine_faults
from .memory import MemoryStore
from .pointers import current_hash, stamp
from .protocol import Answer, ChangesetInfo, Finding, Functions, LevelIndex, Reader, Store, Term, Validator
from .sequences import chain_hash, chain_hashes
from .tombstones import Changed, Tombstone
from .withdrawing_results import Divided, Gone, Withdrawal
from .withdrawing_store import remove_unread

__all__ = [
    "Answer",
    "Changed",
    "ChangesetInfo",
    "Divided",
    "EmbeddedStore",
    "Finding",
    "Functions",
    "Gone",
    "LevelIndex",
    "MemoryStore",
    "Problem",
    "Reader",
    "Store",
    "Term",
    "Tombstone",
    "Validator",
    "Withdrawal",
    "chain_hash",
    "chain_hashes",
    "current_hash",
    "engine_faults",
    "open_documents",
    "open_reader",
    "remove_unread",
    "stamp",
]
