"""Bundles, one at a time: each by a process of its own, in a folder that is gone before a byte leaves.

`python -m respondeat.api.workers.bundling` is that process; see `bundling_child`.
"""

import asyncio
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from respondeat.errors import Busy, RespondeatError, Stopped

from .folders import Folder
from .own import own
from .protocol import Body, Limits

FILE: Final = "bundle.zip"
_WAIT: Final = 15  # seconds after which a client may ask again


class Bundler:
    """Has bundles made, for those who may: see `bundles.ordered`."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self._store = store
        self._limits = limits
        self._folder: Folder | None = None
        self._work: asyncio.Task[Body] | None = None
        self._closed = False

    async def make(self, order: Mapping[str, Any]) -> Body:
        """The zip that is ordered (fields of `bundles.ordered.Order`), in a file without a name. Close it.

        Nothing is left of it when whoever asked is cancelled. Raises Busy while another one is made, Stopped
        for a limit, the RespondeatError of the work.
        """
        if self._closed or self._work is not None:
            why = "is stopping" if self._closed else "makes another bundle"
            raise Busy(
                f"The server {why}, and nothing was handed over. Ask again in a moment.",
                limit="bundles",
                allowed=1,
                retry_after=_WAIT,
            )
        self._work = asyncio.create_task(self._made(order))
        try:
            return await self._work
        finally:
            self._work = None

    async def _made(self, order: Mapping[str, Any]) -> Body:
        self._folder = self._folder or Folder()
        folder = self._folder.one()
        limits = self._limits
        arguments = (str(self._store.absolute()), str(limits.memory), str(limits.cpu), str(limits.bytes))
        try:
            await own(__name__, arguments, (order, b""), str(folder), limits, _ended)
            file = (folder / FILE).open("rb")
            return Body(file, os.fstat(file.fileno()).st_size)
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    async def close(self) -> None:
        """End what is being made, and take nothing more."""
        self._closed = True
        if self._work is not None:
            self._work.cancel()
            await asyncio.wait([self._work])
        if self._folder is not None:
            self._folder.close()


def _ended(error: RespondeatError) -> RespondeatError:
    """The error for a process that ended before it answered, in words for whoever asked for a bundle."""
    if isinstance(error, Stopped):
        return Stopped(
            f"The bundle went over the limit {error.limit} of this server, and nothing was handed over. Ask "
            "for less, or make it at the terminal, where there is no such limit.",
            limit=error.limit,
            allowed=error.allowed,
        )
    return RespondeatError("The process that made the bundle ended without an answer. Ask again.")


if __name__ == "__main__":
    from respondeat.api.workers.bundling_child import main

    main(sys.argv[1:])
