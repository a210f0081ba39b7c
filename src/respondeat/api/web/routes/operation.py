"""Whether the server lives, and whether it answers: for whoever looks after it."""

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest
from starlette.responses import PlainTextResponse, Response

from respondeat.api.web.serving import serving
from respondeat.ontology import vocabulary as v

router = APIRouter(tags=["operation"])
_NOT_KEPT = {"Cache-Control": "no-store"}


@router.get("/healthz", response_class=PlainTextResponse)
async def healthz() -> Response:
    """The process lives; nothing else is asked."""
    return PlainTextResponse("alive\n", headers=_NOT_KEPT)


@router.get("/readyz", response_class=PlainTextResponse)
async def readyz(http: HttpRequest) -> Response:
    """The store is there and what is public can be read; else the error that says why not."""
    await serving(http).asker.dataset_hash(v.LEVELS[0])
    return PlainTextResponse("ready\n", headers=_NOT_KEPT)
