"""Every question at an address of its own under /v1."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.access import Caller
from respondeat.api.web.answering import answer
from respondeat.api.web.callers import caller
from respondeat.api.web.serving import serving
from respondeat.api.workers import Request

router = APIRouter(prefix="/v1", tags=["questions"])


@router.get("/search")
async def search(
    http: HttpRequest,
    who: Annotated[Caller, Depends(caller)],
    text: str,
    limit: int = 20,
    level: str | None = None,
) -> Response:
    """Entities that a text may mean, in any spelling."""
    parameters = {"name": "search", "parameters": {"text": text, "limit": limit}}
    request = Request("question", parameters, serving(http).settings.limits.of_one())
    return await answer(http, who, who.at(level), request)
