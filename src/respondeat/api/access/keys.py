"""API keys: shown once, kept as hashes, with a level, scopes and an end."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from respondeat.errors import InputError, NotFound

from .accounts import Accounts
from .audit import Audit, Clock
from .caller import Caller
from .hashing import Hasher
from .rights import check_within, level_of, scopes_of, text_of, within
from .tokens import new_key

_LABEL = 200


@dataclass(frozen=True, slots=True)
class Key:
    """A key, without its secret. Moments in seconds since 1970; `used` is the day of its last use."""

    id: str
    hash: str
    label: str
    level: str
    scopes: str
    created: int
    created_by: str
    expires: int | None
    revoked: int | None
    used: str | None

    def valid(self, now: float) -> bool:
        """Whether it opens anything now."""
        return self.revoked is None and (self.expires is None or now < self.expires)

    def caller(self) -> Caller:
        """Who asks with it."""
        return Caller(self.id, self.level, scopes_of(self.scopes), self.id)

    def as_json(self, now: float) -> dict[str, Any]:
        """The key as JSON data; nothing in it opens anything."""
        return {
            "id": self.id,
            "label": self.label,
            "level": self.level,
            "scopes": self.scopes.split(),
            "created": told(self.created),
            "created_by": self.created_by,
            "expires": told(self.expires),
            "revoked": told(self.revoked),
            "last_used": self.used,
            "valid": self.valid(now),
        }


def told(seconds: int | None) -> str | None:
    """A moment in UTC as text."""
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Keys:
    """The keys of a store. What is changed is in the custody log, or is not done: StoreError."""

    def __init__(self, accounts: Accounts, hasher: Hasher, audit: Audit, clock: Clock) -> None:
        self._accounts = accounts
        self._audit = audit
        self._hasher = hasher
        self._clock = clock

    def found(self, id: str) -> Key | None:
        """The key with an id, valid or not."""
        row = self._accounts.row("SELECT * FROM keys WHERE id = ?", (id,))
        return None if row is None else _key(row)

    def all(self, by: Caller) -> list[Key]:
        """The keys that somebody may give, oldest first."""
        rows = self._accounts.rows("SELECT * FROM keys ORDER BY created, id")
        return [key for row in rows if within(by, (key := _key(row)).level, key.scopes)]

    def add(
        self, by: Caller, label: str, level: str, scopes: list[str], days: int | None = None
    ) -> tuple[Key, str]:
        """A new key, and its text: nobody can show that again. With `days` it ends after so many.

        Raises InputError, NotAllowed for more than `by` has, StoreMissing.
        """
        kept = text_of(scopes)
        check_within(by, level_of(level), kept)
        label = _label(label)
        if days is not None and not 1 <= days <= 36500:
            raise InputError("A key ends after 1 to 36500 days.")
        now = int(self._clock())
        id, text = new_key()
        expires = None if days is None else now + days * 86400
        key = Key(id, self._hasher.hash(text), label, level, kept, now, by.id, expires, None, None)
        with self._accounts.writing() as rows:
            rows.execute(
                "INSERT INTO keys VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [getattr(key, name) for name in Key.__slots__],
            )
            self._audit.record(
                by.id, "key-added", id, level=level, scopes=kept.split(), expires=told(expires)
            )
        return key, text

    def revoke(self, by: Caller, id: str) -> Key:
        """End a key at once; one that is ended stays so. Raises NotFound, NotAllowed for a higher one."""
        key = self.found(id)
        if key is None:
            raise NotFound(f"There is no key {id!r}.")
        check_within(by, key.level, key.scopes)
        with self._accounts.writing() as rows:
            rows.execute(
                "UPDATE keys SET revoked = coalesce(revoked, ?) WHERE id = ?", (int(self._clock()), id)
            )
            self._audit.record(by.id, "key-revoked", id)
        ended = self.found(id)
        assert ended is not None
        return ended

    def touch(self, key: Key) -> None:
        """Keep on which day it was used; not when, for that is nobody's business."""
        with self._accounts.writing() as rows:
            rows.execute("UPDATE keys SET used = ? WHERE id = ?", (self.today(), key.id))

    def today(self) -> str:
        """The day in UTC."""
        return datetime.fromtimestamp(self._clock(), UTC).date().isoformat()


def _label(text: str) -> str:
    label = " ".join(text.split())
    if not label or len(label) > _LABEL or not label.isprintable():
        raise InputError(f"A label has 1 to {_LABEL} characters, none that commands a terminal.")
    return label


def _key(row: sqlite3.Row) -> Key:
    return Key(*row)
