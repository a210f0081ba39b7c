"""How the addresses of review stand in the OpenAPI document, with examples about the invented country."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from respondeat.ontology import vocabulary as v

from .changesets_described import DRY_RUN, Json, change

_REFERENCE: Final = "#/components/schemas/changeset.reference"
_REFERENCES: Final = "#/components/schemas/changeset.references"
_LEVEL: Final[Json] = {
    "enum": list(v.LEVELS),
    "description": "That of what is spoken of when left out, or a higher one.",
}
_REASON: Final[Json] = {"type": "string", "minLength": 1, "description": "Why."}


def _id(description: str) -> Json:
    return {"$ref": _REFERENCE, "description": description}


def _body(properties: Mapping[str, Any], required: Sequence[str], example: Mapping[str, Any]) -> Json:
    schema = {
        "type": "object",
        "properties": {**properties, "level": _LEVEL},
        "required": list(required),
        "additionalProperties": False,
    }
    return {"application/json": {"schema": schema, "example": dict(example)}}


ASSESSING: Final = change(
    "Say what an analyst decided of a statement",
    "Written at the level of the statement, in the name of who asks; it replaces an earlier assessment where "
    "`revision_of` names one, and never changes it. Of a protected person the reason stands above public.",
    _body(
        {
            "assesses": _id("The statement."),
            "status": {"enum": ["accepted", "contested", "rejected", "workNeeded"], "description": "What."},
            "confidence": {"enum": ["low", "moderate", "high"], "description": "How sure: an order."},
            "reason": _REASON,
            "revision_of": _id("The assessment that this one replaces."),
        },
        ("assesses", "status"),
        {
            "assesses": "s-ce655a5f7845e17e96c17f4dc1e3dacf",
            "status": "accepted",
            "confidence": "moderate",
            "reason": "The decree and the report agree.",
        },
    ),
    (DRY_RUN,),
    ("404",),
)

RETRACTING: Final = change(
    "Take back what was said",
    "Statements, attestations, assessments, derivations or contradictions are no longer upheld from now on; "
    "nothing is deleted: asked as of an earlier moment they are there. Each level that sees a record sees "
    "that it is taken back; of a protected person the reason stands above public.",
    _body(
        {"invalidates": {"$ref": _REFERENCES, "description": "The records."}, "reason": _REASON},
        ("invalidates", "reason"),
        {
            "invalidates": ["s-44ab052ae9b379445b62ffe5b7391282"],
            "reason": "The passage is about another regiment.",
        },
    ),
    (DRY_RUN,),
    ("404",),
)

JUDGING: Final = change(
    "Say that two entities are the same, or different",
    "A statement with the reviewer as its origin. Nothing is merged: both stay, and the answer lists under "
    "`implies` which other pairs would be the same. Where a judgement on record says otherwise it is refused "
    "(409) until that one is retracted. Of a protected person it stands above public.",
    _body(
        {
            "first": _id("One entity."),
            "second": _id("The other."),
            "verdict": {
                "enum": ["same", "different", "unsure"],
                "description": "The judgement; unsure: looked at, and not decided.",
            },
            "reason": _REASON,
            "passages": {"$ref": _REFERENCES, "description": "What it rests on, if passages are there."},
        },
        ("first", "second", "verdict", "reason"),
        {
            "first": "p-4a801ffa50f3f840a36777cebd35d9b0",
            "second": "p-cbb96e027f317e5d7cf04d3678ac9bc4",
            "verdict": "different",
            "reason": "Two judges who sat on the same day in two courts.",
        },
    ),
    (DRY_RUN,),
    ("404",),
)
