"""All that a server needs to know who asks, over one store."""

import time
from dataclasses import dataclass
from pathlib import Path

from .accounts import Accounts
from .audit import Clock
from .authentication import KeyCheck, Work
from .delays import Delays
from .hashing import Hasher
from .keys import Keys


@dataclass(frozen=True, slots=True)
class Entrance:
    """Keys, and what compares them; nothing is opened before somebody shows one."""

    accounts: Accounts
    keys: Keys
    key_check: KeyCheck

    @classmethod
    def over(cls, store: Path, clock: Clock = time.time, hasher: Hasher | None = None) -> "Entrance":
        """The entrance of a store."""
        accounts, hasher = Accounts(store), hasher or Hasher()
        delays, work = Delays(clock), Work()
        keys = Keys(accounts, hasher, clock)
        return cls(accounts, keys, KeyCheck(keys, hasher, delays, work, clock))

    def close(self) -> None:
        """Let go of the database."""
        self.accounts.close()
