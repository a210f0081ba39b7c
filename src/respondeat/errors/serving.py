"""Errors of asking over HTTP: requests, access, limits."""

from collections.abc import Mapping, Sequence
from typing import Any

from .core import InputError, RespondeatError


class RequestError(InputError):
    """An HTTP request that does not fit."""

    type = "request"
    title = "The request does not fit"


class NotFound(RequestError):
    """There is nothing at this address."""

    type = "not-found"
    title = "There is nothing here"


class MethodNotAllowed(RequestError):
    """The address does not take this method."""

    type = "method-not-allowed"
    title = "The address does not take this method"


class NotAcceptable(RequestError):
    """The answer has no form that the client takes."""

    type = "not-acceptable"
    title = "The answer has no form that the client takes"


class Conflict(RequestError):
    """What is there already differs from what was sent."""

    type = "conflict"
    title = "What is there already differs"


class Stale(RequestError):
    """What was asked about has changed since."""

    type = "stale"
    title = "The data have changed since"


class UnsupportedMedia(RequestError):
    """The body is of a type that is not taken here."""

    type = "unsupported-media"
    title = "The body is of a type that is not taken here"


class RequestTimeout(RequestError):
    """The request did not arrive in time."""

    type = "request-timeout"
    title = "The request did not arrive in time"


class AccessError(RespondeatError):
    """Who asks may not have this."""

    type = "access"
    title = "Who asks may not have this"
    exit_code = 6


class NotAuthenticated(AccessError):
    """Who asks is not known: no key, or one that is wrong, expired or revoked."""

    type = "not-authenticated"
    title = "Who asks is not known"


class NotAllowed(AccessError):
    """Who asks is known, and has not the level or scope for this."""

    type = "not-allowed"
    title = "Who asks has not the right to this"


class LeakError(AccessError):
    """What was made would tell what its reader may not see; `hits` says of what kind, and where."""

    type = "leak"
    title = "The result would tell what its reader may not see"

    def __init__(
        self,
        detail: str,
        *,
        candidates: Sequence[Mapping[str, Any]] = (),
        hits: Sequence[Mapping[str, Any]] = (),
    ) -> None:
        super().__init__(detail, candidates=candidates)
        self.hits = tuple(dict(hit) for hit in hits)

    def more(self) -> dict[str, Any]:
        """`hits`: of each its file, the place in it, the kind of what was met; never what was met."""
        return {"hits": list(self.hits)} if self.hits else {}


class LimitError(RespondeatError):
    """A limit was hit; `limit` names it, `allowed` says how much it allows (bytes, seconds, a count)."""

    type = "limit"
    title = "A limit was hit"
    exit_code = 7

    def __init__(
        self,
        detail: str,
        *,
        candidates: Sequence[Mapping[str, Any]] = (),
        limit: str = "",
        allowed: float | None = None,
        retry_after: int | None = None,
    ) -> None:
        super().__init__(detail, candidates=candidates)
        self.limit = limit
        self.allowed = allowed
        self.retry_after = retry_after

    def more(self) -> dict[str, Any]:
        """`limit` with its name and what it allows."""
        return {"limit": {"name": self.limit, "allowed": self.allowed}} if self.limit else {}


class TooLarge(LimitError):
    """What was sent is more than is taken: bytes, nesting, patterns."""

    type = "too-large"
    title = "More was sent than is taken"


class TooMany(LimitError):
    """The client asks too much at once or in a time."""

    type = "too-many"
    title = "This client asks too much"


class Busy(LimitError):
    """There is no room for the work now: ask again later."""

    type = "busy"
    title = "There is no room for this now"


class Stopped(LimitError):
    """The work went over a limit (time, memory, rows, bytes) and was ended; nothing of it was answered."""

    type = "stopped"
    title = "The work went over a limit and was ended"


class RemoteError(RespondeatError):
    """A server that was asked gave no answer that can be used."""

    type = "remote"
    title = "The server gave no answer that can be used"
    exit_code = 8
