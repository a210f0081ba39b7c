"""An operation of the OpenAPI document, from its parameters, its example and the schema of its answer."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.responses import Response

from .parameters import Parameter

Json = dict[str, Any]

_CACHING: Final[Json] = {
    "ETag": {"description": "Stands for the answer; send it as If-None-Match.", "schema": {"type": "string"}},
    "Cache-Control": {"description": "no-store above the level public.", "schema": {"type": "string"}},
}
_PAGES: Final[Json] = {
    "Link": {"description": 'The next page, rel="next" (RFC 8288).', "schema": {"type": "string"}},
    "Respondeat-Next": {"description": "The cursor of the next page.", "schema": {"type": "string"}},
    "Respondeat-Total": {"description": "Rows on all pages.", "schema": {"type": "integer"}},
}


def operation(
    described: str,
    parameters: Iterable[Parameter],
    example: Mapping[str, Any],
    *,
    schema: str,
    paged: bool = False,
    body: bool = False,
) -> Json:
    """What `add_api_route` takes to describe an operation that answers with JSON of a published schema.

    The first line of `described` is its summary; "Schema ..." and what follows is for programmers of Python.
    """
    known = tuple(parameters)
    summary, _, rest = described.partition("\n")
    return {
        "summary": summary.strip().split(" Schema `")[0].rstrip("."),
        "description": _description(rest),
        "response_class": Response,
        "responses": {
            200: {
                "description": "The answer" + (", or a page of it" if paged else ""),
                "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}},
                "headers": ({} if body else _CACHING) | (_PAGES if paged else {}),
            },
            **({} if body else {304: {"description": "The client has this answer already."}}),
        },
        "openapi_extra": _body(known, example) if body else {"parameters": _query(known, example)},
    }


def _description(text: str) -> str:
    lines = [line.strip() for line in text.partition("Raises ")[0].splitlines()]
    return "\n".join(lines).replace("`--json`", "JSON").strip()


def _query(parameters: Iterable[Parameter], example: Mapping[str, Any]) -> list[Json]:
    return [
        {
            "name": p.name,
            "in": "query",
            "required": p.required,
            "description": p.description,
            "schema": p.schema(),
            **({"style": "form", "explode": True} if p.many else {}),
            **({"example": example[p.name]} if p.name in example else {}),
        }
        for p in parameters
    ]


def _body(parameters: Iterable[Parameter], example: Mapping[str, Any]) -> Json:
    known = tuple(parameters)
    schema: Json = {
        "type": "object",
        "properties": {p.name: p.schema() | {"description": p.description} for p in known},
        "additionalProperties": False,
    }
    if required := [p.name for p in known if p.required]:
        schema["required"] = required
    content = {"application/json": {"schema": schema, "example": dict(example)}}
    return {"requestBody": {"required": True, "content": content}}
