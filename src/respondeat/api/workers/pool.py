"""Readers' processes for every level, started when they are asked for."""

import asyncio
from collections import Counter
from collections.abc import Coroutine, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.settings import Settings
from respondeat.errors import Busy, TooMany
from respondeat.graph.stores import current_hash, stamp
from respondeat.graph.stores.pointers import Stamp
from respondeat.ontology import vocabulary as v

from .folders import Folder
from .lane import Lane, Plan
from .process import Process
from .protocol import Reply, Request
from .starting import starting

_LOOK: Final = 2.0
"""Seconds between two looks at where the levels point."""
_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class Pool:
    """An `Asker` whose work is done by processes, each with one level of the store and nothing else.

    `tasks` are tasks beside those of `api.tasks`, as name and "module:function". Work with a longer limit of
    time than usual has processes of its own (`limits.jobs`), so that nobody else waits for it.
    """

    def __init__(self, store: Path, settings: Settings, tasks: Mapping[str, str] = _NOTHING) -> None:
        self._store = store
        self._limits = settings.limits
        self._tasks = dict(tasks)
        self._folder: Folder | None = None
        self._starting = starting()
        self._lanes: dict[tuple[str, bool], Lane] = {}
        self._clients: Counter[str] = Counter()
        self._hashes: dict[str, tuple[object, str]] = {}
        self._resting: asyncio.TimerHandle | None = None
        self._looking: asyncio.TimerHandle | None = None
        self._pointed: dict[tuple[str, bool], Stamp | None] = {}
        self._ends: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def folder(self) -> Path | None:
        """Where its processes may write, once there are any."""
        return None if self._folder is None else self._folder.path

    @property
    def processes(self) -> tuple[Process, ...]:
        """All processes that are not gone."""
        return tuple(process for lane in self._lanes.values() for process in lane.processes)

    @property
    def figures(self) -> Mapping[str, int]:
        """How many processes there are, how many are at work, how much waits: of all levels together."""
        lanes = self._lanes.values()
        return {
            "processes": len(self.processes),
            "at_work": sum(lane.at_work for lane in lanes),
            "waiting": sum(lane.waiting for lane in lanes),
        }

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        """See `Asker.ask`."""
        lane = self._lane(level, request.limits.wall > self._limits.wall_seconds)
        self._admit(lane, client)
        self._clients[client] += 1
        try:
            return await lane.ask(request, client)
        finally:
            self._clients[client] -= 1
            if not self._clients[client]:
                del self._clients[client]

    def _admit(self, lane: Lane, client: str) -> None:
        """Raises TooMany when a client has too much at work, Busy when all have."""
        most = self._limits.per_client
        if self._clients[client] >= most:
            text = f"{most} requests of this client are at work already. Wait for one of them."
            raise TooMany(text, limit="per_client", allowed=most, retry_after=1)
        room = self._limits.waiting
        if lane.waiting and sum(one.waiting for one in self._lanes.values()) >= room:
            text = f"{room} requests are waiting already. Ask again later."
            raise Busy(text, limit="waiting", allowed=room, retry_after=5)

    def _lane(self, level: str, long: bool) -> Lane:
        """The processes of a level, those for long work apart. Raises Busy when the server stops."""
        if self._closed:
            raise Busy("The server is stopping. Ask again later.", retry_after=5)
        found = self._lanes.get((level, long))
        if found is None:
            if self._folder is None:
                self._folder = Folder()
            limits = self._limits
            workers, spares = (limits.jobs, 0) if long else (limits.workers, limits.spares)
            plan = Plan(
                self._store,
                level,
                self._folder,
                workers,
                spares,
                limits.wait_seconds,
                self._starting,
                self._tasks,
            )
            found = self._lanes[level, long] = Lane(plan)
            self._pointed[level, long] = stamp(self._store, level)
            self._rest_later()
            self._look_later()
        return found

    def _look_later(self) -> None:
        """Look again and again whether levels point elsewhere, for others than the server write as well."""
        if self._looking is None:
            self._looking = asyncio.get_running_loop().call_later(_LOOK, self._look)

    def _look(self) -> None:
        """Have processes that nobody asks let go of a version that is gone, for it may hold what went."""
        self._looking = None
        for at, lane in self._lanes.items():
            now = stamp(self._store, at[0])
            if now != self._pointed[at] and not lane.at_work:
                self._pointed[at] = now
                self._do(lane.refresh())
        self._look_later()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._ends.add(task)
        task.add_done_callback(self._ends.discard)

    def _rest_later(self) -> None:
        """Look again and again which processes nobody needs."""
        if self._resting is None:
            loop = asyncio.get_running_loop()
            self._resting = loop.call_later(self._limits.idle_seconds / 4, self._rest)

    def _rest(self) -> None:
        self._resting = None
        now = asyncio.get_running_loop().time()
        for (level, long), lane in self._lanes.items():
            needless = long or level != v.LEVELS[0]
            if (
                needless
                and lane.processes
                and not lane.at_work
                and now - lane.used > self._limits.idle_seconds
            ):
                self._do(lane.rest())
        self._rest_later()

    async def dataset_hash(self, level: str) -> str:
        """See `Asker.dataset_hash`. Reads where the level points to, no data."""
        now = stamp(self._store, level)
        known = self._hashes.get(level)
        if known is None or now is None or known[0] != now:
            known = self._hashes[level] = (now, current_hash(self._store, level))
        return known[1]

    async def refresh(self) -> None:
        """See `Asker.refresh`."""
        await asyncio.gather(*(lane.refresh() for lane in self._lanes.values()))

    async def close(self) -> None:
        """See `Asker.close`. Work that is being done may end, within its usual time."""
        self._closed = True
        for timer in (self._resting, self._looking):
            if timer is not None:
                timer.cancel()
        await asyncio.gather(*(lane.close(self._limits.wall_seconds) for lane in self._lanes.values()))
        await self._starting.close()
        if self._folder is not None:
            self._folder.close()
