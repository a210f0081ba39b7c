"""All that a server needs to know who asks, over one store."""

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from .accounts import Accounts
from .audit import Audit, Clock
from .authentication import KeyCheck, Work
from .delays import Delays
from .hashing import Hasher
from .keys import Keys
from .logins import Logins
from .sessions import Lasting, Sessions
from .users import Users

LASTING: Final = Lasting(idle=3600, whole=43200)


@dataclass(frozen=True, slots=True)
class Entrance:
    """Keys, users and sessions, and what compares them; nothing is opened before somebody shows one."""

    accounts: Accounts
    keys: Keys
    key_check: KeyCheck
    users: Users
    sessions: Sessions
    logins: Logins
    clock: Clock

    @classmethod
    def over(
        cls,
        store: Path,
        audit: Audit | None = None,
        lasting: Lasting = LASTING,
        clock: Clock = time.time,
        hasher: Hasher | None = None,
    ) -> "Entrance":
        """The entrance of a store."""
        accounts, hasher, audit = Accounts(store), hasher or Hasher(), audit or Audit(store, clock)
        delays = Delays(clock)
        keys, users = Keys(accounts, hasher, audit, clock), Users(accounts, hasher, audit, clock)
        return cls(
            accounts,
            keys,
            KeyCheck(keys, hasher, delays, Work(), clock),
            users,
            Sessions(accounts, users, lasting, audit, clock),
            Logins(accounts, users, hasher, delays, Work(), audit, clock),
            clock,
        )

    def close(self) -> None:
        """Let go of the database."""
        self.accounts.close()
