"""Who asks, from what they show: a key, a session, a password."""

import asyncio
import contextlib
from collections import OrderedDict
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from respondeat.errors import Busy, NotAuthenticated, StoreError

from .audit import Clock
from .caller import Caller
from .delays import Delays, Patience
from .hashing import Hasher
from .keys import Key, Keys
from .tokens import id_of

ADDRESS: Final = Patience(free=20, longest=60.0)
"""With an address: many may stand behind one, so the first failures of an hour cost nothing."""

_KEPT: Final = 60.0
_MOST: Final = 1024
_AT_ONCE: Final = 2  # comparisons: each takes 64 MiB and a processor
_WAITING: Final = 64


class Work:
    """Slow comparisons, in threads, so many at once and so many that wait."""

    def __init__(self, at_once: int = _AT_ONCE, waiting: int = _WAITING) -> None:
        self._turns = asyncio.Semaphore(at_once)
        self._most = at_once + waiting
        self._there = 0

    async def __aenter__(self) -> None:
        if self._there >= self._most:
            raise Busy("Too many log in at once. Try again in a moment.", limit="logins", retry_after=1)
        self._there += 1
        try:
            await self._turns.acquire()
        except BaseException:
            self._there -= 1
            raise

    async def __aexit__(self, *_: object) -> None:
        self._turns.release()
        self._there -= 1


@dataclass(frozen=True, slots=True)
class _Seen:
    id: str
    hash: str
    until: float


class KeyCheck:
    """Whether a key is one. The slow comparison is made once a minute for each; what ends a key, at once."""

    def __init__(self, keys: Keys, hasher: Hasher, delays: Delays, work: Work, clock: Clock) -> None:
        self._keys = keys
        self._hasher = hasher
        self._delays = delays
        self._work = work
        self._clock = clock
        self._seen: OrderedDict[bytes, _Seen] = OrderedDict()

    async def caller(self, text: str, address: str) -> Caller:
        """Who asks with a key. Raises NotAuthenticated, TooMany after many failures from an address, Busy."""
        id = id_of(text)
        known = self.known(text)
        if known is None:
            known = await self._compared(id, text, address)
        if known.used != self._keys.today():
            with contextlib.suppress(StoreError):  # the day of last use is worth no refusal
                await asyncio.to_thread(self._keys.touch, known)
        return known.caller()

    def known(self, text: str) -> Key | None:
        """The key, if it was compared within the last minute and is still valid. Costs next to nothing."""
        digest = sha256(text.encode("utf-8", "surrogatepass")).digest()
        seen = self._seen.get(digest)
        if seen is None:
            return None
        key = self._keys.found(seen.id)
        now = self._clock()
        if key is None or not key.valid(now) or key.hash != seen.hash or now >= seen.until:
            del self._seen[digest]
            return None
        return key

    async def _compared(self, id: str, text: str, address: str) -> Key:
        async with self._work:
            again = self.known(text)  # others with the same key came first
            if again is not None:
                return again
            against = f"address {address}"
            self._delays.attempt([(against, ADDRESS)])
            key = self._keys.found(id)
            same = await asyncio.to_thread(self._hasher.agrees, key.hash if key else None, text)
            now = self._clock()
            if key is None or not same:
                raise NotAuthenticated("There is no such key.")
            self._delays.well(against)
            key = self._keys.found(id) or key  # it may have been revoked meanwhile
            if not key.valid(now):
                raise NotAuthenticated(
                    "This key has expired." if key.revoked is None else "This key was revoked."
                )
            digest = sha256(text.encode()).digest()
            self._seen[digest] = _Seen(id, key.hash, now + _KEPT)
            while len(self._seen) > _MOST:
                self._seen.popitem(last=False)
            return key
