"""What each type of problem means, at the address that stands in `type` (RFC 9457, section 3.1.1)."""

import json
from typing import Annotated, Any, Final

from fastapi import APIRouter, Path
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.language import phrase
from respondeat.api.pages import render
from respondeat.api.pages.frame import shell
from respondeat.api.pages.problem import explained
from respondeat.api.web.openapi_parts import page_of
from respondeat.api.web.paged import of_session, place_of
from respondeat.api.web.problem_types import TYPES, as_json
from respondeat.errors import NotFound

from .documentation import html_or_json, sent

router = APIRouter(prefix="/problems", tags=["documentation"])

_JSON: Final = "application/json"
_HTML: Final = "text/html"
_Type = Annotated[str, Path(description="The last part of a problem's `type`.", examples=["unknown-name"])]
_BOTH: Final = {_JSON: "object", _HTML: "string"}


async def every(http: HttpRequest) -> Response:
    """Answer with every type of problem, its status and what to do."""
    told = [as_json(one) for one in TYPES.values()]
    if html_or_json(http) == _JSON:
        return sent(http, json.dumps({"problems": told}).encode(), _JSON)
    return sent(http, _page(http, told, ""), _HTML)


async def one(type: _Type, http: HttpRequest) -> Response:
    """Answer with one type of problem, its status and what to do."""
    if type not in TYPES:
        raise NotFound("There is no such type of problem; /problems lists all of them.")
    told = as_json(TYPES[type])
    if html_or_json(http) == _JSON:
        return sent(http, json.dumps(told).encode(), _JSON)
    return sent(http, _page(http, [told], type), _HTML)


def _page(http: HttpRequest, told: list[Any], type: str) -> bytes:
    place = place_of(http)
    kinds = {name: explained(kind, place.language) for name, kind in TYPES.items()}
    title = kinds[type].title if type else phrase("problems.title", place.language)
    around = shell(place, title, of_session(http))
    return render("problems.html", **around, problems=told, kinds=kinds)


_TOLD: Final = page_of(every.__doc__ or "", _BOTH, problems=("406",))
_TOLD_ONE: Final = page_of(one.__doc__ or "", _BOTH, problems=("404", "406"))
router.add_api_route("", every, methods=["GET"], operation_id="problems", **_TOLD)
router.add_api_route("", every, methods=["HEAD"], include_in_schema=False)
router.add_api_route("/{type}", one, methods=["GET"], operation_id="problem", **_TOLD_ONE)
router.add_api_route("/{type}", one, methods=["HEAD"], include_in_schema=False)
