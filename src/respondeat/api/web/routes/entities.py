"""Entities with everything for and against them, at addresses of their own; what the data hold, as lists."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from respondeat.api import common_parameters as common
from respondeat.api.access import Caller
from respondeat.api.pages.registry import PAGES
from respondeat.api.parameters import Given, Parameter, of_query, read
from respondeat.api.tasks.listing import KINDS
from respondeat.api.web import paging
from respondeat.api.web.answering import answer
from respondeat.api.web.callers import caller
from respondeat.api.web.negotiating import best
from respondeat.api.web.openapi_parts import operation
from respondeat.api.web.paged import as_page
from respondeat.api.web.serving import serving
from respondeat.api.workers import Request
from respondeat.errors import NotAcceptable, RespondeatError
from respondeat.ontology import vocabulary as v

from .pages import shown

router = APIRouter(tags=["entities"])

Who = Annotated[Caller, Depends(caller)]

FORMATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "json": "application/json",
        "html": "text/html",
        "jsonld": "application/ld+json",
        "turtle": "text/turtle",
        "ntriples": "application/n-triples",
    }
)
"""The forms of an entity that a header may ask for: short names and media types, the default first."""

_KIND: Final = Parameter("kind", choices=KINDS, description="Only entities of this kind.")
_WRITTEN: Final = frozenset(PAGES["entity"].forms)
_FORMAT: Final = Parameter(
    "format",
    choices=tuple(dict.fromkeys((*FORMATS, *PAGES["entity"].forms))),
    description="In this form, whatever the header Accept says; the page's table and timeline only so.",
)
_OF_ENTITY: Final = (_FORMAT, *common.of(paged=False))
_OF_RDF: Final = (_FORMAT, common.LEVEL, common.RECORDED, common.LANGUAGE)
"""Records as they are: there is no triple for what a question sets aside."""
_OF_LISTS: Final = (common.LEVEL, common.RECORDED, *common.PAGES)
_OF_ENTITIES: Final = (_KIND, *_OF_LISTS, common.LANGUAGE)
_Id = Annotated[
    str,
    Path(
        description="The id, with the prefix https://w3id.org/respondeat/id/ or without.",
        examples=["b-cff51765bb5630cbd5e02ccbe31e60ea"],
    ),
]


async def entity(id: _Id, http: HttpRequest, who: Who) -> Response:
    """Answer with everything said of an entity or document, in the form that the client likes best."""
    values = of_query(http.scope["query_string"])
    form = _form(http, values.get("format", ()))
    if form in _WRITTEN:
        return await _shown(http, who, form)
    given = read(_OF_ENTITY if form == "json" else _OF_RDF, values)
    who.need("read")
    level = who.at(given.pop("level", None))
    given.pop("format", None)
    language = given.pop("language", "en")
    parameters = {"id": id, "media_type": FORMATS[form], "language": language, **common.as_work(given)}
    request = Request("entity", parameters, serving(http).settings.limits.of_one())
    return await answer(http, who, level, request)


async def _shown(http: HttpRequest, who: Caller, form: str) -> Response:
    """One of the forms of the page; what is refused to whoever reads pages is a page as well."""
    try:
        return await shown(http, who, "entity")
    except RespondeatError as error:
        if form != "html":
            raise
        return await as_page(http, error)


def _form(http: HttpRequest, named: Sequence[object]) -> str:
    """The short name of the form that is asked for."""
    if named:
        return str(_FORMAT.read(named))
    chosen = best(http.headers.get("accept", ""), tuple(FORMATS.values()))
    if chosen is None:
        raise NotAcceptable(f"An entity is given as {', '.join(FORMATS.values())}: ask for one of these.")
    return next(name for name, media_type in FORMATS.items() if media_type == chosen)


async def identified(id: _Id, http: HttpRequest) -> Response:
    """Send whoever asks for what an identifier stands for to the page about it (303, as for linked data)."""
    query = http.scope["query_string"].decode("ascii", "replace")
    there = f"/entity/{quote(id.removeprefix(v.ID), safe='')}" + (f"?{query}" if query else "")
    return RedirectResponse(there, 303, {"Cache-Control": "no-cache"})


async def entities(http: HttpRequest, who: Who) -> Response:
    """Answer with a page of the entities."""
    return await _listed(http, who, "entities", read(_OF_ENTITIES, of_query(http.scope["query_string"])))


async def changesets(http: HttpRequest, who: Who) -> Response:
    """Answer with a page of the changesets."""
    return await _listed(http, who, "changesets", read(_OF_LISTS, of_query(http.scope["query_string"])))


async def _listed(http: HttpRequest, who: Caller, task: str, given: Given) -> Response:
    who.need("read")
    level = who.at(given.pop("level", None))
    kind = {"kind": given.pop("kind")} if "kind" in given else {}
    request = Request(task, kind | common.as_work(given), serving(http).settings.limits.of_one())
    return await answer(http, who, level, request, lambda meta: paging.told(http, meta))


def _forms() -> dict[str, Any]:
    text = {"schema": {"type": "string"}}
    return {media_type: text for name, media_type in FORMATS.items() if name not in ("json", "jsonld")} | {
        FORMATS["jsonld"]: {"schema": {"type": "object"}},
        "text/csv": text,
        "image/svg+xml": text,
        "image/png": {"schema": {"type": "string", "format": "binary"}},
    }


def _add() -> None:
    told = operation(
        "Everything said of one entity, for and against, with its sources\n\nAs JSON the answer of /v1/show, "
        "as HTML a page to read, as JSON-LD, Turtle and N-Triples the entity with its names, the statements "
        "in which it stands and all that bears on these; by the parameter format also the statements as CSV, "
        "a row for each source, and their timeline as SVG and PNG. An id that is not there and one above "
        "your level are answered alike.",
        _OF_ENTITY,
        {},
        schema="show",
        forms=_forms(),
        problems=("404", "406"),
    )
    both = (
        ("/entity/{id:path}", entity, "entity", told),
        (
            "/v1/entities",
            entities,
            "entities",
            operation(
                "The entities, all or of one kind, in the order of their ids\n\nAlways by pages.",
                _OF_ENTITIES,
                {"kind": "Body", "page_size": 3},
                schema="entities",
                paged=True,
                problems=("410",),
            ),
        ),
        (
            "/v1/changesets",
            changesets,
            "changesets",
            operation(
                "The changesets that you may see, in the order of writing\n\nAlways by pages.",
                _OF_LISTS,
                {"page_size": 2},
                schema="changesets",
                paged=True,
                problems=("410",),
            ),
        ),
    )
    for path, handler, id, described in both:
        router.add_api_route(path, handler, methods=["GET"], operation_id=id, **described)
        router.add_api_route(path, handler, methods=["HEAD"], include_in_schema=False)
    redirect: dict[int | str, dict[str, Any]] = {
        303: {"description": "To the page about it.", "headers": {"Location": _LOCATION}}
    }
    router.add_api_route("/id/{id:path}", identified, methods=["HEAD"], include_in_schema=False)
    router.add_api_route(
        "/id/{id:path}",
        identified,
        methods=["GET"],
        operation_id="identified",
        status_code=303,
        response_class=Response,
        responses=redirect,
        summary="From what an identifier stands for to the page about it",
    )


_LOCATION: Final = {"description": "The address of the page.", "schema": {"type": "string"}}
_add()
