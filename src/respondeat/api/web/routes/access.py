"""Logging in and out, and what one has: level, scopes, password, one-time passwords."""

import asyncio
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Depends
from pydantic import Field
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response

from respondeat.api.access import Caller
from respondeat.api.access.keys import told
from respondeat.api.access.sessions import Session, csrf
from respondeat.api.web.callers import caller, logged_in, place_asked_from
from respondeat.api.web.cookies import check_meant, check_own_site, give, session_shown, take_back
from respondeat.api.web.serving import serving
from respondeat.errors import NotAuthenticated

from .access_forms import NOT_KEPT, Form, Level, Scopes, answered, example

router = APIRouter(prefix="/v1", tags=["access"])

_ME: Final[dict[str, Any]] = {
    "id": "u-0011223344556677",
    "name": "reader",
    "level": "restricted",
    "scopes": ["read"],
    "totp": False,
    "until": "2026-11-23T00:00:00Z",
    "csrf": "ab" * 32,
}


class Login(Form):
    """What somebody logs in with."""

    name: str = Field(max_length=256, description="The user's name.")
    password: str = Field(max_length=1024, description="The password.")
    code: str = Field(
        default="",
        max_length=64,
        description="A one-time password, or a recovery code, where there are some.",
    )


class Logout(Form):
    """Which sessions end."""

    everywhere: bool = Field(default=False, description="All sessions of the user, not only this one.")


class Me(Form):
    """Who asks, and what they may."""

    id: str = Field(description="The id of the key or user; empty for somebody unknown.")
    name: str | None = Field(default=None, description="The user's name.")
    level: Level
    scopes: Scopes
    totp: bool | None = Field(default=None, description="Whether the user is asked for one-time passwords.")
    until: str | None = Field(default=None, description="When this login ends at the latest.")
    csrf: str | None = Field(
        default=None, description="What a page sends as X-CSRF-Token with whatever changes something."
    )


class NewPassword(Form):
    """Another password."""

    password: str = Field(max_length=1024, description="The one until now.")
    new: str = Field(max_length=1024, description="The new one, of at least 12 characters.")


class Again(Form):
    """The password, shown again."""

    password: str = Field(max_length=1024, description="The password.")


class Offered(Form):
    """A secret for a device that makes one-time passwords."""

    secret: str = Field(description="The secret in base 32. It is shown once.")
    address: str = Field(description="The otpauth address, for a QR code.")


class Code(Form):
    """A one-time password."""

    code: str = Field(max_length=64, description="What the device shows.")


class Recovery(Form):
    """Codes for whoever loses the device."""

    recovery: list[str] = Field(description="Each is good once, in the place of a one-time password.")


async def session(http: HttpRequest) -> Session:
    """The session of somebody who logged in. Raises NotAuthenticated, also for whoever shows a key."""
    token = session_shown(http)
    if token is None or "authorization" in http.headers:
        raise NotAuthenticated("This is for users who logged in, not for keys.")
    return logged_in(http, token)


Mine = Annotated[Session, Depends(session)]


@router.post("/login", summary="Log in", response_model=Me, responses=example(_ME))
async def login(
    http: HttpRequest,
    given: Annotated[Login, Body(examples=[{"name": "reader", "password": "several words in a row"}])],
) -> Response:
    """The answer sets a cookie that scripts cannot read.

    Whether the name, the password or the one-time password is wrong, the same is said after the same time;
    whoever is wrong again and again waits longer each time (429).
    """
    check_own_site(http)
    here = serving(http)
    user = await here.entrance.logins.user(given.name, given.password, given.code, place_asked_from(http))
    begun, token = await asyncio.to_thread(here.entrance.sessions.begin, user)
    answer = JSONResponse(_me(begun, token), headers=NOT_KEPT)
    give(http, answer, token, begun.until - int(here.entrance.clock()))
    return answer


@router.post("/logout", status_code=204, summary="Log out")
async def logout(
    http: HttpRequest, given: Annotated[Logout, Body(examples=[{"everywhere": True}])]
) -> Response:
    """The session ends at once; who is not logged in is answered alike."""
    answer = Response(status_code=204, headers=NOT_KEPT)
    sessions = serving(http).entrance.sessions
    token = session_shown(http)
    found = None if token is None else sessions.found(token)
    if token is not None and found is not None:
        check_meant(http, token)
        await asyncio.to_thread(sessions.end, found, everywhere=given.everywhere)
    take_back(http, answer)
    return answer


@router.get("/me", summary="Who asks, and what they may", response_model=Me, responses=example(_ME))
async def me(http: HttpRequest, who: Annotated[Caller, Depends(caller)]) -> Response:
    """For keys, users and anybody else: the level that is read at, and the scopes."""
    token = session_shown(http)
    if token is not None and "authorization" not in http.headers:
        return JSONResponse(_me(logged_in(http, token), token), headers=NOT_KEPT)
    found = Me(id=who.id, level=who.level, scopes=sorted(who.scopes))
    return answered(found.model_dump())


@router.put("/me/password", status_code=204, summary="Another password")
async def password(
    http: HttpRequest,
    mine: Mine,
    given: Annotated[
        NewPassword,
        Body(examples=[{"password": "several words in a row", "new": "other words one after another"}]),
    ],
) -> Response:
    """All sessions of the user end, this one too."""
    entrance = serving(http).entrance
    await entrance.logins.again(mine.user, given.password, place_asked_from(http))
    await asyncio.to_thread(entrance.users.set_password, mine.user.caller(), mine.user, given.new)
    answer = Response(status_code=204, headers=NOT_KEPT)
    take_back(http, answer)
    return answer


@router.post(
    "/me/totp",
    summary="Begin with one-time passwords",
    response_model=Offered,
    responses=example(
        {"secret": "JBSWY3DPEHPK3PXP", "address": "otpauth://totp/Respondeat:reader?secret=..."}
    ),
)
async def offer(
    http: HttpRequest,
    mine: Mine,
    given: Annotated[Again, Body(examples=[{"password": "several words in a row"}])],
) -> Response:
    """A new secret; nothing changes before a code of it was shown (PUT)."""
    entrance = serving(http).entrance
    await entrance.logins.again(mine.user, given.password, place_asked_from(http))
    secret, uri = await asyncio.to_thread(entrance.logins.offer, mine.user)
    return answered({"secret": secret, "address": uri})


@router.put(
    "/me/totp",
    summary="Confirm one-time passwords",
    response_model=Recovery,
    responses=example({"recovery": ["abcd-efgh-jkmn-pqrs"]}),
)
async def confirm(
    http: HttpRequest, mine: Mine, given: Annotated[Code, Body(examples=[{"code": "123456"}])]
) -> Response:
    """From now on a login needs one. The answer holds codes for whoever loses the device, shown once."""
    codes = await asyncio.to_thread(serving(http).entrance.logins.confirm, mine.user, given.code)
    return answered({"recovery": codes})


@router.post("/me/totp/end", status_code=204, summary="End one-time passwords")
async def end_totp(
    http: HttpRequest,
    mine: Mine,
    given: Annotated[Again, Body(examples=[{"password": "several words in a row"}])],
) -> Response:
    """From now on a login needs none; the recovery codes are void."""
    entrance = serving(http).entrance
    await entrance.logins.again(mine.user, given.password, place_asked_from(http))
    await asyncio.to_thread(entrance.logins.without_totp, mine.user.caller(), mine.user)
    return Response(status_code=204, headers=NOT_KEPT)


def _me(session: Session, token: str) -> dict[str, Any]:
    user = session.user
    return {
        "id": user.id,
        "name": user.name,
        "level": user.level,
        "scopes": user.scopes.split(),
        "totp": user.totp is not None,
        "until": told(session.until),
        "csrf": csrf(token),
    }
