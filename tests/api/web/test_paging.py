"""Headers of pages: none for a whole answer, no link after POST, a link that keeps what was asked."""

from urllib.parse import parse_qs, urlsplit

from starlette.requests import Request

from respondeat.api.web.paging import told


def request(method: str, query: bytes = b"", root: str = "") -> Request:
    scope = {"type": "http", "method": method, "path": "/v1/acts", "query_string": query, "root_path": root}
    return Request({**scope, "headers": []})


def test_a_whole_answer_has_none() -> None:
    assert told(request("GET"), {}) == {}


def test_the_last_page_has_a_total_only() -> None:
    assert told(request("GET"), {"total": 3, "next": None}) == {"Respondeat-Total": "3"}


def test_the_link_asks_the_same_from_the_cursor_on() -> None:
    query = b"actor=%D0%96%26%3D%3E&kinds=a&kinds=b&cursor=old&page_size=2"
    headers = told(request("GET", query, "/api"), {"total": 9, "next": "new"})
    address, _, relation = headers["Link"].partition(">; ")
    assert (relation, headers["Respondeat-Next"]) == ('rel="next"', "new")
    split = urlsplit(address.removeprefix("<"))
    assert split.path == "/api/v1/acts"
    assert parse_qs(split.query) == {
        "actor": ["Ж&=>"],
        "kinds": ["a", "b"],
        "cursor": ["new"],
        "page_size": ["2"],
    }
    assert address.isascii() and ">" not in address


def test_after_post_there_is_the_cursor_alone() -> None:
    assert told(request("POST"), {"total": 9, "next": "new"}) == {
        "Respondeat-Total": "9",
        "Respondeat-Next": "new",
    }
