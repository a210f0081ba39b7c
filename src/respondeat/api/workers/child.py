"""A reader's process: it opens one level, and answers one request after the other."""

import os
import select
import sys
import threading
import traceback
import uuid
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import TASKS, Answered, Task, Work, task
from respondeat.api.tasks.base import at
from respondeat.errors import RespondeatError, Stopped
from respondeat.graph.stores import stamp

from . import wire
from .deaths import FAULT, stopped
from .frames import PREFIX, packed, parsed
from .protocol import Limits, Request
from .usage import Usage

FIRST: Final = "sparql"
"""The task whose code is there when a process says that it is ready."""

_QUIET: Final = 0.05
STACK: Final = 64 * 2**20
"""Bytes of stack for the work, the same on every system."""


class Channel:
    """Frames over two pipes, written whole."""

    def __init__(self, reading: int, writing: int) -> None:
        self._reading = reading
        self._writing = writing

    def receive(self) -> Mapping[str, Any] | None:
        """The next header, None when the server is gone."""
        with suppress(EOFError):
            length, _ = PREFIX.unpack(self._exactly(PREFIX.size))
            return parsed(self._exactly(length))
        return None

    def asked(self, seconds: float) -> bool:
        """Whether something comes within some seconds; False where the system cannot tell of a pipe."""
        return sys.platform != "win32" and bool(select.select([self._reading], [], [], seconds)[0])

    def send(self, header: Mapping[str, Any], body: bytes = b"") -> None:
        """Send a frame. Raises OSError when the server is gone."""
        for part in (packed(header, len(body)), body):
            left = memoryview(part)
            while left:
                left = left[os.write(self._writing, left) :]

    def _exactly(self, size: int) -> bytes:
        parts = []
        while size:
            part = os.read(self._reading, min(size, 2**20))
            if not part:
                raise EOFError
            parts.append(part)
            size -= len(part)
        return b"".join(parts)


class Child:
    """One level of a store, opened, and what is asked of it."""

    def __init__(self, store: Path, level: str, tasks: Mapping[str, str], channel: Channel) -> None:
        self._store = store
        self._level = level
        self._tasks = tasks
        self._channel = channel
        self._usage = Usage()
        self._stamp: object = None
        self._data: Dataset | None = None

    def serve(self, kept: Mapping[str, bool]) -> None:
        """Open the level, say so, and answer until the server is gone or the level cannot be opened."""
        try:
            self._load(FIRST)
            self._opened()
        except RespondeatError as error:
            self._channel.send({"error": wire.told(error)})
            return
        self._channel.send({"ready": {"opening": self._usage.opening, "kept": dict(kept)}})
        self._load_others()
        while (header := self._channel.receive()) is not None:
            if not self._answer(wire.read(header)):
                return

    def _load_others(self) -> None:
        """Load the code of the other tasks until something is asked: a process is ready without them."""
        for name in (*TASKS, *self._tasks):
            if self._channel.asked(_QUIET):
                return
            self._load(name)
        self._usage.opened()

    def _load(self, name: str) -> None:
        with suppress(ImportError):  # told to whoever asks for it
            self._task(name)

    def _opened(self) -> Dataset:
        """The level as it is now: opened again when another version of it was pointed to."""
        now = stamp(self._store, self._level)
        if self._data is None or now != self._stamp:
            if self._data is not None:
                self._data.close()
                self._data = None
            self._data = Dataset.open(self._store, self._level)
            self._stamp = now
            self._usage.opened()
        return self._data

    def _answer(self, request: Request) -> bool:
        """Answer a request; whether this process can go on."""
        try:
            data = self._opened()
            done = self._done(data, request)
        except RespondeatError as error:
            self._channel.send({"error": wire.told(error), "grown": self._usage.grown(request.limits)})
            return self._data is not None
        header = {
            "type": done.media_type,
            "meta": dict(done.meta),
            "hash": data.dataset_hash,
            "grown": self._usage.grown(request.limits),
        }
        self._channel.send(header, done.body)
        return True

    def _done(self, data: Dataset, request: Request) -> Answered:
        """What the task gives, within its limits. Raises RespondeatError, whatever the task raises."""
        limits = request.limits
        work = Work(request.parameters, limits.rows, limits.bytes)
        try:
            with self._usage.bounded(limits):
                done = self._task(request.task)(data, work)
        except RespondeatError:
            raise
        except MemoryError:
            raise stopped("memory", limits) from None
        except RecursionError:
            raise stopped("stack", limits) from None
        except BaseException as error:  # noqa: BLE001 - a fault of ours or of a library: told apart by its number
            raise internal(error) from None
        return within(done, limits)

    def _task(self, name: str) -> Task:
        place = self._tasks.get(name)
        if place is None:
            return task(name)
        found: Task = at(place)
        return found


def within(done: Answered, limits: Limits) -> Answered:
    """The answer as it is. Raises Stopped when it is too large."""
    if len(done.body) > limits.bytes:
        raise Stopped(
            f"The answer is larger than {limits.bytes} bytes. Ask for less of it.",
            limit="bytes",
            allowed=limits.bytes,
        )
    return done


def internal(error: BaseException) -> RespondeatError:
    """A fault as an error with a number; where it was is logged, never its text, which may hold data."""
    number = uuid.uuid4().hex[:12]
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in frames[-8:]]
    sys.stderr.write(f"{FAULT}{number} {type(error).__name__} at {' > '.join(places)}\n")
    sys.stderr.flush()
    return RespondeatError(f"Something went wrong inside. Report it with this number: {number}.")


def load() -> None:
    """Load the code of every task."""
    for name in TASKS:
        with suppress(ImportError):  # told to whoever asks for it
            task(name)


def run(store: Path, level: str, tasks: Mapping[str, str], kept: Mapping[str, bool]) -> None:
    """Serve on the standard input and output, from a thread with a stack of a known size."""
    writing = os.dup(1)
    os.dup2(2, 1)  # what a library prints is no answer
    child = Child(store, level, tasks, Channel(0, writing))
    threading.stack_size(STACK)
    worker = threading.Thread(target=child.serve, args=(kept,), name="work")
    worker.start()
    worker.join()
