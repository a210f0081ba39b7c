"""Writing, one thing at a time: each in a process of its own, which opens the store, writes, and is gone.

`python -m respondeat.api.workers.writing` is that process; see `writing_child`.
"""

import asyncio
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final, Protocol

from respondeat.errors import Busy, RespondeatError, Stopped

from .own import own
from .protocol import Limits

_WAIT: Final = 5  # seconds after which a client may ask again
_LAST: Final = 30.0  # seconds that what is being written has to end when the server stops


@dataclass(frozen=True, slots=True)
class Ordered:
    """What is to be written: a name of `tasks.writing.WRITINGS`, parameters, a body, for whom, when."""

    name: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    body: bytes = field(default=b"", repr=False)
    who: str = ""
    level: str = "public"
    admin: bool = False
    now: str = ""


class Writer(Protocol):
    """Has things written, one after the other."""

    async def write(self, ordered: Ordered) -> dict[str, Any]:
        """What came of it, as JSON values; then it is on the disk.

        Raises the RespondeatError of the work; StoreLocked when another process writes, Busy when too many
        wait, Stopped for a limit: then it is written whole or not at all, and may be sent again.
        """
        ...

    async def close(self) -> None:
        """Let what is being written end, and take nothing more."""
        ...


class OwnProcess:
    """A `Writer` that starts a process for each write. What was begun is ended, also when nobody waits."""

    def __init__(self, store: Path, limits: Limits, waiting: int = 16, patience: float = 30) -> None:
        self._store = store
        self._limits = limits
        self._waiting = waiting
        self._patience = patience
        self._turn = asyncio.Lock()
        self._queued = 0
        self._running: set[asyncio.Task[dict[str, Any]]] = set()
        self._closed = False

    async def write(self, ordered: Ordered) -> dict[str, Any]:
        """See `Writer.write`."""
        if self._stopping() or self._queued >= self._waiting:
            raise _busy(
                "is stopping" if self._stopping() else f"has {self._queued} changes waiting", self._waiting
            )
        self._queued += 1
        try:
            await asyncio.wait_for(self._turn.acquire(), self._patience)
        except TimeoutError:
            raise _busy("is busy with other changes", self._waiting) from None
        finally:
            self._queued -= 1
        if self._stopping():
            self._turn.release()
            raise _busy("is stopping", self._waiting)
        task = asyncio.create_task(self._work(ordered))
        self._running.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    def _stopping(self) -> bool:
        return self._closed

    def _ended(self, task: asyncio.Task[dict[str, Any]]) -> None:
        self._running.discard(task)
        self._turn.release()
        if not task.cancelled():
            task.exception()  # whoever asked may be gone

    async def _work(self, ordered: Ordered) -> dict[str, Any]:
        arguments = (str(self._store.absolute()), str(self._limits.memory), str(self._limits.cpu))
        header = {name: getattr(ordered, name) for name in _SENT}
        with TemporaryDirectory(prefix="respondeat-") as folder:
            return await own(__name__, arguments, (header, ordered.body), folder, self._limits, _ended_for)

    async def close(self) -> None:
        """See `Writer.close`."""
        self._closed = True
        if self._running:
            await asyncio.wait(self._running, timeout=_LAST)
        for task in tuple(self._running):
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)


_SENT: Final = ("name", "parameters", "who", "level", "admin", "now")


def _ended_for(error: RespondeatError) -> RespondeatError:
    """The error for a process that ended before it answered, in words for whoever writes."""
    whole = "It is written whole or not at all: send the same again, and the answer says which"
    if isinstance(error, Stopped):
        return Stopped(
            f"The change went over the limit {error.limit} and was ended. {whole}; or send it in parts.",
            limit=error.limit,
            allowed=error.allowed,
        )
    return RespondeatError(f"The process that wrote ended without an answer. {whole}.")


def _busy(why: str, allowed: int) -> Busy:
    return Busy(
        f"The server {why}, and nothing was written. Send it again in a moment.",
        limit="waiting",
        allowed=allowed,
        retry_after=_WAIT,
    )


if __name__ == "__main__":
    from respondeat.api.workers.writing_child import main

    main(sys.argv[1:])
