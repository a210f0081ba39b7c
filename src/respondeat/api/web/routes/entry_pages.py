"""Entering a statement by a form: checked as often as one likes, then posted as the API does."""

import json
import secrets
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, RedirectResponse, Response

from respondeat.api.access import Caller
from respondeat.api.changeset_json_given import Faults, Given
from respondeat.api.changeset_json_times import time_as_json, time_of
from respondeat.api.language import phrase
from respondeat.api.phrases_time import valid
from respondeat.api.web.changing import ordered
from respondeat.api.web.forms import NOT_KEPT, Fields, refusing
from respondeat.api.web.handled import note
from respondeat.api.web.languages import chosen
from respondeat.api.web.paged import place_of
from respondeat.api.web.problems import as_problem, problem
from respondeat.api.web.working import asked, violations, worker, working, written
from respondeat.errors import InputError, NotAllowed, RespondeatError
from respondeat.ontology import vocabulary as v

router = APIRouter(include_in_schema=False)

_MEANS: Final = ("edtf", "on", "within", "started", "ended", "cited_first", "cited_last", "still")
_LONGEST: Final = 200
_OWN: Final = ("relation", "document", "done")


async def form(http: HttpRequest) -> Response:
    """The form of a kind of statement, or the kinds there are. Raises NotAuthenticated, NotAllowed."""
    who = await worker(http, "write")
    given = {name: text[:_LONGEST] for name in _OWN if (text := http.query_params.get(name))}
    return await written(http, who, "enter", given)


async def entered(http: HttpRequest) -> Response:
    """What would be recorded; or, with the action `record`, have it recorded and go on."""
    found = await working(http, "write")
    if isinstance(found, Response):
        return found
    who, given = found
    reply = await asked(http, who, "enter", {"fields": given.without()}, "json")
    body = json.loads(reply.body.read())["changeset"]
    if body is None:
        return await _shown(http, who, given, {}, 422)
    record = given.one("action") == "record"
    parameters = {"format": "json", "key": given.one("key")[:255] if record else "", "level": ""}
    try:
        told = await ordered(
            http, who, "changeset", {**parameters, "dry_run": not record}, json.dumps(body).encode()
        )
    except (InputError, NotAllowed) as error:
        note(http, error)
        said = violations(error)
        refused = "" if said else as_problem(error)["detail"]
        return await _shown(
            http, who, given, {"violations": said, "refused": refused}, problem(error).status_code
        )
    except RespondeatError as error:  # nothing typed is lost when the server is busy
        note(http, error)
        told = {"refused": as_problem(error)["detail"]}
        return await _shown(http, who, given, told, problem(error).status_code)
    if not record:
        return await _shown(http, who, given, {"checked": True, "changesets": told["changesets"]})
    made = told["changesets"][0]["id"].removeprefix(v.ID)
    place = place_of(http)
    to = place.link("/enter", relation=given.one("relation"), done=made)
    return RedirectResponse(to, 303, dict(NOT_KEPT))


async def _shown(
    http: HttpRequest, who: Caller, given: Fields, told: dict[str, Any], status: int = 200
) -> Response:
    """The page with what was typed, and a new key: what is sent after a change is another posting."""
    more = {"fields": given.without(), "told": told, "key": secrets.token_urlsafe(16)}
    return await written(http, who, "enter", more, status)


async def date(http: HttpRequest) -> Response:
    """How a date is understood, in words, or that it is none. It asks nothing of the data."""
    text, means = http.query_params.get("text", "")[:_LONGEST], http.query_params.get("means", "edtf")
    language = chosen(http)
    faults: Faults = []
    found = time_of(Given({"time": {means if means in _MEANS else "edtf": text}}, "", faults))
    if found is None:
        said = " ".join(one.message.removeprefix("time cannot be read: ") for one in faults)
        return _told(f"{phrase('roles.enter.date', language)} {said}", wrong=True)
    bounds: Any = time_as_json(found)["bounds"]
    told = {"edtf": found.edtf, **{name: bounds.get(name) for name in ("es", "ls", "ee", "le")}}
    return _told(f"→ {valid(told, language)}")


def _told(said: str, *, wrong: bool = False) -> Response:
    return JSONResponse({"said": said, "wrong": wrong}, headers={"Cache-Control": "no-store"})


router.add_api_route("/enter", refusing(form), methods=["GET", "HEAD"])
router.add_api_route("/enter", refusing(entered), methods=["POST"])
router.add_api_route("/enter/date", refusing(date), methods=["GET"])
