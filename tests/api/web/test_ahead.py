"""The address that is asked most: the same answers as by the search among all routes."""

from pathlib import Path

import pytest
from starlette.responses import PlainTextResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from respondeat.api.web.ahead import Ahead
from tests.api.web.conftest import Asking


async def _all(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("by the search")(scope, receive, send)


async def _one(request: object) -> Response:
    return PlainTextResponse("at once")


@pytest.mark.parametrize(
    ("method", "path", "wanted"),
    [
        ("GET", "/sparql", "at once"),
        ("POST", "/sparql", "at once"),
        ("PUT", "/sparql", "by the search"),
        ("GET", "/sparql/", "by the search"),
        ("GET", "/SPARQL", "by the search"),
        ("GET", "/v1/sparql", "by the search"),
    ],
)
def test_only_that_address_and_what_reads(method: str, path: str, wanted: str) -> None:
    client = TestClient(Ahead(_all, "/sparql", _one))
    assert client.request(method, path).text == wanted


def test_it_is_logged_limited_and_refused_like_every_other(asking: Asking, example: Path) -> None:
    client = asking(example)
    good, bad = client.get("/sparql?query=ASK{}"), client.get("/sparql?query=ASK{")
    assert (good.status_code, bad.status_code) == (200, 400)
    assert {
        "x-request-id",
        "ratelimit",
        "content-security-policy",
    } <= good.headers.keys() & bad.headers.keys()
    assert bad.headers["content-type"] == "application/problem+json"
    near = TestClient(client.app, base_url="http://localhost", client=("127.0.0.1", 5000))
    assert 'route="/sparql"' in near.get("/metrics").text
