"""Long work: started, watched, cancelled, and its answer kept for a while.

A job belongs to who started it and is at one level. What is kept is in memory or in files without a name,
of this process only, and is given out only while the history of the data still has what it rests on.
"""

import asyncio
import logging
import secrets
import time
from collections import Counter, deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final

from respondeat.errors import Conflict, NotFound, RespondeatError, Stale, Stopped, TooMany

from .workers import Asker, Reply, Request
from .workers.protocol import Progress
from .workers.turns import Turns

Json = dict[str, Any]
Clock = Callable[[], float]

WAITING: Final = "waiting"
WORKING: Final = "working"
DONE: Final = "done"
FAILED: Final = "failed"
CANCELLED: Final = "cancelled"
ENDED: Final = frozenset({DONE, FAILED, CANCELLED})

LOG: Final = logging.getLogger(__name__)

_KEPT: Final = 3600.0  # seconds for which an ended job can be asked about
_MOST_KEPT: Final = 64  # ended jobs
_TICK: Final = 1.0  # seconds between two signs of life
_EVENTS: Final = 1000  # kept for whoever reads on later


@dataclass(slots=True)
class Job:
    """A piece of long work. `asked` is what its owner sees of the request."""

    id: str
    owner: str
    client: str
    level: str
    request: Request
    asked: Mapping[str, Any]
    started: float
    state: str = WAITING
    ended: float | None = None
    reply: Reply | None = None
    error: RespondeatError | None = None
    work: "asyncio.Task[None] | None" = None
    events: deque[Json] = field(default_factory=lambda: deque(maxlen=_EVENTS))
    told: int = 0
    used: Progress | None = None
    news: asyncio.Condition = field(default_factory=asyncio.Condition)

    def as_json(self, now: float) -> Json:
        """How the job stands: `state`, `seconds` since it was started, the error where it failed.

        `cpu_seconds` and `memory_bytes` are what its process used when it was last looked at.
        """
        return {
            "id": self.id,
            "state": self.state,
            "level": self.level,
            "seconds": round((self.ended or now) - self.started, 1),
            "cpu_seconds": self.used.cpu if self.used else None,
            "memory_bytes": self.used.memory if self.used else None,
            "asked": dict(self.asked),
            "bytes": self.reply.body.size if self.reply else None,
            "error": self.error.as_json()["error"] if self.error else None,
        }


class Jobs:
    """The jobs of a server: `asker` does what takes long in processes of its own, so nobody else waits."""

    def __init__(self, asker: Asker, at_once: int, per_client: int, clock: Clock = time.monotonic) -> None:
        self._asker = asker
        self._free = at_once
        self._turns: Turns[asyncio.Future[None]] = Turns()
        self._per_client = per_client
        self._clock = clock
        self._jobs: dict[str, Job] = {}

    def start(self, owner: str, client: str, level: str, request: Request, asked: Mapping[str, Any]) -> Job:
        """A job that waits for its turn. Raises TooMany when this client has enough of them."""
        self._tidy()
        running = [j for j in self._jobs.values() if j.client == client and j.state not in ENDED]
        if len(running) >= self._per_client:
            raise TooMany(
                f"{len(running)} jobs of yours wait or are at work; {self._per_client} may. "
                "Cancel one, or wait.",
                limit="jobs_per_client",
                allowed=self._per_client,
                retry_after=10,
            )
        job = Job(secrets.token_urlsafe(24), owner, client, level, request, asked, self._clock())
        self._jobs[job.id] = job
        job.work = asyncio.create_task(self._run(job))
        return job

    def find(self, id: str, owner: str) -> Job:
        """A job of its owner; whoever is unknown has it by its id. Raises NotFound, also for another's."""
        self._tidy()
        job = self._jobs.get(id)
        if job is None or job.owner != owner:
            raise NotFound("There is no such job of yours: it never was, or ended more than an hour ago.")
        return job

    def of(self, owner: str) -> list[Job]:
        """The jobs of an owner, the newest first."""
        self._tidy()
        found = [j for j in self._jobs.values() if j.owner == owner]
        return sorted(found, key=lambda j: -j.started)

    def now(self, job: Job) -> Json:
        """How a job stands."""
        return job.as_json(self._clock())

    async def answer(self, job: Job) -> Reply:
        """The answer of a job. Raises its error, Conflict when it is not done.

        Stale when something that it may rest on was withdrawn since, wherever that was done: the history of
        the level is then another one.
        """
        if job.error is None and job.reply is not None:
            held = Request("held", {"dataset_hash": job.reply.dataset_hash})
            try:
                await self._asker.ask(job.level, held, f"job {job.id} {job.owner}")
            except Stale as error:
                self._drop(job)
                job.state, job.error = FAILED, error
        if job.error is not None:
            raise job.error
        if job.reply is None:
            raise Conflict(f"The job is {job.state}: it has no answer.")
        return job.reply

    async def cancel(self, job: Job) -> None:
        """End a job, and its process; drop the answer of one that has ended."""
        if job.work is not None and not job.work.done():
            job.work.cancel()
            with suppress(asyncio.CancelledError):
                await job.work
        self._drop(job)
        self._jobs.pop(job.id, None)

    async def events(self, job: Job, after: int = 0) -> AsyncIterator[Json | None]:
        """What happens to a job, numbered; None is a sign of life. Ends after the job has."""
        while True:
            for event in [e for e in job.events if e["number"] > after]:
                after = event["number"]
                yield event
            if job.state in ENDED and after >= job.told:
                return
            async with job.news:
                try:
                    await asyncio.wait_for(job.news.wait_for(lambda: job.told > after), 15)  # noqa: B023
                except TimeoutError:
                    yield None

    async def stop(self) -> None:
        """Cancel all jobs; whoever watches one is told, and waits no longer."""
        for job in list(self._jobs.values()):
            await self.cancel(job)

    async def _run(self, job: Job) -> None:
        pulse = None
        try:
            await self._tell(job)
            async with self._turn(job.client):
                job.state = WORKING
                await self._tell(job)
                pulse = asyncio.create_task(self._pulse(job))
                watched = replace(job.request, watch=partial(setattr, job, "used"))
                job.reply = await self._asker.ask(job.level, watched, f"job {job.id} {job.owner}")
            job.state = DONE
        except asyncio.CancelledError:
            job.state = CANCELLED
        except RespondeatError as error:
            job.state, job.error = FAILED, error
        except Exception as error:  # noqa: BLE001 - a fault of ours: nobody waits for this task to raise it
            LOG.error("fault in a job: %s", type(error).__name__)  # its text may hold data
            job.state, job.error = FAILED, Stopped("The work ended by a fault of ours.", limit="fault")
        finally:
            if pulse is not None:
                pulse.cancel()
            job.ended = self._clock()
            await self._tell(job)

    @asynccontextmanager
    async def _turn(self, client: str) -> AsyncGenerator[None]:
        """Until there is room, wait: each client's next job comes after one of every other that waits."""
        if self._free:
            self._free -= 1
        else:
            waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._turns.add(client, waiting)
            try:
                await waiting
            except asyncio.CancelledError:
                if not self._turns.remove(client, waiting) and not waiting.cancelled():
                    self._pass_on()  # its turn had come
                raise
        try:
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        while (found := self._turns.take()) is not None:
            if not found[1].done():  # else it was cancelled
                found[1].set_result(None)
                return
        self._free += 1

    async def _pulse(self, job: Job) -> None:
        while True:
            await asyncio.sleep(_TICK)
            await self._tell(job)

    async def _tell(self, job: Job) -> None:
        async with job.news:
            job.told += 1
            data = {name: value for name, value in self.now(job).items() if name != "asked"}  # may be long
            job.events.append({"number": job.told, "event": job.state, "data": data})
            job.news.notify_all()

    def _tidy(self) -> None:
        """Forget what ended long ago, and of too many that ended the oldest of whoever has most of them."""
        ended = sorted((j for j in self._jobs.values() if j.ended is not None), key=lambda j: j.ended or 0)
        for job in [j for j in ended if (j.ended or 0) + _KEPT < self._clock()]:
            self._forget(job, ended)
        while len(ended) > _MOST_KEPT:
            most, _ = Counter(j.client for j in ended).most_common(1)[0]
            self._forget(next(j for j in ended if j.client == most), ended)

    def _forget(self, job: Job, ended: list[Job]) -> None:
        self._drop(job)
        ended.remove(job)
        del self._jobs[job.id]

    @staticmethod
    def _drop(job: Job) -> None:
        if job.reply is not None:
            job.reply.body.close()
            job.reply = None
