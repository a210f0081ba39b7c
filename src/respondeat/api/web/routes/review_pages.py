"""Review by forms: each decision is what the API takes, and refused as there, with all that was typed."""

from collections.abc import Mapping
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from respondeat.api.access import Caller
from respondeat.api.pages.registry import PAGES
from respondeat.api.parameters import of_query, read
from respondeat.api.web.changing import ordered
from respondeat.api.web.forms import NOT_KEPT, Fields, refusing
from respondeat.api.web.handled import note
from respondeat.api.web.paged import place_of
from respondeat.api.web.problems import as_problem, problem
from respondeat.api.web.working import worker, working, written
from respondeat.errors import RespondeatError
from respondeat.ontology import vocabulary as v

from .pages import filled, parameters

router = APIRouter(include_in_schema=False)

_PATH: Final = "/review"
_IDENTITY: Final = ("first", "second", "verdict", "reason", "level")
_ASSESSMENT: Final = ("assesses", "status", "confidence", "reason", "revision_of", "level")


async def review(http: HttpRequest) -> Response:
    """What there is to decide. Raises NotAuthenticated, NotAllowed, RequestError for a parameter."""
    who = await worker(http, "review")
    return await written(http, who, "review", _given(http))


async def identity(http: HttpRequest) -> Response:
    """Judge whether two entities are the same."""
    return await _decided(http, "identity", _IDENTITY)


async def assessment(http: HttpRequest) -> Response:
    """Assess a statement."""
    return await _decided(http, "assessment", _ASSESSMENT)


async def _decided(http: HttpRequest, name: str, members: tuple[str, ...]) -> Response:
    found = await working(http, "review")
    if isinstance(found, Response):
        return found
    who, fields = found
    asked = {member: text for member in members if (text := fields.one(member).strip())}
    try:
        told = await ordered(http, who, name, {"asked": asked, "dry_run": False})
    except RespondeatError as error:  # whatever it was, the reason that was typed is not lost
        note(http, error)
        return await _again(http, who, fields, error)
    given = {key: value for key, value in _given(http).items() if key not in ("statement", "first", "second")}
    made = told["changesets"][-1]["id"].removeprefix(v.ID)
    to = place_of(http).link(_PATH, **given, done=made)
    return RedirectResponse(to, 303, dict(NOT_KEPT))


async def _again(http: HttpRequest, who: Caller, fields: Fields, error: RespondeatError) -> Response:
    refused = as_problem(error)
    said = " ".join(one["message"] for one in refused.get("violations", ())) or refused["detail"]
    more = {**_given(http), "typed": fields.without(), "wrong": said}
    return await written(http, who, "review", more, problem(error).status_code, _PATH)


def _given(http: HttpRequest) -> Mapping[str, Any]:
    """The parameters of the page in the address. Raises RequestError."""
    page = PAGES["review"]
    given = read(parameters(page), filled(of_query(http.scope["query_string"])))
    own = {one.name for one in page.parameters}
    return {name: value for name, value in given.items() if name in own}


router.add_api_route(_PATH, refusing(review), methods=["GET", "HEAD"])
router.add_api_route(f"{_PATH}/identity", refusing(identity), methods=["POST"])
router.add_api_route(f"{_PATH}/assessment", refusing(assessment), methods=["POST"])
