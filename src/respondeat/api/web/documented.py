"""The OpenAPI document as people read it: addresses by subject, with parameters and a command for each."""

import json
from collections.abc import Iterator
from shlex import quote
from typing import Any
from urllib.parse import quote as escaped
from urllib.parse import urlencode

Json = dict[str, Any]

_FORM = "application/x-www-form-urlencoded"
_METHODS = ("get", "post", "put", "patch", "delete")


def index(document: Json) -> Json:
    """What the first page links to."""
    title, version = document["info"]["title"], document["info"]["version"]
    links = [
        ("/docs", "Every address with its parameters and an example"),
        ("/openapi.json", "The same for programs (OpenAPI 3.1)"),
        ("/v1/entities", "The entities of the data"),
        ("/v1/changesets", "What was recorded when"),
        ("/problems", "What each error means"),
    ]
    there = set(document["paths"])
    more = [(path, text) for path, text in (("/sparql", "SPARQL 1.1 Query"),) if path in there]
    return {
        "name": title,
        "version": version,
        "links": [{"href": path, "title": text} for path, text in (*links, *more)],
        "notice": document["info"]["description"],
    }


def addresses(document: Json, base: str) -> list[Json]:
    """Every operation by its tag: what it does, takes and answers, and its example as a command."""
    named = {tag["name"]: tag["description"] for tag in document["tags"]}
    found: dict[str, list[Json]] = {name: [] for name in named}
    for path, item in document["paths"].items():
        for method in _METHODS:
            if method in item:
                operation = item[method]
                tag = next(iter(operation.get("tags", ())), "documentation")
                found.setdefault(tag, []).append(_told(path, method, operation, base))
    return [
        {"name": name, "about": named.get(name, ""), "operations": operations}
        for name, operations in found.items()
        if operations
    ]


def _told(path: str, method: str, operation: Json, base: str) -> Json:
    return {
        "id": operation.get("operationId") or f"{method}-{path.strip('/')}",
        "method": method.upper(),
        "path": path,
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "parameters": list(_parameters(operation)),
        "answers": [
            {
                "status": status,
                "media_types": list(told.get("content", {})),
                "text": told.get("description", ""),
            }
            for status, told in sorted(operation["responses"].items())
            if status.startswith(("2", "3"))
        ],
        "curl": curl(path, method, operation, base),
    }


def _parameters(operation: Json) -> Iterator[Json]:
    for one in operation.get("parameters", ()):
        yield {
            "name": one["name"],
            "where": one["in"],
            "required": one.get("required", False),
            "about": one.get("description", ""),
            "may_be": _may_be(one.get("schema", {})),
        }


def _may_be(schema: Json) -> str:
    inner = schema.get("items", schema)
    said = ", ".join(map(str, inner["enum"])) if "enum" in inner else str(inner.get("type", "text"))
    if "minimum" in inner and "maximum" in inner:
        said += f" {inner['minimum']} to {inner['maximum']}"
    if "default" in schema:
        said += f"; {schema['default']} if left out"
    return said


def example(operation: Json) -> tuple[Json, Json, str, Any]:
    """The example of an operation: parts of the path, query, media type of the body ("" for none), body."""
    given = [(one, found[0]) for one in operation.get("parameters", ()) if (found := _examples(one))]
    parts = {one["name"]: value for one, value in given if one["in"] == "path"}
    query = {one["name"]: value for one, value in given if one["in"] == "query"}
    for media_type, told in operation.get("requestBody", {}).get("content", {}).items():
        if found := _examples(told):
            return parts, query, media_type, found[0]
    return parts, query, "", None


def _examples(told: Json) -> list[Any]:
    """The examples of a parameter or body, wherever OpenAPI lets them stand."""
    if "example" in told:
        return [told["example"]]
    named = [one["value"] for one in told.get("examples", {}).values()]
    return named or list(told.get("schema", {}).get("examples", ()))


def sent(media_type: str, body: Any) -> str:
    """The body of an example as it is sent."""
    if isinstance(body, str):
        return body
    return urlencode(body) if media_type == _FORM else json.dumps(body, ensure_ascii=False)


def curl(path: str, method: str, operation: Json, base: str) -> str:
    """The example as a command of curl."""
    parts, query, media_type, body = example(operation)
    there = path
    for name, value in parts.items():
        there = there.replace(f"{{{name}}}", escaped(str(value), safe=""))
    address = f"{base}{there}" + (f"?{urlencode(query, doseq=True)}" if query else "")
    command = ["curl", *(() if method in ("get", "post") else ("-X", method.upper()))]
    if media_type:
        command += [
            "--header",
            quote(f"Content-Type: {media_type}"),
            "--data-binary",
            quote(sent(media_type, body)),
        ]
    elif method == "post":
        command += ["-X", "POST"]
    return " ".join([*command, quote(address)])
