"""How readers' processes are started: from a nursery where there can be one, else each by itself."""

import asyncio
import json
import os
import socket
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol, cast

from . import nursery
from .isolation import PLACES, passed_on
from .process import Process

_THREADS: Final = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS")
_AGAIN: Final = 0.01
_COMMAND: Final = (sys.executable, "-P", "-m", __package__)


def environment(folder: Path) -> dict[str, str]:
    """All that a reader's process is told of its surroundings."""
    own = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1", "MALLOC_ARENA_MAX": "2", "LC_ALL": "C.UTF-8"}
    return {**dict.fromkeys(_THREADS, "1"), **own, **passed_on(), **dict.fromkeys(PLACES, str(folder))}


@dataclass(frozen=True, slots=True)
class Place:
    """What a process reads, and where it may write."""

    store: Path
    level: str
    folder: Path
    tasks: Mapping[str, str]

    def arguments(self, parent: int) -> list[str]:
        """As `__main__` takes them."""
        others = [f"{name}={place}" for name, place in self.tasks.items()]
        return [str(self.store.absolute()), self.level, str(self.folder), str(parent), *others]


class Starting(Protocol):
    """Starts processes."""

    async def start(self, process: Process, place: Place) -> None:
        """Start one; it is told when it is there, and when it could not be started."""
        ...

    async def close(self) -> None:
        """Start none any more."""
        ...


class Alone:
    """Each process loads the program by itself."""

    async def start(self, process: Process, place: Place) -> None:
        """See `Starting.start`."""
        pipe = asyncio.subprocess.PIPE
        try:
            await asyncio.get_running_loop().subprocess_exec(
                lambda: _Piped(process),
                *_COMMAND,
                *place.arguments(os.getpid()),
                stdin=pipe,
                stdout=pipe,
                stderr=pipe,
                env=environment(place.folder),
                cwd=str(place.folder),
            )
        except OSError as error:
            process.failed(error.strerror or "the system refused")

    async def close(self) -> None:
        """See `Starting.close`."""


class _Piped(asyncio.SubprocessProtocol):
    """A process over pipes; what it still had in them comes before `connection_lost`."""

    def __init__(self, process: Process) -> None:
        self._process = process

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.SubprocessTransport, transport)
        stdin = cast(asyncio.WriteTransport, self._transport.get_pipe_transport(0))
        self._process.began(self._transport.get_pid(), stdin.write, self._kill)

    def _kill(self) -> None:
        try:
            self._transport.kill()
        except ProcessLookupError:
            return  # it ended by itself, and that is about to be noticed

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        (self._process.came if fd == 1 else self._process.heard)(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport.close()
        self._process.over(self._transport.get_returncode())


@dataclass
class _Made:
    """A process from the nursery: gone when its exit code is told and both its channels are at their end."""

    process: Process
    open: int = 2
    told: bool = False
    code: int | None = None
    channel: asyncio.WriteTransport | None = None

    def write(self, data: bytes) -> None:
        assert self.channel is not None  # who writes has heard through it that the process is ready
        self.channel.write(data)

    def closed(self) -> None:
        self.open -= 1
        self.settle()

    def settle(self) -> None:
        if self.told and not self.open and not self.process.gone.done():
            self.process.over(self.code)


class Nursed:
    """Processes from a nursery, which is started with the first, and again should it end."""

    def __init__(self) -> None:
        self._made: dict[int, _Made] = {}
        self._count = 0
        self._control: socket.socket | None = None
        self._tending: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def start(self, process: Process, place: Place) -> None:
        """See `Starting.start`."""
        try:
            async with self._turn:
                control = await self._tended(place)
            await self._make(process, place, control)
        except OSError as error:
            if not process.gone.done():
                process.failed(error.strerror or "the system refused")

    async def _tended(self, place: Place) -> socket.socket:
        """The socket of the nursery, started where there is none. Raises OSError."""
        if self._control is not None:
            return self._control
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        quiet = asyncio.subprocess.DEVNULL
        with theirs:
            self._tending = await asyncio.create_subprocess_exec(
                *_COMMAND,
                "--nursery",
                stdin=theirs.fileno(),
                stdout=quiet,
                stderr=quiet,
                env=environment(place.folder),
                cwd=str(place.folder.parent),
            )
        self._control = ours
        asyncio.get_running_loop().add_reader(ours, self._said, ours)
        return ours

    async def _make(self, process: Process, place: Place, control: socket.socket) -> None:
        loop, number = asyncio.get_running_loop(), self._count
        self._count += 1
        ours, theirs = socket.socketpair()
        reading, writing = os.pipe()
        assert self._tending is not None
        message = {"make": number, "arguments": place.arguments(self._tending.pid)}
        made = self._made[number] = _Made(process)
        try:
            socket.send_fds(control, [json.dumps(message).encode()], [theirs.fileno(), writing])
        except OSError:
            del self._made[number]
            ours.close()
            os.close(reading)
            raise
        finally:
            theirs.close()
            os.close(writing)
        await loop.create_unix_connection(lambda: _Channel(made, process.came), sock=ours)
        await loop.connect_read_pipe(lambda: _Said(made, process.heard), os.fdopen(reading, "rb", 0))

    def _said(self, control: socket.socket) -> None:
        """What the nursery tells."""
        while True:
            try:
                data = control.recv(nursery.MESSAGE)
            except BlockingIOError:
                return
            except OSError:
                data = b""
            if not data:
                self._lost(control)
                return
            self._told(control, json.loads(data))

    def _told(self, control: socket.socket, message: Mapping[str, Any]) -> None:
        number = message.get("made", message.get("gone"))
        made = self._made.get(cast(int, number))
        if made is None:
            return
        if "made" in message:
            end = json.dumps({"end": number}).encode()
            made.process.began(message["pid"], made.write, lambda: self._send(control, end))
        else:
            del self._made[cast(int, number)]
            made.told, made.code = True, message["code"]
            made.settle()

    def _send(self, control: socket.socket, data: bytes) -> None:
        try:
            control.send(data)
        except BlockingIOError:  # it has much to do
            asyncio.get_running_loop().call_later(_AGAIN, self._send, control, data)
        except OSError:
            return  # the nursery is gone, and its processes with it

    def _lost(self, control: socket.socket) -> None:
        """The nursery is gone, and its processes with it: the system ends them."""
        asyncio.get_running_loop().remove_reader(control)
        control.close()
        if self._control is control:
            self._control = None
        lost, self._made = self._made, {}
        for made in lost.values():
            made.told = True
            made.settle()

    async def close(self) -> None:
        """See `Starting.close`."""
        if self._control is not None:
            self._lost(self._control)
        if self._tending is not None:
            await self._tending.wait()


class _Said(asyncio.Protocol):
    """What a process says, to its end."""

    def __init__(self, made: _Made, came: Callable[[bytes], None]) -> None:
        self._made = made
        self._came = came

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._came(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport.close()
        self._made.closed()


class _Channel(_Said):
    """The socket that frames go over."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        self._made.channel = cast(asyncio.WriteTransport, transport)


def starting() -> Starting:
    """How this system starts them."""
    return Nursed() if nursery.available() else Alone()
