"""What every change over HTTP shares: who, the body in time, the order, the answer."""

import asyncio
import json
import re
import time
from collections.abc import Mapping
from typing import Any, Final

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.access import Caller
from respondeat.api.access.audit import moment
from respondeat.api.access.recorded import READ
from respondeat.api.changeset_json import parsed
from respondeat.api.workers.writing import Ordered
from respondeat.errors import RequestError, RequestTimeout, RespondeatError, UnsupportedMedia
from respondeat.ontology import vocabulary as v

from .serving import serving

TRUTH: Final = {"true": True, "false": False}
_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")


def media_type(http: HttpRequest, taken: Mapping[str, str]) -> str:
    """What `taken` says of the body's media type. Raises UnsupportedMedia, also for another charset."""
    kind, _, parameters = http.headers.get("content-type", "").partition(";")
    found = taken.get(kind.strip().lower())
    charset = re.search(r'charset="?([^";\s]*)', parameters, re.IGNORECASE)
    if found is None or http.headers.get("content-encoding", "identity").lower() != "identity":
        raise UnsupportedMedia(f"Send one of {', '.join(taken)} as Content-Type, without Content-Encoding.")
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        raise UnsupportedMedia("Send the body in UTF-8.")
    return found


async def body(http: HttpRequest) -> bytes:
    """The whole body, of which no more is taken than may be. Raises RequestTimeout when it does not end."""
    try:
        async with asyncio.timeout(serving(http).settings.limits.write_seconds):
            return await http.body()
    except TimeoutError:
        raise RequestTimeout("The body did not end in time, and nothing was written.") from None


def idempotency_key(http: HttpRequest) -> str:
    """The Idempotency-Key of the request, "" for none. Raises RequestError for one that cannot be."""
    given = http.headers.getlist("idempotency-key")
    if not given:
        return ""
    if len(given) > 1 or not _KEY.fullmatch(given[0]):
        raise RequestError(
            "An Idempotency-Key is given once, in 1 to 255 characters of ASCII without spaces."
        )
    return given[0]


async def asked_for(http: HttpRequest) -> dict[str, Any]:
    """The parameters of a change that is asked for as a small JSON object: `asked` and `dry_run`.

    Raises RequestError, UnsupportedMedia, RequestTimeout.
    """
    given = http.query_params.get("dry_run", "false")
    if len(http.query_params.multi_items()) > ("dry_run" in http.query_params) or given not in TRUTH:
        raise RequestError("The only parameter of the address is dry_run, which is true or false.")
    media_type(http, {"application/json": "json"})
    return {"asked": parsed(await body(http)), "dry_run": TRUTH[given]}


async def ordered(
    http: HttpRequest, who: Caller, name: str, parameters: Mapping[str, Any], content: bytes = b""
) -> dict[str, Any]:
    """Have something written for a caller, at what they may see.

    What writes nothing may tell of what is there already: above public that is logged as reading. Raises
    StoreError where it cannot be.
    """
    admin = "admin" in who.scopes
    order = Ordered(name, parameters, content, who.id, who.level, admin, moment(time.time))
    try:
        told = await serving(http).writer.write(order)
    except RespondeatError as error:
        await _noted(http, who, name, error.type)
        raise
    listed = told.get("changesets", ())
    if told.get("dry_run") or (listed and all(one.get("status") == "there" for one in listed)):
        await _noted(http, who, name, "ok")
    return told


async def _noted(http: HttpRequest, who: Caller, name: str, outcome: str) -> None:
    if who.level != v.LEVELS[0]:
        task = f"writing-{name.replace('_', '-').replace('.', '-')}"
        await serving(http).audit.note(who.id, READ, level=who.level, task=task, outcome=outcome)


def answered(told: Mapping[str, Any], *, made: str = "") -> Response:
    """What came of it: 201 with the place of what was `made`, else 200. Nobody keeps it."""
    headers = {"Cache-Control": "no-store", "Vary": "Authorization, Cookie"}
    if made:
        headers["Location"] = f"/v1/changesets/{made.removeprefix(v.ID)}"
    content = json.dumps(told, ensure_ascii=False).encode()
    return Response(content, 201 if made else 200, headers, "application/json")
