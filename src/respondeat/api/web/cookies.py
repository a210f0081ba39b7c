"""The cookie of a session, and whether a request that it comes with was meant by who it names.

SameSite=Strict keeps it from requests of other sites, HttpOnly from scripts, the prefix __Host- (over TLS)
from other hosts. What changes something needs besides a header that only our own pages can send, with a value
bound to the session, and must not be told to come from another site (OWASP, Cross-Site Request Forgery
Prevention). A form without scripts has a hidden field with the same value instead: see `forms`.
"""

import hmac
from typing import Final
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.responses import Response

from respondeat.api.access.sessions import csrf
from respondeat.errors import NotAllowed

from .addresses import secure
from .serving import serving

TOKEN_HEADER: Final = "X-CSRF-Token"
FROM_FORM: Final = "respondeat.csrf"
"""Where the scope of a request has what the hidden field of its form says, once that was read."""

_NAME: Final = "respondeat"
_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


def cookie_name(request: HTTPConnection) -> str:
    """The cookie's name, by whether the client speaks TLS."""
    return f"__Host-{_NAME}" if secure(request, serving(request).settings.trusted_proxies) else _NAME


def session_shown(request: HTTPConnection) -> str | None:
    """The token of the session that the request shows."""
    if "cookie" not in request.headers:
        return None
    return request.cookies.get(cookie_name(request))


def give(request: HTTPConnection, answer: Response, token: str, seconds: int) -> None:
    """Have the browser keep a token."""
    name = cookie_name(request)
    answer.set_cookie(name, token, seconds, path="/", secure=name != _NAME, httponly=True, samesite="strict")


def take_back(request: HTTPConnection, answer: Response) -> None:
    """Have the browser forget a token that it shows, and that opens nothing any more."""
    token = session_shown(request)
    if token is not None and serving(request).entrance.sessions.found(token) is None:
        give(request, answer, "", 0)


def check_meant(request: HTTPConnection, token: str) -> None:
    """Raises NotAllowed for a change that another site may have asked for in a user's name."""
    if request.scope.get("method") in _SAFE:
        return
    check_own_site(request)
    shown = request.headers.get(TOKEN_HEADER) or str(request.scope.get(FROM_FORM, ""))
    if not hmac.compare_digest(shown.encode("utf-8", "replace"), csrf(token).encode()):
        raise NotAllowed(f"What changes something needs the header {TOKEN_HEADER} (see `csrf` in /v1/me).")


def check_own_site(request: HTTPConnection) -> None:
    """Raises NotAllowed for a request that the browser says another site has made."""
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if site is not None:
        foreign = site not in ("same-origin", "none")
    else:
        foreign = origin is not None and _host(origin) != request.headers.get("host", "").lower()
    if foreign:
        raise NotAllowed("Another site made this request. It must come from a page of this server.")


def _host(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower() or None
    except ValueError:
        return None
