"""Sessions: what a browser shows after a login. Kept as hashes; ended by time, by logout, with the user."""

import contextlib
import hmac
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from respondeat.errors import NotAuthenticated, StoreError

from .accounts import Accounts
from .audit import Audit, Clock
from .tokens import digest
from .users import User, Users

_SEEN_EVERY: Final = 60  # seconds; no need to write at each request


@dataclass(frozen=True, slots=True)
class Session:
    """A user's session: whose, the token's hash, and until when it can last at most (seconds since 1970)."""

    user: User
    hash: str
    until: int


@dataclass(frozen=True, slots=True)
class Lasting:
    """How long sessions last, in seconds: unused, and at most."""

    idle: int
    whole: int


class Sessions:
    """The sessions of a store."""

    def __init__(
        self, accounts: Accounts, users: Users, lasting: Lasting, audit: Audit, clock: Clock
    ) -> None:
        self._accounts = accounts
        self._audit = audit
        self._users = users
        self._lasting = lasting
        self._clock = clock

    def begin(self, user: User) -> tuple[Session, str]:
        """A new session and its token of 256 bits, which stands nowhere else.

        Raises NotAuthenticated when the user's password was changed, or they were disabled, meanwhile.
        """
        now = int(self._clock())
        token = secrets.token_urlsafe(32)
        with self._accounts.writing() as rows:
            rows.execute(
                "DELETE FROM sessions WHERE created <= ? OR seen <= ?",
                (now - self._lasting.whole, now - self._lasting.idle),
            )
            still = rows.execute("SELECT hash, disabled FROM users WHERE id = ?", (user.id,)).fetchone()
            if still is None or still["hash"] != user.hash or still["disabled"] is not None:
                raise NotAuthenticated("This user was changed meanwhile. Log in again.")
            rows.execute("INSERT INTO sessions VALUES (?, ?, ?, ?)", (digest(token), user.id, now, now))
            self._audit.record(user.id, "login")
        return Session(user, digest(token), now + self._lasting.whole), token

    def found(self, token: str) -> Session | None:
        """The session of a token; None when there is none, it ended, or its user may not log in."""
        row = self._accounts.row("SELECT * FROM sessions WHERE hash = ?", (digest(token),))
        if row is None:
            return None
        now = int(self._clock())
        if now >= row["created"] + self._lasting.whole or now >= row["seen"] + self._lasting.idle:
            return None
        user = self._users.found(row["user"])
        if user is None or user.disabled is not None:
            return None
        if now >= row["seen"] + _SEEN_EVERY:
            with contextlib.suppress(StoreError), self._accounts.writing() as rows:
                rows.execute("UPDATE sessions SET seen = ? WHERE hash = ?", (now, row["hash"]))
        return Session(user, row["hash"], row["created"] + self._lasting.whole)

    def end(self, session: Session, *, everywhere: bool = False) -> None:
        """End a session, or all of its user."""
        with self._accounts.writing() as rows:
            if everywhere:
                rows.execute("DELETE FROM sessions WHERE user = ?", (session.user.id,))
            else:
                rows.execute("DELETE FROM sessions WHERE hash = ?", (session.hash,))
            self._audit.record(session.user.id, "logout", everywhere=everywhere)


def csrf(token: str) -> str:
    """What a page must send beside the cookie to change anything: bound to the session (OWASP, CSRF)."""
    return hmac.digest(token.encode("utf-8", "surrogatepass"), b"respondeat csrf", sha256).hex()
