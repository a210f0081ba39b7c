"""An operation of the OpenAPI document, from its parameters, its example and the schema of its answer."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.responses import Response

from respondeat.api.parameters import Parameter

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
    forms: Mapping[str, Any] | None = None,
    problems: Iterable[str] = (),
) -> Json:
    """What `add_api_route` takes to describe an operation that answers with JSON of a published schema.

    The first line of `described` is its summary. `forms` are other media types of the answer, `problems`
    statuses beside those that every operation has.
    """
    known = tuple(parameters)
    summary, _, rest = described.partition("\n")
    content = {"application/json": {"schema": {"$ref": f"#/components/schemas/{schema}"}}} | dict(forms or {})
    return {
        "summary": summary.strip().split(" Schema `")[0].rstrip("."),
        "description": _description(rest),
        "response_class": Response,
        "responses": {
            200: {
                "description": "The answer" + (", or a page of it" if paged else ""),
                "content": content,
                "headers": ({} if body else _CACHING) | (_PAGES if paged else {}),
            },
            **({} if body else {304: {"description": "The client has this answer already."}}),
            **{status: {} for status in (*problems, *(("413", "415") if body else ()))},
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


def page_of(described: str, forms: Mapping[str, str], problems: Iterable[str] = ()) -> Json:
    """What `add_api_route` takes to describe what is the same for everybody; media types with JSON types."""
    summary, _, rest = described.partition("\n")
    content = {media_type: {"schema": {"type": kind}} for media_type, kind in forms.items()}
    return {
        "summary": summary.strip().rstrip("."),
        "description": _description(rest),
        "response_class": Response,
        "responses": {
            200: {"description": "As it is now.", "content": content, "headers": _CACHING},
            304: {"description": "The client has this already."},
            **{status: {} for status in problems},
        },
    }
