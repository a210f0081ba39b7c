"""A server that runs until it is told to stop: what is at work ends first, within a bound."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Awaitable, Callable, Iterator
from types import FrameType
from typing import Final

import uvicorn
from fastapi import FastAPI

from respondeat.api.settings import Settings
from respondeat.errors import RespondeatError

from .connection import Config

STOPPED_AT_ONCE: Final = 1
_IGNORABLE: Final = tuple(filter(None, (getattr(signal, "SIGHUP", None),)))  # a terminal that is closed
_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, *_IGNORABLE)


class Running(uvicorn.Server):
    """Stops at the first signal when what is at work is done, at the second at once."""

    def __init__(
        self,
        config: uvicorn.Config,
        ready: Callable[[], Awaitable[bool]],
        stopping: Callable[[], Awaitable[None]],
        at_once: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._ready = ready
        self._stopping = stopping
        self._at_once = at_once
        self.failed: RespondeatError | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so; `ready` tells whether to go on."""
        await super().startup(sockets)
        if self.started:
            self._saying = asyncio.ensure_future(self._said())

    async def _said(self) -> None:
        try:
            self.should_exit = self.should_exit or not await self._ready()
        except RespondeatError as error:
            self.failed, self.should_exit = error, True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End: first what nobody would wait for, then what is at work."""
        for listening in self.servers:
            listening.close()
        await self._stopping()
        await super().shutdown(sockets)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals while it runs; unlike uvicorn, do not send them again afterwards."""
        taken = (number for number in _SIGNALS if number not in _IGNORABLE or _heeded(number))
        before = {number: signal.signal(number, self.handle_exit) for number in taken}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Stop; at once when it is the second time: readers' processes end with this one."""
        if self.should_exit:
            self._at_once()
            os._exit(STOPPED_AT_ONCE)
        self.should_exit = True


def _heeded(number: signal.Signals) -> bool:
    """Whether nobody asked for it to be ignored, as nohup does."""
    return signal.getsignal(number) is not signal.SIG_IGN


def run(
    app: FastAPI,
    settings: Settings,
    listening: socket.socket,
    ready: Callable[[], Awaitable[bool]],
    at_once: Callable[[], None],
) -> None:
    """Serve until told to stop, or until `ready`, awaited once it answers, says False.

    `at_once` is called before the process is left without waiting. Raises what `ready` raises.
    """
    config = Config(
        app,
        settings,
        timeout_graceful_shutdown=settings.stop_seconds,
    )
    server = Running(config, ready, app.state.serving.jobs.stop, at_once)
    server.run([listening])
    if server.failed is not None:
        raise server.failed
