"""A store whose levels differ, and pools over it whose tasks misbehave."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

import pytest

from respondeat.api.dataset import INDEXES
from respondeat.api.settings import Settings
from respondeat.api.workers import Limits, Request
from respondeat.api.workers.pool import Pool
from respondeat.errors import Busy, Stopped
from respondeat.graph.stores import EmbeddedStore
from tests.graph.stores.samples import changeset

ROOT = Path(__file__).resolve().parents[3]
T = TypeVar("T")
Pooled = Callable[..., Any]


@pytest.fixture(scope="session")
def levels(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with something at each level. Nobody writes to it."""
    path = tmp_path_factory.mktemp("levels") / "store"
    filled(path)
    return path


def filled(path: Path) -> None:
    with EmbeddedStore.create(path, INDEXES) as store:
        store.write([changeset(i, level, 3) for i, level in enumerate(("public", "restricted", "sealed"), 1)])


@pytest.fixture
def writable(tmp_path: Path) -> Path:
    """The same, to be written to."""
    filled(tmp_path / "store")
    return tmp_path / "store"


@pytest.fixture
def pooled(levels: Path, monkeypatch: pytest.MonkeyPatch) -> Pooled:
    """Runs a coroutine function with a pool over the store, or over another; limits as keywords.

    All processes are gone when it returns, and nothing that they wrote remains.
    """
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    def run(doing: Callable[[Pool], Coroutine[Any, Any, T]], store: Path = levels, **limits: Any) -> T:
        async def whole() -> T:
            pool = Pool(store, Settings.model_validate({"store": store, "limits": limits}), TASKS)
            try:
                return await asyncio.wait_for(doing(pool), 60)
            finally:
                pids = [p.pid for p in pool.processes]
                folder = pool.folder
                await pool.close()
                assert [pid for pid in pids if pid and Path(f"/proc/{pid}").exists()] == []
                assert folder is None or not folder.exists()

        return asyncio.run(whole())

    return run


class Shared:
    """A pool that tests share, in a thread with an event loop."""

    def __init__(self, store: Path) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        self.pool = Pool(store, Settings.model_validate({"store": store}), TASKS)
        self.run(lambda pool: warmed(pool, 3))

    def run(self, doing: Callable[[Pool], Coroutine[Any, Any, T]]) -> T:
        """What a coroutine function gives for the pool."""
        return asyncio.run_coroutine_threadsafe(doing(self.pool), self._loop).result(60)

    def close(self) -> None:
        self.run(lambda pool: pool.close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


@pytest.fixture(scope="session")
def shared(levels: Path) -> Iterator[Shared]:
    """A pool over the store, for tests that leave it as it was."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        made = Shared(levels)
        yield made
        made.close()


TASKS = {"trouble": "tests.api.workers.troubles:trouble"}


def trouble(what: str, argument: object = None, **limits: Any) -> Request:
    given = {"wall": 9.0, "cpu": 9.0, "memory": 256 * 2**20} | limits
    return Request("trouble", {"what": what, "with": argument}, Limits(**given))


async def warmed(pool: Pool, processes: int = 1, level: str = "public") -> None:
    """Have so many processes of a level stand ready, however long that takes here."""
    while sum(p.ready and p.level == level for p in pool.processes) < processes:
        with suppress(Busy, Stopped):
            await asyncio.gather(
                *(pool.ask(level, trouble("nap", 0.05, wall=1), f"w{i}") for i in range(processes))
            )
        await asyncio.sleep(0.05)


async def text(reply: Awaitable[Any]) -> str:
    """The text of a reply."""
    done = await reply
    content: bytes = done.body.read()
    done.body.close()
    return content.decode()
