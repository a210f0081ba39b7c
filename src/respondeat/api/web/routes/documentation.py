"""The first page, the OpenAPI document, a page on each address: nothing is loaded from elsewhere."""

import hashlib
import json
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.language import phrase
from respondeat.api.pages import render
from respondeat.api.pages.frame import shell
from respondeat.api.web.answering import held
from respondeat.api.web.callers import caller
from respondeat.api.web.cookies import session_shown
from respondeat.api.web.documented import addresses, index
from respondeat.api.web.negotiating import best
from respondeat.api.web.openapi import document
from respondeat.api.web.openapi_parts import page_of
from respondeat.api.web.paged import as_page, of_session, place_of
from respondeat.errors import NotAcceptable, RespondeatError

from .pages import shown

router = APIRouter(tags=["documentation"])

_HTML: Final = "text/html"
_JSON: Final = "application/json"
_KEPT: Final = {"Cache-Control": "no-cache", "Vary": "Accept"}


def of_app(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of an application, made once."""
    if app.openapi_schema is None:
        app.openapi_schema = document(app)
    return app.openapi_schema


def sent(http: HttpRequest, content: bytes, media_type: str) -> Response:
    """What is the same for everybody in one language, told apart by its ETag.

    A page bears the name of whoever is logged in: nobody keeps it then.
    """
    tag = f'"{hashlib.sha256(content).hexdigest()[:40]}"'
    page = media_type == _HTML
    kept = _KEPT | ({"Vary": "Accept, Accept-Language, Cookie"} if page else {})
    if page and session_shown(http) is not None:
        kept["Cache-Control"] = "no-store"
    if tag in held(http):
        return Response(status_code=304, headers={"ETag": tag, **kept})
    return Response(content, 200, {"ETag": tag, **kept}, media_type)


def html_or_json(http: HttpRequest) -> str:
    """Which of the two a client likes best, JSON where it does not mind. Raises NotAcceptable."""
    chosen = best(http.headers.get("accept", ""), (_JSON, _HTML))
    if chosen is None:
        raise NotAcceptable(f"This is given as {_JSON} and {_HTML}: ask for one of these.")
    return chosen


async def first(http: HttpRequest) -> Response:
    """Answer with the page of search, in the form that the address names, or with what there is here."""
    if "format" not in http.query_params and html_or_json(http) == _JSON:
        return sent(http, json.dumps(index(of_app(http.app)), ensure_ascii=False).encode(), _JSON)
    try:
        found = await shown(http, await caller(http), "start")
        if http.query_params.get("format") == "json":  # names as they are typed: no browser keeps them
            found.headers["Cache-Control"] = "no-store"
        return found
    except RespondeatError as error:
        return await as_page(http, error)


async def openapi(http: HttpRequest) -> Response:
    """Answer with the OpenAPI document."""
    return sent(http, json.dumps(of_app(http.app), ensure_ascii=False).encode(), _JSON)


async def docs(http: HttpRequest) -> Response:
    """Answer with a page on every address, rendered from the OpenAPI document."""
    told = of_app(http.app)
    base = str(http.base_url).rstrip("/")
    place = place_of(http)
    around = shell(place, phrase("docs.title", place.language), of_session(http))
    page = render("docs.html", **around, info=told["info"], groups=addresses(told, base))
    return sent(http, page, _HTML)


for _path, _handler, _id, _media in (
    ("/", first, "first", {_JSON: "object", _HTML: "string"}),
    ("/openapi.json", openapi, "openapi", {_JSON: "object"}),
    ("/docs", docs, "docs", {_HTML: "string"}),
):
    _told = page_of(_handler.__doc__ or "", _media, problems=("406",) if len(_media) > 1 else ())
    router.add_api_route(_path, _handler, methods=["GET"], operation_id=_id, **_told)
    router.add_api_route(_path, _handler, methods=["HEAD"], include_in_schema=False)
