"""Raising a level and erasing by law, for admins."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.access import Caller
from respondeat.api.web.callers import needs
from respondeat.api.web.changing import answered, asked_for, ordered
from respondeat.api.web.serving import serving
from respondeat.errors import AccessError, Busy, InputError, NamingError, RespondeatError, StoreLocked
from respondeat.graph.stores import remove_unread

from .withdrawals_described import ERASING, RAISING

router = APIRouter(prefix="/v1", tags=["changes"])

Admin = Annotated[Caller, Depends(needs("admin"))]


@router.post("/raise-level", **RAISING)
async def raise_level(http: HttpRequest, who: Admin) -> Response:
    """Move records to a higher level."""
    return await _withdrawn(http, who, "raise-level")


@router.post("/erasures", **ERASING)
async def erase(http: HttpRequest, who: Admin) -> Response:
    """Erase records by law."""
    return await _withdrawn(http, who, "erasure")


async def _withdrawn(http: HttpRequest, who: Caller, name: str) -> Response:
    """Have something withdrawn; when this answers no reader holds it any more."""
    parameters = await asked_for(http)
    try:
        told = await ordered(http, who, name, parameters)
    except (InputError, NamingError, AccessError, Busy, StoreLocked):
        raise  # nothing was done
    except RespondeatError:
        await serving(http).asker.refresh()
        raise
    if not parameters["dry_run"]:
        await serving(http).asker.refresh()
        # readers may not remove anything: what they had open goes now
        await asyncio.to_thread(remove_unread, serving(http).settings.store)
    return answered(told)
