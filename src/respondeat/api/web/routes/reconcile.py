"""The Reconciliation Service API 0.2, as OpenRefine and its kin ask it.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import html
import json
from typing import Annotated, Any, Final
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response

from respondeat.api.access import Caller
from respondeat.api.web.answering import answer
from respondeat.api.web.callers import caller
from respondeat.api.web.serving import serving
from respondeat.api.workers import Request
from respondeat.errors import InputError, UnsupportedMedia
from respondeat.ontology import vocabulary as v

_OBJECT: Final[dict[str, Any]] = {"content": {"application/json": {"schema": {"type": "object"}}}}
router = APIRouter(prefix="/reconcile", tags=["reconciliation"], responses={200: _OBJECT})

Who = Annotated[Caller, Depends(caller)]
Level = Annotated[str | None, Query(description="Read at this access level; your own when left out.")]
Prefix = Annotated[str, Query(description="What was typed so far.", max_length=400, examples=["Per"])]
Cursor = Annotated[int, Query(ge=0, le=1000, description="How many of the first are passed over.")]

_FORM: Final = "application/x-www-form-urlencoded"
_ASKED: Final = ("queries", "extend")


@router.get("", summary="What the service can, or the answer to queries or an extension")
async def get(
    http: HttpRequest,
    who: Who,
    queries: Annotated[str | None, Query(description="Names to look up: JSON, by a key of yours.")] = None,
    extend: Annotated[str | None, Query(description="Ids and properties whose values are wanted.")] = None,
    level: Level = None,
) -> Response:
    """Without parameters the manifest; with `queries` candidates; with `extend` values of properties."""
    given = {key: text for key, text in (("queries", queries), ("extend", extend)) if text is not None}
    if not given:
        return JSONResponse(manifest(str(http.base_url).rstrip("/")))
    return await _asked(http, who, level, given)


@router.post(
    "",
    summary="Queries or an extension, as a form",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                _FORM: {
                    "schema": {
                        "type": "object",
                        "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                    },
                    "example": {"queries": '{"q0": {"query": "SRS", "type": "Body"}}'},
                }
            },
        }
    },
)
async def post(http: HttpRequest, who: Who, level: Level = None) -> Response:
    """The same as GET for what is too long for an address: a form with `queries` or `extend`."""
    if http.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise UnsupportedMedia(f"Send a form ({_FORM}) with `queries` or `extend`.")
    try:
        sent = parse_qs((await http.body()).decode(), strict_parsing=True, max_num_fields=20)
    except ValueError as error:
        raise InputError(f"The form cannot be read: {error}.") from None
    return await _asked(http, who, level, {key: sent[key][-1] for key in _ASKED if key in sent})


async def _asked(http: HttpRequest, who: Caller, level: str | None, given: dict[str, str]) -> Response:
    if len(given) != 1:
        raise InputError("Give either `queries` or `extend`.")
    (do, text), *_ = given.items()
    try:
        content = json.loads(text)
        json.dumps(content, ensure_ascii=False, allow_nan=False).encode()  # keys come back in the answer
    except (ValueError, RecursionError):
        raise InputError(f"`{do}` is no JSON, or holds half a character or a number that is none.") from None
    return await _do(http, who, level, do=do, **{do: content})


async def _do(http: HttpRequest, who: Caller, level: str | None, **parameters: object) -> Response:
    request = Request("reconcile", parameters, serving(http).settings.limits.of_one())
    return await answer(http, who, who.at(level), request)


@router.get("/suggest/entity", summary="Entities by what was typed so far")
async def suggest_entity(
    http: HttpRequest, who: Who, prefix: Prefix, cursor: Cursor = 0, level: Level = None
) -> Response:
    """At most ten, in any spelling."""
    return await _do(http, who, level, do="entities", prefix=prefix, cursor=cursor)


@router.get("/suggest/type", summary="Kinds of entity by what was typed so far")
async def suggest_type(http: HttpRequest, who: Who, prefix: Prefix = "", level: Level = None) -> Response:
    """The kinds of the model."""
    return await _do(http, who, level, do="types", prefix=prefix)


@router.get("/suggest/property", summary="Properties by what was typed so far")
async def suggest_property(http: HttpRequest, who: Who, prefix: Prefix = "", level: Level = None) -> Response:
    """Name forms, attributes, kinds of statement."""
    return await _do(http, who, level, do="properties", prefix=prefix)


@router.get("/properties", summary="Properties that a table of a kind can be extended by")
async def propose_properties(
    http: HttpRequest,
    who: Who,
    type: Annotated[str, Query(description="A kind of entity.", max_length=100)] = "",
    limit: Annotated[int, Query(ge=1, le=50, description="At most so many.")] = 50,
    level: Level = None,
) -> Response:
    """As the specification's property proposals."""
    return await _do(http, who, level, do="propose", type=type, limit=limit)


def manifest(base: str) -> dict[str, Any]:
    """What the service can, for clients at this address."""
    base = html.escape(base, quote=True)
    service = {"service_url": f"{base}/reconcile"}
    return {
        "versions": ["0.2"],
        "name": "Respondeat",
        "identifierSpace": v.ID,
        "schemaSpace": v.R,
        "documentation": f"{base}/docs",
        "view": {"url": base + "/entity/{{id}}"},
        "defaultTypes": [{"id": "Person", "name": "person"}, {"id": "Body", "name": "body"}],
        "batchSize": 100,
        "suggest": {
            "entity": {**service, "service_path": "/suggest/entity"},
            "type": {**service, "service_path": "/suggest/type"},
            "property": {**service, "service_path": "/suggest/property"},
        },
        "extend": {"propose_properties": {**service, "service_path": "/properties"}, "property_settings": []},
    }
