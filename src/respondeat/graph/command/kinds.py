"""Which statements are links, of what kind, and in which direction they are climbed.

A link points from the lower to the higher end: body to head, subordinate to superior, controlled to
controller, recipient to orderer, event to those who took part in it.
"""

from collections.abc import Iterator
from enum import IntEnum
from typing import Final

from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v


class Kind(IntEnum):
    """Kinds of link, in the order in which they stand in the arrays."""

    HEAD = 0
    ACTING_HEAD = 1
    COMMAND = 2  # de jure
    CONTROL = 3  # de facto
    OPERATIONAL = 4
    ORDERS = 5
    AMONG = 6  # a body among those of a group
    # ties of an event to those who answer for it
    ORDERED = 10
    PERPETRATED = 11
    PARTICIPATED = 12
    AIDED = 13
    HELD = 14
    # shown apart, never climbed
    SERVES = 20  # any posting but a head's
    SUPERVISION = 21
    ADMINISTRATIVE = 22
    APPOINTMENT = 23
    OTHER = 24
    # when an event was
    TIME = 30


HEADS: Final = frozenset({Kind.HEAD, Kind.ACTING_HEAD})
SUPERIORS: Final = frozenset({Kind.COMMAND, Kind.CONTROL, Kind.OPERATIONAL})
CLIMBED: Final = HEADS | SUPERIORS | {Kind.ORDERS, Kind.AMONG}
TIES: Final = frozenset({Kind.ORDERED, Kind.PERPETRATED, Kind.PARTICIPATED, Kind.AIDED, Kind.HELD})
POSTINGS: Final = HEADS | {Kind.SERVES}

# what a link is called in answers: the concept of the ontology that it stands for
CONCEPT: Final = {
    Kind.HEAD: "head",
    Kind.ACTING_HEAD: "actingHead",
    Kind.COMMAND: "deJureCommand",
    Kind.CONTROL: "deFactoControl",
    Kind.OPERATIONAL: "operationalControl",
    Kind.ORDERS: "orderGiving",
    Kind.AMONG: "among",
    Kind.ORDERED: "ordered",
    Kind.PERPETRATED: "perpetrator",
    Kind.PARTICIPATED: "participant",
    Kind.AIDED: "aider",
    Kind.HELD: "custodian",
    Kind.SERVES: "posting",
    Kind.SUPERVISION: "legalSupervision",
    Kind.ADMINISTRATIVE: "administrative",
    Kind.APPOINTMENT: "appointment",
    Kind.OTHER: "other",
    Kind.TIME: "time",
}

_LINK_KINDS: Final = {
    v.DE_JURE_COMMAND: Kind.COMMAND,
    v.DE_FACTO_CONTROL: Kind.CONTROL,
    v.OPERATIONAL_CONTROL: Kind.OPERATIONAL,
    v.LEGAL_SUPERVISION: Kind.SUPERVISION,
    v.ADMINISTRATIVE: Kind.ADMINISTRATIVE,
    v.APPOINTMENT: Kind.APPOINTMENT,
}
_CAPACITIES: Final = {v.HEAD: Kind.HEAD, v.ACTING_HEAD: Kind.ACTING_HEAD}
_TIE_ROLES: Final = {
    v.ORDERED: Kind.ORDERED,
    v.PERPETRATOR: Kind.PERPETRATED,
    v.MAIN_PERPETRATOR: Kind.PERPETRATED,
    v.PARTICIPANT: Kind.PARTICIPATED,
    v.AIDER: Kind.AIDED,
    v.HOLDER_IN_CUSTODY: Kind.HELD,
}

LINKING: Final = frozenset(
    {
        v.POSTING,
        v.SUBORDINATION,
        v.CONTROL,
        v.ORDER_GIVING,
        v.MEMBERSHIP,
        v.PARTICIPATION,
        v.CUSTODY,
        v.EXISTENCE,
    }
)


def links_of(s: Statement) -> Iterator[tuple[Kind, str, str]]:
    """The links that a statement stands for: (kind, lower end, higher end); none for other relations."""
    match s.relation:
        case v.POSTING:
            kind = _CAPACITIES.get(s.iri("capacity"), Kind.SERVES)
            yield kind, s.iri("body") or s.iri("post"), s.iri("holder")
        case v.SUBORDINATION:
            yield _LINK_KINDS.get(s.iri("linkKind"), Kind.OTHER), s.iri("subordinate"), s.iri("superior")
        case v.CONTROL:
            yield _LINK_KINDS.get(s.iri("linkKind"), Kind.OTHER), s.iri("controlled"), s.iri("controller")
        case v.ORDER_GIVING:
            yield Kind.ORDERS, s.iri("recipient"), s.iri("orderer")
            if event := s.iri("event"):
                yield Kind.ORDERED, event, s.iri("orderer")
        case v.MEMBERSHIP:
            yield Kind.AMONG, s.iri("member"), s.iri("group")
        case v.PARTICIPATION:
            if (tie := _TIE_ROLES.get(s.iri("role"))) is not None:
                yield tie, s.iri("event"), s.iri("actor")
        case v.CUSTODY:
            if (event := s.iri("event")) and (custodian := s.iri("custodian")):
                yield Kind.HELD, event, custodian
        case v.EXISTENCE:
            yield Kind.TIME, s.iri("entity"), s.iri("entity")
