"""Changesets: posted whole or not at all, and each at an address of its own."""

from types import MappingProxyType
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.access import Caller
from respondeat.api.web.answering import answer
from respondeat.api.web.callers import caller, needs
from respondeat.api.web.changing import TRUTH, answered, body, idempotency_key, media_type, ordered
from respondeat.api.web.serving import serving
from respondeat.api.workers import Request
from respondeat.errors import RequestError
from respondeat.ontology import vocabulary as v

from .changesets_described import POSTING, READING

router = APIRouter(prefix="/v1/changesets", tags=["changes"])

FORMS: Final = MappingProxyType(
    {"application/json": "json", "application/trig": "trig", "application/n-quads": "nquads"}
)


@router.post("", **POSTING)
async def post(http: HttpRequest, who: Annotated[Caller, Depends(needs("write"))]) -> Response:
    """Post a changeset, whole or not at all."""
    query = http.query_params
    foreign = sorted(set(query) - {"dry_run", "level"})
    if foreign or len(query) != len(query.multi_items()):
        raise RequestError(
            f"There is no parameter {foreign[0]!r} here, only dry_run and level, each once."
            if foreign
            else "A parameter is given twice."
        )
    if query.get("dry_run", "false") not in TRUTH:
        raise RequestError("dry_run is true or false.")
    level = query.get("level", "")
    if level and level not in v.LEVELS:
        raise RequestError(f"There is no access level {level[:60]!r}; there are {', '.join(v.LEVELS)}.")
    form, key = media_type(http, FORMS), idempotency_key(http)
    parameters: dict[str, Any] = {
        "format": form,
        "key": key,
        "level": level,
        "dry_run": TRUTH[query.get("dry_run", "false")],
    }
    told = await ordered(http, who, "changeset", parameters, await body(http))
    written = [one["id"] for one in told["changesets"] if one["status"] == "written"]
    return answered(told, made=written[0] if written else "")


@router.head("/{id:path}", include_in_schema=False)
@router.get("/{id:path}", **READING)
async def one(
    http: HttpRequest, id: str, who: Annotated[Caller, Depends(caller)], level: str | None = None
) -> Response:
    """One changeset."""
    request = Request("changeset", {"id": id}, serving(http).settings.limits.of_one())
    return await answer(http, who, who.at(level), request)
