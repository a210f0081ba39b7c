"""Users: a name, a password, perhaps one-time passwords, a level and scopes."""

import re
import secrets
import sqlite3
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from respondeat.errors import Conflict, InputError, NotFound

from . import passwords
from .accounts import Accounts
from .audit import Audit, Clock
from .caller import Caller
from .hashing import Hasher
from .keys import told
from .rights import check_within, level_of, scopes_of, text_of, within

_NAME: Final = re.compile(r"[^\W_][\w.@+-]{1,63}")


@dataclass(frozen=True, slots=True)
class User:
    """A user. Moments in seconds since 1970."""

    id: str
    name: str
    hash: str
    level: str
    scopes: str
    created: int
    created_by: str
    disabled: int | None
    totp: str | None
    totp_offered: str | None
    totp_step: int

    def caller(self) -> Caller:
        """Who asks when they are logged in."""
        return Caller(self.id, self.level, scopes_of(self.scopes), self.id)

    def as_json(self) -> dict[str, Any]:
        """The user as JSON data, without what opens anything."""
        return {
            "id": self.id,
            "name": self.name,
            "level": self.level,
            "scopes": self.scopes.split(),
            "created": told(self.created),
            "created_by": self.created_by,
            "disabled": told(self.disabled),
            "totp": self.totp is not None,
        }


def normal_name(name: str) -> str:
    """A name in the form in which it is kept and looked up."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


class Users:
    """The users of a store. What is changed is in the custody log, or is not done: StoreError.

    Whatever changes a user's password or ends their rights ends their sessions.
    """

    def __init__(self, accounts: Accounts, hasher: Hasher, audit: Audit, clock: Clock) -> None:
        self._accounts = accounts
        self._audit = audit
        self._hasher = hasher
        self._clock = clock

    def found(self, id: str) -> User | None:
        """The user with an id."""
        return self._one("SELECT * FROM users WHERE id = ?", id)

    def named(self, name: str) -> User | None:
        """The user with a name."""
        return self._one("SELECT * FROM users WHERE name = ?", normal_name(name))

    def existing(self, by: Caller, id: str) -> User:
        """The user with an id, or name, whom somebody may change.

        Raises NotFound, NotAllowed when the user has more than `by`.
        """
        user = self.found(id) or self.named(id)
        if user is None:
            raise NotFound(f"There is no user {id!r}.")
        check_within(by, user.level, user.scopes)
        return user

    def all(self, by: Caller) -> list[User]:
        """The users with no more than somebody has, by name."""
        users = [_user(row) for row in self._accounts.rows("SELECT * FROM users ORDER BY name")]
        return [user for user in users if within(by, user.level, user.scopes)]

    def add(self, by: Caller, name: str, password: str, level: str, scopes: Sequence[str]) -> User:
        """A new user. Raises InputError, NotAllowed for more than `by` has, Conflict for a taken name."""
        kept = text_of(scopes)
        check_within(by, level_of(level), kept)
        known = normal_name(name)
        if not _NAME.fullmatch(known):
            raise InputError("A user's name has 2 to 64 letters, digits, dots, hyphens, @ or +.")
        hash = self._hasher.hash(passwords.check(password, [known]))
        id = f"u-{secrets.token_hex(8)}"
        made = [id, known, hash, level, kept, int(self._clock()), by.id]
        with self._accounts.writing() as rows:
            if rows.execute("SELECT 1 FROM users WHERE name = ?", (known,)).fetchone():
                raise Conflict(f"There is a user {known!r} already.")
            rows.execute(
                "INSERT INTO users (id, name, hash, level, scopes, created, created_by) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                made,
            )
            self._audit.record(by.id, "user-added", id, level=level, scopes=kept.split())
        return self._again(id)

    def change(
        self, by: Caller, user: User, *, level: str | None = None, scopes: Sequence[str] | None = None
    ) -> User:
        """Another level or other scopes, from the next request on. Raises InputError, NotAllowed."""
        check_within(by, user.level, user.scopes)
        new_level = user.level if level is None else level_of(level)
        new_scopes = user.scopes if scopes is None else text_of(scopes)
        check_within(by, new_level, new_scopes)
        with self._accounts.writing() as rows:
            rows.execute(
                "UPDATE users SET level = ?, scopes = ? WHERE id = ?", (new_level, new_scopes, user.id)
            )
            self._audit.record(by.id, "user-changed", user.id, level=new_level, scopes=new_scopes.split())
        return self._again(user.id)

    def disable(self, by: Caller, user: User, *, disabled: bool = True) -> User:
        """Let nobody log in as this user, and end their sessions; or let them again. Raises NotAllowed."""
        check_within(by, user.level, user.scopes)
        since = int(self._clock()) if disabled else None
        with self._accounts.writing() as rows:
            rows.execute("UPDATE users SET disabled = ? WHERE id = ?", (since, user.id))
            _end_sessions(rows, user.id)
            self._audit.record(by.id, "user-disabled" if disabled else "user-enabled", user.id)
        return self._again(user.id)

    def set_password(self, by: Caller, user: User, password: str, *, keep_totp: bool = True) -> User:
        """Another password; all sessions end. Raises InputError for one that is not taken, NotAllowed."""
        check_within(by, user.level, user.scopes)
        hash = self._hasher.hash(passwords.check(password, [user.name]))
        with self._accounts.writing() as rows:
            rows.execute("UPDATE users SET hash = ? WHERE id = ?", (hash, user.id))
            if not keep_totp:
                forget_totp(rows, user.id)
            _end_sessions(rows, user.id)
            self._audit.record(by.id, "password-changed", user.id, totp=keep_totp and user.totp is not None)
        return self._again(user.id)

    def rehash(self, user: User, password: str) -> User:
        """Hash the same password with today's figures, where it was with others."""
        if not self._hasher.outdated(user.hash):
            return user
        hash = self._hasher.hash(password)
        with self._accounts.writing() as rows:
            rows.execute("UPDATE users SET hash = ? WHERE id = ? AND hash = ?", (hash, user.id, user.hash))
        return replace(user, hash=hash)

    def _one(self, sql: str, given: str) -> User | None:
        row = self._accounts.row(sql, (given,))
        return None if row is None else _user(row)

    def _again(self, id: str) -> User:
        user = self.found(id)
        assert user is not None
        return user


def forget_totp(rows: sqlite3.Connection, id: str) -> None:
    """Ask a user for no one-time passwords any more."""
    rows.execute("UPDATE users SET totp = NULL, totp_offered = NULL WHERE id = ?", (id,))
    rows.execute("DELETE FROM recovery WHERE user = ?", (id,))


def _end_sessions(rows: sqlite3.Connection, id: str) -> None:
    rows.execute("DELETE FROM sessions WHERE user = ?", (id,))


def _user(row: sqlite3.Row) -> User:
    return User(*row)
