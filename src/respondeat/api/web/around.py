"""What stands around every request: who may ask under which name, how much may be sent, what is told.

One wrapper around the application and one around its answers, because each costs time on every request
(ASGI 3.0).
"""

import contextlib
from collections.abc import Mapping
from time import perf_counter
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from respondeat.api.settings import Settings
from respondeat.errors import RequestError, RespondeatError, TooLarge

from .addresses import secure
from .handled import Handled, note, route
from .headers import secured
from .hosts import Hosts
from .logs import Log
from .metrics import Metrics
from .origins import Origins, given
from .problems import problem

WRITES: Final = ("/v1/changesets",)
"""Addresses whose bodies are changesets, which are larger than questions."""

_PREFLIGHT: Final = b"access-control-request-method"
_FORWARDED: Final = b"x-forwarded-proto"
_LOOKED_AT: Final = (b"host", b"origin", b"content-length", b"transfer-encoding", _PREFLIGHT, _FORWARDED)
_DIGITS: Final = 19  # of a length in bytes
_FAULT: Final = (
    "Something went wrong inside the server. Whoever runs it finds it in the log "
    "under the id in the header X-Request-Id."
)


class Around:
    """The application as it is served."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics, log: Log | None = None) -> None:
        self._app = app
        self._limits = settings.limits
        self._hosts = Hosts(settings)
        self._origins = Origins(settings.cors_origins)
        self._proxies = settings.trusted_proxies
        self._metrics = metrics
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ASGI 3.0."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        one = Handled.of(scope)
        begun = perf_counter()
        self._metrics.begun()
        try:
            await self._handle(one, scope, receive, send)
        finally:
            seconds, at = perf_counter() - begun, route(scope)
            self._metrics.ended(one, at, seconds)
            if self._log is not None:
                self._log.request(one, at, seconds)

    async def _handle(self, one: Handled, scope: Scope, receive: Receive, send: Send) -> None:
        said = given(scope["headers"], *_LOOKED_AT)
        scheme = scope["scheme"] = self._scheme(scope, said)
        origin = said.get(b"origin")
        across = self._origins.told(scope, origin)

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                one.status = message["status"]
                headers = [*message.get("headers", ()), *across]
                message = {**message, "headers": secured(headers, scheme, one.id.encode(), one.status)}
            elif message["type"] == "http.response.body":
                one.sent += len(message.get("body", b""))
            await send(message)

        if not (self._hosts.allow(said.get(b"host", b"")) and self._hosts.alone(scope["headers"])):
            await _refuse(_FOREIGN, scope, receive, answered)
        elif scope["method"] == "OPTIONS" and origin is not None and _PREFLIGHT in said:
            headers = self._origins.preflight(scope, origin)[len(across) :]
            await answered({"type": "http.response.start", "status": 204, "headers": headers})
            await answered({"type": "http.response.body", "body": b""})
        elif b"content-length" in said or b"transfer-encoding" in said:
            await self._bounded(one, said.get(b"content-length", b""), scope, receive, answered)
        else:
            await self._answer(one, scope, receive, answered)

    def _scheme(self, scope: Scope, said: Mapping[bytes, bytes]) -> str:
        over_tls = bool(self._proxies) and _FORWARDED in said and secure(Request(scope), self._proxies)
        return "https" if over_tls else str(scope["scheme"])

    async def _bounded(self, one: Handled, length: bytes, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request with a body, of which no more is taken than is allowed at its address."""
        written = scope["path"].startswith(WRITES)
        name = "changeset_bytes" if written else "body_bytes"
        allowed = self._limits.changeset_bytes if written else self._limits.body_bytes
        error = TooLarge(
            f"A body of more than {allowed} bytes is not taken here. Send less, or in parts.",
            limit=name,
            allowed=allowed,
        )
        if length and not (length.isdigit() and len(length) < _DIGITS and int(length) <= allowed):
            await _refuse(error, scope, receive, send)
            return
        taken = 0

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > allowed:
                raise error
            return message

        async def unless_too_large(message: Message) -> None:
            if taken <= allowed or one.status:
                await send(message)

        with contextlib.suppress(TooLarge):
            await self._answer(one, scope, counted, unless_too_large)
        if taken > allowed and not one.status:
            await _refuse(error, scope, receive, send)

    async def _answer(self, one: Handled, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except RespondeatError:
            raise
        except ClientDisconnect:  # no fault of ours: else anybody could have the log cry wolf
            one.error = "left"
            raise
        except Exception as error:
            self._metrics.fault()
            one.error = "fault"
            if self._log is not None:
                self._log.fault(one, route(scope), error)
            if not one.status:
                await problem(RespondeatError(_FAULT))(scope, receive, send)
            raise  # the server closes the connection; a test sees what it was


async def _refuse(error: RespondeatError, scope: Scope, receive: Receive, send: Send) -> None:
    note(Request(scope), error)
    await problem(error)(scope, receive, send)


_FOREIGN: Final = RequestError(
    "The server is not asked under this name. If it should be, name it in the setting allowed_hosts."
)
