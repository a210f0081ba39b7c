"""Keys and users over HTTP."""

from pathlib import Path

import pytest

from respondeat.api.access import OWNER
from tests.api.access.people import PASSWORD
from tests.api.web.conftest import Asking
from tests.api.web.entering import Server

ADMIN = ("read", "write", "admin")


@pytest.fixture
def server(asking: Asking, copy: Path) -> Server:
    return Server.over(asking, copy)


def test_a_key_is_shown_once_works_is_listed_and_ends(server: Server) -> None:
    admin = server.key("sealed", *ADMIN)
    wanted = {"label": "Table of a team", "level": "restricted", "scopes": ["write", "read"], "days": 30}
    made = server.client.post("/v1/keys", json=wanted, headers=admin)
    assert made.status_code == 201
    assert made.headers["cache-control"] == "no-store"
    key, secret = made.json()["key"], made.json()["secret"]
    assert (key["label"], key["level"], key["scopes"]) == ("Table of a team", "restricted", ["read", "write"])
    shown = {"Authorization": f"Bearer {secret}"}
    me = server.client.get("/v1/me", headers=shown).json()
    assert (me["id"], me["level"], me["scopes"]) == (key["id"], "restricted", ["read", "write"])
    listed = server.client.get("/v1/keys", headers=admin)
    assert secret not in listed.text
    assert secret[21:40] not in listed.text
    assert "argon2" not in listed.text
    assert key["id"] in [one["id"] for one in listed.json()["keys"]]
    ended = server.client.delete(f"/v1/keys/{key['id']}", headers=admin)
    assert (ended.status_code, ended.json()["valid"]) == (200, False)
    assert server.client.get("/v1/me", headers=shown).status_code == 401


def test_what_is_left_out_is_the_least(server: Server) -> None:
    admin = server.key("sealed", *ADMIN)
    key = server.client.post("/v1/keys", json={"label": "x"}, headers=admin).json()["key"]
    assert (key["level"], key["scopes"]) == ("public", ["read"])
    assert key["expires"] is not None
    lasting = server.client.post("/v1/keys", json={"label": "x", "days": None}, headers=admin).json()["key"]
    assert lasting["expires"] is None


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/v1/keys", None),
        ("POST", "/v1/keys", {"label": "x"}),
        ("DELETE", "/v1/keys/k-0011223344556677", None),
        ("GET", "/v1/users", None),
        ("POST", "/v1/users", {"name": "second"}),
        ("PATCH", "/v1/users/u-0011223344556677", {"disabled": True}),
        ("POST", "/v1/users/u-0011223344556677/reset", None),
        ("GET", "/v1/audit", None),
        ("GET", "/v1/audit/verify", None),
        ("GET", "/v1/audit/export", None),
    ],
)
def test_all_of_it_needs_the_scope_admin(server: Server, method: str, path: str, body: object) -> None:
    assert server.client.request(method, path, json=body).status_code == 403
    shown = server.key("sealed", "read", "write", "review")
    before = server.logged()
    assert server.client.request(method, path, json=body, headers=shown).status_code == 403
    assert server.logged() == before


def test_nobody_gives_touches_or_sees_more_than_they_have(server: Server) -> None:
    admin = server.key("restricted", "read", "admin")
    high, wide = server.user("high", "sealed", "read"), server.user("wide", "public", "read", "review")
    sealed, _ = server.entrance.keys.add(OWNER, "Sealed", "sealed", ["read"])
    attempts = [
        ("POST", "/v1/keys", {"label": "x", "level": "sealed"}),
        ("POST", "/v1/keys", {"label": "x", "scopes": ["read", "write"]}),
        ("DELETE", f"/v1/keys/{sealed.id}", None),
        ("POST", "/v1/users", {"name": "second", "level": "sealed"}),
        ("POST", "/v1/users", {"name": "second", "scopes": ["review"]}),
        *(
            attempt
            for id in (high, wide)
            for attempt in (
                ("PATCH", f"/v1/users/{id}", {"level": "public", "scopes": ["read"]}),
                ("PATCH", f"/v1/users/{id}", {"disabled": True}),
                ("POST", f"/v1/users/{id}/reset", None),
            )
        ),
    ]
    before = server.logged()
    for method, path, body in attempts:
        answer = server.client.request(method, path, json=body, headers=admin)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-allowed"), (method, path)
    assert server.logged() == before
    assert server.client.get("/v1/users", headers=admin).json() == {"users": []}
    assert sealed.id not in server.client.get("/v1/keys", headers=admin).text


def test_an_admin_does_not_raise_themselves(server: Server) -> None:
    id = server.user("boss", "restricted", "read", "admin")
    shown = server.login("boss")
    for changes in ({"level": "sealed"}, {"scopes": ["read", "write", "admin"]}):
        assert server.client.patch(f"/v1/users/{id}", json=changes, headers=shown).status_code == 403
    assert server.client.get("/v1/me").json()["level"] == "restricted"


def test_a_user_is_added_changed_reset_and_disabled(server: Server) -> None:
    admin = server.key("sealed", *ADMIN)
    wanted = {"name": "Second", "level": "restricted", "scopes": ["read"]}
    made = server.client.post("/v1/users", json=wanted, headers=admin)
    assert made.status_code == 201
    id, password = made.json()["user"]["id"], made.json()["password"]
    given = {"name": "second", "password": password}
    assert server.client.post("/v1/login", json=given).status_code == 200
    changed = server.client.patch(f"/v1/users/{id}", json={"level": "public"}, headers=admin)
    assert changed.json()["level"] == "public"
    assert server.client.get("/v1/me").json()["level"] == "public"
    reset = server.client.post(f"/v1/users/{id}/reset", headers=admin).json()
    assert reset["password"] not in (None, password)
    assert server.client.get("/v1/me").status_code == 401
    assert server.client.post("/v1/login", json=given).status_code == 401
    given["password"] = reset["password"]
    assert server.client.post("/v1/login", json=given).status_code == 200
    disabled = server.client.patch(f"/v1/users/{id}", json={"disabled": True}, headers=admin)
    assert disabled.json()["disabled"] is not None
    assert server.client.post("/v1/login", json=given).status_code == 401
    enabled = server.client.patch(f"/v1/users/{id}", json={"disabled": False}, headers=admin)
    assert enabled.json()["disabled"] is None
    listed = server.client.get("/v1/users", headers=admin)
    assert [user["name"] for user in listed.json()["users"]] == ["second"]
    assert "argon2" not in listed.text


def test_a_password_that_is_given_is_not_shown_again(server: Server) -> None:
    admin = server.key("sealed", *ADMIN)
    made = server.client.post("/v1/users", json={"name": "second", "password": PASSWORD}, headers=admin)
    assert made.json()["password"] is None
    assert PASSWORD not in made.text
    again = server.client.post("/v1/users", json={"name": "SECOND"}, headers=admin)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/conflict")


@pytest.mark.parametrize("id", ["k-0011223344556677", "x", "..", "%00", "%ff", "k" * 64])
def test_what_is_not_there_is_not_found(server: Server, id: str) -> None:
    admin = server.key("sealed", *ADMIN)
    told = [
        server.client.delete(f"/v1/keys/{id}", headers=admin),
        server.client.patch(f"/v1/users/{id}", json={}, headers=admin),
        server.client.post(f"/v1/users/{id}/reset", headers=admin),
    ]
    assert {answer.status_code for answer in told} <= {404, 405}
    assert all(answer.json()["type"].startswith("/problems/") for answer in told)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"label": ""},
        {"label": 7},
        {"label": "x", "level": "high"},
        {"label": "x", "level": None},
        {"label": "x", "scopes": []},
        {"label": "x", "scopes": ["root"]},
        {"label": "x", "scopes": "read"},
        {"label": "x", "days": 0},
        {"label": "x", "days": 1.5},
        {"label": "x", "days": "soon"},
        {"label": "x", "days": 10**30},
        {"label": "x", "more": True},
        {"label": "a\u202eb"},
    ],
)
def test_keys_that_cannot_be_made(server: Server, body: object) -> None:
    admin = server.key("sealed", *ADMIN)
    before = server.entrance.keys.all(OWNER)
    answer = server.client.post("/v1/keys", json=body, headers=admin)
    assert answer.status_code == 400
    assert len(server.entrance.keys.all(OWNER)) == len(before)


def test_every_change_is_in_the_log_by_ids_alone(server: Server) -> None:
    admin = server.key("sealed", *ADMIN)
    actor = server.client.get("/v1/me", headers=admin).json()["id"]
    key = server.client.post("/v1/keys", json={"label": "Ivan's"}, headers=admin).json()["key"]["id"]
    server.client.delete(f"/v1/keys/{key}", headers=admin)
    user = server.client.post("/v1/users", json={"name": "ivan"}, headers=admin).json()["user"]["id"]
    server.client.patch(f"/v1/users/{user}", json={"scopes": ["write"]}, headers=admin)
    server.client.patch(f"/v1/users/{user}", json={"disabled": True}, headers=admin)
    server.client.post(f"/v1/users/{user}/reset", headers=admin)
    told = [(who, what, of) for who, what, of, _ in server.logged()][1:]
    assert told == [
        (actor, "key-added", key),
        (actor, "key-revoked", key),
        (actor, "user-added", user),
        (actor, "user-changed", user),
        (actor, "user-disabled", user),
        (actor, "password-changed", user),
    ]
    assert b"van" not in (server.store / "custody" / "log.jsonl").read_bytes()
