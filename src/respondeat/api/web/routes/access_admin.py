"""Keys and users, for the scope admin. Nobody gives more than they have, or touches who has more."""

import asyncio
from typing import Annotated, Any, Final

from fastapi import APIRouter, Body, Depends, Path
from pydantic import Field
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.access import Caller
from respondeat.api.access.passwords import new_password
from respondeat.api.web.callers import needs
from respondeat.api.web.serving import serving

from .access_forms import Form, Level, Scopes, answered, example

router = APIRouter(prefix="/v1", tags=["access"])

Admin = Annotated[Caller, Depends(needs("admin"))]

_KEY: Final[dict[str, Any]] = {
    "id": "k-0011223344556677",
    "label": "Table of the documentation team",
    "level": "public",
    "scopes": ["read"],
    "created": "2026-11-22T12:00:00Z",
    "created_by": "terminal",
    "expires": "2027-11-22T12:00:00Z",
    "revoked": None,
    "last_used": "2026-11-22",
    "valid": True,
}
_USER: Final[dict[str, Any]] = {
    "id": "u-0011223344556677",
    "name": "reader",
    "level": "public",
    "scopes": ["read"],
    "created": "2026-11-22T12:00:00Z",
    "created_by": "terminal",
    "disabled": None,
    "totp": False,
}
KeyId = Annotated[str, Path(max_length=64, description="The key's id.", examples=["k-0011223344556677"])]
UserId = Annotated[str, Path(max_length=64, description="The user's id.", examples=["u-0011223344556677"])]


class NewKey(Form):
    """A key to be made."""

    label: str = Field(max_length=400, description="What it is for; not a secret.")
    level: Level = "public"
    scopes: Scopes = Field(default_factory=lambda: ["read"])
    days: int | None = Field(
        default=365, ge=1, le=36500, description="It ends after so many days; null for never."
    )


class KeyTold(Form):
    """A key, without what opens anything."""

    id: str = Field(description="Its public id.")
    label: str = Field(description="What it is for.")
    level: Level
    scopes: Scopes
    created: str = Field(description="When it was made.")
    created_by: str = Field(description="By which key or user, or at the terminal.")
    expires: str | None = Field(description="When it ends.")
    revoked: str | None = Field(description="When it was revoked.")
    last_used: str | None = Field(description="The day on which it was used last.")
    valid: bool = Field(description="Whether it opens anything now.")


class KeyMade(Form):
    """A new key with its text."""

    key: KeyTold
    secret: str = Field(description="The text of the key. It is shown once and stands nowhere.")


class KeysTold(Form):
    """Keys."""

    keys: list[KeyTold] = Field(description="Oldest first.")


class NewUser(Form):
    """A user to be made."""

    name: str = Field(max_length=256, description="The name to log in with.")
    password: str | None = Field(
        default=None, max_length=1024, description="The password; left out, one is made and shown once."
    )
    level: Level = "public"
    scopes: Scopes = Field(default_factory=lambda: ["read"])


class UserTold(Form):
    """A user, without what opens anything."""

    id: str = Field(description="The id, which stands in the custody log.")
    name: str = Field(description="The name to log in with.")
    level: Level
    scopes: Scopes
    created: str = Field(description="When they were added.")
    created_by: str = Field(description="By which key or user, or at the terminal.")
    disabled: str | None = Field(description="Since when they may not log in.")
    totp: bool = Field(description="Whether they are asked for one-time passwords.")


class UserMade(Form):
    """A user, and a password that was made for them."""

    user: UserTold
    password: str | None = Field(description="The password that was made; null where one was given.")


class UsersTold(Form):
    """Users."""

    users: list[UserTold] = Field(description="By name.")


class Changes(Form):
    """What changes of a user; what is left out stays."""

    level: Level | None = None
    scopes: Scopes | None = None
    disabled: bool | None = Field(default=None, description="Whether they may not log in.")


@router.get("/keys", summary="Keys", response_model=KeysTold, responses=example({"keys": [_KEY]}))
async def keys(http: HttpRequest, who: Admin) -> Response:
    """Those that who asks could have made, revoked and expired ones too; never a secret or a hash."""
    entrance = serving(http).entrance
    now = entrance.clock()
    return answered({"keys": [key.as_json(now) for key in entrance.keys.all(who)]})


@router.post(
    "/keys",
    status_code=201,
    summary="Make a key",
    response_model=KeyMade,
    responses=example({"key": _KEY, "secret": "rsp_0011223344556677_..."}, 201),
)
async def make_key(
    http: HttpRequest,
    who: Admin,
    given: Annotated[NewKey, Body(examples=[{"label": "Table of the documentation team", "days": 90}])],
) -> Response:
    """The answer has the text of the key: once, and never again."""
    entrance = serving(http).entrance
    key, text = await asyncio.to_thread(
        entrance.keys.add, who, given.label, given.level, given.scopes, given.days
    )
    return answered({"key": key.as_json(entrance.clock()), "secret": text}, 201)


@router.delete("/keys/{id}", summary="Revoke a key", response_model=KeyTold, responses=example(_KEY))
async def revoke(http: HttpRequest, who: Admin, id: KeyId) -> Response:
    """It opens nothing from now on. It stays listed."""
    entrance = serving(http).entrance
    key = await asyncio.to_thread(entrance.keys.revoke, who, id)
    return answered(key.as_json(entrance.clock()))


@router.get("/users", summary="Users", response_model=UsersTold, responses=example({"users": [_USER]}))
async def users(http: HttpRequest, who: Admin) -> Response:
    """Those who have no more than who asks."""
    return answered({"users": [user.as_json() for user in serving(http).entrance.users.all(who)]})


@router.post(
    "/users",
    status_code=201,
    summary="Add a user",
    response_model=UserMade,
    responses=example({"user": _USER, "password": None}, 201),
)
async def add_user(
    http: HttpRequest,
    who: Admin,
    given: Annotated[NewUser, Body(examples=[{"name": "reader", "level": "public", "scopes": ["read"]}])],
) -> Response:
    """Without a password one is made, and shown this once."""
    made = new_password() if given.password is None else None
    user = await asyncio.to_thread(
        serving(http).entrance.users.add,
        who,
        given.name,
        made or given.password or "",
        given.level,
        given.scopes,
    )
    return answered({"user": user.as_json(), "password": made}, 201)


@router.patch("/users/{id}", summary="Change a user", response_model=UserTold, responses=example(_USER))
async def change(
    http: HttpRequest,
    who: Admin,
    id: UserId,
    given: Annotated[Changes, Body(examples=[{"level": "public", "disabled": True}])],
) -> Response:
    """Level, scopes, whether they may log in. It holds from their next request on."""
    users = serving(http).entrance.users
    user = users.existing(who, id)
    if given.level is not None or given.scopes is not None:
        user = await asyncio.to_thread(users.change, who, user, level=given.level, scopes=given.scopes)
    if given.disabled is not None:
        user = await asyncio.to_thread(users.disable, who, user, disabled=given.disabled)
    return answered(user.as_json())


@router.post(
    "/users/{id}/reset",
    summary="Reset a user's password",
    response_model=UserMade,
    responses=example({"user": _USER, "password": "abcde-fghjk-mnpqr-stuvw"}),
)
async def reset(http: HttpRequest, who: Admin, id: UserId) -> Response:
    """A new password, shown this once; one-time passwords and all sessions of the user end."""
    users = serving(http).entrance.users
    password = new_password()
    user = await asyncio.to_thread(
        users.set_password, who, users.existing(who, id), password, keep_totp=False
    )
    return answered({"user": user.as_json(), "password": password})
