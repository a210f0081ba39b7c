"""Postings by many at once, and bodies that do not end: over HTTP, with processes of their own."""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from respondeat.api.settings import LimitSettings, Settings
from respondeat.api.web.app import create_app
from respondeat.api.workers.here import Here
from respondeat.graph.stores import EmbeddedStore, open_reader
from tests.api.web.conftest import Asking
from tests.api.web.writers import JSON, become, empty, hashes, posted


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with nothing in it."""
    return empty(tmp_path / "store")


def body(number: int) -> dict[str, Any]:
    """A posting of two hundred places."""
    places = [{"class": "Place", "key": f"x-{number}-{n}", "invented": True} for n in range(200)]
    return {"level": "public", "note": f"{number}", "entities": places}


def test_the_same_and_different_postings_at_once(asking: Asking, store: Path) -> None:
    client = become(asking(store), "public", "write")
    with ThreadPoolExecutor(8) as pool:
        sent = [pool.submit(posted, client, body(number)) for number in (0, 1, 2, 0, 1, 2, 0, 1)]
        seen: set[int] = set()
        while not all(one.done() for one in sent):
            with open_reader(store, "public") as reader:
                seen.add(len(list(reader.instances("https://w3id.org/respondeat/ns#Place"))))
        answers = [one.result() for one in sent]
    assert Counter(a.status_code for a in answers) == {201: 3, 200: 5}
    ids = [a.json()["changesets"][0]["id"] for a in answers]
    assert ids[:3] == ids[3:6] and ids[:2] == ids[6:]
    assert {count % 200 for count in seen} == {0}
    with EmbeddedStore.open(store) as opened:
        assert (opened.sequence, opened.check()) == (3, ())


def test_an_import_that_holds_the_store_is_told_with_when_to_come_again(asking: Asking, store: Path) -> None:
    client = become(asking(store), "public", "write")
    with EmbeddedStore.open(store):
        refused = posted(client, body(0))
    assert (refused.status_code, refused.json()["type"]) == (503, "/problems/store-locked")
    assert refused.headers["retry-after"] == "5"
    assert str(store) not in refused.text
    assert posted(client, body(0)).status_code == 201


def test_too_many_at_once_are_told_when_to_come_again(asking: Asking, store: Path) -> None:
    client = become(asking(store, limits=LimitSettings(writes_waiting=1)), "public", "write")
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda number: posted(client, body(number)), range(6)))
    busy = [a for a in answers if a.status_code == 503]
    assert busy
    assert all((a.json()["type"], a.headers["retry-after"]) == ("/problems/busy", "5") for a in busy)
    with open_reader(store, "public") as reader:
        assert len(reader.changesets()) == len(answers) - len(busy)


def sent(store: Path, pieces: AsyncIterator[bytes], **limits: Any) -> tuple[int, dict[str, Any], int]:
    """What a body that comes in pieces is answered, and how many bytes of it were taken."""
    app = create_app(Settings(store=store, limits=LimitSettings(**limits)), Here(store))
    become(TestClient(app), "public", "write")
    taken, told, content = 0, 0, b""

    async def receive() -> dict[str, Any]:
        nonlocal taken
        piece = await anext(pieces)
        taken += len(piece)
        return {"type": "http.request", "body": piece, "more_body": True}

    async def send(message: Any) -> None:
        nonlocal told, content
        told = message.get("status", told)
        content += message.get("body", b"")

    headers = [(b"host", b"localhost"), (b"transfer-encoding", b"chunked")]
    headers += [(name.encode(), value.encode()) for name, value in JSON.items()]
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": "/v1/changesets",
        "raw_path": b"/v1/changesets",
        "query_string": b"",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 80),
    }
    asyncio.run(asyncio.wait_for(app(scope, receive, send), 60))
    return told, json.loads(content), taken


def test_a_body_that_never_ends_is_taken_so_far_only(store: Path) -> None:
    before = hashes(store)

    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b"[" * 1000

    status, problem, taken = sent(store, endless(), changeset_bytes=10_000)
    assert (status, problem["type"]) == (413, "/problems/too-large")
    assert problem["limit"] == {"name": "changeset_bytes", "allowed": 10_000}
    assert taken <= 12_000
    assert hashes(store) == before


def test_a_body_that_stops_is_not_waited_for_without_end(store: Path) -> None:
    before = hashes(store)

    async def stopping() -> AsyncIterator[bytes]:
        yield b'{"level": '
        await asyncio.sleep(3600)

    status, problem, _ = sent(store, stopping(), write_seconds=0.5)
    assert (status, problem["type"]) == (408, "/problems/request-timeout")
    assert hashes(store) == before


def test_a_large_posting_goes_through(asking: Asking, store: Path) -> None:
    client = become(asking(store), "public", "write")
    places = [{"class": "Place", "key": f"x-{n}", "invented": True} for n in range(20_000)]
    made = posted(client, {"level": "public", "entities": places})
    assert made.status_code == 201, made.text
    assert made.json()["changesets"][0]["records"] == {"entities": 20_000}
