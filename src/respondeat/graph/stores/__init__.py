"""Stores: where changesets are written whole, and read at a level."""

from .checks import Problem
from .embedded import EmbeddedStore, open_documents, open_reader
from .engine_faults import engine_faults
from .handed_over import handed_over
from .memory import MemoryStore
from .pointers import current_hash, stamp
from .protocol import Answer, ChangesetInfo, Finding, Functions, LevelIndex, Reader, Store, Term, Validator
from .sequences import chain_hash, chain_hashes, owned, owner, seen_by, sees
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
    "handed_over",
    "open_documents",
    "open_reader",
    "owned",
    "owner",
    "remove_unread",
    "seen_by",
    "sees",
    "stamp",
]
