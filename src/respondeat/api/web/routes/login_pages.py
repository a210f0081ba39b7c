"""The pages on which people log in and out; the same checks, delays and words as under /v1."""

import asyncio

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from respondeat.api.language import phrase
from respondeat.api.pages import render
from respondeat.api.pages.place import Place
from respondeat.api.web.callers import place_asked_from
from respondeat.api.web.cookies import check_meant, check_own_site, give, session_shown, take_back
from respondeat.api.web.forms import NOT_KEPT, Fields, fields, page, refusing, token
from respondeat.api.web.handled import note
from respondeat.api.web.own_paths import own_path
from respondeat.api.web.paged import of_people, of_session, place_of
from respondeat.api.web.problems import problem
from respondeat.api.web.serving import serving
from respondeat.errors import LimitError, NotAuthenticated, RespondeatError

router = APIRouter(include_in_schema=False)

_SAID = {
    "left": "roles.login.left",
    "password": "roles.login.password_changed",
    "ended": "roles.login.all_ended",
}
"""What may be told above the form, by the word for it in the address."""


async def form(http: HttpRequest) -> Response:
    """The form; whoever is logged in already goes on to where they wanted to."""
    place = place_of(http)
    there = own_path(place.one("next"), "")
    shown = session_shown(http)
    if shown is not None and serving(http).entrance.sessions.found(shown) is not None:
        return RedirectResponse(there or place.link("/account"), 303, dict(NOT_KEPT))
    said = _SAID.get(place.one("said"), "")
    return page(_form(http, there, said=phrase(said, place.language) if said else ""))


async def login(http: HttpRequest) -> Response:
    """Log in, and go on to where one wanted to: a path of this server, whatever the form says."""
    given = await fields(http)
    check_own_site(http)
    here = serving(http)
    there = own_path(given.one("next"), "")
    place = place_asked_from(http)
    try:
        user = await here.entrance.logins.user(
            given.one("name")[:256], given.one("password")[:1024], given.one("code")[:64], place
        )
    except (NotAuthenticated, LimitError) as error:
        return _wrong(http, given, there, error)
    shown = session_shown(http)
    before = None if shown is None else here.entrance.sessions.found(shown)
    begun, made = await asyncio.to_thread(here.entrance.sessions.begin, user)
    if before is not None:
        await asyncio.to_thread(here.entrance.sessions.end, before)
    answer = RedirectResponse(there or place_of(http).link("/"), 303, dict(NOT_KEPT))
    give(http, answer, made, begun.until - int(here.entrance.clock()))
    return answer


def _wrong(http: HttpRequest, given: Fields, there: str, error: RespondeatError) -> Response:
    """The form again: why, in the same words whatever was wrong; the password is not sent back."""
    note(http, error)
    refused = problem(error)
    language = place_of(http).language
    if isinstance(error, LimitError) and error.retry_after is not None:
        said = phrase("roles.login.wait", language, seconds=error.retry_after)
    elif isinstance(error, NotAuthenticated):
        said = phrase("roles.login.wrong", language)
    else:
        said = error.detail
    kept = {name: value for name, value in refused.headers.items() if name == "retry-after"}
    body = _form(http, there, wrong=said, name=given.one("name")[:256])
    return page(body, refused.status_code, kept)


async def leaving(http: HttpRequest) -> Response:
    """A button that logs out: a mere link, which another page could have fetched, does not."""
    place = place_of(http)
    if not of_session(http).name:
        return RedirectResponse(place.link("/"), 303, dict(NOT_KEPT))
    title = phrase("roles.logout.title", place.language)
    return page(render("logout.html", **of_people(http, title), csrf=token(http)))


async def logout(http: HttpRequest) -> Response:
    """End the session, or all of the user; whoever is not logged in is answered alike."""
    given = await fields(http)
    place = place_of(http)
    sessions = serving(http).entrance.sessions
    shown = session_shown(http)
    found = None if shown is None else sessions.found(shown)
    everywhere = given.one("everywhere") == "true"
    if shown is not None and found is not None:
        check_meant(http, shown)
        await asyncio.to_thread(sessions.end, found, everywhere=everywhere)
    said = "ended" if everywhere else "left"
    to = Place("/login", place.language).changed(said=said)  # without the level, which is over too
    answer = RedirectResponse(to, 303, dict(NOT_KEPT))
    take_back(http, answer)
    return answer


def _form(http: HttpRequest, there: str, *, said: str = "", wrong: str = "", name: str = "") -> bytes:
    title = phrase("roles.login.title", place_of(http).language)
    return render("login.html", **of_people(http, title), there=there, said=said, wrong=wrong, name=name)


router.add_api_route("/login", refusing(form), methods=["GET", "HEAD"])
router.add_api_route("/login", refusing(login), methods=["POST"])
router.add_api_route("/logout", refusing(leaving), methods=["GET", "HEAD"])
router.add_api_route("/logout", refusing(logout), methods=["POST"])
