"""An answer over HTTP: asked of a reader's process, told apart by ETag, kept from caches where it must be."""

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from starlette.requests import Request as HttpRequest
from starlette.responses import Response, StreamingResponse

import respondeat
from respondeat.api.access import Caller
from respondeat.api.access.recorded import noted
from respondeat.api.settings import LimitSettings
from respondeat.api.workers import Body, Reply, Request
from respondeat.ontology import vocabulary as v

from .connection import while_there
from .handled import handled
from .serving import serving

_SAFE: Final = frozenset({"GET", "HEAD"})

Told = Callable[[Mapping[str, Any]], Mapping[str, str]]


def _nothing(meta: Mapping[str, Any]) -> Mapping[str, str]:
    return {}


async def answer(
    http: HttpRequest,
    caller: Caller,
    level: str,
    request: Request,
    told: Told = _nothing,
    *,
    lasting: bool = True,
) -> Response:
    """The answer to a request at a level that the caller may see; 304 where the client has it already.

    `told` makes headers of what the task tells beside the answer. An answer that is not `lasting` may differ
    though the data do not (it tells the time, or draws lots), and has no ETag. Raises NotAllowed for whoever
    may not read at all, whichever way was asked.
    """
    caller.need("read")
    asker = serving(http).asker
    handled(http).level = level
    cacheable = lasting and http.method in _SAFE
    dataset = tag = ""
    if cacheable:
        dataset = await asker.dataset_hash(level)
        tag = etag(dataset, level, request)
        if tag in held(http):
            await noted(serving(http).audit, caller.client, level, request, dataset, "not-modified")
            return Response(status_code=304, headers={"ETag": tag, **kept(level)})
    async with while_there(http):
        reply = await asker.ask(level, request, caller.client)
    headers = {**kept(level), "Respondeat-Limits": stated(serving(http).settings.limits), **told(reply.meta)}
    if cacheable:
        headers["ETag"] = tag if reply.dataset_hash == dataset else etag(reply.dataset_hash, level, request)
    return sent(reply, headers)


@lru_cache(maxsize=8)
def stated(limits: LimitSettings) -> str:
    """The limits of a request, as a dictionary of structured fields (RFC 9651): seconds, bytes and counts."""
    one = limits.of_one()
    told = {
        "wall": one.wall,
        "cpu": one.cpu,
        "memory": one.memory,
        "rows": one.rows,
        "bytes": one.bytes,
        "per_client": limits.per_client,
        "waiting": limits.waiting,
        "query_bytes": limits.query_bytes,
        "query_nesting": limits.query_nesting,
        "query_patterns": limits.query_patterns,
        "query_parts": limits.query_parts,
    }
    return ", ".join(f"{name}={f'{most:.3f}'.rstrip('0').rstrip('.')}" for name, most in told.items())


def etag(dataset_hash: str, level: str, request: Request) -> str:
    """What stands for an answer: the data, the level, the question with its limits, and who computes it."""
    asked = [
        respondeat.__version__,
        dataset_hash,
        level,
        request.task,
        request.parameters,
        request.limits.rows,
        request.limits.bytes,
    ]
    text = json.dumps(asked, sort_keys=True, ensure_ascii=True)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:40]}"'


def held(http: HttpRequest) -> frozenset[str]:
    """The ETags that the client has; a weak one stands for the answer as well (RFC 9110, 13.1.2)."""
    given = http.headers.get("if-none-match", "")
    return frozenset(part.strip().removeprefix("W/") for part in given.split(","))


def kept(level: str) -> dict[str, str]:
    """Who may keep the answer: what is above public nobody, what is public whoever asks again each time."""
    public = level == v.LEVELS[0]
    return {
        "Cache-Control": "no-cache" if public else "no-store",
        "Vary": "Accept, Accept-Language, Authorization, Cookie",
    }


def sent(reply: Reply, headers: Mapping[str, str], status: int = 200) -> Response:
    """A reply as a response: whole, so that its length is known before its status is sent."""
    if reply.body.small:
        return Response(reply.body.read(), status, dict(headers), reply.media_type)
    told = {**headers, "Content-Length": str(reply.body.size)}
    return StreamingResponse(_chunks(reply.body), status, told, reply.media_type)


async def _chunks(body: Body) -> AsyncIterator[bytes]:
    try:
        async for piece in body.chunks():
            yield piece
    finally:
        body.close()
