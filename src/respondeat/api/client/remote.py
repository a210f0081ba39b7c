"""Questions to a server over HTTP."""

from collections.abc import Mapping
from typing import Any, Final, Self
from urllib.parse import quote

import httpx2

from respondeat.errors import RemoteError

from .base import NOTHING, Json, Options
from .questions import Questions
from .transport import Answer, Transport, json_of

_LINKED: Final = "application/ld+json"
_RESULTS: Final = f"application/sparql-results+json, {_LINKED}"
_OF_ENTITIES: Final = ("level", "recorded_at", "language")
_TIMEOUT: Final = 60.0


class Remote(Questions):
    """Questions to a server; the errors are those that the server tells, or RemoteError."""

    def __init__(self, transport: Transport, options: Options = NOTHING) -> None:
        self._transport = transport
        self._options = options

    def sparql(self, query: str) -> Json | list[Json]:
        """See `Asking.sparql`."""
        fields = {"query": query}
        if self._options.level:
            fields["level"] = self._options.level
        found: Json | list[Json] = self._json(self._transport.post_form("/sparql", fields, _RESULTS))
        return found

    def entity(self, id: str) -> Json | list[Json]:
        """See `Asking.entity`."""
        said = self._options.given()
        given = {key: x for key, x in said.items() if key in _OF_ENTITIES}
        path = f"/entity/{quote(id.rpartition('/id/')[2], safe='')}"
        found: Json | list[Json] = self._json(self._transport.get(path, given, _LINKED))
        return found

    def _with(self, options: Options) -> Self:
        return type(self)(self._transport, options)

    def _page(
        self, name: str, given: Mapping[str, object], size: int | None, cursor: str | None
    ) -> tuple[Json, str | None]:
        paged = {} if size is None else {"page_size": size} | ({"cursor": cursor} if cursor else {})
        answer = self._transport.ask(f"/v1/{name}", {**self._options.given(), **given, **paged})
        found = self._json(answer)
        if not isinstance(found, dict) or "notice" not in found:
            raise RemoteError(f"{self._transport.url} answers, and not as Respondeat does.")
        return found, answer.headers.get("respondeat-next")

    def _json(self, answer: Answer) -> Any:
        return json_of(answer, self._transport.url)


class Connection:
    """A server of Respondeat that is asked. Close it, or use it in a `with` statement."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @property
    def ask(self) -> Remote:
        """The questions, a method each."""
        return Remote(self._transport)

    @property
    def url(self) -> str:
        """The address of the server."""
        return self._transport.url

    def close(self) -> None:
        """Let go of the connection."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"Connection({self.url!r})"


def connect(
    url: str,
    key: str | None = None,
    *,
    timeout: float = _TIMEOUT,
    by_post: bool = False,
    proxy: str | None = None,
    transport: httpx2.BaseTransport | None = None,
) -> Connection:
    """See `respondeat.connect`. `transport` stands for the network, in tests."""
    return Connection(Transport(url, key, timeout, by_post=by_post, proxy=proxy, transport=transport))
