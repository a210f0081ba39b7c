"""Pages over HTTP: their headers, their refusals as pages, who reads them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from respondeat.api.language import LANGUAGES
from respondeat.api.web.headers import PAGE_POLICY
from tests.api.web.told import asked

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def client(example: Path) -> Iterator[TestClient]:
    with asked(example) as made:
        yield made


def test_a_page_has_the_policy_of_pages_and_an_etag(client: TestClient) -> None:
    got = client.get("/?text=Ministry", headers=HTML)
    assert got.headers["content-security-policy"] == PAGE_POLICY.decode()
    assert "unsafe" not in PAGE_POLICY.decode()
    assert (got.headers["cache-control"], got.headers["content-language"]) == ("no-cache", "en")
    again = client.get("/?text=Ministry", headers=HTML | {"If-None-Match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_that_of_the_address_else_of_the_reader(client: TestClient, language: str) -> None:
    for path, headers in ((f"/?language={language}", {}), ("/", {"Accept-Language": language})):
        got = client.get(path, headers=HTML | headers)
        assert f'<html lang="{language}">' in got.text
        assert got.headers["content-language"] == language


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/?language=xx", 400),
        ("/?nothing=1", 400),
        ("/?level=sealed", 403),
        ("/?level=<script>", 403),
        ("/?recorded_at=yesterday", 400),
    ],
)
def test_what_cannot_be_shown_is_told_on_a_page(client: TestClient, path: str, status: int) -> None:
    got = client.get(path, headers=HTML)
    assert (got.status_code, got.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert 'role="alert"' in got.text
    assert "<script>" not in got.text
    assert "Traceback" not in got.text


def test_fields_that_were_left_empty_are_not_given(client: TestClient) -> None:
    assert client.get("/?text=&level=&min_confidence=", headers=HTML).status_code == 200


def test_where_nothing_is_public_a_reader_is_sent_to_log_in_and_back(example: Path) -> None:
    with asked(example, public_access=False) as client:
        got = client.get("/?text=a%26b&language=be", headers=HTML, follow_redirects=False)
        assert got.status_code == 303
        assert got.headers["location"] == "/login?language=be&next=%2F%3Ftext%3Da%2526b%26language%3Dbe"
        key = client.get("/", headers=HTML | {"Authorization": "Bearer rsp_no"}, follow_redirects=False)
        assert key.status_code == 401
