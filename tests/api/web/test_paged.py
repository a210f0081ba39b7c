"""What every page needs of a request."""

import re
from pathlib import Path

import pytest
from starlette.requests import Request

from respondeat.api.web.headers import PAGE_POLICY
from respondeat.api.web.paged import place_of
from tests.api.web.conftest import Asking


def request(query: bytes, *headers: tuple[bytes, bytes]) -> Request:
    return Request({"type": "http", "path": "/x", "query_string": query, "headers": list(headers)})


def test_the_place_of_a_page_is_its_address_and_the_language_of_the_reader() -> None:
    place = place_of(request(b"a=1&a=2&b=%3Cb%3E", (b"accept-language", b"ru")))
    assert (place.path, place.language) == ("/x", "ru")
    assert place.given == {"a": ("1", "2"), "b": ("<b>",)}


def test_a_language_that_there_is_not_is_none() -> None:
    assert place_of(request(b"language=xx")).language == "en"
    assert place_of(request(b"language=be")).language == "be"


@pytest.mark.parametrize("path", ["/nowhere", "//elsewhere.invalid/", "/%3Cimg%20onerror%3D1%3E"])
def test_an_address_that_nobody_serves_is_a_page_to_a_browser_and_data_to_a_program(
    asking: Asking, example: Path, path: str
) -> None:
    client = asking(example)
    url = f"{str(client.base_url).rstrip('/')}{path}"
    page = client.get(url, headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "ru"})
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert page.headers["content-security-policy"] == PAGE_POLICY.decode()
    assert '<html lang="ru"' in page.text
    assert not [link for link in re.findall(r'href="([^"]*)"', page.text) if link.startswith("//")]
    assert "<img onerror" not in page.text
    told = client.get(url, headers={"Accept": "*/*"})
    assert (told.status_code, told.json()["type"]) == (404, "/problems/not-found")


def test_a_method_that_is_not_taken_says_which_are(asking: Asking, example: Path) -> None:
    page = asking(example).put("/chain", headers={"Accept": "text/html"})
    assert (page.status_code, page.headers["content-type"]) == (405, "text/html; charset=utf-8")
    assert "GET" in page.headers["allow"]
