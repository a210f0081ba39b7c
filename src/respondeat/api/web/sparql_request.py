"""What a request of the SPARQL 1.1 Protocol asks: https://www.w3.org/TR/sparql11-protocol/#query-operation."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.requests import Request as HttpRequest

from respondeat.api.settings import LimitSettings
from respondeat.api.sparql.formats import BY_TYPE, GRAPHS, RESULTS, Class, known, listed, named
from respondeat.errors import (
    ForbiddenQuery,
    NotAcceptable,
    QueryError,
    RequestError,
    TooLarge,
    UnsupportedMedia,
)

from .negotiating import best

FORM: Final = "application/x-www-form-urlencoded"
DIRECT: Final = "application/sparql-query"
_UPDATE: Final = "application/sparql-update"

_NOT_ENCODED: Final = re.compile(rb"%(?![0-9A-Fa-f]{2})")
_CHARSET: Final = re.compile(r';\s*charset\s*=\s*"?([^";\s]+)', re.IGNORECASE)
_FIELDS: Final = 1000
_OFFERED: Final[Mapping[Class, Sequence[str]]] = {kind: tuple(types) for kind, types in BY_TYPE.items()}
_NO_UPDATE: Final = (
    "This is an update, and nothing is changed by queries. Data are changed by changesets, at /v1/changesets."
)

Given = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query (None where there is none), the data set that it is asked of, and the forms that are taken.

    `results` for SELECT and ASK, `graph` for CONSTRUCT and DESCRIBE; None: no form there is.
    """

    query: str | None
    default_graphs: Sequence[str]
    named_graphs: Sequence[str]
    results: str | None
    graph: str | None
    rows: int | None
    level: str | None


async def asked(http: HttpRequest, limits: LimitSettings) -> Asked:
    """What a request asks. Raises the errors of the protocol.

    RequestError for parameters that cannot be read or come too often, QueryError for a text that is none,
    ForbiddenQuery for updates, UnsupportedMedia, TooLarge, NotAcceptable when no query could be answered.
    """
    given = await _given(http)
    for name in ("update", "using-graph-uri", "using-named-graph-uri"):
        if name in given:
            raise ForbiddenQuery(_NO_UPDATE)
    query = _one(given, "query")
    if query is not None:
        _check_text(query, limits)
    elif "default-graph-uri" in given or "named-graph-uri" in given or http.method == "POST":
        raise RequestError("There is no query: the parameter `query` is missing.")
    results, graph = _forms(http, given)
    return Asked(
        query,
        given.get("default-graph-uri", ()),
        given.get("named-graph-uri", ()),
        results,
        graph,
        _rows(given, limits),
        _one(given, "level"),
    )


async def _given(http: HttpRequest) -> dict[str, list[str]]:
    """The parameters of the address, and of the body where there is one."""
    given = _fields(http.scope["query_string"])
    if http.method != "POST":
        return given
    said = http.headers.get("content-type", "")
    kind = said.partition(";")[0].strip().lower()
    charset = _CHARSET.search(said)
    if kind not in (FORM, DIRECT, _UPDATE) or (charset and charset[1].lower() not in ("utf-8", "utf8")):
        raise UnsupportedMedia(
            f"A query is sent as {FORM} (query=...) or as {DIRECT} (the text itself), both in UTF-8"
            + (f", not as {said!r}." if said else ". The header Content-Type is missing.")
        )
    if kind == _UPDATE:
        raise ForbiddenQuery(_NO_UPDATE)
    content = await http.body()
    sent = _fields(content) if kind == FORM else {"query": [_utf8(content)]}
    for name, values in sent.items():
        given.setdefault(name, []).extend(values)
    return given


def _fields(encoded: bytes) -> dict[str, list[str]]:
    """URL-encoded parameters by name (WHATWG URL, 5.1), read strictly."""
    if not encoded:
        return {}
    if _NOT_ENCODED.search(encoded):
        raise RequestError("A % in the parameters is not followed by two hexadecimal digits.")
    found: dict[str, list[str]] = {}
    try:
        for name, value in parse_qsl(
            _utf8(encoded), keep_blank_values=True, errors="strict", max_num_fields=_FIELDS
        ):
            found.setdefault(name, []).append(value)
    except UnicodeDecodeError:
        raise RequestError("The parameters are not UTF-8.") from None
    except ValueError:
        raise RequestError(f"There are more than {_FIELDS} parameters.") from None
    return found


def _utf8(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise RequestError(f"The text is not UTF-8: byte {error.start} cannot stand there.") from None


def _one(given: Given, name: str) -> str | None:
    values = given.get(name, ())
    if len(values) > 1:
        raise RequestError(f"The parameter `{name}` is given {len(values)} times; it is taken once.")
    return values[0] if values else None


def _check_text(query: str, limits: LimitSettings) -> None:
    """What is known of a text without reading it, so that no reader's process is asked."""
    if len(query) > limits.query_bytes or len(query.encode("utf-8", "surrogatepass")) > limits.query_bytes:
        raise TooLarge(
            f"The query is longer than {limits.query_bytes} bytes. Ask it in parts.",
            limit="query_bytes",
            allowed=limits.query_bytes,
        )
    if "\x00" in query:
        raise QueryError(f"The query has a NUL at character {query.index(chr(0)) + 1}.")
    if not query.strip():
        raise QueryError("The query is empty.")


def _rows(given: Given, limits: LimitSettings) -> int | None:
    said = _one(given, "rows")
    if said is None:
        return None
    if not (said.isascii() and said.isdigit() and len(said) < 10 and 0 < int(said) <= limits.rows):
        raise RequestError(f"`rows` is a whole number from 1 to {limits.rows}, not {said[:20]!r}.")
    return int(said)


def _forms(http: HttpRequest, given: Given) -> tuple[str | None, str | None]:
    """The media types that are wanted: after `format` or `output`, which go first, or the header Accept."""
    for name in ("format", "output"):
        for said in given.get(name, ())[:1]:
            if not known(said):
                raise NotAcceptable(f"There is no format {said[:40]!r}. {_there_is()}")
            return named(said, "results"), named(said, "graph")
    accept = ",".join(http.headers.getlist("accept"))
    found = best(accept, _OFFERED["results"]), best(accept, _OFFERED["graph"])
    if found == (None, None):
        raise NotAcceptable(f"No query is answered in what Accept takes. {_there_is()}")
    return found


@lru_cache(maxsize=1)
def _there_is() -> str:
    return (
        f"SELECT and ASK are answered in {listed(RESULTS)}; CONSTRUCT and DESCRIBE in {listed(GRAPHS)}. "
        "`format` also takes json, xml, csv, tsv, html, turtle, ntriples, nquads, trig, jsonld, rdfxml."
    )


def as_work(query: str, form: str | None, limits: LimitSettings) -> dict[str, Any]:
    """What is asked of the task `sparql` for a text and the media type or short name of a form.

    Raises NotAcceptable for a form that there is not, and the errors of a text that is none.
    """
    _check_text(query, limits)
    wanted: dict[str, Any] = {"query": query, "bounds": text_bounds(limits)}
    if form is None:
        return wanted
    found = {kind: named(form, kind) for kind in BY_TYPE}
    if not any(found.values()):
        raise NotAcceptable(f"There is no format {form[:40]!r}. {_there_is()}")
    return wanted | found


def text_bounds(limits: LimitSettings) -> list[int]:
    """The bounds of a text, as the task takes them."""
    return [limits.query_bytes, limits.query_nesting, limits.query_patterns, limits.query_parts]
