"""Passages with their words, which a process of its own cuts out of the document that is kept."""

from collections.abc import Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Path
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api import common_parameters as common
from respondeat.api.access import Caller
from respondeat.api.access.recorded import noted_words
from respondeat.api.pages.registry import PAGES
from respondeat.api.parameters import Parameter, of_query, read
from respondeat.api.web.callers import caller
from respondeat.api.web.connection import while_there
from respondeat.api.web.document_levels import visible
from respondeat.api.web.handled import handled
from respondeat.api.web.negotiating import best
from respondeat.api.web.openapi_parts import operation
from respondeat.api.web.paged import as_page
from respondeat.api.web.serving import serving
from respondeat.api.workers import Request
from respondeat.api.workers.passages import Sought
from respondeat.errors import NotAcceptable, RespondeatError

from .pages import filled, parameters, shown

router = APIRouter(tags=["entities"])

_FORMS: Final[Mapping[str, str]] = MappingProxyType({"application/json": "json", "text/html": "html"})
_FORMAT: Final = Parameter(
    "format",
    choices=tuple(PAGES["passage"].forms),
    description="In this form, whatever the header Accept says.",
)
_EXAMPLE: Final = "pa-7dde309b7a518fe20116252e2ce830c9"
_Id = Annotated[
    str,
    Path(
        description="The id, with the prefix https://w3id.org/respondeat/id/ or without.", examples=[_EXAMPLE]
    ),
]


async def passage(id: _Id, http: HttpRequest, who: Annotated[Caller, Depends(caller)]) -> Response:
    """Answer with the words of a passage, its document, and what rests on it."""
    form = "json"
    try:
        form = _form(http)
        more = {"words": await _words(http, who, id)}
        return await shown(http, who, "passage", more, otherwise=form, lasting=False)
    except RespondeatError as error:
        if form != "html":
            raise
        return await as_page(http, error)


def _form(http: HttpRequest) -> str:
    """The form that is asked for, by its name or by the header."""
    if named := of_query(http.scope["query_string"]).get("format"):
        return str(_FORMAT.read(named))
    chosen = best(http.headers.get("accept", ""), tuple(_FORMS))
    if chosen is None:
        raise NotAcceptable(f"A passage is given as {' or '.join(_FORMS)}: ask for one of these.")
    return _FORMS[chosen]


async def _words(http: HttpRequest, who: Caller, id: str) -> dict[str, Any]:
    """The words of the passage, logged first where not everybody may know the document.

    The reader's level says where they stand, or that it has no such passage; whoever cuts them out is told no
    more than that. A document that a higher level recorded first is sought as one that is not kept: see
    `DocumentLevels`. Raises StoreError when what must be logged cannot be.
    """
    who.need("read")
    here, given = (
        serving(http),
        read(parameters(PAGES["passage"]), filled(of_query(http.scope["query_string"]))),
    )
    level = handled(http).level = who.at(given.get("level"))
    request = Request("passage", {"id": id, **common.as_work(given)}, here.settings.limits.of_one())
    async with while_there(http):
        reply = await here.asker.ask(level, request, who.client)
        reply.body.close()
        place = reply.meta["sought"]
        first = await here.document_levels.of(place["sha256"], who.client)
        found = await here.cutting.words(visible(Sought(**place), first, level), who.client)
    if found.text is not None:
        await noted_words(here.audit, who.client, first, place["sha256"])
    return {**asdict(found), "sought": place}


def _add() -> None:
    told = operation(
        "The words of a passage, with its document and what rests on it\n\nCut out of the document that is "
        "kept beside the data, and told only where the document and the words are what their hashes say: "
        "else `quote_verdict` tells why not. Of a long passage the first 20,000 characters. What stands "
        "around them is told at the highest level only. Words of a document that is not public are logged "
        "first. A document that a higher level recorded first is answered as one that is not kept. An id "
        "that is not there and one above your level are answered alike.",
        (_FORMAT, *common.of(paged=False)),
        {},
        schema="passage",
        forms={"text/html": {"schema": {"type": "string"}}},
        problems=("404", "406"),
    )
    path = PAGES["passage"].path.replace("{id}", "{id:path}")
    router.add_api_route(path, passage, methods=["GET"], operation_id="passage", **told)
    router.add_api_route(path, passage, methods=["HEAD"], include_in_schema=False)


_add()
