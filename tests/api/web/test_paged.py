"""What every page needs of a request."""

from starlette.requests import Request

from respondeat.api.web.paged import place_of


def request(query: bytes, *headers: tuple[bytes, bytes]) -> Request:
    return Request({"type": "http", "path": "/x", "query_string": query, "headers": list(headers)})


def test_the_place_of_a_page_is_its_address_and_the_language_of_the_reader() -> None:
    place = place_of(request(b"a=1&a=2&b=%3Cb%3E", (b"accept-language", b"ru")))
    assert (place.path, place.language) == ("/x", "ru")
    assert place.given == {"a": ("1", "2"), "b": ("<b>",)}


def test_a_language_that_there_is_not_is_none() -> None:
    assert place_of(request(b"language=xx")).language == "en"
    assert place_of(request(b"language=be")).language == "be"
