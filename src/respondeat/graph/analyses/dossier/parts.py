"""Under which heading a statement stands in the dossier of one who is in it."""

from typing import Final

from respondeat.graph.replay import Records
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v

PARTS: Final = (
    *("time", "posts", "memberships", "above", "below", "orders"),
    *("participants", "events", "patterns", "knowledge", "measures", "listings"),
    *("custody", "convictions", "figures", "characterisations", "law", "places", "names", "other"),
)
"""The parts of a dossier in their order; identity, what was withdrawn and what is missing stand beside."""

_BY_RELATION: Final = {
    "Posting": "posts",
    "Membership": "memberships",
    "OrderGiving": "orders",
    "Knowledge": "knowledge",
    "Measure": "measures",
    "Listing": "listings",
    "Custody": "custody",
    "Conviction": "convictions",
    "Quantity": "figures",
    "LegalCharacterisation": "characterisations",
    "ProvisionContent": "law",
    "Location": "places",
    "Existence": "time",
    "Naming": "names",
}
_UP: Final = frozenset({v.R + "subordinate", v.R + "controlled"})


def part_of(records: Records, entity: str, s: Statement) -> str:
    """The part of the dossier of `entity` in which a statement stands."""
    if s.relation in (v.SUBORDINATION, v.CONTROL):
        lower = any(role in _UP and value == entity for role, value in s.roles)
        return "above" if lower else "below"
    if s.relation == v.PARTICIPATION:
        event = s.iri("event")
        if event == entity:
            return "participants"
        found = records.record(event)
        return "patterns" if isinstance(found, Entity) and found.cls == v.PATTERN else "events"
    return _BY_RELATION.get(s.relation.removeprefix(v.R), "other")
