"""Metrics of one application, and who may read them."""

from pathlib import Path
from typing import Any

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.testclient import TestClient

from respondeat.api.access import SCOPES, Caller
from respondeat.api.settings import Settings
from respondeat.api.web.app import create_app
from respondeat.api.web.callers import caller
from respondeat.api.workers.pool import Pool
from tests.api.web.conftest import Asking

LOCAL = ("127.0.0.1", 50000)


def local(client: TestClient, peer: tuple[str, int] = LOCAL) -> TestClient:
    """The same application asked from an address."""
    return TestClient(client.app, base_url="http://localhost", client=peer)


def read(text: str) -> dict[tuple[str, ...], float]:
    """Every sample by its name and labels."""
    return {
        (one.name, *(f"{key}={x}" for key, x in sorted(one.labels.items()))): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }


def test_requests_are_counted_by_template_and_status(asking: Asking, example: Path) -> None:
    client = local(asking(example))
    for path in ("/v1/search?text=Mira", "/v1/search?text=Canary", "/v1/search", "/Canary"):
        client.get(path)
    client.post("/v1/search", content=b"x" * 2**21)
    told = client.get("/metrics")
    assert told.headers["content-type"].startswith("text/plain; version=")
    assert "Canary" not in told.text
    found = read(told.text)
    name = "respondeat_requests_total"
    assert found[name, "method=GET", "route=/v1/search", "status=200"] == 2
    assert found[name, "method=GET", "route=/v1/search", "status=400"] == 1
    assert found[name, "method=GET", "route=", "status=404"] == 1
    assert found["respondeat_limits_total", "limit=body_bytes"] == 1
    assert found["respondeat_request_seconds_count", "route=/v1/search"] == 3
    assert found["respondeat_at_work",] == 1


def test_two_applications_count_apart(asking: Asking, example: Path) -> None:
    one, other = local(asking(example)), local(asking(example))
    one.get("/healthz")
    assert "/healthz" in one.get("/metrics").text
    assert "/healthz" not in other.get("/metrics").text


@pytest.mark.parametrize(
    ("peer", "headers"),
    [
        (("192.0.2.7", 1), {}),
        (("testclient", 1), {}),
        (LOCAL, {"X-Forwarded-For": "127.0.0.1"}),
        (LOCAL, {"Forwarded": "for=127.0.0.1"}),
        (LOCAL, {"Via": "1.1 proxy"}),
        (LOCAL, {"X-Real-IP": "127.0.0.1"}),
    ],
)
def test_they_are_for_this_machine_without_a_proxy(
    asking: Asking, example: Path, peer: tuple[str, int], headers: dict[str, str]
) -> None:
    client = asking(example)
    assert local(client).get("/metrics").status_code == 200
    told = local(client, peer).get("/metrics", headers=headers)
    assert (told.status_code, told.json()["type"]) == (403, "/problems/not-allowed")


@pytest.mark.parametrize(
    "settings", [{"allowed_hosts": ("abc.onion",)}, {"trusted_proxies": ("192.0.2.1",)}], ids=str
)
def test_where_others_come_in_by_this_machine_nobody_is_taken_to_be_on_it(
    asking: Asking, example: Path, settings: dict[str, Any]
) -> None:
    client = local(asking(example, **settings))
    for host in ("localhost", "127.0.0.1"):
        assert client.get("/metrics", headers={"Host": host}).status_code == 403


@pytest.mark.parametrize(("setting", "anybody", "admin"), [("admin", 403, 200), ("off", 404, 404)])
def test_they_can_be_for_admins_or_nobody(
    asking: Asking, example: Path, setting: str, anybody: int, admin: int
) -> None:
    client = local(asking(example, metrics=setting))
    assert client.get("/metrics").status_code == anybody
    app: Any = client.app
    app.dependency_overrides[caller] = lambda: Caller("a", "public", frozenset(SCOPES))
    assert client.get("/metrics").status_code == admin


def test_the_readers_of_a_server_are_told_of(example: Path) -> None:
    settings = Settings(store=example)
    app = create_app(settings, Pool(example, settings))
    with TestClient(app, base_url="http://localhost", client=LOCAL) as client:
        assert read(client.get("/metrics").text)["respondeat_readers_processes",] == 0
        client.get("/v1/search?text=Mira")
        found = read(client.get("/metrics").text)
    assert found["respondeat_readers_processes",] >= 1
    assert found["respondeat_readers_at_work",] == 0
    assert found["respondeat_readers_waiting",] == 0
