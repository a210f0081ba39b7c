"""Bodies of requests that ask: a JSON object, whole, with nothing beside it in the address."""

import asyncio
from typing import Any

import pytest
from starlette.requests import Request

from respondeat.api.web.bodies import values
from respondeat.errors import RequestError, UnsupportedMedia


def request(body: bytes, kind: str = "application/json", query: bytes = b"") -> Request:
    pieces = [body[i : i + 3] for i in range(0, len(body), 3)] or [b""]

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": pieces.pop(0), "more_body": bool(pieces)}

    scope = {"type": "http", "method": "POST", "path": "/", "query_string": query}
    return Request({**scope, "headers": [(b"content-type", kind.encode())]}, receive)


def test_a_body_in_pieces_is_read_whole() -> None:
    assert asyncio.run(values(request('{"a": "Ж", "b": [1, 2]}'.encode()))) == {"a": ["Ж"], "b": [1, 2]}


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (request(b"{}", query=b"a=b"), RequestError),
        (request(b"{}", "text/json"), UnsupportedMedia),
        (request(b"{}", ""), UnsupportedMedia),
        (request(b"{"), RequestError),
    ],
)
def test_what_is_none_is_refused(sent: Request, error: type[Exception]) -> None:
    with pytest.raises(error):
        asyncio.run(values(sent))
