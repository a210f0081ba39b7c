"""The OpenAPI 3.1 document of the application: every router's addresses, the schemas, every problem.

https://spec.openapis.org/oas/v3.1.1.html
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

import respondeat

from .problems import MEDIA_TYPE

Json = dict[str, Any]

SUMMARY: Final = "Chains of command, each hop with its dates, its sources and what speaks against it"
DESCRIPTION: Final = (
    "Sourced statements of others; not findings of this project; not evidence of guilt; sources may be "
    "wrong. Who is not known reads what is public. Every error is a problem of RFC 9457, explained at its "
    "`type`."
)
TAGS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "questions": "Each question of the terminal, with the same answer.",
        "entities": "What the data hold: entities with everything for and against them, changesets.",
        "sparql": "SPARQL 1.1 Query, read-only and bounded.",
        "reconciliation": "Candidates for names in tables, as OpenRefine asks for them.",
        "jobs": "Questions that take longer.",
        "changes": "Writing: changesets, assessments, retractions.",
        "access": "Keys, logins, the log of what was read and written.",
        "operation": "Whether the service runs, and how it fares.",
        "documentation": "This document, and pages to read.",
    }
)
PROBLEMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "400": "The request cannot be read: a parameter is missing, foreign or not what it should be.",
        "401": "Who asks is not known: a key that is wrong, expired or revoked, or none where one is needed.",
        "403": "Who asks has not the level or scope for this, or a query asks for what is never done here.",
        "404": "There is nothing here, or no entity at this level bears the name; near ones are listed.",
        "405": "The address does not take this method.",
        "406": "The answer has no form that the client takes.",
        "408": "The request did not arrive in time.",
        "409": "A name means several entities, which are listed; or what is there already differs.",
        "410": "The data have changed since the page before: begin again.",
        "413": "More was sent than is taken.",
        "415": "The body is of a type that is not taken here.",
        "422": "The data break a rule of the model; every broken rule is listed.",
        "429": "This client asks too much at once or in a time; Retry-After says when to ask again.",
        "500": "A fault of the service; nothing of it is told here.",
        "502": "Another server that was needed gave no answer that can be used.",
        "503": "No room now, a limit was hit, or the store cannot be used.",
        "504": "The work took longer than it may, and was ended.",
    }
)
"""What each status of a problem means, in general."""

ALWAYS: Final = ("400", "401", "403", "429", "500", "503", "504")
"""The problems that may come of every request; an operation tells the others itself."""

_METHODS: Final = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace"})
_PROBLEM: Final = "#/components/schemas/problem"


def document(app: FastAPI) -> Json:
    """The document of an application, of the routes that it has now."""
    made = get_openapi(
        title="Respondeat",
        version=respondeat.__version__,
        summary=SUMMARY,
        description=DESCRIPTION,
        routes=app.routes,
    )
    for path, method, operation in every(made):
        _complete(path, method, operation, made)
    components = made.setdefault("components", {})
    own = components.get("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        own.pop(name, None)
    components["schemas"] = dict(sorted({**own, **_wanted(made)}.items()))
    components["responses"] = {status: _response(text) for status, text in PROBLEMS.items()}
    components["securitySchemes"] = {
        "key": {"type": "http", "scheme": "bearer", "description": "An API key: shown once when it is made."},
        "basic": {
            "type": "http",
            "scheme": "basic",
            "description": "The same, for clients that know nothing else: user `key`, the key as password.",
        },
        "session": {
            "type": "apiKey",
            "in": "cookie",
            "name": "respondeat",
            "description": "A login (POST /v1/login); over TLS its name begins with __Host-. What changes "
            "something needs the header X-CSRF-Token besides.",
        },
    }
    used = {tag for operation in operations(made) for tag in operation.get("tags", ())}
    head = {
        "openapi": "3.1.0",
        "info": made["info"],
        "servers": [{"url": "/", "description": "This service"}],
    }
    tags = [{"name": name, "description": text} for name, text in TAGS.items() if name in used]
    security: list[Json] = [{}, *({name: []} for name in components["securitySchemes"])]
    return {**head, "security": security, "tags": tags, "paths": made["paths"], "components": components}


def every(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Json]]:
    """Path, method and operation of each operation of a document."""
    for path, item in document["paths"].items():
        yield from ((path, method, told) for method, told in item.items() if method in _METHODS)


def operations(document: Mapping[str, Any]) -> Iterator[Json]:
    """Every operation of a document."""
    return (operation for _, _, operation in every(document))


def _complete(path: str, method: str, operation: Json, made: Json) -> None:
    """Problems where an operation has none of its own; FastAPI's own form of an error is never sent."""
    expected = {
        *ALWAYS,
        *(("404",) if "{" in path else ()),
        *(("413", "415") if "requestBody" in operation else ()),
    }
    for told in operation.get("requestBody", {}).get("content", {}).values():
        _show(told, made)
    if "parameters" in operation:  # what a route says of a parameter beside its function counts
        operation["parameters"] = list({(p["in"], p["name"]): p for p in operation["parameters"]}.values())
    responses = operation["responses"]
    if "HTTPValidationError" in json.dumps(responses.get("422", {})):
        del responses["422"]
    page = "text/html" in responses.get("200", {}).get("content", {})
    for status in {*expected, *(s for s in responses if s in PROBLEMS)}:
        told = responses.get(status, {})
        if "content" not in told:
            described = told.get("description", "") or (PROBLEMS[status] if page else "")
            responses[status] = (
                _response(described, page=page) if described else {"$ref": f"#/components/responses/{status}"}
            )
    operation["responses"] = dict(sorted(responses.items()))


def _show(told: Json, made: Json) -> None:
    """The example of a body, where only its model has one."""
    name = told.get("schema", {}).get("$ref", "").rpartition("/")[2]
    examples = made.get("components", {}).get("schemas", {}).get(name, {}).get("examples", ())
    if examples and not {"example", "examples"} & set(told):
        told["example"] = examples[0]


def _response(description: str, *, page: bool = False) -> Json:
    """A problem; where pages are read it may be a page as well."""
    content: Json = {MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}}}
    if page:
        content["text/html"] = {"schema": {"type": "string"}}
    return {"description": description, "content": content}


def _wanted(made: Json) -> Json:
    """The published schemas that are referred to, and those to which these refer."""
    published, found = schemas(), {}
    waiting = [_PROBLEM.rpartition("/")[2], *_references(made)]
    while waiting:
        name = waiting.pop()
        if name in published and name not in found:
            found[name] = published[name]
            waiting += _references(published[name])
    return found


def _references(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if isinstance(reference := value.get("$ref"), str):
            yield reference.rpartition("/")[2]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


@cache
def schemas() -> Mapping[str, Json]:
    """Every published schema and its parts, as components: `chain`, `common.node`."""
    found: Json = {}
    for file in sorted((files("respondeat.api") / "schemas").iterdir(), key=lambda f: f.name):
        name = file.name.removesuffix(".json")
        schema = json.loads(file.read_text("utf-8"))
        parts = schema.pop("$defs", {})
        for key in ("$schema", "$id"):
            schema.pop(key, None)
        if name != "common":
            found[name] = _rooted(schema, name)
        found |= {f"{name}.{part}": _rooted(inner, name) for part, inner in parts.items()}
    return MappingProxyType(found)


def _rooted(value: Any, name: str) -> Any:
    """The same schema with its references as components."""
    if isinstance(value, dict):
        return {
            key: _component(inner, name) if key == "$ref" and isinstance(inner, str) else _rooted(inner, name)
            for key, inner in value.items()
        }
    return [_rooted(inner, name) for inner in value] if isinstance(value, list) else value


def _component(reference: str, name: str) -> str:
    file, _, place = reference.partition("#")
    named = file.removesuffix(".json") or name
    part = place.removeprefix("/$defs/")
    return f"#/components/schemas/{named}.{part}" if part else f"#/components/schemas/{named}"
