"""The page on which people see who they are here and change how they log in."""

import asyncio
from typing import Any, Final

from fastapi import APIRouter
from starlette.requests import Request as HttpRequest
from starlette.responses import RedirectResponse, Response

from respondeat.api.access import Caller
from respondeat.api.access.keys import told
from respondeat.api.access.sessions import Session
from respondeat.api.language import phrase
from respondeat.api.pages import render
from respondeat.api.pages.frame import Link
from respondeat.api.pages.place import Place
from respondeat.api.web.callers import caller, logged_in, place_asked_from
from respondeat.api.web.cookies import session_shown, take_back
from respondeat.api.web.forms import NOT_KEPT, Fields, fields, page, refusing, token
from respondeat.api.web.handled import note
from respondeat.api.web.paged import of_people, place_of
from respondeat.api.web.problems import problem
from respondeat.api.web.serving import serving
from respondeat.errors import InputError, LimitError, NotAllowed, NotAuthenticated, RespondeatError
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

router = APIRouter(include_in_schema=False)

_SCOPES: Final = ("read", "write", "review", "admin")


async def account(http: HttpRequest) -> Response:
    """Who asks, what they may, and the forms. Raises NotAuthenticated for whoever is nobody known."""
    who = await caller(http)
    if not who.id:
        raise NotAuthenticated("Log in to see who you are here.")
    return page(_page(http, who, _session(http)))


async def password(http: HttpRequest) -> Response:
    """Another password; all sessions of the user end, this one too."""
    mine, given = await _mine(http)
    language = place_of(http).language
    if given.one("new") != given.one("again"):
        return _again(http, mine, "password", InputError(phrase("roles.password.differ", language)))
    entrance = serving(http).entrance
    try:
        await entrance.logins.again(mine.user, given.one("password")[:1024], place_asked_from(http))
        user = mine.user
        await asyncio.to_thread(entrance.users.set_password, user.caller(), user, given.one("new")[:1024])
    except (InputError, NotAllowed, LimitError) as error:
        return _again(http, mine, "password", error)
    to = Place("/login", language).changed(said="password")
    answer = RedirectResponse(to, 303, dict(NOT_KEPT))
    take_back(http, answer)
    return answer


async def offer(http: HttpRequest) -> Response:
    """A new secret, shown once, as text: nothing leaves the page, no picture is fetched for it."""
    mine = await _sure(http)
    if isinstance(mine, Response):
        return mine
    secret, uri = await asyncio.to_thread(serving(http).entrance.logins.offer, mine.user)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return page(_totp(http, secret=groups, address=uri))


async def confirm(http: HttpRequest) -> Response:
    """One-time passwords are on once a code of the secret was shown; then the codes for a lost device."""
    mine, given = await _mine(http)
    try:
        codes = await asyncio.to_thread(
            serving(http).entrance.logins.confirm, mine.user, given.one("code")[:64]
        )
    except NotAllowed as error:
        note(http, error)
        return page(_totp(http, wrong=phrase("roles.totp.wrong", place_of(http).language)), 403)
    return page(_totp(http, codes=codes))


async def without(http: HttpRequest) -> Response:
    """From now on a login needs no one-time password."""
    mine = await _sure(http)
    if isinstance(mine, Response):
        return mine
    await asyncio.to_thread(serving(http).entrance.logins.without_totp, mine.user.caller(), mine.user)
    return RedirectResponse(place_of(http).link("/account"), 303, dict(NOT_KEPT))


async def _sure(http: HttpRequest) -> Session | Response:
    """The session of whoever gave their password again; the page that says why not, where it is another."""
    mine, given = await _mine(http)
    try:
        await serving(http).entrance.logins.again(
            mine.user, given.one("password")[:1024], place_asked_from(http)
        )
    except (NotAllowed, LimitError) as error:
        return _again(http, mine, "totp", error)
    return mine


async def _mine(http: HttpRequest) -> tuple[Session, Fields]:
    """The session of whoever posts a form, and its fields. Raises NotAuthenticated, NotAllowed."""
    given = await fields(http)
    shown = session_shown(http)
    if shown is None or "authorization" in http.headers:
        raise NotAuthenticated("This is for users who logged in, not for keys.")
    return logged_in(http, shown), given


def _session(http: HttpRequest) -> Session | None:
    shown = session_shown(http)
    if shown is None or "authorization" in http.headers:
        return None
    return serving(http).entrance.sessions.found(shown)


def _again(http: HttpRequest, mine: Session, part: str, error: RespondeatError) -> Response:
    """The page again, with why at the part of it where it happened."""
    note(http, error)
    language = place_of(http).language
    if isinstance(error, NotAllowed):
        said, own = phrase("roles.password.wrong", language), True
    elif isinstance(error, LimitError) and error.retry_after is not None:
        said, own = phrase("roles.login.wait", language, seconds=error.retry_after), True
    else:
        said, own = error.detail, error.detail == phrase("roles.password.differ", language)
    refused = problem(error)
    return page(
        _page(http, mine.user.caller(), mine, wrong={"part": part, "said": said, "own": own}),
        refused.status_code,
    )


def _page(http: HttpRequest, who: Caller, mine: Session | None, wrong: dict[str, Any] | None = None) -> bytes:
    place = place_of(http)
    language = place.language
    return render(
        "account.html",
        **of_people(http, phrase("roles.account.title", language)),
        name=mine.user.name if mine else who.id,
        session=mine is not None,
        level=label(v.R + who.level, language),
        scopes=[phrase(f"roles.scope.{one}", language) for one in _SCOPES if one in who.scopes],
        until=(told(mine.until) or "") if mine else "",
        totp=mine is not None and mine.user.totp is not None,
        levels=_levels(place, who),
        wrong=wrong or {"part": "", "said": "", "own": False},
        csrf=token(http),
    )


def _levels(place: Place, who: Caller) -> list[Link]:
    """Where to go on at a lower level than one's own, or at one's own again."""
    mine = v.LEVELS[: v.LEVELS.index(who.level) + 1]
    if len(mine) == 1:
        return []
    now = place.one("level", who.level)
    return [
        Link(
            place.changed(level=None if one == who.level else one),
            label(v.R + one, place.language),
            one == now,
        )
        for one in mine
    ]


def _totp(http: HttpRequest, **told: Any) -> bytes:
    title = phrase("roles.totp.title", place_of(http).language)
    empty = {"secret": "", "address": "", "codes": (), "wrong": ""}
    return render("totp.html", **of_people(http, title), **(empty | told), csrf=token(http))


router.add_api_route("/account", refusing(account), methods=["GET", "HEAD"])
for _path, _handler in (
    ("/account/password", password),
    ("/account/totp", offer),
    ("/account/totp/confirm", confirm),
    ("/account/totp/end", without),
):
    router.add_api_route(_path, refusing(_handler), methods=["POST"])
