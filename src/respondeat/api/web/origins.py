"""Which other sites' pages may read answers (CORS, as the Fetch standard has it); never with cookies.

By default none: on a user's machine any page that they look at could ask the server there otherwise.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from .headers import Headers

READ: Final = ("/v1/", "/sparql", "/entity/", "/reconcile", "/void", "/.well-known/void", "/openapi.json")
"""Addresses that are for reading; others are never told to another site."""

WITHHELD: Final = (
    *("/v1/login", "/v1/logout", "/v1/me", "/v1/keys", "/v1/users", "/v1/audit"),
    *("/v1/assessments", "/v1/retractions", "/v1/identity-judgements"),
)
"""Of these addresses those that are not: who somebody is, what was read, what changes."""

_ALLOW: Final = b"access-control-allow-origin"
_ANY: Final = "*"
_PREFLIGHT: Final = (
    (b"access-control-allow-methods", b"GET, HEAD, POST, DELETE"),
    (b"access-control-allow-headers", b"Accept, Accept-Language, Authorization, Content-Type, If-None-Match"),
    (b"access-control-max-age", b"600"),
    (b"cache-control", b"no-store"),
)
_READABLE: Final = b"*"  # every header of an answer: no cookie is ever sent along


class Origins:
    """The sites that may read."""

    def __init__(self, allowed: Sequence[str]) -> None:
        self._any = _ANY in allowed
        self._allowed = frozenset(one.rstrip("/").encode() for one in allowed)

    def told(self, scope: Mapping[str, Any], origin: bytes | None) -> Headers:
        """The headers that let the page of an origin read the answer; for caches, that it depends on it."""
        path = scope["path"]
        if not self._allowed or not path.startswith(READ) or path.startswith(WITHHELD):
            return []
        if self._any:
            return [(_ALLOW, b"*"), (b"access-control-expose-headers", _READABLE)]
        vary = [(b"vary", b"Origin")]
        if origin is None or origin not in self._allowed:
            return vary
        return [(_ALLOW, origin), (b"access-control-expose-headers", _READABLE), *vary]

    def preflight(self, scope: Mapping[str, Any], origin: bytes) -> Headers:
        """The headers of the answer to a question before the request itself."""
        told = self.told(scope, origin)
        return [*told, *_PREFLIGHT] if any(name == _ALLOW for name, _ in told) else told


def given(headers: Iterable[tuple[bytes, bytes]], *names: bytes) -> dict[bytes, bytes]:
    """The first value of each of these headers that a request has."""
    found: dict[bytes, bytes] = {}
    for name, value in headers:
        if name in names:
            found.setdefault(name, value)
    return found
