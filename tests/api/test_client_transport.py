"""What a server that is none, or means ill, can do to whoever asks: an error, and no more."""

import json
from collections.abc import Callable, Iterator

import httpx2
import pytest

from respondeat import errors
from respondeat.api.client import Connection, connect
from respondeat.api.client import transport as tested
from respondeat.errors import RespondeatError

URL = "http://127.0.0.1:8631"
WHOLE = {"query": "x", "hits": [], "notice": "n"}
Handler = Callable[[httpx2.Request], httpx2.Response]


def against(handler: Handler, url: str = URL, key: str | None = None, *, by_post: bool = False) -> Connection:
    """A connection to what answers so."""
    return connect(url, key, transport=httpx2.MockTransport(handler), by_post=by_post)


def problem(status: int, **members: object) -> httpx2.Response:
    return httpx2.Response(
        status, content=json.dumps(members).encode(), headers={"Content-Type": "application/problem+json"}
    )


def kinds(kind: type[RespondeatError] = RespondeatError) -> Iterator[type[RespondeatError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


@pytest.mark.parametrize("kind", list(kinds()), ids=lambda k: k.__name__)
def test_every_kind_of_error_comes_back_as_itself(kind: type[RespondeatError]) -> None:
    limit = {"limit": {"name": "wall", "allowed": 10}} if issubclass(kind, errors.LimitError) else {}
    told = {"type": f"/problems/{kind.type}", "detail": "What.", "candidates": [{"id": "a", "name": "b"}]}
    with pytest.raises(RespondeatError) as raised:
        against(lambda _: problem(400, **told, **limit)).ask.gaps()
    assert type(raised.value) is kind
    assert raised.value.detail == "What."
    assert raised.value.candidates == ({"id": "a", "name": "b"},)
    if isinstance(raised.value, errors.LimitError):
        assert (raised.value.limit, raised.value.allowed) == ("wall", 10)


@pytest.mark.parametrize(("later", "wanted"), [("7", 7), ("soon", None), ("9" * 99, None), ("", None)])
def test_when_to_ask_again_comes_back(later: str, wanted: int | None) -> None:
    told = b'{"type": "/problems/busy", "detail": "Later."}'
    headers = {"Content-Type": PROBLEM, "Retry-After": later}
    with pytest.raises(errors.Busy) as raised:
        against(lambda _: httpx2.Response(503, headers=headers, content=told)).ask.gaps()
    assert raised.value.retry_after == wanted


def test_broken_rules_come_back() -> None:
    told = {"type": "/problems/validation", "detail": "d", "violations": [{"path": "a"}, 3]}
    with pytest.raises(errors.ValidationError) as raised:
        against(lambda _: problem(422, **told)).ask.gaps()
    assert raised.value.violations == ({"path": "a"},)


JSON = "application/json"
PROBLEM = "application/problem+json"


@pytest.mark.parametrize(
    ("status", "media_type", "body"),
    [
        (200, "text/html", b"<html>"),
        (200, JSON, b"{"),
        (200, JSON, b"[" * 100_000),
        (200, JSON, b"[1]"),
        (200, JSON, b'{"something": "else"}'),
        (200, JSON, b"\xff\xfe"),
        (200, "", b""),
        (204, "", b""),
        (304, "", b""),
        (302, "text/html", b""),
        (500, "text/plain", b"Traceback \x1b[31m"),
        (404, JSON, b'{"detail": "Not Found"}'),
        (400, PROBLEM, b'{"type": "/problems/what", "detail": "x"}'),
        (400, PROBLEM, b'{"type": 3}'),
        (400, PROBLEM, b"[]"),
        (400, PROBLEM, b"{"),
    ],
)
def test_what_is_no_answer_of_ours_is_said(status: int, media_type: str, body: bytes) -> None:
    headers = {"Content-Type": media_type, "Location": "http://192.0.2.1/"}
    with pytest.raises(errors.RemoteError) as raised:
        against(lambda _: httpx2.Response(status, headers=headers, content=body)).ask.gaps()
    assert "\x1b" not in raised.value.detail


def test_bytes_that_are_packed_wrongly_are_said() -> None:
    def answers(_: httpx2.Request) -> httpx2.Response:
        headers = {"Content-Type": JSON, "Content-Encoding": "gzip"}
        return httpx2.Response(200, headers=headers, stream=httpx2.ByteStream(b"no gzip"))

    with pytest.raises(errors.RemoteError):
        against(answers).ask.gaps()


@pytest.mark.parametrize("kind", [httpx2.ConnectError, httpx2.ReadTimeout, httpx2.RemoteProtocolError])
def test_a_server_that_does_not_answer_is_said(kind: type[httpx2.RequestError]) -> None:
    def fails(request: httpx2.Request) -> httpx2.Response:
        raise kind("no", request=request)

    with pytest.raises(errors.RemoteError, match=r"127\.0\.0\.1"):
        against(fails).ask.gaps()


def test_an_endless_answer_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tested, "LARGEST", 10_000)

    def endless() -> Iterator[bytes]:
        while True:
            yield b" " * 1000

    with pytest.raises(errors.RemoteError, match="more than 10000 bytes"):
        against(lambda _: httpx2.Response(200, content=endless())).ask.gaps()


def test_a_repeat_is_asked_by_its_etag_and_what_is_not_to_be_kept_is_not() -> None:
    asked: list[str | None] = []
    kept = "no-cache"

    def answers(request: httpx2.Request) -> httpx2.Response:
        held = request.headers.get("if-none-match")
        asked.append(held)
        if held == '"1"':
            return httpx2.Response(304)
        return httpx2.Response(200, json=WHOLE, headers={"ETag": '"1"', "Cache-Control": kept})

    connection = against(answers)
    assert connection.ask.search("x") == connection.ask.search("x") == WHOLE
    connection.ask.search("y")
    assert asked == [None, '"1"', None]
    kept = "no-store"
    asked.clear()
    connection.ask.gaps()
    connection.ask.gaps()
    assert asked == [None, None]


def test_the_answer_that_is_kept_is_nobodys_to_change() -> None:
    def answers(request: httpx2.Request) -> httpx2.Response:
        if "if-none-match" in request.headers:
            return httpx2.Response(304)
        return httpx2.Response(200, json=WHOLE, headers={"ETag": '"1"', "Cache-Control": "no-cache"})

    connection = against(answers)
    connection.ask.search("x")["hits"].append("mine")
    assert connection.ask.search("x")["hits"] == []


def test_what_is_asked_goes_in_the_address_or_if_wanted_or_long_in_the_body() -> None:
    seen: list[httpx2.Request] = []

    def answers(request: httpx2.Request) -> httpx2.Response:
        seen.append(request)
        return httpx2.Response(200, json=WHOLE)

    against(answers).ask(language="be").gaps(every_day=True, kinds=["a", "b"], limit=3)
    assert (seen[-1].method, str(seen[-1].url)) == (
        "GET",
        f"{URL}/v1/gaps?language=be&kinds=a&kinds=b&every_day=true&limit=3",
    )
    against(answers, by_post=True).ask.search("Mira")
    assert (seen[-1].method, str(seen[-1].url)) == ("POST", f"{URL}/v1/search")
    assert json.loads(seen[-1].content) == {"text": "Mira"}
    against(answers).ask.search("M" * 5000)
    assert seen[-1].method == "POST"


def test_a_server_below_a_path_is_asked_there() -> None:
    def answers(request: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, json=WHOLE | {"query": str(request.url)})

    found = against(answers, "https://example.org/data/").ask.search("x")
    assert found["query"] == "https://example.org/data/v1/search?text=x"


def test_a_key_is_sent_where_nobody_reads_along_and_shown_nowhere() -> None:
    seen: list[str | None] = []

    def answers(request: httpx2.Request) -> httpx2.Response:
        seen.append(request.headers.get("authorization"))
        return httpx2.Response(200, json=WHOLE)

    for url in (URL, "https://example.org", "http://localhost:1", "http://[::1]:1", "http://abc.onion"):
        connection = against(answers, url, "rsp_secret")
        connection.ask.gaps()
        assert seen[-1] == "Bearer rsp_secret"
        assert "secret" not in f"{connection!r}{connection.url}{vars(connection)}"
    for url in ("http://example.org", "http://192.0.2.1", "http://localhost.example.org"):
        with pytest.raises(errors.ConfigurationError, match="without TLS"):
            against(answers, url, "rsp_secret")
    against(answers, "http://example.org").ask.gaps()
    assert seen[-1] is None


@pytest.mark.parametrize(
    "url",
    ["", "example.org", "ftp://example.org", "http://", "http://a:b@example.org", "http://x/?a=1", "a b"],
)
def test_what_is_no_address_is_said(url: str) -> None:
    with pytest.raises(errors.ConfigurationError):
        connect(url)


def test_a_proxy_that_cannot_be_used_is_said() -> None:
    with pytest.raises(errors.ConfigurationError, match="proxy"):
        connect(URL, proxy="nonsense://x")
