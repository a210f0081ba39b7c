"""Review: assessments, retractions, judgements on identity."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.access import Caller
from respondeat.api.web.callers import needs
from respondeat.api.web.changing import answered, asked_for, ordered

from .review_described import ASSESSING, JUDGING, RETRACTING

router = APIRouter(prefix="/v1", tags=["changes"])

Reviewer = Annotated[Caller, Depends(needs("review"))]


async def reviewed(http: HttpRequest, who: Caller, name: str) -> Response:
    """Have something written by a reviewer."""
    told = await ordered(http, who, name, await asked_for(http))
    written = [one["id"] for one in told["changesets"] if one["status"] == "written"]
    return answered(told, made=written[0] if written else "")


@router.post("/assessments", **ASSESSING)
async def assess(http: HttpRequest, who: Reviewer) -> Response:
    """Say what an analyst decided of a statement."""
    return await reviewed(http, who, "assessment")


@router.post("/retractions", **RETRACTING)
async def retract(http: HttpRequest, who: Reviewer) -> Response:
    """Take back what was said."""
    return await reviewed(http, who, "retraction")


@router.post("/identity-judgements", **JUDGING)
async def judge(http: HttpRequest, who: Reviewer) -> Response:
    """Say that two entities are the same, or different."""
    return await reviewed(http, who, "identity")
