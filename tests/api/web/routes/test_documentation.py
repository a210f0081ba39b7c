"""The first page, the page on every address, the pages on problems: to read and as JSON, harmless, linked."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from respondeat.api.web.problem_types import TYPES
from tests.api.markup import Page
from tests.api.web.told import asked, problem

PAGES = ("/", "/docs", "/problems", "/problems/unknown-name")
HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(example: Path) -> Iterator[TestClient]:
    with asked(example) as made:
        yield made


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_harmless_and_leads_on(path: str, client: TestClient) -> None:
    got = client.get(path, headers=HTML)
    assert (got.status_code, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "default-src 'none'" in got.headers["content-security-policy"]
    page = Page(got.text)
    assert page.open == []
    assert {tag for tag, _ in page.elements} & {"style", "iframe", "img"} == set()
    scripts = [given for tag, given in page.elements if tag == "script"]
    assert scripts
    assert all(one["type"] == "module" and str(one["src"]).startswith("/static/") for one in scripts)
    ids = [given["id"] for _, given in page.elements if "id" in given]
    assert len(ids) == len(set(ids))
    assert page.all("lang", "html") == ["en"]
    for href in page.all("href", "a") + page.all("href", "link"):
        if href.startswith("#"):
            assert href[1:] in ids
        else:
            assert href.startswith("/")
            assert client.get(href, headers=HTML | {"Accept": "*/*"}).status_code == 200, href


def test_the_page_of_addresses_has_every_operation(client: TestClient) -> None:
    document, page = client.get("/openapi.json").json(), client.get("/docs").text
    for path, item in document["paths"].items():
        for method in item:
            assert re.search(rf"{method.upper()} <code>{re.escape(path)}</code>", page), (method, path)
    assert page.count("curl ") >= sum(len(item) for item in document["paths"].values())
    assert "http://localhost/v1/search?text=Firstperson" in page


def test_programs_get_json(client: TestClient) -> None:
    first = client.get("/").json()
    assert {"/docs", "/openapi.json"} <= {link["href"] for link in first["links"]}
    told = client.get("/problems").json()["problems"]
    assert [one["type"] for one in told] == [f"/problems/{kind}" for kind in TYPES]
    for one in told:
        assert client.get(one["type"]).json() == one
        assert one["meaning"] and one["what_to_do"]
        page = client.get(one["type"], headers=HTML).text
        assert f"Status {one['status']}" in page


@pytest.mark.parametrize("path", [*PAGES, "/openapi.json"])
def test_what_is_the_same_for_everybody_is_sent_once(path: str, client: TestClient) -> None:
    got: Any = client.get(path, headers=HTML if path in PAGES else {})
    again = client.get(path, headers=(HTML if path in PAGES else {}) | {"If-None-Match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    head = client.head(path, headers=HTML if path in PAGES else {})
    assert (head.status_code, head.headers["etag"]) == (200, got.headers["etag"])


def test_what_is_not_there_is_said(client: TestClient) -> None:
    problem(client.get("/problems/nothing"), 404, "not-found")
    problem(client.get("/problems/Unknown-Name"), 404, "not-found")
    problem(client.get("/redoc"), 404, "not-found")
    for path in ("/", "/problems", "/problems/query"):
        problem(client.get(path, headers={"Accept": "image/png"}), 406, "not-acceptable")
