"""The custody log, for the scope admin at the highest level: read, verified, exported."""

import asyncio
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from starlette.requests import Request as HttpRequest
from starlette.responses import Response, StreamingResponse

from respondeat.api.access import Caller
from respondeat.api.web.callers import needs
from respondeat.api.web.serving import serving
from respondeat.errors import RequestError
from respondeat.graph import evidence
from respondeat.graph.evidence import Head
from respondeat.ontology import vocabulary as v

from .access_forms import NOT_KEPT, Form, answered, example

router = APIRouter(prefix="/v1/audit", tags=["access"])


async def sees_all(who: Annotated[Caller, Depends(needs("admin"))]) -> Caller:
    """An admin of the highest level: the log tells of every level. Raises NotAllowed."""
    who.at(v.LEVELS[-1])
    return who


Admin = Annotated[Caller, Depends(sees_all)]

HEAD_HEADER: Final = "Respondeat-Custody-Head"
_HASH: Final = "ab" * 32
_ENTRY: Final[dict[str, Any]] = {
    "n": 1,
    "at": "2026-11-22T12:00:00Z",
    "actor": "k-0011223344556677",
    "action": "read",
    "object": "",
    "details": {"level": "restricted", "task": "question", "question": "chain", "outcome": "ok"},
    "previous": "0" * 64,
    "hash": _HASH,
}


class EntryTold(Form):
    """An entry of the log."""

    n: int = Field(description="Its number, from 1.")
    at: str = Field(description="When, in UTC.")
    actor: str = Field(description="The id of a key or user; terminal; unknown.")
    action: str = Field(description="What was done.")
    object: str = Field(description="To what: an opaque id, or empty.")
    details: dict[str, Any] = Field(description="What else is told: never a name, never what was asked.")
    previous: str = Field(description="The hash of the entry before; zeros for the first.")
    hash: str = Field(description="SHA-256 of the canonical JSON (RFC 8785) of all other members.")


class Entries(Form):
    """A part of the log."""

    entries: list[EntryTold] = Field(description="In order.")
    head: str = Field(description="Where the log ends now: number and hash.")
    next: int | None = Field(description="The cursor of what follows; null at the end.")


class FaultTold(Form):
    """The first thing that is wrong."""

    n: int = Field(description="At the entry with this number.")
    kind: str = Field(description="altered, removed, reordered, truncated, forged, or head.")
    detail: str = Field(description="In words.")


class VerdictTold(Form):
    """Whether the log is whole."""

    ok: bool = Field(description="No fault was found.")
    entries: int = Field(description="Entries that hold, from the first.")
    head: str | None = Field(description="Number and hash of the last of these.")
    complete: bool = Field(description="Whether something told where the log has to end.")
    fault: FaultTold | None = Field(description="The first fault.")


@router.get(
    "",
    summary="The custody log",
    response_model=Entries,
    responses=example({"entries": [_ENTRY], "head": f"1:{_HASH}", "next": None}),
)
async def entries(
    http: HttpRequest,
    who: Admin,
    cursor: Annotated[
        int, Query(ge=0, le=10**15, description="Entries after this number.", examples=[0])
    ] = 0,
    limit: Annotated[int, Query(ge=1, le=1000, description="At most so many.", examples=[100])] = 100,
) -> Response:
    """Every change, every login, every read above the level public: who and when, never names or queries."""
    found, head = await asyncio.to_thread(evidence.page, serving(http).audit.folder, cursor, limit)
    last = found[-1].n if found else cursor
    following = last if found and last < head.n else None
    return answered({"entries": [e.as_json() for e in found], "head": str(head), "next": following})


@router.get(
    "/verify",
    summary="Whether the custody log is whole",
    response_model=VerdictTold,
    responses=example({"ok": True, "entries": 1, "head": f"1:{_HASH}", "complete": True, "fault": None}),
)
async def verify(
    http: HttpRequest,
    who: Admin,
    head: Annotated[
        str,
        Query(max_length=100, description="A head that was noted earlier, as number:hash.", examples=[""]),
    ] = "",
) -> Response:
    """Every entry is hashed again. With a head noted earlier, also whether the log was made anew since."""
    noted = Head.read(head)
    if head and noted is None:
        raise RequestError("A head is a number, a colon and 64 hexadecimal digits.")
    verdict = await asyncio.to_thread(evidence.verify, serving(http).audit.folder, noted)
    return answered(verdict.as_json())


@router.get(
    "/export",
    summary="The custody log as a file",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": f"An entry a line; the header {HEAD_HEADER} tells where it ends.",
            "content": {"application/jsonl": {"schema": {"type": "string"}}},
            "headers": {HEAD_HEADER: {"description": "number:hash", "schema": {"type": "string"}}},
        }
    },
)
async def export(http: HttpRequest, who: Admin) -> Response:
    """`respondeat custody verify FILE --head HEAD` verifies it on any machine, without a store."""
    folder = serving(http).audit.folder
    exported = await asyncio.to_thread(evidence.export, folder)
    await serving(http).audit.note(who.id, "custody-log-exported", entries=exported.head.n)
    headers = {
        **NOT_KEPT,
        HEAD_HEADER: str(exported.head),
        "Content-Disposition": 'attachment; filename="custody.jsonl"',
    }
    return StreamingResponse(exported.log, headers=headers, media_type="application/jsonl")
