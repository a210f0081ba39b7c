"""How many connections there are, and how long each may be slow: looked at once a second, all together.

No timer is set for a request: a connection notes since when it is in its state, and one timer looks at all.
"""

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final, Protocol

from respondeat.api.settings import ConnectionSettings
from respondeat.errors import Busy, LimitError, TooMany

from .addresses import counted

_EVERY: Final = 1.0


class Looked(Protocol):
    """A connection that is looked at."""

    def look(self, now: float) -> None:
        """End the connection when it has been slow for too long."""
        ...


class Gate:
    """Lets connections in, counts them, and has them looked at."""

    def __init__(self, bounds: ConnectionSettings, proxies: Sequence[str] = ()) -> None:
        self.bounds = bounds
        self._proxies = proxies
        self._open: dict[Looked, str | None] = {}
        self._addresses: Counter[str] = Counter()
        self._timer: asyncio.TimerHandle | None = None

    def enter(self, connection: Looked, peer: str) -> LimitError | None:
        """Count a connection from an address; what to say to it when there are too many."""
        bounds, address = self.bounds, counted(peer, self._proxies)
        if len(self._open) >= bounds.at_once:
            text = "The server has as many connections as it takes. Try again later."
            return Busy(text, limit="connections", allowed=bounds.at_once, retry_after=5)
        if address is not None and self._addresses[address] >= bounds.per_address:
            text = f"There are {bounds.per_address} connections from this address already. Close one."
            return TooMany(text, limit="connections", allowed=bounds.per_address, retry_after=5)
        self._open[connection] = address
        if address is not None:
            self._addresses[address] += 1
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_EVERY, self._look)
        return None

    def leave(self, connection: Looked) -> None:
        """Count a connection no more."""
        address = self._open.pop(connection, None)
        if address is not None:
            self._addresses[address] -= 1
            if not self._addresses[address]:
                del self._addresses[address]

    def _look(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        for connection in tuple(self._open):
            connection.look(now)
        self._timer = loop.call_later(_EVERY, self._look) if self._open else None


class Leaving:
    """Whether a client has left, and who wants to know."""

    __slots__ = ("_told", "left")

    def __init__(self) -> None:
        self.left = False
        self._told: Callable[[], object] | None = None

    def tell(self, told: Callable[[], object] | None) -> None:
        """Call this when the client leaves; nothing for None."""
        self._told = told

    def leave(self) -> None:
        """The client has left."""
        self.left = True
        if self._told is not None:
            self._told()
