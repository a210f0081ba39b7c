"""The processes that read one level, and who waits for them."""

import asyncio
import shutil
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from respondeat.errors import Busy, RespondeatError, Stopped

from .deaths import Cause
from .folders import Folder
from .process import Process
from .protocol import Reply, Request
from .starting import Place, Starting
from .turns import Turns

_START: Final = 60.0  # seconds in which a process is there and has its level open
_MOMENT: Final = 2.0  # that work has to end in when what it reads must be gone


@dataclass(frozen=True, slots=True)
class Plan:
    """What a lane goes by: the level, how many work at once, how many stand ready beside them."""

    store: Path
    level: str
    folder: Folder
    workers: int
    spares: int
    wait_seconds: float
    starting: Starting
    tasks: Mapping[str, str] = field(default_factory=dict)


class Lane:
    """Gives each request a process of its own for as long as it takes, in turn among clients.

    Spare processes stand ready, so that nobody waits for the start of another after one was ended. They serve
    clients that have nothing at work while others take all there is; and whoever's work cost a process counts
    as at work until another stands in its place.
    """

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.used = 0.0  # when, by the clock of the event loop
        self._all: set[Process] = set()
        self._idle: list[Process] = []
        self._working: Counter[str] = Counter()
        self._owing: deque[str] = deque()  # whose work cost a process that has no other in its place yet
        self._turns: Turns[asyncio.Future[Process]] = Turns()
        self._starting: set[asyncio.Task[None]] = set()
        self._resting = True  # until somebody asks
        self._closed = False

    @property
    def waiting(self) -> int:
        """How many wait."""
        return len(self._turns)

    @property
    def at_work(self) -> int:
        """How many are at work."""
        return self._working.total() - len(self._owing)

    @property
    def processes(self) -> tuple[Process, ...]:
        """All processes that are not gone."""
        return tuple(self._all)

    async def ask(self, request: Request, client: str) -> Reply:
        """The reply. Work that was ended because the data changed is done once more."""
        try:
            return await self._ask(request, client)
        except Stopped as error:
            if error.limit != "refresh":
                raise
            return await self._ask(request, client)

    async def _ask(self, request: Request, client: str) -> Reply:
        process = await self._taken(client)
        try:
            return await process.ask(request)
        finally:
            self._given_back(process, client)

    async def _taken(self, client: str) -> Process:
        """A process for a client, who counts as at work from now on. Raises Busy."""
        if not self._turns and self._idle and self._may(client):
            process = self._idle.pop()
            self._working[client] += 1
            return process
        loop = asyncio.get_running_loop()
        turn: asyncio.Future[Process] = loop.create_future()
        self._turns.add(client, turn)
        self._resting = False
        self._go_on()
        patience = self.plan.wait_seconds
        if not any(process.ready for process in self._all):  # none is at work yet: they are being started
            patience = max(patience, _START)
        timer = loop.call_later(patience, self._too_long, client, turn)
        try:
            return await turn
        except asyncio.CancelledError:
            if not self._turns.remove(client, turn) and not turn.cancelled() and turn.exception() is None:
                self._given_back(turn.result(), client)
            raise
        finally:
            timer.cancel()

    def _may(self, client: str) -> bool:
        """Whether a client may have another process at work now: the spares are not for who has one."""
        return len(self._idle) > self.plan.spares or not self._working[client]

    def _too_long(self, client: str, turn: asyncio.Future[Process]) -> None:
        if self._turns.remove(client, turn) and not turn.done():
            seconds = self.plan.wait_seconds
            text = f"All that read the data have been at work for {seconds:g} seconds. Ask again later."
            turn.set_exception(Busy(text, limit="wait_seconds", allowed=seconds, retry_after=5))

    def _given_back(self, process: Process, client: str) -> None:
        self.used = asyncio.get_running_loop().time()
        if process.usable and not self._closed:
            self._idle.append(process)
            self._settled(client)
        else:
            process.end("closing")
            self._owing.append(client)
        self._go_on()

    def _settled(self, client: str) -> None:
        """Count one piece of work of a client less."""
        self._working[client] -= 1
        if not self._working[client]:
            del self._working[client]

    def _paid(self) -> None:
        """Count nobody any more for a process that was lost."""
        while self._owing:
            self._settled(self._owing.popleft())

    def _go_on(self) -> None:
        """Have those work whose turn it is, and others stand ready."""
        while self._idle and (turn := self._turns.take(self._may)) is not None:
            client, future = turn
            if not future.done():
                self._working[client] += 1
                future.set_result(self._idle.pop())
        self._fill()

    def _fill(self) -> None:
        """Start processes, as many as there may be; without spares only those that somebody waits for."""
        if self._closed or self._resting:
            return
        plan = self.plan
        living = [process for process in self._all if process.ended_for is None and not process.retired]
        wanted = plan.workers + plan.spares
        if not plan.spares:  # for rare work: none that nobody waits for
            coming = sum(not process.ready for process in living)
            wanted = min(wanted, len(living) + len(self._turns) - len(self._idle) - coming)
        for _ in range(wanted - len(living)):
            process = Process(self.plan.level, self._opened, self._ended)
            self._all.add(process)
            task = asyncio.create_task(self._start(process))
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _start(self, process: Process) -> None:
        folder = self.plan.folder.one()
        plan = self.plan
        await plan.starting.start(process, Place(plan.store, plan.level, folder, plan.tasks))
        await asyncio.shield(process.gone)
        shutil.rmtree(folder, ignore_errors=True)

    def _opened(self, process: Process) -> None:
        self._idle.append(process)
        if self._owing:
            self._settled(self._owing.popleft())
        self._go_on()

    def _ended(self, process: Process, refused: RespondeatError | None) -> None:
        self._all.discard(process)
        if process in self._idle:
            self._idle.remove(process)
        if refused is None:
            self._go_on()
            return
        self._paid()  # there is none to wait for
        if not any(one.ready or one.ended_for is None for one in self._all):
            while (turn := self._turns.take()) is not None:
                if not turn[1].done():
                    turn[1].set_exception(refused)

    async def refresh(self) -> None:
        """End every process that there is, those at work after a moment; when this returns all are gone."""
        old = self.processes
        idle, self._idle = self._idle, []
        for process in (*idle, *(one for one in old if not one.ready)):
            process.end("refresh")
        for process in old:
            process.retired = True
        self._fill()
        if old:
            await asyncio.wait([one.gone for one in old], timeout=_MOMENT)
        await self._end(old, "refresh")

    async def rest(self) -> None:
        """End every process; others are started when somebody asks."""
        self._resting = True
        idle, self._idle = self._idle, []
        await self._end(tuple(idle), "closing")

    async def close(self, seconds: float) -> None:
        """Let work end for some seconds, then end every process."""
        self._closed = True
        while (turn := self._turns.take()) is not None:
            if not turn[1].done():
                turn[1].set_exception(Busy("The server is stopping. Ask again later.", retry_after=5))
        busy = [one.gone for one in self._all if one.ready and one not in self._idle]
        idle, self._idle = self._idle, []
        for process in (*idle, *(one for one in self._all if not one.ready)):
            process.end("closing")
        if busy:
            await asyncio.wait(busy, timeout=seconds)
        await self._end(self.processes, "closing")

    async def _end(self, processes: tuple[Process, ...], cause: Cause) -> None:
        for process in processes:
            process.end(cause)
        if processes:
            await asyncio.wait([one.gone for one in processes])
        if self._closed and self._starting:
            await asyncio.wait(self._starting)
