"""Some dozens of the W3C's tests over a server on the loopback, whose readers are processes of their own."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx2
import pyoxigraph as ox
import pytest
import uvicorn
from fastapi import FastAPI

from respondeat.api.dataset import INDEXES
from respondeat.api.settings import LimitSettings, Settings
from respondeat.api.web.app import create_app
from respondeat.api.workers import Reply, Request
from respondeat.api.workers.pool import Pool
from respondeat.graph.stores import EmbeddedStore
from tests.conformance.reasons import REASONS
from tests.conformance.running import failures
from tests.conformance.suite import Case
from tests.conformance.test_sparql11_http import TESTS
from tests.graph.stores.samples import changeset

pytestmark = pytest.mark.slow
ROOT = Path(__file__).resolve().parents[2]
EVERY = 6
SOME = [case for case in TESTS if case.name not in REASONS][::EVERY]


class Carrying:
    """An `Asker` that sends the data of a test along to the processes of a pool."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._numbers = count()
        self.hold(ox.Store())

    def hold(self, store: ox.Store) -> None:
        """Answer from this store from now on."""
        self._quads = (store.dump(format=ox.RdfFormat.N_QUADS) or b"").decode()
        self._graphs = [one.value for one in store.named_graphs() if isinstance(one, ox.NamedNode)]
        self._hash = f"{next(self._numbers):064x}"

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        """See `Asker.ask`."""
        parameters = {**request.parameters, "quads": self._quads, "graphs": self._graphs}
        return await self._pool.ask(level, Request("raw", parameters, request.limits), client)

    async def dataset_hash(self, level: str) -> str:
        """See `Asker.dataset_hash`."""
        return self._hash

    async def refresh(self) -> None:
        """See `Asker.refresh`."""
        await self._pool.refresh()

    async def close(self) -> None:
        """See `Asker.close`."""
        await self._pool.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Carrying, httpx2.Client]]:
    """What the server asks, and a client of it."""
    place = tmp_path_factory.mktemp("served") / "store"
    with EmbeddedStore.create(place, INDEXES) as store:
        store.write([changeset(1, "public", 1)])
    settings = Settings(
        store=place, allowed_hosts=("testserver",), limits=LimitSettings(requests_per_minute=1_000_000)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        carrying = Carrying(Pool(place, settings, {"raw": "tests.conformance.raw_task:raw"}))
        with running(create_app(settings, carrying)) as port:
            headers = {"Host": "testserver"}
            with httpx2.Client(
                base_url=f"http://127.0.0.1:{port}", headers=headers, trust_env=False, timeout=30
            ) as client:
                yield carrying, client


@contextmanager
def running(app: FastAPI) -> Iterator[int]:
    """The port of a server in a thread, which ends with the block."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, lifespan="on", ws="none"))
    thread = threading.Thread(target=server.run, args=([listening],))
    thread.start()
    try:
        yield listening.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(60)
        listening.close()
        assert not thread.is_alive()


@pytest.mark.parametrize("case", SOME, ids=lambda case: case.name)
def test_through_a_server(case: Case, served: tuple[Carrying, httpx2.Client]) -> None:
    carrying, client = served
    assert failures(case, carrying, client) == []


def test_there_are_some_dozens(suite: Path) -> None:
    assert suite.is_dir()
    assert len(SOME) > 50
    assert {case.kind for case in SOME} >= {
        "QueryEvaluationTest",
        "PositiveSyntaxTest11",
        "NegativeSyntaxTest11",
    }
