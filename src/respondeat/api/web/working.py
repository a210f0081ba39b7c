"""Pages for those who change something: written where the data are, kept by nobody; nothing typed is lost."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.access import Caller, Scope
from respondeat.api.language import phrase
from respondeat.api.pages import render
from respondeat.api.pages.frame import shell
from respondeat.api.workers import Reply, Request
from respondeat.errors import AccessError, NotAuthenticated, RespondeatError

from .callers import caller
from .connection import while_there
from .cookies import check_own_site
from .forms import Fields, fields, page, token
from .handled import handled, note
from .languages import chosen
from .paged import of_session, place_of, reader
from .problems import problem
from .serving import serving

_ACTIONS = ("action", "key")


async def worker(http: HttpRequest, scope: Scope) -> Caller:
    """Who asks, with a scope. Raises NotAuthenticated for nobody known: they are sent to the login."""
    who = await caller(http)
    if not who.id and scope not in who.scopes:
        raise NotAuthenticated("This is for people who logged in.")
    who.need("read")
    who.need(scope)
    return who


async def working(http: HttpRequest, scope: Scope) -> tuple[Caller, Fields] | Response:
    """Who posts a form, and its fields; or the page that keeps these for them.

    A login may have ended, or another begun, while somebody filled the form in: nothing is done then, and
    what was typed stands in the answer, to be sent again. Raises NotAllowed for what another site sent, and
    what `fields` raises.
    """
    given = await fields(http)
    check_own_site(http)
    try:
        return await worker(http, scope), given
    except AccessError as error:
        note(http, error)
        return _kept(http, given, error)


def _kept(http: HttpRequest, given: Fields, error: AccessError) -> Response:
    session = of_session(http)
    place = place_of(http)
    key = "roles.again.ended" if isinstance(error, NotAuthenticated) else "roles.again.other"
    body = render(
        "again.html",
        **shell(place, phrase("roles.again.title", place.language), session) | {"styles": ("roles",)},
        said=phrase(key, place.language),
        login=not session.name,
        action=place.changed(),
        given=list(given.without(*_ACTIONS).items()),
        csrf=token(http),
    )
    return page(body, problem(error).status_code)


async def asked(
    http: HttpRequest, who: Caller, name: str, given: Mapping[str, Any], form: str = "html", path: str = ""
) -> Reply:
    """A form of a page with more given than an address may say. Raises what `answer` raises.

    `path` is that of the page where the form was sent to another.
    """
    level = who.at(http.query_params.get("level"))
    handled(http).level = level
    place = place_of(http)
    work = {
        "page": name,
        "path": path or place.path,
        "address": {key: list(values) for key, values in place.given.items() if key != "language"},
        "given": dict(given) | ({"csrf": token(http)} if form == "html" else {}),
        "format": form,
        "language": chosen(http),
        "reader": reader(http, who),
    }
    async with while_there(http):
        return await serving(http).asker.ask(
            level, Request("page", work, serving(http).settings.limits.of_one()), who.client
        )


async def written(
    http: HttpRequest, who: Caller, name: str, given: Mapping[str, Any], status: int = 200, path: str = ""
) -> Response:
    """The same as a page that nobody keeps."""
    reply = await asked(http, who, name, given, path=path)
    try:
        return page(reply.body.read(), status, {"Content-Language": chosen(http)})
    finally:
        reply.body.close()


def violations(error: RespondeatError) -> list[dict[str, str]]:
    """What the checks found of a posting, each with its place; none for another refusal."""
    return [dict(one) for one in error.more().get("violations", ())]
