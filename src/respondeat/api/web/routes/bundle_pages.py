"""The page about the bundle of a view: how it is made at the terminal, and made here for those who may."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api import common_parameters as common
from respondeat.api.access import Caller
from respondeat.api.bundles.ordered import Order
from respondeat.api.pages.bundling.asking import asked_of, made_here
from respondeat.api.pages.registry import PAGES
from respondeat.api.parameters import of_query, read
from respondeat.api.purposes import PURPOSES
from respondeat.api.web.answering import sent
from respondeat.api.web.callers import caller
from respondeat.api.web.connection import while_there
from respondeat.api.web.forms import NOT_KEPT, Fields, refusing, token
from respondeat.api.web.handled import handled, note
from respondeat.api.web.languages import spoken
from respondeat.api.web.problems import as_problem, problem
from respondeat.api.web.serving import serving
from respondeat.api.web.working import working
from respondeat.api.workers import Reply
from respondeat.errors import NotAllowed, RequestError, RespondeatError
from respondeat.graph.evidence.redaction.profiles import PROFILES, profile
from respondeat.graph.stores import sees

from .pages import filled, parameters, shown

router = APIRouter(include_in_schema=False)

SCOPE: Final = "admin"
"""Who has bundles made: that reads documents, searches all levels, and writes to the custody log."""

_NAME: Final = "bundle"


async def page(http: HttpRequest) -> Response:
    """What a bundle of the view is and how it is made; with a form for those who may have it made here."""
    return await _page(http, await caller(http), {})


async def made(http: HttpRequest) -> Response:
    """The bundle as a download: logged as handed over before its first byte is sent."""
    found = await working(http, SCOPE)
    if isinstance(found, Response):
        return found
    who, fields = found
    here = serving(http)
    try:
        order = _order(http, who, fields)
    except NotAllowed as error:
        known = {"profile": name} if (name := fields.one("profile")) in PROFILES else {}
        await here.audit.note(who.id, "bundle-failed", outcome=error.type, **known)
        raise
    handled(http).level = profile(order.profile).level
    try:
        async with while_there(http):
            body = await here.bundler.make(asdict(order))
    except RespondeatError as error:
        await here.audit.note(
            who.id, "bundle-failed", level=order.level, profile=order.profile, outcome=error.type
        )
        note(http, error)
        return await _page(
            http, who, {"typed": fields.without(), "wrong": as_problem(error)["detail"]}, error
        )
    file = (
        f"bundle-{order.name}.zip"
        if order.profile == "public"
        else f"bundle-{order.name}-{order.profile}.zip"
    )
    headers = {**NOT_KEPT, "Content-Disposition": f'attachment; filename="{file}"'}
    return sent(Reply(body, "application/zip", ""), headers)


async def _page(
    http: HttpRequest, who: Caller, more: Mapping[str, Any], error: RespondeatError | None = None
) -> Response:
    csrf = token(http)
    may = csrf and SCOPE in who.scopes
    form = {"csrf": csrf, "profiles": _profiles(who)} if may else {}
    found = await shown(http, who, _NAME, {**form, **more})
    if error is not None:
        refused = problem(error)
        found.status_code = refused.status_code
        found.headers["Cache-Control"] = "no-store"
        if "retry-after" in refused.headers:
            found.headers["Retry-After"] = refused.headers["retry-after"]
    return found


def _profiles(who: Caller) -> list[str]:
    """The profiles that show no more than somebody may see, from the one that shows least."""
    return [one.name for one in PROFILES.values() if sees(who.level, one.level)]


def _order(http: HttpRequest, who: Caller, fields: Fields) -> Order:
    """What is asked for. Raises RequestError, InputError and NotFound for what cannot be, NotAllowed."""
    given = read(parameters(PAGES[_NAME]), filled(of_query(http.scope["query_string"])))
    name = made_here(http.path_params["name"])
    level, language = who.at(given.pop("level", None)), given.pop("language", None) or spoken(http)
    work = common.as_work(given)
    wanted = profile(fields.one("profile"))
    who.at(wanted.level)
    if fields.one("purpose") not in PURPOSES:
        raise RequestError(f"purpose is one of {', '.join(PURPOSES)}.")
    own = {key: value for key, value in given.items() if key in {p.name for p in PAGES[_NAME].parameters}}
    return Order(
        name=name,
        parameters=asked_of(name, own, language),
        level=level,
        profile=wanted.name,
        purpose=fields.one("purpose"),
        who=who.id,
        allowed=who.level,
        secret=str(serving(http).settings.bundle_secret.absolute()),
        language=language,
        recorded_at=work.get("recorded_at"),
        without=work.get("without", {}),
    )


_PATH: Final = PAGES[_NAME].path
router.add_api_route(_PATH, refusing(page), methods=["GET", "HEAD"])
router.add_api_route(_PATH, refusing(made), methods=["POST"])
