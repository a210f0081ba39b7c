"""Who asks, from a request: keys, Basic, sessions; two keys of two levels; what is wrong is never nobody."""

import re
from base64 import b64encode
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.api.access import OWNER
from respondeat.api.web.openapi import document
from tests.api.web.conftest import Asking
from tests.api.web.entering import Server

ANY = {"Accept": "*/*"}
HIDDEN = "Mira Nobody"  # whose name stands above public


@pytest.fixture
def server(asking: Asking, copy: Path) -> Server:
    return Server.over(asking, copy)


def basic(user: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + b64encode(f"{user}:{password}".encode()).decode()}


def test_nobody_known_reads_what_is_public(server: Server) -> None:
    assert server.client.get("/v1/me").json() == {
        "id": "",
        "name": None,
        "level": "public",
        "scopes": ["read"],
        "totp": None,
        "until": None,
        "csrf": None,
    }


@pytest.mark.parametrize("level", ["public", "restricted", "sealed"])
def test_a_key_reads_up_to_its_level_and_no_further(server: Server, level: str) -> None:
    shown = server.key(level)
    levels = ("public", "restricted", "sealed")
    for asked in levels:
        answer = server.client.get("/v1/search", params={"text": HIDDEN, "level": asked}, headers=shown)
        allowed = levels.index(asked) <= levels.index(level)
        assert answer.status_code == (200 if allowed else 403)
        if allowed:
            named = [hit["name"] for hit in answer.json()["hits"]]
            assert (HIDDEN in " ".join(named)) == (asked != "public")
    own = server.client.get("/v1/search", params={"text": HIDDEN}, headers=shown).json()
    assert own["level"] == level


def test_two_keys_at_once_do_not_get_each_others_answers(server: Server) -> None:
    low, high = server.key("public"), server.key("sealed")
    for _ in range(3):
        answers = [
            server.client.get("/v1/search", params={"text": HIDDEN}, headers=shown) for shown in (low, high)
        ]
        assert [
            HIDDEN in answer.text.partition('"question"')[0].partition('"hits"')[2] for answer in answers
        ] == [
            False,
            True,
        ]
        assert answers[0].headers["etag"] != answers[1].headers["etag"]
        assert [a.headers["cache-control"] for a in answers] == ["no-cache", "no-store"]
        assert all("Authorization" in a.headers["vary"] for a in answers)


def test_an_etag_of_a_higher_level_is_worth_nothing_below(server: Server) -> None:
    high = server.client.get("/v1/search", params={"text": HIDDEN}, headers=server.key("sealed"))
    low = {**server.key("public"), "If-None-Match": high.headers["etag"]}
    assert server.client.get("/v1/search", params={"text": HIDDEN}, headers=low).status_code == 200


def test_a_key_by_basic_as_sparql_clients_send_it(server: Server) -> None:
    key, text = server.entrance.keys.add(OWNER, "Table", "restricted", ["read"])
    for user, password in (("key", text), ("", text), (key.id, text), (key.id, text[21:])):
        answer = server.client.get("/v1/me", headers=basic(user, password))
        assert (answer.status_code, answer.json().get("id")) == (200, key.id)


WRONG = [
    "",
    "Bearer",
    "Bearer ",
    "Bearer rsp_x",
    "bearer " + "x" * 5000,
    "Basic",
    "Basic ****",
    "Basic " + b64encode(b"nocolon").decode(),
    "Basic " + b64encode(b"\xff:\xff").decode(),
    "Basic " + b64encode(b"key:password").decode(),
    "Digest username=x",
    "rsp_0123456789abcdef_" + "a" * 58,
    "Bearer " + "\u00e9",
]


@pytest.mark.parametrize("shown", WRONG)
@pytest.mark.parametrize("path", ["/v1/me", "/v1/search?text=x"])
def test_what_is_wrong_is_never_taken_for_nothing(server: Server, shown: str, path: str) -> None:
    answer = server.client.get(path, headers={b"Authorization": shown.encode("latin-1")})
    assert answer.status_code == 401
    assert answer.json()["type"] == "/problems/not-authenticated"
    assert answer.headers["www-authenticate"] == 'Bearer realm="respondeat", error="invalid_token"'
    assert answer.headers["cache-control"] == "no-store"


def test_two_headers_are_one_too_many(server: Server) -> None:
    one = server.key("public")["Authorization"]
    two = server.key("sealed")["Authorization"]
    answer = server.client.get("/v1/me", headers=[("Authorization", one), ("Authorization", two)])
    assert answer.status_code == 401


@given(shown=st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=120))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_header_at_random_opens_anything(server: Server, shown: str) -> None:
    for value in (shown, f"Bearer {shown}", f"Basic {b64encode(shown.encode()).decode()}"):
        server.clock.on(3600)
        assert server.client.get("/v1/me", headers={"Authorization": value}).status_code in (401, 429)


def test_sparql_clients_are_told_that_basic_is_taken(server: Server) -> None:
    answer = server.client.get("/sparql?query=ASK{}", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].endswith('Basic realm="respondeat", charset="UTF-8"')


@pytest.mark.parametrize("path", ["/v1/me", "/v1/search?text=x", "/v1/chain?target=x", "/sparql?query=ASK{}"])
def test_without_public_access_nobody_unknown_reads_anything(asking: Asking, copy: Path, path: str) -> None:
    server = Server.over(asking, copy, public_access=False)
    answer = server.client.get(path)
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/not-authenticated")
    assert answer.headers["www-authenticate"].startswith('Bearer realm="respondeat"')
    server.user()
    server.login()
    assert server.client.get("/v1/me").status_code == 200
    assert server.client.get("/healthz").status_code == 200


def test_only_these_addresses_are_open_without_public_access(asking: Asking, copy: Path) -> None:
    """Every address that can be read is asked, so that a new one is thought about."""
    client = asking(copy, public_access=False)
    app = client.app
    assert isinstance(app, FastAPI)
    paths = {path for path, item in document(app)["paths"].items() if "get" in item}
    closed = {p for p in paths if client.get(re.sub(r"{\w+}", "x", p), headers=ANY).status_code == 401}
    assert len(closed) > 40
    data = ("/v1/", "/sparql", "/entity", "/changeset", "/reconcile", "/void", "/.well-known", "/metrics")
    assert [path for path in paths - closed if path.startswith(data)] == []
    assert {"/healthz", "/readyz", "/openapi.json"} <= paths - closed


def test_a_key_that_ends_while_it_is_used_ends_at_once(server: Server) -> None:
    key, text = server.entrance.keys.add(OWNER, "Table", "sealed", ["read"], 1)
    shown = {"Authorization": f"Bearer {text}"}
    assert server.client.get("/v1/me", headers=shown).status_code == 200
    server.clock.on(86400)
    assert server.client.get("/v1/me", headers=shown).status_code == 401
    server.clock.on(-86400)
    assert server.client.get("/v1/me", headers=shown).status_code == 200
    server.entrance.keys.revoke(OWNER, key.id)
    assert server.client.get("/v1/me", headers=shown).status_code == 401


def test_a_scope_that_is_lacking_is_told(server: Server) -> None:
    answer = server.client.get("/v1/keys", headers=server.key("sealed", "read", "write", "review"))
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-allowed")
    assert "admin" in answer.json()["detail"]


def test_a_key_that_is_good_is_taken_though_a_cookie_is_wrong(server: Server) -> None:
    server.client.cookies.set("respondeat", "wrong")
    assert server.client.get("/v1/me").status_code == 401
    server.client.cookies.set("respondeat", "wrong")
    assert server.client.get("/v1/me", headers=server.key()).status_code == 200


def test_a_wrong_key_is_not_mended_by_a_good_cookie(server: Server) -> None:
    server.user()
    server.login()
    answer = server.client.get("/v1/me", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 401
    assert "set-cookie" not in answer.headers
    assert server.client.get("/v1/me").json()["name"] == "reader"


def test_guessing_keys_slows_down_whoever_guesses(server: Server) -> None:
    from respondeat.api.access.tokens import new_key

    statuses = [
        server.client.get("/v1/me", headers={"Authorization": f"Bearer {new_key()[1]}"}).status_code
        for _ in range(40)
    ]
    assert statuses[:20] == [401] * 20
    assert statuses[-1] == 429
    assert server.hasher.compared <= 22


READING = [
    "/sparql?query=ASK{}",
    "/void",
    "/v1/search?text=Sampleton",
    "/v1/entities",
    "/v1/changesets",
    "/v1/changesets/x",
    "/entity/x",
    "/v1/jobs",
    "/v1/jobs/x",
    "/v1/jobs/x/events",
    "/v1/jobs/x/answer",
    "/reconcile?queries={}",
    "/reconcile?extend={}",
    "/reconcile/suggest/entity?prefix=Sam",
    "/reconcile/suggest/type?prefix=P",
    "/reconcile/suggest/property?prefix=n",
    "/reconcile/properties?type=Person",
]


@pytest.mark.parametrize("path", READING)
def test_whoever_may_only_write_reads_nothing(server: Server, path: str) -> None:
    shown = server.key("sealed", "write")
    for method in ("GET", "HEAD"):
        answer = server.client.request(method, path, headers=shown)
        assert answer.status_code in ((403,) if method == "GET" else (403, 405))
    assert server.client.get(path, headers=shown).json()["type"] == "/problems/not-allowed"


@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("/v1/jobs", {"json": {"sparql": "ASK {}"}}),
        ("/v1/search", {"json": {"text": "Sampleton"}}),
        ("/sparql", {"data": {"query": "ASK {}"}}),
        ("/reconcile", {"data": {"queries": "{}"}}),
    ],
)
def test_nor_by_posting(server: Server, path: str, form: dict[str, Any]) -> None:
    answer = server.client.post(path, headers=server.key("sealed", "write"), **form)
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/not-allowed")
