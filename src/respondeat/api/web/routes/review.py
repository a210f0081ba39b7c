"""Review: assessments, retractions, judgements on identity."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.access import Caller
from respondeat.api.changeset_json import parsed
from respondeat.api.web.callers import needs
from respondeat.api.web.changing import answered, body, media_type, ordered
from respondeat.errors import RequestError

from .review_described import ASSESSING, JUDGING, RETRACTING

router = APIRouter(prefix="/v1", tags=["changes"])

Reviewer = Annotated[Caller, Depends(needs("review"))]
_JSON: Final = {"application/json": "json"}
_TRUE: Final = {"true": True, "false": False}


async def reviewed(http: HttpRequest, who: Caller, name: str) -> Response:
    """Have something written by a reviewer."""
    given = http.query_params.get("dry_run", "false")
    if set(http.query_params) - {"dry_run"} or given not in _TRUE:
        raise RequestError("The only parameter of the address is dry_run, which is true or false.")
    media_type(http, _JSON)
    parameters: dict[str, Any] = {"asked": parsed(await body(http)), "dry_run": _TRUE[given]}
    told = await ordered(http, who, name, parameters)
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
