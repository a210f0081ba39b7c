"""Every error as application/problem+json (RFC 9457): one table says which has which status."""

import json
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from respondeat import errors
from respondeat.api.client.problems import kinds
from respondeat.errors import LimitError, RespondeatError

from .callers import challenge
from .cookies import take_back
from .handled import note

MEDIA_TYPE: Final = "application/problem+json"

STATUS: Final[Mapping[type[RespondeatError], int]] = MappingProxyType(
    {
        errors.RespondeatError: 500,
        errors.InputError: 400,
        errors.ValidationError: 422,
        errors.ForbiddenQuery: 403,
        errors.NotFound: 404,
        errors.MethodNotAllowed: 405,
        errors.NotAcceptable: 406,
        errors.RequestTimeout: 408,
        errors.Conflict: 409,
        errors.Stale: 410,
        errors.UnsupportedMedia: 415,
        errors.UnknownName: 404,
        errors.AmbiguousName: 409,
        errors.NamingError: 409,
        errors.IntegrityError: 500,
        errors.StoreError: 503,
        errors.AccessError: 403,
        errors.NotAuthenticated: 401,
        errors.LimitError: 503,
        errors.TooLarge: 413,
        errors.TooMany: 429,
        errors.Busy: 503,
        errors.Stopped: 503,
        errors.RemoteError: 502,
    }
)
"""The status of each kind of error; a kind that is not here has that of the kind above it."""

_IN_TIME: Final = frozenset({"wall", "cpu"})
_BY_STATUS: Final[Mapping[int, type[RespondeatError]]] = MappingProxyType(
    {
        404: errors.NotFound,
        405: errors.MethodNotAllowed,
        406: errors.NotAcceptable,
        408: errors.RequestTimeout,
        413: errors.TooLarge,
        415: errors.UnsupportedMedia,
    }
)

_OF_THE_MACHINE: Final = (errors.StoreError, errors.IntegrityError)
_MACHINE: Final = (
    "What is to be read cannot be read now. Ask again later; whoever runs the server finds out why with "
    "`respondeat doctor`."
)
_LOCKED: Final = (
    "Another process is writing to the store, and nothing was written here. Send it again in a moment."
)
_UNLOCKED_AFTER: Final = 5  # seconds


def status(error: RespondeatError) -> int:
    """The HTTP status of an error."""
    if isinstance(error, errors.Stopped) and error.limit in _IN_TIME:
        return HTTPStatus.GATEWAY_TIMEOUT
    if isinstance(error, errors.TooLarge) and error.limit == "head":
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def status_of(kind: str) -> int:
    """The HTTP status of a kind of error, by the name that problems have for it. Raises KeyError for none."""
    return status(kinds()[kind](""))


def as_problem(error: RespondeatError) -> dict[str, Any]:
    """An error as the members of a problem."""
    told = error.as_json()["error"]
    if isinstance(error, errors.StoreLocked):
        told["detail"] = _LOCKED
    elif isinstance(error, _OF_THE_MACHINE):  # it names folders of whoever runs the server
        told["detail"] = _MACHINE
    candidates = {"candidates": told["candidates"]} if told["candidates"] else {}
    return {
        "type": f"/problems/{told['type']}",
        "title": told["title"],
        "status": status(error),
        "detail": told["detail"],
        **candidates,
        **error.more(),
    }


def problem(error: RespondeatError) -> Response:
    """An error as a response."""
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, LimitError) and error.retry_after is not None:
        headers["Retry-After"] = str(error.retry_after)
    if isinstance(error, errors.StoreLocked):
        headers["Retry-After"] = str(_UNLOCKED_AFTER)
    if isinstance(error, errors.NotAuthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    body = json.dumps(as_problem(error), ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Response(body, status(error), headers, MEDIA_TYPE)


async def told(request: Request, error: Exception) -> Response:
    """The response to an error of ours."""
    assert isinstance(error, RespondeatError)
    note(request, error)
    answer = problem(error)
    if isinstance(error, errors.NotAuthenticated):
        answer.headers["WWW-Authenticate"] = challenge(request)
        take_back(request, answer)
    return answer


def of_framework(request: Request, error: HTTPException) -> RespondeatError:
    """An error of the framework as one of ours."""
    kind = _BY_STATUS.get(error.status_code, errors.RequestError)
    return kind(f"{request.method} {request.url.path[:200]}: {error.detail}.")


async def invalid(request: Request, error: Exception) -> Response:
    """The response to parameters or a body that do not fit: which, and how; what was sent is not repeated."""
    assert isinstance(error, RequestValidationError)
    said = [f"{' '.join(map(str, e['loc']))[:100]}: {e['msg'][:200]}" for e in error.errors()[:10]]
    meant = errors.RequestError(f"The request does not fit. {'; '.join(said)}.")
    note(request, meant)
    return problem(meant)
