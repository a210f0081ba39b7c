"""Bodies are bounded, said to be as long or not, whatever reads them; the answer is one, and whole."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.testclient import TestClient

from respondeat.api.settings import LimitSettings
from tests.api.web.conftest import Asking

SMALL = LimitSettings(body_bytes=1000, changeset_bytes=5000)


@pytest.fixture
def client(asking: Asking, example: Path) -> TestClient:
    made = asking(example, limits=SMALL)

    async def length(http: Request) -> Response:
        return JSONResponse(len(await http.body()))

    async def parsed(body: dict[str, Any]) -> int:
        return len(body)

    app: Any = made.app
    app.add_api_route("/length", length, methods=["POST", "GET"])
    app.add_api_route("/parsed", parsed, methods=["POST"])
    app.add_api_route("/v1/changesets/length", length, methods=["POST"])
    return made


def pieces(count: int) -> Iterator[bytes]:
    for _ in range(count):
        yield b"x" * 100


@pytest.mark.parametrize("path", ["/length", "/parsed", "/v1/search"])
def test_more_than_is_taken_is_refused_by_its_length_and_while_it_comes(
    client: TestClient, path: str
) -> None:
    headers = {"Content-Type": "application/json"}
    for content in (b"x" * 1001, pieces(11)):
        told = client.post(path, content=content, headers=headers)
        assert told.status_code == 413
        assert told.json()["limit"] == {"name": "body_bytes", "allowed": 1000}
        assert "1000 bytes" in told.json()["detail"]


def test_as_much_as_is_taken_is_taken(client: TestClient) -> None:
    assert client.post("/length", content=b"x" * 1000).json() == 1000
    assert client.post("/length", content=pieces(10)).json() == 1000
    assert client.request("GET", "/length", content=pieces(11)).status_code == 413


def test_changesets_have_a_bound_of_their_own(client: TestClient) -> None:
    assert client.post("/v1/changesets/length", content=b"x" * 5000).json() == 5000
    told = client.post("/v1/changesets/length", content=pieces(51))
    assert told.json()["limit"] == {"name": "changeset_bytes", "allowed": 5000}


def test_a_length_that_is_no_number_is_too_large(client: TestClient) -> None:
    for length in ("9" * 5000, "-1", "1e3"):
        told = client.post("/length", content=b"", headers={"Content-Length": length})
        assert told.status_code == 413
