"""How many requests a key, a user or an address may make in any minute.

Counted in slots of a second over the last minute, so that in no minute more than the limit gets through: a
token bucket of the same size would let twice as many through in its first. Told in the headers of
draft-ietf-httpapi-ratelimit-headers-10 and in the three of earlier drafts that most clients know.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil, floor
from time import monotonic
from typing import Final

from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from respondeat.errors import NotAuthenticated, TooMany

from .callers import key_shown, place_asked_from
from .cookies import session_shown
from .handled import note
from .problems import problem
from .serving import serving

WINDOW: Final = 60
_MOST: Final = 65536
_FREE: Final = frozenset({"/healthz", "/readyz"})  # for whoever looks after the server

_KEPT: Final = "/static/"  # files that browsers fetch once


@dataclass(frozen=True, slots=True)
class Taken:
    """Whether a request may be made, how many more, and seconds until there is room for one more."""

    allowed: bool
    left: int
    seconds: int


@dataclass(slots=True)
class _Minute:
    """Requests of the last minute by the second in which they came."""

    slots: deque[list[int]] = field(default_factory=deque)
    count: int = 0

    def forget(self, now: float) -> None:
        """Let go of what is older than a minute, whenever in its second it came."""
        while self.slots and self.slots[0][0] + 1 + WINDOW <= now:
            self.count -= self.slots.popleft()[1]

    def add(self, now: float) -> None:
        second = floor(now)
        if self.slots and self.slots[-1][0] == second:
            self.slots[-1][1] += 1
        else:
            self.slots.append([second, 1])
        self.count += 1


class Minutes:
    """Requests by who makes them: of at most 65,536; those that asked longest ago are forgotten."""

    def __init__(self, allowed: int, clock: Callable[[], float] = monotonic, most: int = _MOST) -> None:
        self.allowed = allowed
        self._clock = clock
        self._most = most
        self._minutes: OrderedDict[str, _Minute] = OrderedDict()

    def take(self, who: str) -> Taken:
        """Count a request, if it may be made."""
        now = self._clock()
        minute = self._minutes.setdefault(who, _Minute())
        self._minutes.move_to_end(who)
        if len(self._minutes) > self._most:
            self._minutes.popitem(last=False)
        minute.forget(now)
        allowed = minute.count < self.allowed
        if allowed:
            minute.add(now)
        return Taken(allowed, self.allowed - minute.count, ceil(minute.slots[0][0] + 1 + WINDOW - now))


class Rates:
    """The application, for as many requests as are allowed."""

    def __init__(self, app: ASGIApp, allowed: int) -> None:
        self._app = app
        self._minutes = Minutes(allowed)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI 3.0."""
        if scope["type"] != "http" or scope["path"] in _FREE or scope["path"].startswith(_KEPT):
            await self._app(scope, receive, send)
            return
        taken = self._minutes.take(_who(HTTPConnection(scope)))
        told = _headers(self._minutes.allowed, taken)

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), *told]}
            await send(message)

        if taken.allowed:
            await self._app(scope, receive, answered)
            return
        error = TooMany(
            f"More than {self._minutes.allowed} requests in a minute. Try again in {taken.seconds} s.",
            limit="requests_per_minute",
            allowed=self._minutes.allowed,
            retry_after=taken.seconds,
        )
        note(Request(scope), error)
        await problem(error)(scope, receive, answered)


def _who(request: HTTPConnection) -> str:
    """Against whom a request counts: a key or user that is known already, else the address."""
    here = serving(request)
    place = f"address {place_asked_from(request)}"
    try:
        key = key_shown(request)
    except NotAuthenticated:
        return place
    if key is not None:
        known = here.entrance.key_check.known(key)
        return place if known is None else known.id
    token = session_shown(request)
    session = None if token is None else here.entrance.sessions.found(token)
    return place if session is None else session.user.id


def _headers(allowed: int, taken: Taken) -> list[tuple[bytes, bytes]]:
    left, seconds = str(taken.left).encode(), str(taken.seconds).encode()
    return [
        (b"ratelimit-policy", b'"minute";q=%d;w=%d' % (allowed, WINDOW)),
        (b"ratelimit", b'"minute";r=%b;t=%b' % (left, seconds)),
        (b"ratelimit-limit", str(allowed).encode()),
        (b"ratelimit-remaining", left),
        (b"ratelimit-reset", seconds),
    ]
