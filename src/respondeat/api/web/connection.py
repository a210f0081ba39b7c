"""HTTP connections with bounds that uvicorn has none for (RFC 9112): how much, how many, how slow.

What can still be answered is answered with a problem, and the connection then ends without losing it.
"""

import asyncio
import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from http import HTTPStatus
from typing import Any, Final

import uvicorn
from starlette.requests import ClientDisconnect, HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from respondeat.api.settings import Settings
from respondeat.errors import RequestError, RequestTimeout, RespondeatError, TooLarge

from .connection_gate import Gate, Leaving
from .headers import secured
from .problems import problem

_LEAVING: Final = "leaving"  # in the state of a scope
_LINGERS: Final = 2.0  # seconds in which a refused client may read what it was told
_FIELD: Final = 4  # bytes of a header field beside its name and value


class Config(uvicorn.Config):
    """The configuration of a server whose connections are bounded; `more` is uvicorn's own."""

    def __init__(self, app: ASGIApp, settings: Settings, **more: Any) -> None:
        bounds = settings.connections
        super().__init__(
            app,
            http=Connection,
            ws="none",
            log_config=None,
            access_log=False,
            lifespan="on",
            server_header=False,
            proxy_headers=False,
            timeout_keep_alive=bounds.keep_alive_seconds,  # type: ignore[arg-type]  # it is given to call_later
            **more,
        )
        self.gate = Gate(bounds, settings.trusted_proxies)


def create_server(app: ASGIApp, settings: Settings) -> uvicorn.Server:
    """A server for the application, bounded, at the host and port of the settings."""
    return uvicorn.Server(Config(app, settings, host=settings.host, port=settings.port))


@asynccontextmanager
async def while_there(request: HTTPConnection) -> AsyncGenerator[None]:
    """Ends what is done inside when the client leaves. Raises RequestError then, which nobody reads."""
    leaving, task = request.scope.get("state", {}).get(_LEAVING), asyncio.current_task()
    if leaving is None or task is None:
        yield
        return
    leaving.tell(task.cancel)
    try:
        if leaving.left:
            raise _gone()
        yield
    except asyncio.CancelledError:
        if not leaving.left:
            raise
        task.uncancel()
        raise _gone() from None
    finally:
        leaving.tell(None)


def _gone() -> RequestError:
    return RequestError("The client left before it was answered.")


class Connection(HttpToolsProtocol):
    """One connection."""

    def __init__(self, config: Config, *arguments: Any, **more: Any) -> None:
        super().__init__(config, *arguments, **more)
        self._gate = config.gate
        self._bounds = config.gate.bounds
        self._since = 0.0  # when the state began that is looked at
        self._in_head = False
        self._in_body = False
        self._head = 0  # bytes of a head that is not whole
        self._body = 0
        self._answered: float | None = (
            None  # when an answer was seen to be given before its question was whole
        )
        self._counted = 0
        self._refusal: RespondeatError | None = None
        self._refused = False
        self._unsent: tuple[float, int] | None = None
        self._leaving = Leaving()
        self._answering: Any = None

    # what comes

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Let the connection in, or say why not."""
        super().connection_made(transport)
        self._since = self.loop.time()
        error = self._gate.enter(self, self.client[0] if self.client else "")
        if error is not None:
            self._refuse(error)

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever still works for this client."""
        self._gate.leave(self)
        for cycle in (self._answering, self.cycle):  # the first and the last of what came at once
            if cycle is not None and not cycle.response_complete:
                cycle.disconnected = True
                cycle.scope["state"][_LEAVING].leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes, as many as have come."""
        if self._refused:
            return
        within = self._in_head
        super().data_received(data)
        if self._in_head and not self._refused:
            # The parser keeps a field that is not whole, however long, and tells nothing of it.
            self._head = self._head + len(data) if within else 0
            if self._head > self._bounds.head_bytes:
                self._refuse(self._too_long())

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._in_head = True
        self._counted = 0
        self._since = self.loop.time()

    def on_url(self, url: bytes) -> None:
        """A part of the address."""
        super().on_url(url)
        self._count(len(url))

    def on_header(self, name: bytes, value: bytes) -> None:
        """A field of the head. Raises ValueError for one too many, which ends the parsing."""
        super().on_header(name, value)
        self._count(len(name) + len(value) + _FIELD)

    def _count(self, size: int) -> None:
        self._counted += size
        if self._counted > self._bounds.head_bytes or len(self.headers) > self._bounds.head_fields:
            self._refusal = self._too_long()
            raise ValueError("too long a head")

    def on_headers_complete(self) -> None:
        """The head is whole: the application begins."""
        self._in_head, self._in_body = False, True
        self._body = 0
        self._answered = None
        self._since = self.loop.time()
        self._leaving = self.scope["state"][_LEAVING] = Leaving()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        self._body += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is whole."""
        self._in_body = False
        self._since = self.loop.time()
        super().on_message_complete()

    def _start_asgi_task(self, cycle: Any, app: Any) -> None:
        self._answering = cycle

        async def unless_left(scope: Scope, receive: Receive, send: Send) -> None:
            async def unless_ended(message: Message) -> None:
                # Nothing is read while more is asked than answered: that such a client left shows only where
                # something is written, and to write more then would be a fault of ours.
                if self.transport.is_closing():
                    cycle.disconnected = True
                await send(message)

            try:
                await app(scope, receive, unless_ended)
            except ClientDisconnect:  # in the middle of its body: nobody is there to be told
                if not cycle.disconnected:
                    raise

        super()._start_asgi_task(cycle, unless_left)  # type: ignore[arg-type]  # other names for the same types

    # what is refused

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP, or a head that is too long."""
        error, self._refusal = self._refusal, None
        self._refuse(error or RequestError("This is no HTTP/1.1 request that can be read."))

    def _too_long(self) -> TooLarge:
        bounds = self._bounds
        text = f"The head of a request has at most {bounds.head_bytes} bytes and {bounds.head_fields} fields."
        return TooLarge(f"{text} Send a long query in the body.", limit="head", allowed=bounds.head_bytes)

    def _refuse(self, error: RespondeatError) -> None:
        """Say why and end; nothing is said in the middle of another answer."""
        if self._refused or self.transport.is_closing():
            return
        self._refused = True
        if self.cycle is not None and not self.cycle.response_complete and self.cycle.response_started:
            self.transport.abort()
            return
        if self.cycle is not None and not self.cycle.response_complete:
            self.cycle.disconnected = True  # its answer would come after this one
            self._leaving.leave()
            self.cycle.message_event.set()
        self._unset_keepalive_if_required()
        self.transport.write(_whole(error))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        # Closed at once, with bytes still coming, the system would take the answer back (RFC 9112, 9.6).
        self.loop.call_later(_LINGERS, self.transport.abort)

    # what is slow

    def look(self, now: float) -> None:
        """See `Looked.look`."""
        self._stuck(now)
        if self._refused or self.transport.is_closing():
            return
        if self._in_body:
            self._look_at_body(now)
        elif self._in_head:
            if now - self._since > self._bounds.head_seconds:
                self._refuse(RequestTimeout(f"No whole head came in {self._bounds.head_seconds:g} seconds."))
        elif self._idle() and now - self._since > self._bounds.head_seconds:
            self.transport.close()

    def _idle(self) -> bool:
        """Whether nothing has come yet, or nothing after an answer, and uvicorn has no timer for that."""
        return self.cycle is None or (self.cycle.response_complete and self.timeout_keep_alive_task is None)

    def _look_at_body(self, now: float) -> None:
        """A body has to come at a rate; one whose answer is given already has to end soon."""
        if self.cycle.response_complete:
            self._answered = self._answered or now
            if now - self._answered > _LINGERS:
                self.transport.abort()
            return
        if self.flow.read_paused or self.cycle.waiting_for_100_continue:
            self._since, self._body = now, 0  # it is not the client that everything waits for
            return
        late = now - self._since - self._bounds.body_seconds
        if late > 0 and self._body < late * self._bounds.least_rate:
            rate = self._bounds.least_rate
            self._refuse(RequestTimeout(f"The body came more slowly than {rate:g} bytes a second."))

    def _stuck(self, now: float) -> None:
        """End it when the client does not read what is sent: so much in so many seconds."""
        size = self.transport.get_write_buffer_size()
        if size == 0:
            self._unsent = None
        elif self._unsent is None or size > self._unsent[1]:
            self._unsent = now, size
        elif now - self._unsent[0] > self._bounds.write_seconds:
            read = self._unsent[1] - size
            if read < self._bounds.write_seconds * self._bounds.least_rate:
                self.transport.abort()
            self._unsent = now, size


def _whole(error: RespondeatError) -> bytes:
    """A problem as a whole answer, after which the connection ends."""
    answer = problem(error)
    status = HTTPStatus(answer.status_code)
    first = f"HTTP/1.1 {status.value} {status.phrase}".encode()
    told = secured(answer.raw_headers, "http", os.urandom(8).hex().encode())
    fields = [name + b": " + value for name, value in told]
    return b"\r\n".join([first, *fields, b"connection: close", b"", bytes(answer.body)])
