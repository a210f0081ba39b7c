"""Logs tell how the server does, and nothing of who asked what."""

import contextlib
import io
import json
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.testclient import TestClient

from respondeat.api.settings import Settings
from respondeat.api.web.app import create_app
from respondeat.api.web.handled import Handled
from respondeat.api.web.logs import Log, Quiet
from respondeat.api.workers.here import Here

CANARY = "Canaryperson"
KEYS = {"time", "severity", "event", "id", "method", "route", "status", "ms", "bytes"}


@pytest.fixture
def logged(example: Path) -> Iterator[tuple[TestClient, io.StringIO]]:
    """A client of an application, and what it logs."""
    stream = io.StringIO()
    app = create_app(Settings(store=example), Here(example), log=Log(stream=stream))

    async def broken(http: Request, name: str) -> None:
        raise ValueError(f"no {name} {await http.body()!r}")

    async def left(http: Request) -> None:
        raise ClientDisconnect

    app.add_api_route("/broken/{name}", broken, methods=["GET", "POST"])
    app.add_api_route("/left", left, methods=["POST"])
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        yield client, stream


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_request_is_one_line_with_its_template(logged: tuple[TestClient, io.StringIO]) -> None:
    client, stream = logged
    told = client.get("/v1/search?text=Mira")
    (line,) = lines(stream)
    assert set(line) == KEYS | {"level"}
    assert line | {"time": 0, "ms": 0} == {
        "time": 0,
        "severity": "info",
        "event": "request",
        "id": told.headers["x-request-id"],
        "method": "GET",
        "route": "/v1/search",
        "status": 200,
        "ms": 0,
        "bytes": len(told.content),
        "level": "public",
    }
    assert line["ms"] > 0


@pytest.mark.parametrize(
    ("method", "path", "route", "more"),
    [
        ("GET", f"/v1/search?text={CANARY}", "/v1/search", {}),
        ("GET", f"/v1/show?entity={CANARY}", "/v1/show", {}),
        ("GET", f"/?text={CANARY}&format=json", "/", {}),
        ("GET", f"/v1/show?entity=x&{CANARY}=1", "/v1/show", {}),
        ("GET", f"/v1/{CANARY}", "", {}),
        ("GET", f"/{CANARY}?{CANARY}", "", {}),
        ("GET", f"/v1/search?text=x&level={CANARY}", "/v1/search", {}),
        ("GET", f"/broken/{CANARY}", "/broken/{name}", {}),
        ("POST", f"/broken/{CANARY}", "/broken/{name}", {"content": CANARY.encode()}),
        ("POST", "/v1/search", "/v1/search", {"json": {"text": CANARY}}),
        ("POST", "/v1/search", "/v1/search", {"content": CANARY.encode()}),
        ("POST", "/v1/show", "/v1/show", {"json": {"entity": CANARY, CANARY: 1}}),
        ("POST", "/v1/show", "/v1/show", {"content": CANARY.encode() * 200_000}),
        (CANARY.upper(), "/v1/search", "/v1/search", {}),
        ("GET", "/healthz", "/healthz", {"headers": {"Host": f"{CANARY}.example"}}),
        (
            "GET",
            "/healthz",
            "/healthz",
            {
                "headers": {
                    "Authorization": f"Bearer {CANARY}",
                    "Cookie": f"a={CANARY}",
                    "User-Agent": CANARY,
                    "Referer": f"https://{CANARY}.example",
                    "X-Request-Id": CANARY,
                    "X-Forwarded-For": CANARY,
                    "If-None-Match": CANARY,
                    "Accept": CANARY,
                }
            },
        ),
    ],
)
def test_no_name_is_ever_in_them(
    logged: tuple[TestClient, io.StringIO], method: str, path: str, route: str, more: dict[str, Any]
) -> None:
    client, stream = logged
    client.request(method, path, **more)
    assert CANARY.casefold() not in stream.getvalue().casefold()
    assert "testclient" not in stream.getvalue()
    last = lines(stream)[-1]
    assert last["event"] == "request"
    assert last["route"] in (route, "")


def test_a_fault_is_told_by_its_kind_and_place(logged: tuple[TestClient, io.StringIO]) -> None:
    client, stream = logged
    told = client.get(f"/broken/{CANARY}")
    fault, request = lines(stream)
    assert (fault["event"], fault["kind"], fault["severity"]) == ("fault", "ValueError", "error")
    assert fault["id"] == request["id"] == told.headers["x-request-id"]
    assert (request["status"], request["error"], request["severity"]) == (500, "fault", "error")


def test_a_client_that_leaves_in_its_body_is_no_fault(logged: tuple[TestClient, io.StringIO]) -> None:
    """Else anybody could fill the log with alarms."""
    client, stream = logged
    with contextlib.suppress(ClientDisconnect):
        client.post("/left")
    (line,) = lines(stream)
    assert (line["event"], line["severity"], line["error"]) == ("request", "info", "left")


def test_a_limit_is_told(example: Path) -> None:
    stream = io.StringIO()
    settings = Settings.model_validate({"store": example, "limits": {"answer_mb": 1, "body_bytes": 10}})
    app = create_app(settings, Here(example), log=Log("warning", stream))
    with TestClient(app, base_url="http://localhost") as client:
        client.get("/v1/search?text=x")
        client.post("/v1/search", content=b"x" * 11)
    (line,) = lines(stream)
    assert (line["limit"], line["status"], line["severity"]) == ("body_bytes", 413, "warning")


def test_an_error_of_ours_is_told_by_its_type(logged: tuple[TestClient, io.StringIO]) -> None:
    client, stream = logged
    client.get("/v1/show?entity=Nobody")
    assert lines(stream)[-1]["error"] == "unknown-name"


def test_what_libraries_say_is_told_by_kind_only() -> None:
    stream = io.StringIO()
    logger = logging.Logger("library")
    logger.addHandler(Quiet(Log(stream=stream)))
    try:
        raise ValueError(CANARY)
    except ValueError:
        logger.exception("failed for %s", CANARY)
    logger.info("nothing of this")
    (line,) = lines(stream)
    assert (line["library"], line["kind"]) == ("library", "ValueError")
    assert CANARY not in stream.getvalue()


def test_levels_leave_out_what_is_less_grave() -> None:
    for level, wanted in (("debug", 3), ("info", 3), ("warning", 2), ("error", 1)):
        stream = io.StringIO()
        log = Log(level, stream)
        log.request(Handled(status=200), "/", 0.1)
        log.request(Handled(status=503, limit="wall"), "/", 0.1)
        log.request(Handled(status=500), "/", 0.1)
        assert len(lines(stream)) == wanted, level


def test_a_stream_that_takes_no_more_stops_nothing() -> None:
    stream = io.StringIO()
    log = Log(stream=stream)
    stream.close()
    log.request(Handled(status=200), "/", 0.1)
