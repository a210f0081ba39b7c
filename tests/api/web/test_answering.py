"""ETags stand for the data, the question and its limits; who may keep an answer; 304 without any work."""

import asyncio
import io
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.requests import Request as HttpRequest

from respondeat.api.web.answering import etag, held, kept, sent
from respondeat.api.workers import Body, Limits, Reply, Request
from tests.api.web.conftest import Asking
from tests.api.web.writers import become


def http(tags: str) -> HttpRequest:
    return HttpRequest({"type": "http", "headers": [(b"if-none-match", tags.encode())]})


def test_an_etag_differs_by_all_that_the_answer_may() -> None:
    base = Request("question", {"a": 1})
    others = [
        etag("1", "public", base),
        etag("2", "public", base),
        etag("1", "sealed", base),
        etag("1", "public", Request("entity", {"a": 1})),
        etag("1", "public", Request("question", {"a": "1"})),
        etag("1", "public", Request("question", {"a": 1, "b": None})),
        etag("1", "public", Request("question", {"a": 1}, Limits(rows=1))),
        etag("1", "public", Request("question", {"a": 1}, Limits(bytes=1))),
    ]
    assert len(set(others)) == len(others)
    assert etag("1", "public", Request("question", {"a": 1}, Limits(wall=1))) == others[0]


@pytest.mark.parametrize("tags", ['"x"', 'W/"x"', '"y", "x"', ' "y" ,W/"x"'])
def test_any_of_the_etags_held_counts(tags: str) -> None:
    assert '"x"' in held(http(tags))
    assert '"z"' not in held(http(tags))


def test_only_what_is_public_may_be_kept() -> None:
    assert kept("public")["Cache-Control"] == "no-cache"
    assert {kept(level)["Cache-Control"] for level in ("restricted", "sealed")} == {"no-store"}
    assert "Authorization" in kept("public")["Vary"]


def test_a_large_answer_goes_out_in_pieces_of_a_file_with_its_length() -> None:
    content = b"x" * 300_000
    reply = Reply(Body(io.BytesIO(content), len(content)), "text/plain", "0")
    response: Any = sent(reply, {})
    assert response.headers["content-length"] == "300000"

    async def whole() -> list[bytes]:
        return [piece async for piece in response.body_iterator]

    pieces = asyncio.run(whole())
    assert b"".join(pieces) == content
    assert len(pieces) > 1


def test_the_client_that_has_an_answer_costs_no_work(asking: Asking, example: Path) -> None:
    client = asking(example)
    tag = client.get("/v1/acts").headers["etag"]
    app = client.app
    assert isinstance(app, FastAPI)

    async def work(*_: object) -> Reply:
        raise AssertionError("a reader was asked")

    app.state.serving.asker.ask = work
    assert client.get("/v1/acts", headers={"If-None-Match": tag}).status_code == 304
    become(client, "sealed")
    with pytest.raises(AssertionError, match="a reader was asked"):
        client.get("/v1/acts", headers={"If-None-Match": tag})
