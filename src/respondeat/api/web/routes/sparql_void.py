"""The data described in RDF: https://www.w3.org/TR/void/, also at the address of section 7.2."""

from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.sparql.formats import GRAPHS, HTML, listed
from respondeat.api.web.answering import answer
from respondeat.api.web.callers import caller
from respondeat.api.web.negotiating import best
from respondeat.api.web.serving import serving
from respondeat.api.workers import Request
from respondeat.errors import NotAcceptable

router = APIRouter(tags=["sparql"])

_FORMS: Final = tuple(form for form in GRAPHS if form.media_type != HTML)
_TYPES: Final = tuple(form.media_type for form in _FORMS)
_BY_NAME: Final = {name: form.media_type for form in _FORMS for name in form.names}
_TEXT: Final[dict[str, Any]] = {"schema": {"type": "string"}}
_DOCUMENT: Final[dict[str, Any]] = {
    "summary": "What the data are, and how much of what",
    "description": (
        "A description after VoID: the vocabularies used, triples by property, members by class, counted at "
        "the reader's level; the hash of the data set and the moment when it last changed."
    ),
    "response_class": Response,
    "responses": {
        200: {
            "description": "The description",
            "content": {
                form.media_type: {"schema": {}} if "json" in form.media_type else _TEXT for form in _FORMS
            },
        },
        304: {"description": "The client has this answer already."},
        406: {},
    },
    "openapi_extra": {
        "parameters": [
            {
                "name": "format",
                "in": "query",
                "required": False,
                "description": "This form, whatever the header Accept says.",
                "schema": {"type": "string", "enum": sorted(_BY_NAME)},
                "example": "turtle",
            },
            {
                "name": "level",
                "in": "query",
                "required": False,
                "description": "Count at this access level, your own at most; by default your own.",
                "schema": {"type": "string"},
            },
        ]
    },
}


async def void(http: HttpRequest) -> Response:
    """Describe the data in the form that the client likes best."""
    who = await caller(http)
    who.need("read")
    parameters = {"root": str(http.base_url), "media_type": _form(http)}
    request = Request("void", parameters, serving(http).settings.limits.of_one())
    return await answer(http, who, who.at(http.query_params.get("level")), request)


def _form(http: HttpRequest) -> str:
    said = http.query_params.get("format")
    found = (
        best(",".join(http.headers.getlist("accept")), _TYPES) if said is None else _BY_NAME.get(said.lower())
    )
    if found is None:
        raise NotAcceptable(f"The data are described in {listed(_FORMS)}: ask for one of these.")
    return found


router.add_api_route("/void", void, methods=["GET"], operation_id="void", **_DOCUMENT)
router.add_api_route("/.well-known/void", void, methods=["GET"], operation_id="well-known-void", **_DOCUMENT)
for _path in ("/void", "/.well-known/void"):
    router.add_api_route(_path, void, methods=["HEAD"], include_in_schema=False)
