"""How the addresses of changes stand in the OpenAPI document, with examples about the invented country."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from starlette.responses import Response

from respondeat.ontology import vocabulary as v

Json = dict[str, Any]

_JSON: Final = "application/json"
_SCHEMA: Final = "#/components/schemas/"

EXAMPLE: Final[Mapping[str, Any]] = {
    "level": "public",
    "note": "An invented decree, read in an invented gazette",
    "documents": [
        {"id": "#gazette", "title": "Gazette of Exampelia, 7 (invented)", "written": {"edtf": "2021-03-01"}}
    ],
    "entities": [{"id": "#pavo", "class": "Person", "invented": True}],
    "names": [{"entity": "#pavo", "form": "Pavo Tenthperson (invented)", "lang": "en", "preferred": True}],
    "passages": [{"id": "#place", "document": "#gazette", "locator": "item 3"}],
    "statements": [
        {
            "id": "#head",
            "relation": "Posting",
            "roles": {"holder": "#pavo", "body": "b-cff51765bb5630cbd5e02ccbe31e60ea", "capacity": "head"},
            "time": {"started": "2021-03-01"},
        }
    ],
    "attestations": [
        {"supports": "#head", "passages": "#place", "origin": "b-ad6338b19f43458971373b862a2791fb"}
    ],
}
"""A posting that Exampelia takes."""

TRIG: Final = """@prefix r: <https://w3id.org/respondeat/ns#> .
@prefix skosxl: <http://www.w3.org/2008/05/skos-xl#> .

<#town> a r:Place ; r:invented true ; skosxl:prefLabel <#name> .
<#name> a skosxl:Label ; skosxl:literalForm "Newtown (invented)"@en .
"""
"""The same, shorter, as TriG; its level is said beside it."""


def _query(name: str, description: str, **schema: Any) -> Json:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


KEY: Final[Json] = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Your own name for this posting: the same key and body within a day are the same posting.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
}
DRY_RUN: Final = _query("dry_run", "Check everything and write nothing.", type="boolean", default=False)
_LEVEL: Final = _query(
    "level",
    "The level of a posting as TriG or N-Quads that does not say it.",
    type="string",
    enum=list(v.LEVELS),
)


def change(
    summary: str,
    description: str,
    body: Mapping[str, Any],
    parameters: Iterable[Json],
    problems: Iterable[str],
) -> Json:
    """What `router.post` takes to describe something that writes."""
    told = {"application/json": {"schema": {"$ref": f"{_SCHEMA}posted"}}}
    place = {"description": "The address of the changeset.", "schema": {"type": "string"}}
    return {
        "summary": summary,
        "description": description,
        "response_class": Response,
        "status_code": 201,
        "responses": {
            200: {"description": "It is there already, or nothing was to be written.", "content": told},
            201: {"description": "It is written.", "content": told, "headers": {"Location": place}},
            **{status: {} for status in (*problems, "408", "409", "413", "415", "422")},
        },
        "openapi_extra": {
            "parameters": list(parameters),
            "requestBody": {"required": True, "content": dict(body)},
        },
    }


POSTING: Final = change(
    "Post a changeset, whole or not at all",
    "As JSON by the published schema, or as TriG or N-Quads as `respondeat export` writes them. It is held "
    "against every rule of the model, and what breaks one is listed with its place; then nothing is written. "
    "The same posting again is answered with 200 and the same id. What you may not see is as if it were not "
    "there: an id of it is an unknown id.",
    {
        _JSON: {"schema": {"$ref": f"{_SCHEMA}changeset"}, "example": dict(EXAMPLE)},
        "application/trig": {"schema": {"type": "string"}, "example": TRIG},
        "application/n-quads": {"schema": {"type": "string"}},
    },
    (DRY_RUN, _LEVEL, KEY),
    (),
)

_ID: Final[Json] = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "Its id, in full or without what all ids begin with.",
    "schema": {"type": "string", "minLength": 1},
    "example": "cs-2bfdea1109b82b1730438cca6886dcb2",
}

READING: Final[Json] = {
    "summary": "One changeset with its records",
    "description": "In the form in which it is posted. One above your level and one that is not there are "
    "answered alike.",
    "response_class": Response,
    "responses": {
        200: {
            "description": "The changeset.",
            "content": {_JSON: {"schema": {"$ref": f"{_SCHEMA}changeset-read"}}},
        },
        304: {"description": "The client has this answer already."},
        404: {},
    },
    "openapi_extra": {
        "parameters": [
            _ID,
            _query(
                "level", "Read at this level; your own when left out.", type="string", enum=list(v.LEVELS)
            ),
        ]
    },
}
