"""What every page needs of a request: who reads it, and a refusal as a page."""

from typing import Any, Final
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from respondeat.api.access import Caller
from respondeat.api.pages import render
from respondeat.api.pages.base import Reader
from respondeat.api.pages.frame import shell
from respondeat.api.pages.place import Place
from respondeat.api.pages.problem import explained
from respondeat.errors import NotAuthenticated, RespondeatError

from .cookies import session_shown
from .languages import chosen
from .meant import candidates
from .negotiating import best
from .problems import MEDIA_TYPE, as_problem, of_framework, told
from .serving import serving

_FORMS: Final = (MEDIA_TYPE, "application/json", "text/html")


def reader(http: Request, who: Caller) -> dict[str, Any]:
    """Who reads a page, as its task takes it: the name of a user who logged in, and what they may."""
    return {"name": of_session(http).name, "scopes": sorted(who.scopes)}


def place_of(http: Request) -> Place:
    """Where a page is that needs no data."""
    values: dict[str, tuple[str, ...]] = {}
    for name, value in http.query_params.multi_items():
        values[name] = (*values.get(name, ()), value)
    return Place(http.url.path, chosen(http), values)


def of_session(http: Request) -> Reader:
    """Who reads a page that needs no data."""
    token = session_shown(http)
    session = None if token is None else serving(http).entrance.sessions.found(token)
    return Reader() if session is None else Reader(session.user.name, frozenset(session.user.caller().scopes))


def of_people(http: Request, title: str) -> dict[str, Any]:
    """The values of `base.html` for a page on which people log in or see to their account."""
    return shell(place_of(http), title, of_session(http)) | {"styles": ("roles",)}


async def unserved(http: Request, error: Exception) -> Response:
    """The refusal of what no route serves: a page where the client likes one best, else a problem."""
    assert isinstance(error, HTTPException)
    meant = of_framework(http, error)
    if best(http.headers.get("accept", ""), _FORMS) == _FORMS[-1]:
        answer = await as_page(http, meant, Place("/", chosen(http), {}))  # no link repeats such an address
    else:
        answer = await told(http, meant)
    answer.headers.update(error.headers or {})
    return answer


async def as_page(http: Request, error: RespondeatError, place: Place | None = None) -> Response:
    """A refusal to read; whoever has to say who they are is sent to where they can."""
    refused = await told(http, error)
    place = place or place_of(http)
    if isinstance(error, NotAuthenticated) and "authorization" not in http.headers:
        path = http.url.path if http.method in ("GET", "HEAD") else f"/{http.url.path.split('/')[1]}"
        there = f"{path}?{http.url.query}" if http.url.query else path  # what is only posted is not read
        answer: Response = RedirectResponse(f"{place.link('/login')}&next={quote(there, safe='')}", 303)
    else:
        kind = explained(type(error), place.language)
        around = shell(place, kind.title, of_session(http))
        told_here = {"problem": as_problem(error), "candidates": candidates(error, place)}
        body = render("problem.html", **around, kind=kind, **told_here)
        answer = Response(body, refused.status_code, media_type="text/html")
    for name, value in refused.headers.items():
        if not name.startswith("content-") and name != "www-authenticate":
            answer.headers[name] = value
    return answer
