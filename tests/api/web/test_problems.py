"""Every type of problem: its status, its form, the page about it; and how a client comes to see it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from starlette.testclient import TestClient

from respondeat import errors
from respondeat.api.access import SCOPES
from respondeat.api.settings import LimitSettings, Settings
from respondeat.api.web.app import create_app
from respondeat.api.web.headers import PAGE_POLICY
from respondeat.api.web.problem_types import TYPES
from respondeat.api.web.problems import STATUS
from respondeat.api.workers import Reply, Request
from respondeat.api.workers.here import Here
from respondeat.errors import LimitError, RespondeatError
from tests.api.test_schemas import fits
from tests.api.web.conftest import Asking
from tests.api.web.told import asked, problem
from tests.api.web.writers import become, quick

# ---- the form and status of every type, whoever raises it ----


class Failing:
    """An asker whose processes meet an error."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        raise self._error

    async def dataset_hash(self, level: str) -> str:
        return "0" * 64

    async def refresh(self) -> None: ...

    async def close(self) -> None: ...


def failing(error: Exception, store: Path) -> TestClient:
    app = create_app(Settings(store=store), Failing(error))
    return TestClient(app, base_url="http://localhost", raise_server_exceptions=False)


STATUSES: Final = {
    "access": 403,
    "ambiguous-name": 409,
    "busy": 503,
    "configuration": 400,
    "conflict": 409,
    "date": 400,
    "document": 400,
    "error": 500,
    "input": 400,
    "integrity": 500,
    "leak": 403,
    "limit": 503,
    "mapping": 400,
    "method-not-allowed": 405,
    "name": 409,
    "not-acceptable": 406,
    "not-allowed": 403,
    "not-authenticated": 401,
    "not-found": 404,
    "query": 400,
    "query-forbidden": 403,
    "remote": 502,
    "request": 400,
    "request-timeout": 408,
    "stale": 410,
    "stopped": 503,
    "store": 503,
    "store-full": 503,
    "store-locked": 503,
    "store-missing": 503,
    "store-version": 503,
    "table": 400,
    "too-large": 413,
    "too-many": 429,
    "unknown-name": 404,
    "unsupported-media": 415,
    "validation": 422,
}


@pytest.mark.parametrize("kind", sorted(TYPES))
def test_each_type_has_its_status_and_form(kind: str, tmp_path: Path) -> None:
    made = TYPES[kind]
    error = (
        made("It went wrong: Дона \ud800.", limit="rows", retry_after=7)
        if issubclass(made, LimitError)
        else made("It went wrong: Дона \ud800.")
    )
    for told in (
        failing(error, tmp_path).get("/v1/acts"),
        failing(error, tmp_path).post("/v1/acts", json={}),
        failing(error, tmp_path).get("/entity/b-1"),
    ):
        problem(told, STATUSES[kind], kind)
        fits("problem", told.json())
        assert told.json()["title"] == made.title
        assert ("retry-after" in told.headers) == (issubclass(made, LimitError) or kind == "store-locked")
        assert ("www-authenticate" in told.headers) == (kind == "not-authenticated")
        if issubclass(made, LimitError):
            assert told.json()["limit"] == {"name": "rows", "allowed": None}


@pytest.mark.parametrize("kind", sorted(TYPES))
@pytest.mark.parametrize("path", ["/entity/b-1", "/", "/chain?target=x"])
def test_to_a_person_each_type_is_told_on_a_page(kind: str, path: str, tmp_path: Path) -> None:
    made = TYPES[kind]
    error = made("<b>It went wrong: Дона \ud800.")
    told = failing(error, tmp_path).get(path, headers={"Accept": "text/html"}, follow_redirects=False)
    if kind == "not-authenticated":
        assert (told.status_code, told.headers["location"].partition("?")[0]) == (303, "/login")
    else:
        assert (told.status_code, told.headers["content-type"]) == (
            STATUSES[kind],
            "text/html; charset=utf-8",
        )
        assert 'role="alert"' in told.text
        assert "<b>It" not in told.text
        assert "Traceback" not in told.text
        assert told.headers["content-security-policy"] == PAGE_POLICY.decode()
    assert told.headers["cache-control"] == "no-store"
    assert ("retry-after" in told.headers) == (kind == "store-locked")


def test_the_table_has_every_kind_of_error_and_no_other() -> None:
    assert set(TYPES) == set(STATUSES)
    assert set(STATUS) <= set(TYPES.values())
    assert {kind.__name__ for kind in TYPES.values()} == set(errors.__all__)


@pytest.mark.parametrize(("limit", "status"), [("wall", 504), ("cpu", 504), ("memory", 503), ("bytes", 503)])
def test_work_that_was_stopped_for_time_is_a_timeout(limit: str, status: int, tmp_path: Path) -> None:
    error = errors.Stopped("It took too long.", limit=limit, allowed=1.5)
    told = failing(error, tmp_path).get("/v1/acts")
    problem(told, status, "stopped")
    assert told.json()["limit"] == {"name": limit, "allowed": 1.5}


def test_a_fault_of_the_program_tells_nothing_of_itself(tmp_path: Path) -> None:
    for error in (
        RuntimeError("secret /etc/path"),
        KeyError("secret"),
        UnicodeEncodeError("utf-8", "\ud800", 0, 1, "x"),
    ):
        told = failing(error, tmp_path).get("/v1/acts")
        problem(told, 500, "error")
        assert "secret" not in told.text
        assert type(error).__name__ not in told.text


# ---- how a client comes to see them ----

Doing = Callable[[TestClient], Any]
RAID: Final = "Raid in Paper Street (invented)"


def _get(path: str, **parameters: Any) -> Doing:
    return lambda client: client.get(path, params=parameters)


PROVOKED: Final[dict[str, Doing]] = {
    "input": _get("/v1/chain", target="SRS"),
    "date": _get("/v1/chain", target="SRS", on="2020-02-30"),
    "request": _get("/v1/acts", colour="red"),
    "not-found": _get("/entity/b-0"),
    "method-not-allowed": lambda client: client.delete("/v1/acts"),
    "not-acceptable": lambda client: client.get("/", headers={"Accept": "image/png"}),
    "unsupported-media": lambda client: client.post("/v1/acts", content=b"a=b"),
    "unknown-name": _get("/v1/show", entity="Nobody of this name"),
    "query": _get("/sparql", query="SELECT"),
    "query-forbidden": _get("/sparql", query="SELECT * { SERVICE <http://127.0.0.1:9> { ?s ?p ?o } }"),
    "not-allowed": _get("/v1/acts", level="sealed"),
    "not-authenticated": lambda client: client.get(
        "/v1/acts", headers={"Authorization": "Bearer no-such-key"}
    ),
    "too-large": lambda client: client.post("/v1/acts", content=b" " * 2_000_000),
}
"""What somebody unknown does over the invented country."""

ELSEWHERE: Final = {
    "ambiguous-name": "test_two_entities_of_one_name",
    "conflict": "test_a_conflict",
    "stale": "routes/test_questions_paging.py: a cursor after a change",
    "validation": "test_data_that_break_a_rule",
    "too-many": "test_more_requests_than_are_taken",
    "error": "test_a_fault_of_the_program_tells_nothing_of_itself",
    "stopped": "test_an_answer_that_is_too_large",
    "store-missing": "test_a_store_that_is_not_there",
    "busy": "the pool of readers, when all of them are at work: test_pool*.py",
    "request-timeout": "a head or body that does not end, of a server's connection: test_connection*.py",
    "store-locked": "a write while another process writes: test_changesets.py",
}
NEVER: Final = {
    "access": "the kind above the others of its branch: one of those is raised",
    "limit": "the kind above the others of its branch: one of those is raised",
    "name": "the kind above the others of its branch: one of those is raised",
    "store": "a store that is damaged: an operator's matter",
    "store-full": "a disk that is full: an operator's matter",
    "store-version": "a store of a newer version: an operator's matter",
    "integrity": "bytes that are not what their hash says: an operator's matter",
    "configuration": "settings are read before anything is served",
    "document": "documents are added at the terminal",
    "leak": "bundles are made at the terminal",
    "mapping": "tables are imported at the terminal",
    "table": "tables are imported at the terminal",
    "remote": "the service asks no other server",
}
"""Types that no client provokes, and why."""


def test_of_every_type_it_is_known_how_it_comes_about() -> None:
    assert sorted([*PROVOKED, *ELSEWHERE, *NEVER]) == sorted(TYPES)
    here = {name for name in globals() if name.startswith("test_")}
    named = {text for text in ELSEWHERE.values() if text.startswith("test_")}
    assert named <= here


@pytest.mark.parametrize("kind", sorted(PROVOKED))
def test_how_a_client_comes_to_see_it(kind: str, example: Path) -> None:
    with asked(example) as client:
        told = PROVOKED[kind](client)
        problem(told, STATUSES[kind], kind)
        fits("problem", told.json())
        assert client.get(told.json()["type"]).json()["title"] == told.json()["title"]


def test_two_entities_of_one_name(seed_store: Path) -> None:
    with asked(seed_store) as client:
        name = "Legislative reforms after the crackdown of 2020"
        problem(client.get("/v1/show", params={"entity": name}), 409, "ambiguous-name")


def test_a_conflict(asking: Asking, copy: Path) -> None:
    client = become(asking(copy), "sealed", *SCOPES)
    assert client.post("/v1/users", json={"name": "reader"}).status_code == 201
    problem(client.post("/v1/users", json={"name": "reader"}), 409, "conflict")


def test_data_that_break_a_rule(asking: Asking, copy: Path) -> None:
    client = quick(become(asking(copy), "public", "write"), copy)
    statement = {"relation": "Posting", "roles": {"holder": "b-cff51765bb5630cbd5e02ccbe31e60ea"}}
    told = client.post("/v1/changesets", json={"level": "public", "statements": [statement]})
    problem(told, 422, "validation")
    fits("problem", told.json())
    assert told.json()["violations"]


def test_more_requests_than_are_taken(example: Path) -> None:
    limits = LimitSettings(requests_per_minute=2)
    app = create_app(Settings(store=example, limits=limits), Here(example))
    with TestClient(app, base_url="http://localhost") as client:
        told = [client.get("/v1/acts") for _ in range(3)]
    assert [one.status_code for one in told] == [200, 200, 429]
    problem(told[-1], 429, "too-many")
    assert int(told[-1].headers["retry-after"]) > 0


def test_an_answer_that_is_too_large(seed_store: Path) -> None:
    with asked(seed_store, limits={"answer_mb": 1}) as client:
        told = client.get("/v1/tenure", params={"limit": 100_000, "by": "month"})
        problem(told, 503, "stopped")
        assert told.json()["limit"] == {"name": "bytes", "allowed": 2**20}


def test_a_store_that_is_not_there(tmp_path: Path) -> None:
    with asked(tmp_path / "none") as client:
        told = client.get("/v1/acts")
        problem(told, 503, "store-missing")
        assert str(tmp_path) not in told.text


def test_errors_are_of_the_tree_only() -> None:
    assert all(issubclass(kind, RespondeatError) for kind in STATUS)
