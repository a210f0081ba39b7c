"""Work done in this process: for `respondeat get`, whose user owns the machine, and for tests."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work, task
from respondeat.errors import Stopped
from respondeat.graph.stores import open_reader, stamp

from .protocol import Body, Reply, Request


class Here:
    """An `Asker` without processes: nothing bounds time and memory, rows and bytes are bounded."""

    def __init__(self, store: Path, opened: Callable[[Path, str], Dataset] = Dataset.open) -> None:
        self._store = store
        self._opened = opened
        self._open: dict[str, tuple[object, Dataset]] = {}
        self._turn = asyncio.Lock()

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        """See `Asker.ask`."""
        async with self._turn:
            data = self._data(level)
            limits = request.limits
            work = Work(request.parameters, limits.rows, limits.bytes)
            done = task(request.task)(data, work)
        if len(done.body) > limits.bytes:
            raise Stopped(
                f"The answer is larger than {limits.bytes} bytes. Ask for less of it.",
                limit="bytes",
                allowed=limits.bytes,
            )
        return Reply(Body.of(done.body), done.media_type, data.dataset_hash, done.meta)

    def _data(self, level: str) -> Dataset:
        """The level as it is now: opened again when another version of it was pointed to."""
        now = stamp(self._store, level)
        if level in self._open and self._open[level][0] != now:
            self._open.pop(level)[1].close()
        if level not in self._open:
            self._open[level] = (now, self._opened(self._store, level))
        return self._open[level][1]

    async def dataset_hash(self, level: str) -> str:
        """See `Asker.dataset_hash`."""
        with open_reader(self._store, level) as reader:
            return reader.dataset_hash

    async def refresh(self) -> None:
        """See `Asker.refresh`."""
        async with self._turn:
            await self.close()

    async def close(self) -> None:
        """See `Asker.close`."""
        for _, data in self._open.values():
            data.close()
        self._open.clear()
