"""Errors of a server as the errors that they are here (RFC 9457)."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from respondeat.errors import LimitError, RemoteError, RespondeatError, ValidationError

_SHOWN: Final = 200
_DIGITS: Final = 9  # of seconds


def error_of(status: int, media_type: str, body: bytes, retry_after: str = "") -> RespondeatError:
    """The error that an answer which is none tells of; RemoteError when it is no problem of ours."""
    told = _problem(media_type, body)
    kind = None if told is None else kinds().get(str(told.get("type", "")).rpartition("/")[2])
    if told is None or kind is None:
        return RemoteError(f"The server answered {status}, and nothing that Respondeat says: {_start(body)}")
    more: dict[str, Any] = {"candidates": _listed(told, "candidates")}
    if issubclass(kind, ValidationError):
        more["violations"] = _listed(told, "violations")
    limit = told.get("limit")
    if issubclass(kind, LimitError) and retry_after.isdecimal() and len(retry_after) < _DIGITS:
        more["retry_after"] = int(retry_after)
    if issubclass(kind, LimitError) and isinstance(limit, Mapping):
        allowed = limit.get("allowed")
        more["limit"] = str(limit.get("name", ""))
        more["allowed"] = allowed if isinstance(allowed, int | float) else None
    return kind(str(told.get("detail", "")), **more)


def _problem(media_type: str, body: bytes) -> Mapping[str, Any] | None:
    if media_type != "application/problem+json":
        return None
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, Mapping) else None


def _listed(told: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = told.get(key)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def kinds() -> Mapping[str, type[RespondeatError]]:
    """Every kind of error by the name that a problem has for it."""
    return {kind.type: kind for kind in _tree(RespondeatError)}


def _tree(kind: type[RespondeatError]) -> Iterator[type[RespondeatError]]:
    yield kind
    for below in kind.__subclasses__():
        yield from _tree(below)


def _start(body: bytes) -> str:
    """The beginning of what came, harmless on a terminal."""
    text = body[:_SHOWN].decode("utf-8", "replace")
    return "".join(c if c.isprintable() else " " for c in text).strip() or "nothing"
