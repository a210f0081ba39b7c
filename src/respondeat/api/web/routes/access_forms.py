"""Forms that the addresses of access share."""

from collections.abc import Mapping
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from respondeat.ontology import vocabulary as v

NOT_KEPT: Final = {"Cache-Control": "no-store"}

Level = Annotated[
    str,
    Field(description="The access level up to which is read.", json_schema_extra={"enum": list(v.LEVELS)}),
]
Scopes = Annotated[
    list[str],
    Field(
        description="What is allowed: read, write (changesets), review (assessments), admin (all of this).",
        max_length=4,
        json_schema_extra={"items": {"type": "string", "enum": ["read", "write", "review", "admin"]}},
    ),
]


class Form(BaseModel):
    """A body with these members and no others."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def example(answer: Mapping[str, Any], status: int = 200) -> dict[int | str, dict[str, Any]]:
    """What an operation answers with, for the OpenAPI document."""
    return {status: {"content": {"application/json": {"example": dict(answer)}}}}


def answered(body: Mapping[str, Any], status: int = 200) -> Response:
    """An answer that nobody keeps."""
    return JSONResponse(dict(body), status, NOT_KEPT)
