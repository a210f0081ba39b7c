"""Files of the pages: kept for good, nothing else given out."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from respondeat.api.pages.assets import asset, assets, media_type
from tests.api.web.told import asked, problem


@pytest.fixture(scope="module")
def client(example: Path) -> Iterator[TestClient]:
    with asked(example, limits={"requests_per_minute": 3}) as made:
        yield made


def test_files_are_kept_for_good_at_addresses_that_change_when_they_do(client: TestClient) -> None:
    for name in ("style.css", "js/page.js", "vendor/dagre.js", "icon.svg"):
        got = client.get(asset(name))
        assert (got.status_code, got.content) == (200, assets()[name])
        assert got.headers["content-type"].partition(";")[0] == media_type(name)
        assert got.headers["cache-control"] == "public, max-age=31536000, immutable"
    older = client.get("/static/0000000000000000/style.css")
    assert (older.status_code, older.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize(
    "path", ["x/other.css", "x/%2e%2e/app.py", "x/..%2Fplace.py", "x/", "x/js", "x/__init__.py"]
)
def test_nothing_else_is_given_out(path: str, client: TestClient) -> None:
    problem(client.get(f"/static/{path}"), 404, "not-found")


def test_files_do_not_count_among_requests(client: TestClient) -> None:
    assert [client.get(asset("style.css")).status_code for _ in range(5)] == [200] * 5
    statuses = [client.get("/healthz").status_code for _ in range(2)]
    assert statuses == [200, 200]
