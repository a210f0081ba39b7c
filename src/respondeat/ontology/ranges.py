"""What may stand as a value of a role or attribute; `respondeat.ttl` says the same."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from .prefixes import R

SCHEMES: Final = (
    "accessLevel",
    "bodyKind",
    "capacity",
    "channel",
    "characterisation",
    "comparator",
    "confidence",
    "contradictionKind",
    "crime",
    "crimeElement",
    "derivationRule",
    "effect",
    "eventType",
    "gender",
    "knowledgeBasis",
    "liabilityMode",
    "linkKind",
    "locationRole",
    "measureKind",
    "membershipRole",
    "metric",
    "modality",
    "regime",
    "role",
    "standardOfProof",
    "status",
    "unit",
    "verdict",
)

_KINDS: Final[Mapping[str, str]] = {
    "entity": (
        "holder post body member group subordinate superior controller controlled orderer recipient event "
        "actor detained custodian place convicted provision court judge person listed instrument imposer "
        "named located first second entity ofState postIn provisionOf versionOf within"
    ),
    "concept:bodyKind": "bodyKind",
    "concept:capacity": "capacity",
    "concept:channel": "channel",
    "concept:characterisation": "characterisedAs",
    "concept:comparator": "comparator",
    "concept:crime": "crime",
    "concept:effect": "effect",
    "concept:eventType": "eventType",
    "concept:gender": "gender",
    "concept:knowledgeBasis": "basis",
    "concept:linkKind": "linkKind",
    "concept:measureKind": "measureKind",
    "concept:metric": "metric",
    "concept:regime": "regime",
    "concept:role": "role",
    "concept:unit": "unit",
    "concept:verdict": "verdict",
    "text": (
        "title rank decree content condition sentence ground population annex entry form number sourceKey"
    ),
    "integer": "value upper",
    "boolean": "inAbsentia protected placeholder invented",
    "edtf": "asOf birthDate",
}
RANGES: Final[Mapping[str, str]] = MappingProxyType(
    {R + name: kind for kind, names in _KINDS.items() for name in names.split()}
)
# attributes that an entity may bear
ATTRIBUTES: Final = tuple(
    R + name
    for name in (
        *("bodyKind", "eventType", "gender", "placeholder", "invented", "protected", "ofState", "postIn"),
        *("provisionOf", "versionOf", "within", "number", "birthDate", "sourceKey"),
    )
)
# one role whose list depends on the relation it stands in
_RANGES_IN: Final[Mapping[tuple[str, str], str]] = {
    (R + "Membership", R + "role"): "concept:membershipRole",
    (R + "Location", R + "role"): "concept:locationRole",
}


def role_range(prop: str, relation: str = "") -> str:
    """What the values of a role or attribute are, by the IRIs of the property and of its relation.

    One of "entity", "concept:<scheme>", "text", "integer", "boolean", "edtf". Raises KeyError for a property
    that is neither a role nor an attribute.

    >>> role_range(R + "holder"), role_range(R + "capacity"), role_range(R + "role", R + "Membership")
    ('entity', 'concept:capacity', 'concept:membershipRole')
    """
    return _RANGES_IN.get((relation, prop)) or RANGES[prop]
