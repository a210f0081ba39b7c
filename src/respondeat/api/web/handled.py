"""What is known of a request while it is handled, for its line in the log and its part of the metrics.

Nothing in it tells who asked or what was asked: names and queries are personal data.
"""

import os
from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.requests import HTTPConnection

from respondeat.errors import LimitError, RespondeatError

KEY: Final = "respondeat.handled"
_KNOWN: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


@dataclass(slots=True)
class Handled:
    """One request: filled in as it goes on."""

    method: str = ""
    id: str = field(default_factory=lambda: os.urandom(8).hex())
    status: int = 0
    sent: int = 0
    level: str = ""
    limit: str = ""
    error: str = ""

    @classmethod
    def of(cls, scope: MutableMapping[str, Any]) -> "Handled":
        """A new one, found again from the request. A method that nobody knows may be a name: not kept."""
        made = cls(scope["method"] if scope["method"] in _KNOWN else "other")
        scope[KEY] = made
        return made


def handled(http: HTTPConnection) -> Handled:
    """What is known of a request; one that nobody looks at where none is kept."""
    found = http.scope.get(KEY)
    return found if isinstance(found, Handled) else Handled()


def route(scope: MutableMapping[str, Any]) -> str:
    """The template of the address, such as `/entity/{id}`; never the address itself. "" where none fits."""
    return getattr(scope.get("route"), "path", "")


def note(http: HTTPConnection, error: RespondeatError) -> None:
    """Keep which kind of error a request met, and which limit."""
    one = handled(http)
    one.error = error.type
    if isinstance(error, LimitError):
        one.limit = error.limit or error.type
