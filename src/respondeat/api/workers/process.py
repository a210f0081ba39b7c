"""A reader's process as the server sees it: started, asked, ended."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final, cast

from respondeat.errors import RespondeatError, StoreError

from . import wire
from .deaths import Cause, died
from .frames import Header, Unpacked, packed
from .progress import used
from .protocol import Body, Limits, Progress, Reply, Request

LOG: Final = logging.getLogger("respondeat.workers")
_SAID: Final = 8192  # of the standard error, the end is kept
_FAULT: Final = b"respondeat-fault "
_PASSED_ON: Final = ("PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "MALLOC_ARENA_MAX")
_THREADS: Final = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")


def environment(folder: Path) -> dict[str, str]:
    """All that a reader's process is told of its surroundings."""
    places = dict.fromkeys(("TMPDIR", "TEMP", "TMP", "HOME"), str(folder))
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    own = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2", "LC_ALL": "C.UTF-8"}
    return {**dict.fromkeys(_THREADS, "1"), **own, **passed, **places}


class Process(asyncio.SubprocessProtocol):
    """One process. It answers one request at a time; whoever asks sees to that.

    `opened` is called once it is ready, `ended` once it is gone, with the error that kept it from getting
    ready, if that was so. One that is `retired` is not asked again: it keeps too much, or something too old.
    """

    def __init__(
        self, opened: Callable[["Process"], None], ended: Callable[["Process", RespondeatError | None], None]
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._opened = opened
        self._ended = ended
        self._transport: asyncio.SubprocessTransport | None = None
        self._frames = Unpacked(self._given)
        self._said = self._line = b""
        self._answer: asyncio.Future[Reply] | None = None
        self._limits = Limits()
        self._cause: Cause | None = None
        self._watching: asyncio.TimerHandle | None = None
        self._refused: RespondeatError | None = None
        self.level = ""
        self.ready = False
        self.retired = False
        self.opening = 0
        self.kept: Mapping[str, bool] = {}
        self.gone: asyncio.Future[None] = self._loop.create_future()

    async def start(self, store: Path, level: str, folder: Path, tasks: Mapping[str, str]) -> None:
        """Start it; `ended` is called when the system refuses."""
        self.level = level
        others = [f"{name}={place}" for name, place in tasks.items()]
        command = [sys.executable, "-P", "-m", __package__, str(store.absolute()), level, str(folder)]
        try:
            await self._loop.subprocess_exec(
                lambda: self,
                *command,
                str(os.getpid()),
                *others,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                env=environment(folder),
                cwd=str(folder),
            )
        except OSError as error:
            text = f"No process could be started to read the data: {error.strerror}. Ask again later."
            self.gone.set_result(None)
            self._ended(self, StoreError(text))

    @property
    def pid(self) -> int | None:
        """Its number; None before it has one."""
        return None if self._transport is None else self._transport.get_pid()

    @property
    def usable(self) -> bool:
        """Whether it is ready for another request."""
        return self.ready and self._cause is None and not self.retired and not self.gone.done()

    @property
    def ended_for(self) -> Cause | None:
        """Why the server ended it; None when it did not."""
        return self._cause

    async def ask(self, request: Request) -> Reply:
        """The reply. Raises the error of the task, or the one that tells which limit the process died of."""
        assert self._answer is None
        if self._transport is None or self.gone.done():
            raise died(self._cause, None, b"", request.limits)
        self._limits = request.limits
        self._answer = self._loop.create_future()
        timer = self._loop.call_later(request.limits.wall, self.end, "wall")
        if request.watch is not None:
            self._watching = self._loop.call_later(1, self._watched, request.watch, 1.0)
        stdin = cast(asyncio.WriteTransport, self._transport.get_pipe_transport(0))
        try:
            stdin.write(packed(wire.asked(request)))
            return await self._answer
        except asyncio.CancelledError:
            self.end("cancelled")
            raise
        finally:
            timer.cancel()
            if self._watching is not None:
                self._watching.cancel()
                self._watching = None
            self._answer = None

    def end(self, cause: Cause) -> None:
        """End it now, at work or not."""
        if self._cause is None:
            self._cause = cause
        if self._transport is not None and not self.gone.done():
            try:
                self._transport.kill()
            except ProcessLookupError:
                return  # it ended by itself, and that is about to be noticed

    def _watched(self, watch: Callable[[Progress], None], seconds: float) -> None:
        assert self.pid is not None
        self._watching = self._loop.call_later(1, self._watched, watch, seconds + 1)
        watch(used(self.pid, seconds))

    # what the event loop calls

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """It has started."""
        self._transport = cast(asyncio.SubprocessTransport, transport)
        if self._cause is not None:
            self.end(self._cause)

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Bytes of a frame, or of what it says to nobody."""
        if fd == 1:
            try:
                self._frames.feed(data)
            except (ValueError, LookupError, TypeError):
                LOG.error("a reader's process sent what is no frame, and is ended")
                self.end("fault")
        else:
            self._heard(data)

    def pipe_connection_lost(self, fd: int, exc: Exception | None) -> None:
        """One of its pipes is closed: it is ending."""

    def process_exited(self) -> None:
        """It is gone; what it still had in its pipes comes before `connection_lost`."""

    def connection_lost(self, exc: Exception | None) -> None:
        """It is gone, and all that it said has been read."""
        assert self._transport is not None
        code = self._transport.get_returncode()
        self._transport.close()
        self._frames.close()
        error = died(self._cause, code, self._said, self._limits)
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
        if not self.ready and self._refused is None and self._cause is None:
            LOG.error("a reader's process ended with %s before it was ready", code)
            self._refused = StoreError(
                "The process that reads the data could not be started. Ask again later."
            )
        self.gone.set_result(None)
        self._ended(self, self._refused)

    def _heard(self, data: bytes) -> None:
        """Standard error: a fault is logged, nothing else is, for it may hold data."""
        *lines, rest = (self._line + data).split(b"\n")
        for line in lines:
            if line.startswith(_FAULT):
                text = line.removeprefix(_FAULT).decode("ascii", "replace")
                LOG.error("fault in a reader's process: %s", text)
        self._line = rest[-_SAID:]
        self._said = (self._said + data)[-_SAID:]

    def _given(self, header: Header, body: Body) -> None:
        if not self.ready:
            self._hello(header)
            return
        answer = self._answer
        if answer is None or answer.done():
            body.close()  # nobody waits for it any more
            return
        self.retired |= bool(header.get("grown"))
        if "error" in header:
            answer.set_exception(wire.rebuilt(header["error"]))
        elif body.size > self._limits.bytes:
            body.close()
            raise ValueError("an answer over its limit")
        else:
            answer.set_result(Reply(body, header["type"], header["hash"], header["meta"]))

    def _hello(self, header: Mapping[str, Any]) -> None:
        if "error" in header:
            self._refused = wire.rebuilt(header["error"])
            return
        told = header["ready"]
        self.opening, self.kept, self.ready = int(told["opening"]), told["kept"], True
        self._opened(self)
