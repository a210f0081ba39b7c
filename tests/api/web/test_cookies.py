"""The cookie of a session, and requests that other sites make with it."""

from http.cookies import SimpleCookie
from pathlib import Path

import pytest

from tests.api.access.people import PASSWORD
from tests.api.web.conftest import Asking
from tests.api.web.entering import Server

CHANGES = [
    ("POST", "/v1/keys", {"label": "Table"}),
    ("DELETE", "/v1/keys/k-0011223344556677", None),
    ("POST", "/v1/users", {"name": "second"}),
    ("PATCH", "/v1/users/reader", {"disabled": True}),
    ("POST", "/v1/users/reader/reset", None),
    ("PUT", "/v1/me/password", {"password": PASSWORD, "new": "other words in a row"}),
    ("POST", "/v1/me/totp", {"password": PASSWORD}),
    ("POST", "/v1/me/totp/end", {"password": PASSWORD}),
    ("POST", "/v1/logout", {}),
]


@pytest.fixture
def server(asking: Asking, copy: Path) -> Server:
    made = Server.over(asking, copy)
    made.user("reader", "sealed", "read", "write", "review", "admin")
    return made


def cookie(header: str) -> tuple[str, dict[str, str]]:
    ((name, morsel),) = SimpleCookie(header).items()
    return name, {key: str(value) for key, value in morsel.items() if value}


def test_scripts_and_other_sites_do_not_get_it(server: Server) -> None:
    answer = server.client.post("/v1/login", json={"name": "reader", "password": PASSWORD})
    name, told = cookie(answer.headers["set-cookie"])
    assert name == "respondeat"
    assert told == {"path": "/", "httponly": "True", "samesite": "strict", "max-age": "43200"}
    assert answer.headers["cache-control"] == "no-store"


def test_over_tls_it_is_for_tls_and_this_host_only(asking: Asking, copy: Path) -> None:
    server = Server.over(asking, copy)
    server.user()
    server.client.base_url = "https://localhost"
    server.login()
    (kept,) = server.client.cookies.jar
    assert (kept.name, kept.secure, kept.path) == ("__Host-respondeat", True, "/")
    assert server.client.get("/v1/me").json()["name"] == "reader"
    server.client.base_url = "http://localhost"
    assert server.client.get("/v1/me").json()["name"] is None


@pytest.mark.parametrize(("method", "path", "body"), CHANGES)
@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"X-CSRF-Token": ""},
        {"X-CSRF-Token": "ab" * 32},
        {"X-CSRF-Token": "é".encode("latin-1")},
        {"good": "", "Sec-Fetch-Site": "cross-site"},
        {"good": "", "Sec-Fetch-Site": "same-site"},
        {"good": "", "Origin": "https://elsewhere.example"},
        {"good": "", "Origin": "null"},
        {"good": "", "Origin": "http://localhost:9999"},
    ],
)
def test_a_change_that_the_user_did_not_mean_is_refused(
    server: Server, method: str, path: str, body: object, sent: dict[str, str | bytes]
) -> None:
    good = server.login()
    more = {k: v for k, v in sent.items() if k != "good"} | (good if "good" in sent else {})
    headers = [(k.encode(), v if isinstance(v, bytes) else v.encode()) for k, v in more.items()]
    before = server.logged()
    answer = server.client.request(method, path, json=body, headers=headers)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-allowed")
    assert server.logged() == before
    assert server.client.get("/v1/me").json()["name"] == "reader"


@pytest.mark.parametrize(
    "sent",
    [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "none"}],
)
def test_a_change_that_the_user_meant_is_made(server: Server, sent: dict[str, str]) -> None:
    answer = server.client.post("/v1/keys", json={"label": "Table"}, headers=server.login() | sent)
    assert answer.status_code == 201


def test_the_token_of_another_session_is_not_taken(server: Server) -> None:
    other = server.login()
    server.client.cookies.clear()
    server.login()
    assert server.client.post("/v1/keys", json={"label": "Table"}, headers=other).status_code == 403


def test_another_site_cannot_log_somebody_in(server: Server) -> None:
    given = {"name": "reader", "password": PASSWORD}
    for sent in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}):
        answer = server.client.post("/v1/login", json=given, headers=sent)
        assert answer.status_code == 403
    form = server.client.post("/v1/login", data=given)
    assert form.status_code in (400, 415)
    plain = server.client.post(
        "/v1/login",
        content='{"name": "reader", "password": "blue kettle under snow"}',
        headers={"Content-Type": "text/plain"},
    )
    assert plain.status_code in (400, 415)
    assert server.client.get("/v1/me").json()["id"] == ""


def test_a_login_that_ended_is_told_once_and_forgotten(server: Server) -> None:
    server.login()
    server.clock.on(3600)
    ended = server.client.get("/v1/me")
    assert (ended.status_code, ended.json()["type"]) == (401, "/problems/not-authenticated")
    assert cookie(ended.headers["set-cookie"])[1]["max-age"] == "0"
    assert server.client.get("/v1/me").json()["id"] == ""


def test_reading_needs_no_token(server: Server) -> None:
    server.login()
    for path in ("/v1/me", "/v1/keys", "/v1/search?text=x"):
        assert server.client.get(path).status_code == 200
