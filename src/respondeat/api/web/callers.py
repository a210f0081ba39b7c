"""Who asks, from a request: a key as a bearer or by Basic, a session by its cookie, or nobody known.

What is shown and is wrong is never taken for nothing shown: it is refused.
"""

import base64
import binascii
from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import Depends
from starlette.requests import HTTPConnection

from respondeat.api.access import Caller, Scope
from respondeat.api.access.sessions import Session
from respondeat.api.access.tokens import of_basic
from respondeat.errors import NotAuthenticated

from .addresses import address
from .cookies import check_meant, session_shown
from .serving import Serving, serving


def place_asked_from(request: HTTPConnection) -> str:
    """The address against which a request is counted, as the settings let proxies tell it."""
    return address(request, serving(request).settings.trusted_proxies)


async def caller(request: HTTPConnection) -> Caller:
    """Who asks. Raises NotAuthenticated, NotAllowed for a request that another site made, TooMany, Busy."""
    here = serving(request)
    if here.owner is not None:
        return here.owner
    place = place_asked_from(request)
    key = key_shown(request)
    if key is not None:
        return await here.entrance.key_check.caller(key, place)
    token = session_shown(request)
    if token is not None:
        return logged_in(request, token).user.caller()
    return anonymous(here, place)


def anonymous(here: Serving, place: str) -> Caller:
    """Somebody unknown, who reads what is public. Raises NotAuthenticated where that is switched off."""
    if not here.settings.public_access:
        raise NotAuthenticated(
            "Nothing is public here: show a key (Authorization: Bearer rsp_...), or log in."
        )
    return Caller(client=place)


def logged_in(request: HTTPConnection, token: str) -> Session:
    """The session of a token, for a request that its user meant. Raises NotAuthenticated, NotAllowed."""
    session = serving(request).entrance.sessions.found(token)
    if session is None:
        raise NotAuthenticated("This login has ended. Log in again.")
    check_meant(request, token)
    return session


def challenge(request: HTTPConnection) -> str:
    """How to say who asks (RFC 6750, RFC 7617): Basic is offered where clients know nothing else."""
    wrong = ', error="invalid_token"' if "authorization" in request.headers else ""
    bearer = f'Bearer realm="respondeat"{wrong}'
    basic = request.url.path.startswith("/sparql")
    return f'{bearer}, Basic realm="respondeat", charset="UTF-8"' if basic else bearer


def key_shown(request: HTTPConnection) -> str | None:
    """The text of the key that the request shows; None when it shows none. Raises NotAuthenticated."""
    shown = request.headers.getlist("authorization")
    if not shown:
        return None
    if len(shown) > 1:
        raise NotAuthenticated("There is more than one Authorization header: send one.")
    scheme, _, value = shown[0].strip().partition(" ")
    match scheme.lower():
        case "bearer":
            return value.strip()
        case "basic":
            return of_basic(*_basic(value.strip()))
        case _:
            raise NotAuthenticated("Keys are shown as `Authorization: Bearer rsp_...`, or by Basic.")


def _basic(value: str) -> tuple[str, str]:
    try:
        user, colon, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise NotAuthenticated("The Basic credentials are not base64 of user:password in UTF-8.") from None
    if not colon:
        raise NotAuthenticated("The Basic credentials have no colon between user and password.")
    return user, password


def needs(scope: Scope) -> Callable[[Caller], Awaitable[Caller]]:
    """A dependency: who asks, with this scope. It raises NotAllowed without it, and what `caller` raises."""

    async def known(who: Annotated[Caller, Depends(caller)]) -> Caller:
        who.need(scope)
        return who

    return known
