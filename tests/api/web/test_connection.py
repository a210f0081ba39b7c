"""Connections are bounded: how much comes, how many there are, how slow they may be."""

import asyncio
import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from respondeat.api.settings import Settings
from respondeat.api.web.connection import Config, while_there
from respondeat.errors import RequestError

BOUNDS: dict[str, Any] = {"head_seconds": 1, "body_seconds": 1, "write_seconds": 1, "least_rate": 1000}


class App:
    """Answers with what was sent, with much, after a moment, or only when a client leaves."""

    def __init__(self) -> None:
        self.left = threading.Event()
        self.begun = threading.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.lifespan(receive, send)
            return
        request = Request(scope, receive)
        answer: Response
        if scope["path"] == "/much":
            answer = PlainTextResponse(b"x" * 20_000_000)
        elif scope["path"] == "/early":
            answer = PlainTextResponse("early", 413)
        elif scope["path"] == "/pause":
            await asyncio.sleep(0.05)
            answer = PlainTextResponse("paused")
        elif scope["path"] == "/wait":
            answer = await self.wait(request)
        else:
            answer = PlainTextResponse(str(len(await request.body())))
        await answer(scope, receive, send)

    async def wait(self, request: Request) -> Response:
        await request.body()
        self.begun.set()
        try:
            async with while_there(request):
                await asyncio.sleep(20)
        except RequestError:
            self.left.set()
        return PlainTextResponse("waited")

    async def lifespan(self, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "lifespan.shutdown":
            await send({"type": f"{message['type']}.complete"})
        await send({"type": "lifespan.shutdown.complete"})


@contextmanager
def serving(app: App, proxies: tuple[str, ...] = (), **bounds: Any) -> Iterator[int]:
    """The port of a server in a thread."""
    settings = Settings.model_validate({"connections": BOUNDS | bounds, "trusted_proxies": proxies})
    server = uvicorn.Server(Config(app, settings, timeout_graceful_shutdown=1))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(20)
            assert not thread.is_alive()
            assert not server.server_state.connections


def said(port: int, *parts: bytes, pause: float = 0) -> bytes:
    """All that the server says to what is sent in parts."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        try:
            for part in parts:
                client.sendall(part)
                time.sleep(pause)
        except OSError:
            pass  # it has said what it had to say
        return read(client)


def read(client: socket.socket) -> bytes:
    """All until the server ends, or lets go."""
    found = bytearray()
    try:
        while piece := client.recv(65536):
            found += piece
    except ConnectionError:
        pass
    return bytes(found)


def problem(answer: bytes, status: int) -> dict[str, Any]:
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status), answer[:300]
    fields = {
        line.partition(b":")[0].lower(): line.partition(b":")[2].strip() for line in head.split(b"\r\n")
    }
    assert fields[b"content-type"] == b"application/problem+json"
    assert fields[b"connection"] == b"close"
    assert b"server" not in fields
    assert {b"x-content-type-options", b"content-security-policy", b"x-request-id"} <= set(fields)
    assert int(fields[b"content-length"]) == len(body)
    told: dict[str, Any] = json.loads(body)
    assert told["status"] == status
    return told


GET = b"GET / HTTP/1.1\r\nHost: x\r\n"
LAST = b"Connection: close\r\n\r\n"


def test_what_is_usual_is_answered() -> None:
    with serving(App()) as port:
        for request in (
            GET + LAST,
            b"GET /?%s HTTP/1.1\r\nHost: x\r\n" % (b"q" * 30000) + LAST,
            GET + b"".join(b"a%d: b\r\n" % i for i in range(90)) + LAST,
        ):
            assert said(port, request).endswith(b"\r\n\r\n0")
        body = b"x" * 3_000_000
        post = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3000000\r\n" + LAST
        assert said(port, post, body).endswith(b"\r\n\r\n3000000")
        pieces = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n" + LAST
        assert said(port, pieces, b"3\r\nabc\r\n" * 9000, b"0\r\n\r\n").endswith(b"\r\n\r\n27000")


def test_requests_one_after_the_other_over_one_connection() -> None:
    with serving(App()) as port, socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        for _ in range(3):
            client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n" + b"x" * 100_000)
            assert client.recv(4096).endswith(b"100000")
        client.sendall(GET + b"\r\n" + GET + LAST)
        assert read(client).count(b"HTTP/1.1 200") == 2


@pytest.mark.parametrize(
    "request_",
    [
        GET + b"".join(b"a%d: b\r\n" % i for i in range(10_000)) + LAST,
        GET + b"a: " + b"b" * 40_000 + b"\r\n" + LAST,
        b"GET /?" + b"q" * 40_000 + b" HTTP/1.1\r\nHost: x\r\n" + LAST,
        GET + b"a: " + b"b" * 5_000_000,
        b"GET /" + b"q" * 5_000_000,
        GET + b"a" * 5_000_000,
    ],
    ids=[
        "10,000 fields",
        "a long field",
        "a long address",
        "a field without end",
        "an address without end",
        "a name",
    ],
)
def test_a_head_that_is_too_long(request_: bytes) -> None:
    with serving(App()) as port:
        told = problem(said(port, request_), 431)
        assert told["limit"] == {"name": "head", "allowed": 32768}
        assert said(port, GET + LAST).endswith(b"0")


@pytest.mark.parametrize(
    "rubbish", [b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"\x00" * 1000, b"GET / HTTP/9\r\n\r\n"]
)
def test_what_is_no_http(rubbish: bytes) -> None:
    with serving(App()) as port:
        problem(said(port, rubbish), 400)


def test_a_head_that_does_not_end() -> None:
    with serving(App()) as port:
        began = time.monotonic()
        problem(said(port, GET, *[b"a: b\r\n"] * 10, pause=0.3), 408)
        assert time.monotonic() - began < 6


def test_a_connection_that_says_nothing_is_closed() -> None:
    with serving(App()) as port:
        assert said(port) == b""


@pytest.mark.parametrize("head", [b"Content-Length: 1000000\r\n", b"Transfer-Encoding: chunked\r\n"])
def test_a_body_that_comes_too_slowly(head: bytes) -> None:
    with serving(App()) as port:
        problem(
            said(port, b"POST / HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n", *[b"1\r\nx\r\n"] * 12, pause=0.3),
            408,
        )


def test_a_body_that_never_ends_after_its_answer() -> None:
    with serving(App()) as port, socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"POST /early HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")
        assert client.recv(4096).startswith(b"HTTP/1.1 413")
        began = time.monotonic()
        with pytest.raises(OSError, match=r"reset|[Bb]roken"):
            while time.monotonic() - began < 10:
                client.sendall(b"1000\r\n" + b"x" * 4096 + b"\r\n")
                time.sleep(0.01)


def test_a_client_that_does_not_read() -> None:
    with serving(App()) as port, socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"GET /much HTTP/1.1\r\nHost: x\r\n" + LAST)
        time.sleep(5)
        assert len(read(client)) < 20_000_000


def test_a_client_that_reads_slowly_but_reads_is_served() -> None:
    with (
        serving(App(), write_seconds=4) as port,
        socket.create_connection(("127.0.0.1", port), timeout=10) as client,
    ):
        client.sendall(b"GET /much HTTP/1.1\r\nHost: x\r\n" + LAST)
        found, began = 0, time.monotonic()
        while time.monotonic() - began < 6:
            found += len(client.recv(20_000))
            time.sleep(0.02)
        found += len(read(client))
        assert found > 20_000_000


def test_connections_are_counted() -> None:
    with serving(App(), per_address=3) as port:
        held = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(3)]
        time.sleep(0.2)
        told = problem(said(port, GET + LAST), 429)
        assert told["limit"] == {"name": "connections", "allowed": 3}
        for one in held:
            one.close()
        time.sleep(0.2)
        assert said(port, GET + LAST).endswith(b"0")
    with serving(App(), at_once=1) as port, socket.create_connection(("127.0.0.1", port)):
        time.sleep(0.2)
        problem(said(port, GET + LAST), 503)


def test_connections_of_a_proxy_are_not_counted_by_address() -> None:
    with (
        serving(App(), ("127.0.0.0/8",), per_address=1) as port,
        socket.create_connection(("127.0.0.1", port)),
    ):
        time.sleep(0.2)
        assert said(port, GET + LAST).endswith(b"0")


@pytest.mark.parametrize("close", [socket.socket.close, lambda s: s.shutdown(socket.SHUT_RDWR)])
def test_work_ends_when_the_client_leaves(close: Callable[[socket.socket], None]) -> None:
    app = App()
    with serving(app) as port:
        client = socket.create_connection(("127.0.0.1", port), timeout=10)
        client.sendall(b"POST /wait HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
        assert app.begun.wait(5)
        close(client)
        assert app.left.wait(5)
        client.close()


def test_a_client_that_leaves_in_its_body_is_no_fault(caplog: pytest.LogCaptureFixture) -> None:
    with serving(App()) as port:
        with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
            client.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 30\r\n\r\nabc")
            time.sleep(0.2)
        assert said(port, GET + LAST).endswith(b"0")
    assert "Exception" not in caplog.text


def test_a_client_that_leaves_with_more_asked_than_answered_is_no_fault(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Its connection ends at any moment: while one request is worked on, answered, and others wait."""
    app = App()
    with serving(app) as port:
        for path in (b"/", b"/pause", b"/much"):
            for _ in range(5):
                client = socket.create_connection(("127.0.0.1", port), timeout=10)
                client.sendall(b"GET %s HTTP/1.1\r\nHost: x\r\n\r\n" % path * 6)
                time.sleep(0.02)
                client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                client.close()
        time.sleep(0.5)
        assert said(port, GET + LAST).endswith(b"0")
    assert "Exception" not in caplog.text
