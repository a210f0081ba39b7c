"""Other sites' pages read only where the settings say so, and never with cookies."""

from pathlib import Path

import pytest

from tests.api.web.conftest import Asking

ALLOW = "access-control-allow-origin"
PAGE = {"Origin": "https://page.example"}
PREFLIGHT = {
    **PAGE,
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "authorization",
}


def test_by_default_no_other_page_reads(asking: Asking, example: Path) -> None:
    client = asking(example)
    assert ALLOW not in client.get("/v1/search?text=Mira", headers=PAGE).headers
    told = client.options("/v1/search", headers=PREFLIGHT)
    assert (told.status_code, told.headers.get(ALLOW)) == (204, None)


@pytest.mark.parametrize("allowed", ["*", "https://page.example", "https://page.example/"])
def test_a_page_that_may_read_is_told_so(asking: Asking, example: Path, allowed: str) -> None:
    client = asking(example, cors_origins=(allowed,))
    wanted = "*" if allowed == "*" else "https://page.example"
    for path in ("/v1/search?text=Mira", "/v1/search", "/v1/nothing"):
        told = client.get(path, headers=PAGE)
        assert told.headers[ALLOW] == wanted
        assert told.headers["access-control-expose-headers"] == "*"
        assert "access-control-allow-credentials" not in told.headers
    before = client.options("/v1/search", headers=PREFLIGHT)
    assert before.status_code == 204
    assert before.content == b""
    assert before.headers[ALLOW] == wanted
    assert "Authorization" in before.headers["access-control-allow-headers"]
    assert before.headers.get_list(ALLOW) == [wanted]


def test_another_page_is_not_and_caches_know_that_it_depends(asking: Asking, example: Path) -> None:
    client = asking(example, cors_origins=("https://page.example",))
    for origin in ("https://other.example", "null", "https://page.example.evil", "http://page.example"):
        told = client.get("/v1/search?text=Mira", headers={"Origin": origin})
        assert ALLOW not in told.headers
        assert "Origin" in told.headers.get_list("vary")
    assert "Origin" in client.get("/v1/search?text=Mira").headers.get_list("vary")


@pytest.mark.parametrize("path", ["/healthz", "/metrics", "/nothing", "/", "/v1/me", "/v1/keys"])
def test_what_is_not_for_reading_is_told_to_no_other_page(asking: Asking, example: Path, path: str) -> None:
    client = asking(example, cors_origins=("*",))
    assert ALLOW not in client.get(path, headers=PAGE).headers
    assert ALLOW not in client.options(path, headers=PREFLIGHT).headers
