"""How raising a level and erasing stand in the OpenAPI document."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import Response

from respondeat.ontology import vocabulary as v

from .changesets_described import DRY_RUN, Json

_REFERENCES: Final = "#/components/schemas/changeset.references"
_TARGETS: Final[Json] = {"$ref": _REFERENCES, "description": "Ids of records or of whole changesets."}
_REASON: Final[Json] = {
    "type": "string",
    "minLength": 1,
    "description": "The reason or legal basis, without personal data: it is kept.",
}
_DEPENDENTS: Final[Json] = {
    "type": "boolean",
    "default": False,
    "description": "Whether what would stand in the way goes too; else it is listed and nothing is done.",
}


def _change(
    summary: str, description: str, properties: Mapping[str, Any], required: Sequence[str], example: Json
) -> Json:
    schema = {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }
    told = {"application/json": {"schema": {"$ref": "#/components/schemas/withdrawal"}}}
    return {
        "summary": summary,
        "description": description,
        "response_class": Response,
        "responses": {
            200: {"description": "It is done; with dry_run what would be.", "content": told},
            **{status: {} for status in ("404", "408", "413", "415", "422")},
        },
        "openapi_extra": {
            "parameters": [DRY_RUN],
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": schema, "example": example}},
            },
        },
    }


_REST: Final = (
    "For admins who see every level. When it answers, it is in no store, index or reader's process of a "
    "lower level; a tombstone with hashes keeps it from being written there again. Backups go when renewed."
)

RAISING: Final = _change(
    "Move records or changesets to a higher level",
    "With everything that rests on them. " + _REST,
    {
        "targets": _TARGETS,
        "level": {"enum": list(v.LEVELS[1:]), "description": "The level to raise to."},
        "reason": _REASON,
        "dependents": _DEPENDENTS,
    },
    ("targets", "level", "reason"),
    {
        "targets": ["s-c5d494ab2e3e0eac0862e3f5870ffc82"],
        "level": "restricted",
        "reason": "The source asked for it.",
        "dependents": True,
    },
)

ERASING: Final = _change(
    "Erase records or changesets by law, at every level",
    "Down to the bytes, with everything that rests on them. " + _REST,
    {
        "targets": _TARGETS,
        "reason": _REASON,
        "dependents": _DEPENDENTS,
        "files": {
            "type": "boolean",
            "default": False,
            "description": "Files that no record needs go too.",
        },
    },
    ("targets", "reason"),
    {
        "targets": ["s-6de9fe7a1f19cac80f41d3aad16eba7a"],
        "reason": "Request for erasure, granted.",
        "dependents": True,
    },
)
