"""The address /sparql in the OpenAPI document."""

from collections.abc import Iterable
from typing import Any, Final

from starlette.responses import Response

from respondeat.api.sparql.formats import GRAPHS, HTML, RESULTS
from respondeat.api.web.openapi import ALWAYS, PROBLEMS
from respondeat.api.web.problems import MEDIA_TYPE
from respondeat.api.web.sparql_request import DIRECT, FORM

Json = dict[str, Any]

_SELECT: Final = "SELECT ?body ?name WHERE { ?body a r:Body ; rdfs:label ?name } ORDER BY ?name LIMIT 20"
_ASK: Final = "ASK { ?event a r:Event }"
_CONSTRUCT: Final = "CONSTRUCT WHERE { ?person a r:Person ; skos:prefLabel ?name } LIMIT 10"
_EXAMPLES: Final[Json] = {
    "rows": {"summary": "Rows", "value": _SELECT},
    "yes or no": {"summary": "Yes or no", "value": _ASK},
    "triples": {"summary": "Triples", "value": _CONSTRUCT},
}
_NAMES: Final = sorted({name for form in (*RESULTS, *GRAPHS) for name in form.names})
_TEXT: Final[Json] = {"type": "string"}


def _parameter(name: str, described: str, schema: Json, **more: Any) -> Json:
    told = {"name": name, "in": "query", "required": False, "description": described, "schema": schema}
    return told | more


_DATASET: Final = [
    _parameter(
        "default-graph-uri",
        "Ask these changesets alone, merged. Goes before FROM; nothing is fetched.",
        {"type": "array", "items": _TEXT},
    ),
    _parameter(
        "named-graph-uri",
        "The changesets that GRAPH means. Goes before FROM NAMED; nothing is fetched.",
        {"type": "array", "items": _TEXT},
    ),
]
_FORM: Final = [
    _parameter(
        "format",
        "This form, whatever the header Accept says; `output` means the same, media types are taken too.",
        {"type": "string", "enum": _NAMES},
        example="json",
    ),
    _parameter(
        "rows",
        "The first so many rows or triples; the header Respondeat-Complete tells whether that is all.",
        {"type": "integer", "minimum": 1},
        example=100,
    ),
    _parameter(
        "level", "Ask at this access level, your own at most; by default your own.", {"type": "string"}
    ),
]
_QUERY: Final = _parameter(
    "query",
    "A query of SPARQL 1.1. Without it the service describes itself, and a browser gets a form.",
    _TEXT,
    examples=_EXAMPLES,
)


def _content() -> Json:
    found: Json = {}
    for form in (*RESULTS, *GRAPHS):
        found[form.media_type] = {"schema": {} if "json" in form.media_type else _TEXT}
    found[HTML] = {"schema": _TEXT}
    return dict(sorted(found.items()))


def _headers(names: Iterable[str]) -> Json:
    told = {
        "Respondeat-Limits": "The limits of the request: seconds, bytes and counts.",
        "Respondeat-Complete": "yes: that is all. no, unknown: it was cut at the rows asked for.",
        "Respondeat-Rows-Limit": "The rows asked for; a page of HTML shows 1000 where no number is given.",
        "ETag": "Stands for the answer; send it as If-None-Match.",
    }
    return {name: {"description": told[name], "schema": _TEXT} for name in names}


_TOLD: Final = ("Respondeat-Limits", "Respondeat-Complete", "Respondeat-Rows-Limit")
_DESCRIBED: Final = (
    "SELECT, ASK, CONSTRUCT and DESCRIBE over what the reader may see. The prefixes of the ontology need no "
    "declaration; functions and tables of `r:` are in the description of the service. Update, SERVICE, "
    "LOAD and graphs that are not there are refused before anything runs. The answer is whole or not given: "
    "over a limit the query is ended and a problem says which limit it was."
)


def _problems(*statuses: str) -> dict[int, Json]:
    """Problems; a browser gets them in the form that it asked with."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/problem"}}, HTML: {"schema": _TEXT}}
    return {int(status): {"description": PROBLEMS[status], "content": content} for status in statuses}


def _told(summary: str, *, by_get: bool) -> Json:
    """What the decorator of a route takes."""
    sent = {
        "requestBody": {
            "required": True,
            "content": {
                FORM: {
                    "schema": {
                        "type": "object",
                        "properties": {"query": _TEXT},
                        "required": ["query"],
                    },
                    "examples": {name: {"value": {"query": one["value"]}} for name, one in _EXAMPLES.items()},
                },
                DIRECT: {"schema": _TEXT, "examples": _EXAMPLES},
            },
        }
    }
    return {
        "summary": summary,
        "description": _DESCRIBED,
        "response_class": Response,
        "responses": {
            200: {
                "description": "The whole answer, or the rows that were asked for",
                "content": _content(),
                "headers": _headers((*_TOLD, "ETag") if by_get else _TOLD),
            },
            **({304: {"description": "The client has this answer already."}} if by_get else _problems("415")),
            **_problems(*ALWAYS, "406", "413"),
        },
        "openapi_extra": {"parameters": [*([_QUERY] if by_get else []), *_DATASET, *_FORM]}
        | ({} if by_get else sent),
    }


BY_GET: Final = _told("Ask in SPARQL", by_get=True)
BY_POST: Final = _told("Ask in SPARQL, a long query", by_get=False)
