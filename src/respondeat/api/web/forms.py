"""Forms that pages post: their fields as texts, and whether whoever is logged in meant them.

A form names the session by a hidden field that is bound to it, as scripts do by a header (see `cookies`).
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from respondeat.api.access import Caller
from respondeat.api.access.sessions import csrf
from respondeat.errors import RequestError, RespondeatError

from .callers import caller
from .changing import body, media_type
from .cookies import FROM_FORM, session_shown
from .paged import as_page

FIELD: Final = "csrf"
_MOST: Final = 400
_TAKEN: Final = MappingProxyType({"application/x-www-form-urlencoded": "form"})
NOT_KEPT: Final = MappingProxyType({"Cache-Control": "no-store", "Vary": "Cookie, Accept-Language"})


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of a form, each once."""

    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)

    def one(self, name: str) -> str:
        """A field; "" where there is none."""
        return self.given.get(name, "")

    def without(self, *names: str) -> dict[str, str]:
        """All fields but these."""
        return {name: value for name, value in self.given.items() if name not in names}


async def fields(http: HttpRequest) -> Fields:
    """The fields of a posted form. Raises UnsupportedMedia, RequestError, RequestTimeout."""
    media_type(http, _TAKEN)
    try:
        text = (await body(http)).decode("ascii")
        pairs = parse_qsl(
            text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST
        )
    except ValueError:
        raise RequestError(f"The form is none in UTF-8 with at most {_MOST} fields.") from None
    made = {name: value.replace("\r\n", "\n") for name, value in pairs}
    if len(made) != len(pairs):
        raise RequestError("A field of the form is given twice.")
    http.scope[FROM_FORM] = made.pop(FIELD, "")
    return Fields(MappingProxyType(made))


async def posted(http: HttpRequest) -> tuple[Caller, Fields]:
    """Who posts a form, and its fields.

    Raises NotAuthenticated for a login that ended, NotAllowed for a form that is not of this session or came
    from another site, and what `fields` raises.
    """
    given = await fields(http)
    return await caller(http), given


def token(http: HttpRequest) -> str:
    """What the hidden field of a form says for the session of a request; "" without one."""
    shown = session_shown(http)
    return "" if shown is None else csrf(shown)


Handler = Callable[[HttpRequest], Awaitable[Response]]


def refusing(handler: Handler) -> Handler:
    """The handler with every refusal as a page."""

    async def handled(http: HttpRequest) -> Response:
        try:
            return await handler(http)
        except RespondeatError as error:
            return await as_page(http, error)

    return handled


def page(body: bytes, status: int = 200, more: Mapping[str, Any] | None = None) -> Response:
    """A page that nobody keeps."""
    return Response(body, status, {**NOT_KEPT, **(more or {})}, "text/html")
