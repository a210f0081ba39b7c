"""Logging in over HTTP, and what one changes oneself."""

from pathlib import Path

import pyotp
import pytest
from fastapi import FastAPI

from respondeat.api.access import OWNER
from respondeat.api.web.documented import example
from respondeat.api.web.openapi import document
from tests.api.access.people import PASSWORD
from tests.api.web.conftest import Asking
from tests.api.web.entering import Server

NEW = "other words in a row"


@pytest.fixture
def server(asking: Asking, copy: Path) -> Server:
    made = Server.over(asking, copy)
    made.user("reader", "restricted", "read", "write")
    return made


def test_login_me_logout(server: Server) -> None:
    told = server.client.post("/v1/login", json={"name": "Reader", "password": PASSWORD}).json()
    assert (told["name"], told["level"], told["scopes"]) == ("reader", "restricted", ["read", "write"])
    assert server.client.get("/v1/me").json() == told
    shown = {"X-CSRF-Token": told["csrf"]}
    assert server.client.post("/v1/logout", json={}, headers=shown).status_code == 204
    assert server.client.get("/v1/me").json()["id"] == ""
    assert server.client.post("/v1/logout", json={}).status_code == 204


def test_a_login_reads_at_its_level_and_it_is_noted(server: Server) -> None:
    server.login()
    answer = server.client.get("/v1/search", params={"text": "Mira Nobody"})
    assert "Mira Nobody" in answer.text.partition('"question"')[0]
    again = server.client.get(
        "/v1/search", params={"text": "Mira Nobody"}, headers={"If-None-Match": answer.headers["etag"]}
    )
    assert again.status_code == 304
    user = server.entrance.users.existing(OWNER, "reader").id
    reads = [
        (actor, told["level"], told["outcome"])
        for actor, action, _, told in server.logged()
        if action == "read"
    ]
    assert reads == [(user, "restricted", "ok"), (user, "restricted", "not-modified")]
    assert b"Mira" not in (server.store / "custody" / "log.jsonl").read_bytes()


def test_logout_everywhere(server: Server) -> None:
    server.login()
    (first,) = server.client.cookies.jar
    server.client.cookies.clear()
    shown = server.login()
    assert server.client.post("/v1/logout", json={"everywhere": True}, headers=shown).status_code == 204
    server.client.cookies.set("respondeat", first.value or "")
    assert server.client.get("/v1/me").status_code == 401


@pytest.mark.parametrize(
    "given", [{"name": "reader", "password": "wrong"}, {"name": "nobody", "password": PASSWORD}]
)
def test_whoever_is_wrong_is_told_the_same_and_waits_longer(server: Server, given: dict[str, str]) -> None:
    answers = [server.client.post("/v1/login", json=given) for _ in range(7)]
    assert [a.status_code for a in answers] == [401] * 6 + [429]
    assert len({a.json()["detail"] for a in answers[:6]}) == 1
    assert "name, the password or the one-time password" in answers[0].json()["detail"]
    assert answers[-1].headers["retry-after"] == "1"
    assert answers[-1].json()["limit"]["name"] == "attempts"
    assert server.hasher.compared == 6


@pytest.mark.parametrize(
    "body",
    [
        *("", "{", "[]", "null", '"x"', "{}", '{"name": 1, "password": 2}', '{"name": "reader"}'),
        '{"name": "reader", "password": "' + "x" * 2000 + '"}',
        '{"name": "reader", "password": "x", "more": 1}',
        '{"name": "reader", "password": "x", "name\\ud800": 1}',
    ],
)
def test_bodies_that_do_not_fit_are_told_without_repeating_them(server: Server, body: str) -> None:
    answer = server.client.post("/v1/login", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.json()["type"] == "/problems/request"
    assert "x" * 100 not in answer.text


@pytest.mark.parametrize("name", ["\\ud800", "\\u0000", "'; DROP TABLE users; --", "💥" * 60])
def test_names_of_any_kind_are_only_wrong(server: Server, name: str) -> None:
    body = f'{{"name": "{name}", "password": "x"}}'
    answer = server.client.post("/v1/login", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 401)
    assert server.login()


def test_another_password_ends_all_logins(server: Server) -> None:
    shown = server.login()
    wrong = server.client.put("/v1/me/password", json={"password": "x", "new": NEW}, headers=shown)
    assert wrong.status_code == 403
    weak = server.client.put("/v1/me/password", json={"password": PASSWORD, "new": "short"}, headers=shown)
    assert (weak.status_code, weak.json()["type"]) == (400, "/problems/input")
    done = server.client.put("/v1/me/password", json={"password": PASSWORD, "new": NEW}, headers=shown)
    assert done.status_code == 204
    assert server.client.get("/v1/me").json()["id"] == ""
    assert server.client.post("/v1/login", json={"name": "reader", "password": PASSWORD}).status_code == 401
    assert server.client.post("/v1/login", json={"name": "reader", "password": NEW}).status_code == 200


def test_one_time_passwords_from_the_secret_to_the_last_code(server: Server) -> None:
    shown = server.login()
    assert server.client.post("/v1/me/totp", json={"password": "x"}, headers=shown).status_code == 403
    offered = server.client.post("/v1/me/totp", json={"password": PASSWORD}, headers=shown).json()
    device = pyotp.TOTP(offered["secret"])
    assert offered["address"].startswith("otpauth://totp/Respondeat:reader?")
    wrong = server.client.put("/v1/me/totp", json={"code": "000000"}, headers=shown)
    assert wrong.status_code == 403
    code = device.at(int(server.clock.now))
    confirmed = server.client.put("/v1/me/totp", json={"code": code}, headers=shown)
    assert len(confirmed.json()["recovery"]) == 10
    assert server.client.get("/v1/me").json()["totp"] is True
    server.client.cookies.clear()
    server.clock.on(30)
    given = {"name": "reader", "password": PASSWORD}
    assert server.client.post("/v1/login", json=given).status_code == 401
    assert server.client.post("/v1/login", json={**given, "code": code}).status_code == 401
    shown = server.login(code=device.at(int(server.clock.now)))
    server.client.cookies.clear()
    shown = server.login(code=confirmed.json()["recovery"][3])
    ended = server.client.post("/v1/me/totp/end", json={"password": PASSWORD}, headers=shown)
    assert ended.status_code == 204
    server.client.cookies.clear()
    assert server.login()


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/v1/me/password", {"password": PASSWORD, "new": NEW}),
        ("POST", "/v1/me/totp", {"password": PASSWORD}),
        ("PUT", "/v1/me/totp", {"code": "123456"}),
        ("POST", "/v1/me/totp/end", {"password": PASSWORD}),
    ],
)
def test_keys_have_no_passwords(server: Server, method: str, path: str, body: object) -> None:
    for shown in ({}, server.key("sealed", "read", "admin")):
        answer = server.client.request(method, path, json=body, headers=shown)
        assert answer.status_code == 401


def test_who_is_disabled_is_out_at_once(server: Server) -> None:
    server.login()
    users = server.entrance.users
    users.disable(OWNER, users.existing(OWNER, "reader"))
    assert server.client.get("/v1/me").status_code == 401
    assert server.client.post("/v1/login", json={"name": "reader", "password": PASSWORD}).status_code == 401


def test_a_level_that_was_taken_away_is_away_at_once(server: Server) -> None:
    server.login()
    asked = {"text": "Mira Nobody", "level": "restricted"}
    assert server.client.get("/v1/search", params=asked).status_code == 200
    users = server.entrance.users
    users.change(OWNER, users.existing(OWNER, "reader"), level="public")
    assert server.client.get("/v1/search", params=asked).status_code == 403


def test_what_cannot_be_logged_is_not_read_and_what_is_public_is(server: Server) -> None:
    server.login()
    asked = {"text": "Mira Nobody"}
    etag = server.client.get("/v1/search", params=asked).headers["etag"]
    (server.store / "custody" / "head.json").write_bytes(b"{}")
    for headers in ({}, {"If-None-Match": etag}):
        answer = server.client.get("/v1/search", params=asked, headers=headers)
        assert (answer.status_code, answer.json()["type"]) == (503, "/problems/store")
        assert "Mira" not in answer.text
    missing = server.client.get("/v1/show", params={"entity": "Mira Nobod"})
    assert missing.status_code == 503
    assert "Mira" not in missing.text
    assert server.client.get("/v1/search", params={**asked, "level": "public"}).status_code == 200
    assert server.client.post("/v1/login", json={"name": "reader", "password": PASSWORD}).status_code == 503


EXAMPLES = [
    ("post", "/v1/login", 200),
    ("post", "/v1/me/totp", 200),
    ("put", "/v1/me/totp", 403),  # a code that no device shows now
    ("post", "/v1/me/totp/end", 204),
    ("put", "/v1/me/password", 204),
    ("post", "/v1/logout", 204),
]


def test_examples_that_need_a_login_are_answered_as_documented(asking: Asking, copy: Path) -> None:
    server = Server.over(asking, copy)
    app = server.client.app
    assert isinstance(app, FastAPI)
    told = document(app)
    server.entrance.users.add(OWNER, "reader", "several words in a row", "public", ["read"])
    shown: dict[str, str] = {}
    for method, path, wanted in EXAMPLES:
        operation = told["paths"][path][method]
        _, _, media_type, body = example(operation)
        assert media_type == "application/json"
        answer = server.client.request(method.upper(), path, json=body, headers=shown)
        assert answer.status_code == wanted, (method, path, answer.text)
        assert str(wanted) in operation["responses"]
        if path == "/v1/login":
            shown = {"X-CSRF-Token": answer.json()["csrf"]}


def test_an_answer_has_what_is_documented_and_no_more(server: Server) -> None:
    server.login()
    app = server.client.app
    assert isinstance(app, FastAPI)
    schema = document(app)["components"]["schemas"]["Me"]
    told = server.client.get("/v1/me").json()
    assert set(told) == set(schema["properties"])
    assert all("description" in one for one in schema["properties"].values())
