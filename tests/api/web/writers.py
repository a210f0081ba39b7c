"""Whoever writes over HTTP in the tests, with a level and scopes; the server may write in its own process."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
from starlette.testclient import TestClient

from respondeat.api.access import Caller, Scope
from respondeat.api.dataset import INDEXES
from respondeat.api.tasks.writing import Order, writing
from respondeat.api.web.callers import caller
from respondeat.api.workers.writing import Ordered
from respondeat.graph.stores import EmbeddedStore, open_reader
from respondeat.ontology import vocabulary as v
from respondeat.ontology.validation import validate

WRITER = "k-" + "1" * 32
JSON = {"content-type": "application/json"}
TRIG = {"content-type": "application/trig"}


class InThisProcess:
    """A `Writer` without a process of its own: the same work, a second sooner."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._turn = asyncio.Lock()

    async def write(self, ordered: Ordered) -> dict[str, Any]:
        order = Order(
            ordered.parameters, ordered.body, ordered.who, ordered.level, ordered.admin, ordered.now
        )
        async with self._turn:
            with EmbeddedStore.open(self._store, INDEXES, validate) as store:
                return writing(ordered.name)(store, order)

    async def close(self) -> None:
        pass


def become(client: TestClient, level: str = "public", *scopes: Scope, id: str = WRITER) -> TestClient:
    """The client as somebody with a level and scopes."""
    who = Caller(id, level, frozenset({"read", *scopes}), id)
    app: Any = client.app
    app.dependency_overrides[caller] = lambda: who
    return client


def quick(client: TestClient, store: Path) -> TestClient:
    """The client over a server that writes in its own process."""
    app: Any = client.app
    app.state.serving = replace(app.state.serving, writer=InThisProcess(store))
    return client


def hashes(store: Path) -> list[str]:
    """The dataset hash of each level."""
    found = []
    for level in v.LEVELS:
        with open_reader(store, level) as reader:
            found.append(reader.dataset_hash)
    return found


def empty(path: Path) -> Path:
    """A new store with nothing in it."""
    EmbeddedStore.create(path, INDEXES, validate).close()
    return path


def told(response: httpx2.Response) -> list[tuple[str, str, str]]:
    """The violations of a problem: focus, path, value."""
    assert response.headers["content-type"] == "application/problem+json", response.text
    return [(x["focus"], x["path"], x["value"]) for x in response.json()["violations"]]


def posted(client: TestClient, body: Any, **how: Any) -> httpx2.Response:
    """What comes of posting a changeset as JSON."""
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post("/v1/changesets", content=content, headers=JSON | how.pop("headers", {}), **how)
