"""SPARQL over HTTP: https://www.w3.org/TR/sparql11-protocol/, queries only."""

import re
from collections.abc import Callable, Coroutine, Mapping
from typing import Any, Final
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.access import Caller
from respondeat.api.pages.query.editor import refused
from respondeat.api.settings import LimitSettings
from respondeat.api.sparql.description import described
from respondeat.api.sparql.formats import GRAPHS, HTML, listed
from respondeat.api.web.answering import answer, stated
from respondeat.api.web.callers import caller
from respondeat.api.web.handled import note
from respondeat.api.web.languages import chosen
from respondeat.api.web.paged import of_session, place_of, reader
from respondeat.api.web.problems import as_problem, problem, told
from respondeat.api.web.serving import serving
from respondeat.api.web.sparql_request import Asked, asked, text_bounds
from respondeat.api.workers import Request
from respondeat.errors import MethodNotAllowed, NotAcceptable, RespondeatError

from .sparql_document import BY_GET, BY_POST

_ALLOW: Final = "GET, HEAD, POST, OPTIONS"
_OFTEN: Final = "max-age=300"
_CHANGING: Final = re.compile(r"\b(?:now|rand|uuid|struuid|bnode)\b|\\u", re.IGNORECASE)
"""What makes an answer differ though the data do not, or an escape that could hide it."""


class Lean(APIRoute):
    """A route that hands the request to its function: nothing is derived from the function's signature."""

    def get_route_handler(self) -> Callable[[HttpRequest], Coroutine[Any, Any, Response]]:
        """See `APIRoute.get_route_handler`."""
        found: Callable[[HttpRequest], Coroutine[Any, Any, Response]] = self.endpoint
        return found


router = APIRouter(tags=["sparql"], route_class=Lean)


@router.get("/sparql", operation_id="sparql", **BY_GET)
@router.post("/sparql", operation_id="sparql-by-post", **BY_POST)
@router.head("/sparql", include_in_schema=False)
async def sparql(http: HttpRequest) -> Response:
    """The answer to a SPARQL 1.1 query; without a query the description of the service, or a form."""
    limits = serving(http).settings.limits
    given: Asked | None = None
    try:
        given = await asked(http, limits)
        who = await caller(http)
        found = await (_described if given.query is None else _answered)(http, who, given)
    except RespondeatError as error:
        found = await told(http, error)
        if _for_a_person(http, given):
            place, text = place_of(http), _query(http, given)
            found = _page(found, refused(place, of_session(http), text, as_problem(error)))
    found.headers["Respondeat-Limits"] = stated(limits)
    return found


async def _answered(http: HttpRequest, who: Caller, given: Asked) -> Response:
    who.need("read")
    limits = serving(http).settings.limits
    query = given.query or ""
    parameters = _parameters(http, given, limits)
    if HTML in (given.results, given.graph):
        parameters["page"] = _of_page(http, who)
    request = Request("sparql", parameters, limits.of_one())
    lasting = _CHANGING.search(query) is None
    return await answer(http, who, who.at(given.level), request, _told, lasting=lasting)


def _parameters(http: HttpRequest, given: Asked, limits: LimitSettings) -> dict[str, Any]:
    """The parameters of the task. A data set that the protocol names has only the graphs that it names."""
    wanted: dict[str, Any] = {
        "query": given.query,
        "base": endpoint(http),
        "results": given.results,
        "graph": given.graph,
        "bounds": text_bounds(limits),
    }
    if given.default_graphs or given.named_graphs:
        wanted["default_graphs"] = list(given.default_graphs)
        wanted["named_graphs"] = list(given.named_graphs)
    if given.rows is not None:
        wanted["rows"] = given.rows
    return wanted


def endpoint(http: HttpRequest) -> str:
    """The address that was asked, without its parameters: what relative IRIs are resolved against."""
    host = http.headers.get("host", "localhost")
    return f"{http.scope['scheme']}://{host}{quote(http.scope['path'])}"


def _told(meta: Mapping[str, Any]) -> dict[str, str]:
    """Whether the answer is all there is, and at how many rows it was cut at the client's wish."""
    told = {"Respondeat-Complete": str(meta["complete"])}
    return told | ({"Respondeat-Rows-Limit": str(meta["rows_limit"])} if "rows_limit" in meta else {})


async def _described(http: HttpRequest, who: Caller, given: Asked) -> Response:
    """The description of the service (SPARQL 1.1 Service Description), for a person the editor."""
    if given.graph is None:
        raise NotAcceptable(f"The service is described in {listed(GRAPHS)}. To ask, add `query`.")
    limits = serving(http).settings.limits
    if given.graph == HTML:
        work = {"page": "query", "path": "/sparql", "given": {}, "format": "html", **_of_page(http, who)}
        return await answer(http, who, who.at(given.level), Request("page", work, limits.of_one()))
    vary = {"Cache-Control": _OFTEN, "Vary": "Accept"}
    return Response(described(endpoint(http), given.graph, limits.rows), 200, vary, given.graph)


def _of_page(http: HttpRequest, who: Caller) -> dict[str, Any]:
    """What a page needs to know beside the answer: the language, the address, who reads."""
    address = {name: list(values) for name, values in place_of(http).given.items()}
    return {"language": chosen(http), "address": address, "reader": reader(http, who)}


def _for_a_person(http: HttpRequest, given: Asked | None) -> bool:
    """Whether a page is wanted: also where the request could not be read so far as to say so."""
    if given is not None:
        return HTML in (given.results, given.graph)
    return http.headers.get("accept", "").startswith(HTML)


def _query(http: HttpRequest, given: Asked | None) -> str:
    """The text as it was sent, to be mended in the form."""
    return given.query or "" if given is not None else http.query_params.get("query", "")


def _page(like: Response, body: bytes) -> Response:
    """A page with the status and headers of another response."""
    left = {name: value for name, value in like.headers.items() if not name.startswith("content-")}
    return Response(body, like.status_code, left, HTML)


async def other(http: HttpRequest) -> Response:
    """What the address takes, and that it takes nothing else."""
    if http.method == "OPTIONS":
        return Response(status_code=204, headers={"Allow": _ALLOW})
    error = MethodNotAllowed(f"{http.method} is not taken here. Queries come by GET or POST.")
    note(http, error)
    refused = problem(error)
    refused.headers["Allow"] = _ALLOW
    return refused


router.add_api_route(
    "/sparql",
    other,
    methods=["OPTIONS", "PUT", "DELETE", "PATCH", "TRACE"],
    include_in_schema=False,
)
