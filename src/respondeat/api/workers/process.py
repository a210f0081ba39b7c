"""A reader's process as the server sees it: started, asked, ended."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any, Final

from respondeat.errors import RespondeatError, StoreError

from . import wire
from .deaths import Cause, died, faults
from .frames import Header, Unpacked, packed
from .progress import used
from .protocol import Body, Limits, Progress, Reply, Request

LOG: Final = logging.getLogger("respondeat.workers")
_SAID: Final = 8192  # of the standard error, the end is kept


class Process:
    """One process. It answers one request at a time; whoever asks sees to that.

    `opened` is called once it is ready, `ended` once it is gone, with the error that kept it from getting
    ready, if that was so. One that is `retired` is not asked again: it keeps too much, or something too old.
    """

    def __init__(
        self,
        level: str,
        opened: Callable[["Process"], None],
        ended: Callable[["Process", RespondeatError | None], None],
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._opened = opened
        self._ended = ended
        self._write: Callable[[bytes], object] | None = None
        self._kill: Callable[[], object] | None = None
        self._frames = Unpacked(self._given)
        self._said = self._line = b""
        self._answer: asyncio.Future[Reply] | None = None
        self._limits = Limits()
        self._cause: Cause | None = None
        self._watching: asyncio.TimerHandle | None = None
        self._refused: RespondeatError | None = None
        self.level = level
        self.pid: int | None = None
        self.ready = False
        self.retired = False
        self.opening = 0
        self.kept: Mapping[str, bool] = {}
        self.gone: asyncio.Future[None] = self._loop.create_future()

    def began(self, pid: int, write: Callable[[bytes], object], kill: Callable[[], object]) -> None:
        """It is there: its number, how to write to it, how to end it."""
        self.pid, self._write, self._kill = pid, write, kill
        if self._cause is not None:
            kill()

    def failed(self, why: str) -> None:
        """It could not be started."""
        self._refused = StoreError(f"No process could be started to read the data: {why}. Ask again later.")
        self.gone.set_result(None)
        self._ended(self, self._refused)

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
        if self._write is None or self.gone.done():
            raise died(self._cause, None, b"", request.limits)
        self._limits = request.limits
        self._answer = self._loop.create_future()
        timer = self._loop.call_later(request.limits.wall, self.end, "wall")
        if request.watch is not None:
            self._watching = self._loop.call_later(1, self._watched, request.watch, 1.0)
        try:
            self._write(packed(wire.asked(request)))
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
        if self._kill is not None and not self.gone.done():
            self._kill()

    def _watched(self, watch: Callable[[Progress], None], seconds: float) -> None:
        assert self.pid is not None
        self._watching = self._loop.call_later(1, self._watched, watch, seconds + 1)
        watch(used(self.pid, seconds))

    # what whoever started it tells

    def came(self, data: bytes) -> None:
        """Bytes of a frame."""
        try:
            self._frames.feed(data)
        except (ValueError, LookupError, TypeError):
            LOG.error("a reader's process sent what is no frame, and is ended")
            self.end("fault")

    def over(self, code: int | None) -> None:
        """It is gone, and all that it said has been read; its exit code, negative for a signal."""
        self._frames.close()
        error = died(self._cause, code, self._said, self._limits)
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)
        if not self.ready and self._refused is None and self._cause is None:
            LOG.error("a reader's process ended with %s before it was ready", code)
            text = "The process that reads the data could not be started. Ask again later."
            self._refused = StoreError(text)
        self.gone.set_result(None)
        self._ended(self, self._refused)

    def heard(self, data: bytes) -> None:
        """Standard error: a fault is logged, nothing else is, for it may hold data."""
        *lines, rest = (self._line + data).split(b"\n")
        for told in faults(lines):
            LOG.error("fault in a reader's process: %s", told)
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
