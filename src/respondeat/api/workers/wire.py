"""Requests and errors as headers of frames, and back."""

from collections.abc import Mapping
from typing import Any

from respondeat import errors
from respondeat.errors import LimitError, RespondeatError, ValidationError

from .protocol import Limits, Request


def asked(request: Request) -> dict[str, Any]:
    """A request as a header."""
    limits = request.limits
    return {
        "task": request.task,
        "parameters": request.parameters,
        "limits": [limits.wall, limits.cpu, limits.memory, limits.rows, limits.bytes],
    }


def read(header: Mapping[str, Any]) -> Request:
    """The request that a header is."""
    return Request(str(header["task"]), header["parameters"], Limits(*header["limits"]))


def told(error: RespondeatError) -> dict[str, Any]:
    """An error as JSON: its class, and all that its class keeps."""
    found: dict[str, Any] = {
        "class": type(error).__name__,
        "detail": error.detail,
        "candidates": error.candidates,
    }
    if isinstance(error, LimitError):
        found |= {"limit": error.limit, "allowed": error.allowed, "retry_after": error.retry_after}
    if isinstance(error, ValidationError):
        found["violations"] = error.violations
    return found


def rebuilt(told: Mapping[str, Any]) -> RespondeatError:
    """The error that was told, of the same class. Raises ValueError when there is no such class."""
    kind = getattr(errors, str(told["class"]), None)
    if not (isinstance(kind, type) and issubclass(kind, RespondeatError)):
        raise ValueError("an error of an unknown class")
    more = {name: told[name] for name in _MORE if name in told}
    made = kind(str(told["detail"]), candidates=told["candidates"], **more)
    assert isinstance(made, RespondeatError)
    return made


_MORE = ("limit", "allowed", "retry_after", "violations")
