"""Logging in: name, password and, where the user has them, one-time passwords.

Whatever is wrong, the same is said after the same work. Waiting grows with the failures for a name and from
an address, to five minutes and one. From an address where a user has logged in before, the failures that
others cause for their name do not count: nobody can keep a user out from there.
"""

import asyncio
import contextlib
from collections import OrderedDict
from typing import Final

from respondeat.errors import NotAllowed, NotAuthenticated, StoreError

from . import totp
from .accounts import Accounts
from .audit import UNKNOWN, Audit, Clock
from .authentication import ADDRESS, Work
from .caller import Caller
from .delays import Delays, Patience
from .hashing import Hasher
from .passwords import normal
from .tokens import digest
from .users import User, Users, forget_totp, normal_name

NAME: Final = Patience(free=5, longest=300.0)
_MOST: Final = 4096
_WRONG: Final = "The name, the password or the one-time password is wrong, or this user may not log in."


class Logins:
    """Compares what somebody logs in with."""

    def __init__(
        self,
        accounts: Accounts,
        users: Users,
        hasher: Hasher,
        delays: Delays,
        work: Work,
        audit: Audit,
        clock: Clock,
    ) -> None:
        self._accounts = accounts
        self._users = users
        self._hasher = hasher
        self._delays = delays
        self._work = work
        self._audit = audit
        self._clock = clock
        self._known: OrderedDict[str, None] = OrderedDict()  # names with addresses they have logged in from

    async def user(self, name: str, password: str, code: str, address: str) -> User:
        """Who logs in. Raises NotAuthenticated, TooMany, Busy."""
        known = normal_name(name)[:128]
        pair = digest(f"{address} {known}")
        against = f"login {pair}" if pair in self._known else f"name {digest(known)}"
        async with self._work:
            self._delays.attempt([(against, NAME), (f"address {address}", ADDRESS)])
            user = self._users.named(known)
            hash = user.hash if user else None
            same = await asyncio.to_thread(self._hasher.agrees, hash, normal(password)[:1024])
            if user is None or not same or user.disabled is not None or not self._code(user, code):
                await self._audit.note(UNKNOWN, "login-refused", user.id if user else "")
                raise NotAuthenticated(_WRONG)
        self._delays.forget(against)
        self._delays.well(f"address {address}")
        self._known[pair] = None
        if len(self._known) > _MOST:
            self._known.popitem(last=False)
        with contextlib.suppress(StoreError):  # the old hash is still one
            return await asyncio.to_thread(self._users.rehash, user, normal(password))
        return user

    async def again(self, user: User, password: str, address: str) -> None:
        """Have somebody who is logged in show the password again. Raises NotAllowed, TooMany, Busy."""
        async with self._work:
            against = f"login {digest(f'{address} {user.name}')}"
            self._delays.attempt([(against, NAME), (f"address {address}", ADDRESS)])
            if not await asyncio.to_thread(self._hasher.agrees, user.hash, normal(password)[:1024]):
                raise NotAllowed("The password is wrong.")
        self._delays.forget(against)
        self._delays.well(f"address {address}")

    def _code(self, user: User, code: str) -> bool:
        """Whether the code is the user's now; it is used then. True for users without one-time passwords."""
        if user.totp is None:
            return True
        with self._accounts.writing() as rows:
            (step,) = rows.execute("SELECT totp_step FROM users WHERE id = ?", (user.id,)).fetchone()
            now = totp.step_of(user.totp, code, self._clock(), step)
            if now is not None:
                rows.execute("UPDATE users SET totp_step = ? WHERE id = ?", (now, user.id))
                return True
            used = rows.execute(
                "DELETE FROM recovery WHERE user = ? AND hash = ?", (user.id, _recovery(user.id, code))
            )
            return used.rowcount == 1

    def offer(self, user: User) -> tuple[str, str]:
        """A secret for one-time passwords and its otpauth address; it holds once a code of it was shown."""
        secret = totp.new_secret()
        with self._accounts.writing() as rows:
            rows.execute("UPDATE users SET totp_offered = ? WHERE id = ?", (secret, user.id))
        return secret, totp.address(secret, user.name)

    def confirm(self, user: User, code: str) -> list[str]:
        """Take the secret that was offered; the codes for whoever loses the device, shown once.

        Raises NotAllowed when the code is not one of it.
        """
        now = totp.step_of(user.totp_offered, code, self._clock(), 0) if user.totp_offered else None
        if now is None:
            raise NotAllowed("This is not the code of the secret that was offered. Check the clock.")
        codes = totp.new_codes()
        with self._accounts.writing() as rows:
            secret = user.totp_offered
            forget_totp(rows, user.id)
            rows.execute("UPDATE users SET totp = ?, totp_step = ? WHERE id = ?", (secret, now, user.id))
            rows.executemany(
                "INSERT INTO recovery VALUES (?, ?)", [(user.id, _recovery(user.id, one)) for one in codes]
            )
            self._audit.record(user.id, "totp-on", user.id)
        return codes

    def without_totp(self, by: Caller, user: User) -> None:
        """Ask the user for no one-time passwords any more."""
        with self._accounts.writing() as rows:
            forget_totp(rows, user.id)
            self._audit.record(by.id, "totp-off", user.id)


def _recovery(user: str, code: str) -> str:
    return digest(f"{user} {code.replace(' ', '').lower()}")
