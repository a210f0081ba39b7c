"""What is posted to servers of others: bounded in time and size, sent nowhere else, told without a secret."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from respondeat.api.bundles.posting import LARGEST, checked_url, post
from respondeat.errors import ConfigurationError, RemoteError
from tests.graph.evidence.signing.time_authority import serving

KINDS = ("application/timestamp-query", "application/timestamp-reply")


@pytest.fixture(autouse=True)
def no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


@contextmanager
def slowly(*pieces: bytes, pause: float) -> Iterator[str]:
    """A server that sends piece after piece, and waits before each."""
    listening = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def serve() -> None:
        try:
            there, _ = listening.accept()
        except OSError:
            return
        with there:
            there.recv(65536)
            for piece in pieces:
                if ended.wait(pause):
                    return
                try:
                    there.sendall(piece)
                except OSError:
                    return
            ended.wait(5)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        ended.set()
        listening.close()
        thread.join()


def test_what_is_sent_and_what_comes() -> None:
    with serving(lambda body: body[::-1]) as (url, seen):
        assert post(url + "a/b?c=d", b"\0\1\2", *KINDS) == b"\2\1\0"
    (asked,) = seen
    assert (asked.path, asked.body) == ("/a/b?c=d", b"\0\1\2")
    assert asked.headers["Content-Type"] == "application/timestamp-query"
    assert asked.headers["Accept"] == "application/timestamp-reply"
    assert asked.headers["User-Agent"].startswith("respondeat/")
    assert {"Cookie", "Authorization", "Referer"} & set(asked.headers) == set()


@pytest.mark.parametrize("status", [201, 400, 401, 404, 500, 503])
def test_a_refusal_is_told(status: int) -> None:
    with serving(lambda _: b"x", status=status) as (url, _), pytest.raises(RemoteError, match=str(status)):
        post(url, b"x", *KINDS)


@pytest.mark.parametrize("to", ["https://elsewhere.example/", "file:///etc/passwd", "/here"])
def test_nothing_is_sent_on(to: str) -> None:
    refused = pytest.raises(RemoteError, match="sends on to another address")
    with serving(lambda _: b"", status=307, headers={"Location": to}) as (url, seen), refused:
        post(url, b"x", *KINDS)
    assert len(seen) == 1


def test_too_much_is_not_read() -> None:
    with serving(lambda _: bytes(LARGEST)) as (url, _):
        assert len(post(url, b"x", *KINDS)) == LARGEST
    with (
        serving(lambda _: bytes(LARGEST + 1)) as (url, _),
        pytest.raises(RemoteError, match="sends more than"),
    ):
        post(url, b"x", *KINDS)


def test_nothing_is_unpacked() -> None:
    refused = pytest.raises(RemoteError, match="packs its answer")
    with serving(lambda _: b"x", headers={"Content-Encoding": "gzip"}) as (url, seen), refused:
        post(url, b"x", *KINDS)
    assert seen[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    ("pieces", "pause"),
    [
        ((), 5),  # no word
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",), 0),  # a head, and no body
        ((b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", *[b"x"] * 90), 0.05),  # a byte now and then
    ],
)
def test_who_is_slow_is_left(pieces: tuple[bytes, ...], pause: float) -> None:
    began = time.monotonic()
    with (
        slowly(*pieces, pause=pause) as url,
        pytest.raises(RemoteError, match=r"did not answer within 0\.3 sec"),
    ):
        post(url, b"x", *KINDS, seconds=0.3)
    assert time.monotonic() - began < 3


def test_who_breaks_off_or_is_not_there() -> None:
    begun = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"
    with slowly(begun, pause=0) as url, pytest.raises(RemoteError):
        post(url, b"x", *KINDS, seconds=0.3)
    with slowly(b"nonsense\r\n\r\n", pause=0) as url, pytest.raises(RemoteError, match="cannot be asked"):
        post(url, b"x", *KINDS, seconds=2)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(RemoteError, match="cannot be asked"):
        post(f"http://127.0.0.1:{port}/", b"x", *KINDS, seconds=2)


def test_it_goes_by_the_proxies_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(lambda body: b"by proxy") as (proxy, seen):
        monkeypatch.setenv("http_proxy", proxy)
        assert post("http://authority.example/tsa", b"x", *KINDS) == b"by proxy"
    assert seen[0].path == "http://authority.example/tsa"


@pytest.mark.parametrize(("size", "status"), [(0, 500), (LARGEST + 1, 200)])
def test_a_token_in_the_address_is_not_shown(size: int, status: int) -> None:
    with serving(lambda _: bytes(size), status=status) as (url, _), pytest.raises(RemoteError) as error:
        post(url + "tsa?token=hidden", b"x", *KINDS)
    assert error.value.detail.startswith(url + "tsa ")
    assert "hidden" not in error.value.detail


def test_a_faulty_proxy_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "nonsense://x")
    with pytest.raises(RemoteError, match="cannot be asked"):
        post("http://authority.example/tsa", b"x", *KINDS, seconds=1)


def test_addresses() -> None:
    for right in (
        "http://a.example/tsa",
        "https://a.example",
        "http://127.0.0.1:80/x?y=z",
        "http://[::1]:1/",
    ):
        assert checked_url(right, "an authority") == right
    assert checked_url("a.example/tsa", "an authority") == "https://a.example/tsa"
    for wrong in (
        "",
        "ftp://a.example/",
        "file:///etc/passwd",
        "http://",
        "http://a/#b",
    ):
        with pytest.raises(ConfigurationError, match="an authority"):
            checked_url(wrong, "an authority")
    with pytest.raises(ConfigurationError, match="name or password") as error:
        checked_url("https://user:hidden@a.example/", "an authority")
    assert "hidden" not in error.value.detail
