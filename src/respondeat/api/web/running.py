"""A server that runs until it is told to stop: what is at work ends first, within a bound."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from types import FrameType
from typing import Final

import uvicorn
from fastapi import FastAPI

from respondeat.api.settings import Settings

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM)


class Running(uvicorn.Server):
    """Stops at the first signal when what is at work is done, at the second at once."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], Awaitable[bool]]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so; `ready` tells whether to go on."""
        await super().startup(sockets)
        if self.started:
            self._saying = asyncio.ensure_future(self._said())

    async def _said(self) -> None:
        if not await self._ready():
            self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals while it runs; unlike uvicorn, do not send them again afterwards."""
        before = {number: signal.signal(number, self.handle_exit) for number in _SIGNALS}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; at once when it is the second time."""
        self.force_exit = self.should_exit
        self.should_exit = True


def run(
    app: FastAPI, settings: Settings, listening: socket.socket, ready: Callable[[], Awaitable[bool]]
) -> bool:
    """Serve until told to stop, or until `ready`, awaited once it answers, says False.

    Whether everything at work could end.
    """
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="on",
        ws="none",
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=settings.stop_seconds,  # type: ignore[arg-type]  # it is given to wait_for
    )
    server = Running(config, ready)
    server.run([listening])
    return not server.force_exit
