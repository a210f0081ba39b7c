"""Events that are no act against people: nobody is asked to answer for them."""

from typing import Final

from respondeat.graph.replay import Records
from respondeat.ontology import vocabulary as v

NO_ACTS: Final = frozenset(
    v.R + name
    for name in (
        *("appointmentToOffice", "declaration", "dismissal", "election", "finding", "inauguration"),
        *("investigation", "legislation", "mechanismInvocation", "meeting", "negotiation", "otherEvent"),
        *("pardon", "prisonerExchange", "protest", "referral", "release", "reportPublication"),
        *("resolution", "sanction", "speech", "visit"),
    )
)
"""Their types; what has no stated type may be an act."""


def no_acts(records: Records) -> frozenset[str]:
    """The events, and patterns, of these types, by id."""
    return frozenset(id for kind in NO_ACTS for id in records.pointing(v.EVENT_TYPE, kind))
