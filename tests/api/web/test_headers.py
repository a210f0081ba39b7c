"""Headers that every answer has, errors and refusals too."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from respondeat.api.web.headers import ALWAYS, CONTENT_POLICY, PAGE_POLICY, secured
from tests.api.web.conftest import Asking

WANTED = {name.decode(): value.decode() for name, value in ALWAYS} | {
    "content-security-policy": CONTENT_POLICY.decode()
}


@pytest.fixture
def client(asking: Asking, example: Path) -> TestClient:
    return asking(example)


@pytest.mark.parametrize(
    ("method", "path", "headers", "status"),
    [
        ("GET", "/healthz", {}, 200),
        ("GET", "/v1/search?text=Mira", {}, 200),
        ("HEAD", "/v1/search?text=Mira", {}, 200),
        ("GET", "/nothing", {}, 404),
        ("DELETE", "/healthz", {}, 405),
        ("GET", "/v1/search", {}, 400),
        ("GET", "/v1/search?text=x&level=sealed", {}, 403),
        ("GET", "/v1/show?entity=Nobody%20at%20all", {}, 404),
        ("GET", "/healthz", {"Host": "evil.example"}, 400),
        ("POST", "/v1/search", {"Content-Length": "99999999"}, 413),
    ],
)
def test_are_on_every_answer(
    client: TestClient, method: str, path: str, headers: dict[str, str], status: int
) -> None:
    told = client.request(method, path, headers=headers)
    assert told.status_code == status
    assert {name: told.headers.get(name) for name in WANTED} == WANTED
    assert "server" not in told.headers
    assert "strict-transport-security" not in told.headers
    if status >= 400:
        assert told.headers["content-type"] == "application/problem+json"


def test_names_that_are_being_typed_stay_nowhere(client: TestClient) -> None:
    told = client.get("/?text=Mira&format=json")
    assert (told.status_code, told.headers["cache-control"]) == (200, "no-store")
    assert told.headers["referrer-policy"] == "no-referrer", "no other site is told the address"


def test_are_on_the_answer_of_a_fault(asking: Asking, example: Path) -> None:
    client = asking(example)
    app = client.app

    async def broken() -> None:
        raise ValueError("Mira Canary")

    app.add_api_route("/broken", broken)  # type: ignore[attr-defined]
    quiet = TestClient(app, base_url="http://localhost", raise_server_exceptions=False)
    told = quiet.get("/broken")
    assert (told.status_code, told.headers["content-type"]) == (500, "application/problem+json")
    assert {name: told.headers.get(name) for name in WANTED} == WANTED
    assert "Canary" not in told.text
    assert told.headers["x-request-id"]


def test_each_answer_has_an_id_of_its_own_whatever_is_asked_for(client: TestClient) -> None:
    found = {client.get("/healthz", headers={"X-Request-Id": "mine"}).headers["x-request-id"] for _ in "1234"}
    assert len(found) == 4
    assert "mine" not in found


def test_tls_is_kept_to_where_it_was_used(example: Path, asking: Asking) -> None:
    over_tls = TestClient(asking(example).app, base_url="https://localhost")
    assert over_tls.get("/healthz").headers["strict-transport-security"].startswith("max-age=")


@pytest.mark.parametrize(("trusted", "kept"), [((), False), (("127.0.0.1",), True), (("192.0.2.1",), False)])
def test_a_proxy_that_is_trusted_says_whether_tls_was_used(
    example: Path, asking: Asking, trusted: tuple[str, ...], kept: bool
) -> None:
    app = asking(example, trusted_proxies=trusted).app
    client = TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1))
    told = client.get("/healthz", headers={"X-Forwarded-Proto": "https"})
    assert ("strict-transport-security" in told.headers) is kept
    links = client.get("/docs", headers={"X-Forwarded-Proto": "https", "Accept": "text/html"}).text
    assert ("https://localhost" in links) is kept


def test_a_page_may_have_a_policy_of_its_own() -> None:
    found = secured([(b"content-security-policy", b"script-src 'self'")], "http", b"1")
    assert [value for name, value in found if name == b"content-security-policy"] == [b"script-src 'self'"]


def test_an_answer_that_nothing_changed_leaves_the_policy_of_what_is_kept(
    asking: Asking, example: Path
) -> None:
    client = asking(example)
    for path in ("/", "/docs", "/chain"):
        page = client.get(path, headers={"Accept": "text/html"})
        assert page.headers["content-security-policy"] == PAGE_POLICY.decode()
        again = client.get(path, headers={"Accept": "text/html", "If-None-Match": page.headers["etag"]})
        assert again.status_code == 304
        assert "content-security-policy" not in again.headers
        assert again.headers["x-content-type-options"] == "nosniff"
