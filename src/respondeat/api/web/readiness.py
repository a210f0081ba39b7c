"""Whether what is public can be read now."""

import asyncio
from time import monotonic
from typing import Final

from respondeat.api.settings import LimitSettings
from respondeat.api.workers import Asker, Request
from respondeat.ontology import vocabulary as v

_HOLDS: Final = 1.0  # seconds: whoever asks all the time costs no more than this
_CLIENT: Final = "readiness"


class Readiness:
    """Looks whether the store is there each time, and whether a reader answers at most once a second."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._answered = -_HOLDS

    async def check(self, asker: Asker, limits: LimitSettings) -> None:
        """Raises StoreMissing and its kin, Busy when no reader is free, Stopped when none answers."""
        await asker.dataset_hash(v.LEVELS[0])
        async with self._turn:
            if monotonic() - self._answered >= _HOLDS:
                reply = await asker.ask(v.LEVELS[0], Request("ready", {}, limits.of_one()), _CLIENT)
                reply.body.close()
                self._answered = monotonic()
