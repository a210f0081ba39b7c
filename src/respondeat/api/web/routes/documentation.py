"""The first page, the OpenAPI document, a page on each address: nothing is loaded from elsewhere."""

import hashlib
import json
from importlib.resources import files
from typing import Any, Final

from fastapi import APIRouter, FastAPI
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.web.answering import held
from respondeat.api.web.documented import addresses, index
from respondeat.api.web.negotiating import best
from respondeat.api.web.openapi import document
from respondeat.api.web.openapi_parts import page_of
from respondeat.api.web.pages import STYLE, render
from respondeat.errors import NotAcceptable

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
    """What is the same for everybody, told apart by its ETag."""
    tag = f'"{hashlib.sha256(content).hexdigest()[:40]}"'
    if tag in held(http):
        return Response(status_code=304, headers={"ETag": tag, **_KEPT})
    return Response(content, 200, {"ETag": tag, **_KEPT}, media_type)


def html_or_json(http: HttpRequest) -> str:
    """Which of the two a client likes best, JSON where it does not mind. Raises NotAcceptable."""
    chosen = best(http.headers.get("accept", ""), (_JSON, _HTML))
    if chosen is None:
        raise NotAcceptable(f"This is given as {_JSON} and {_HTML}: ask for one of these.")
    return chosen


async def first(http: HttpRequest) -> Response:
    """Answer with what there is here, to read or as JSON."""
    found = index(of_app(http.app))
    if html_or_json(http) == _JSON:
        return sent(http, json.dumps(found, ensure_ascii=False).encode(), _JSON)
    return sent(http, render("first.html", lang="en", links=found["links"]), _HTML)


async def openapi(http: HttpRequest) -> Response:
    """Answer with the OpenAPI document."""
    return sent(http, json.dumps(of_app(http.app), ensure_ascii=False).encode(), _JSON)


async def docs(http: HttpRequest) -> Response:
    """Answer with a page on every address, rendered from the OpenAPI document."""
    told = of_app(http.app)
    base = str(http.base_url).rstrip("/")
    page = render("docs.html", lang="en", info=told["info"], groups=addresses(told, base))
    return sent(http, page, _HTML)


async def style(http: HttpRequest) -> Response:
    """Answer with the style sheet of all pages."""
    found = files("respondeat.api.web") / "templates" / "style.css"
    return sent(http, found.read_bytes(), "text/css")


for _path, _handler, _id, _media in (
    ("/", first, "first", {_JSON: "object", _HTML: "string"}),
    ("/openapi.json", openapi, "openapi", {_JSON: "object"}),
    ("/docs", docs, "docs", {_HTML: "string"}),
    (STYLE, style, "style", {"text/css": "string"}),
):
    _told = page_of(_handler.__doc__ or "", _media, problems=("406",) if len(_media) > 1 else ())
    router.add_api_route(_path, _handler, methods=["GET"], operation_id=_id, **_told)
    router.add_api_route(_path, _handler, methods=["HEAD"], include_in_schema=False)
