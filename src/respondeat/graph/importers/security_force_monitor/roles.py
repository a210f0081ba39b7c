"""Roles of the sheets as capacities.

In these sheets the role Commander is the head of the unit, whatever the title (divisional police officer,
commissioner). A rank says nothing of who commands.
"""

import re
from types import MappingProxyType
from typing import Final

from respondeat.ontology import vocabulary as v

_ROLES: Final = MappingProxyType(
    {
        role: concept
        for concept, roles in {
            v.HEAD: (
                "commander, commanding officer, officer commanding, officer in command, officer in charge, "
                "commandant, head, head of unit, chief, commander in chief, general officer commanding, "
                "air officer commanding, flag officer commanding"
            ),
            v.DEPUTY_HEAD: (
                "deputy commander, deputy commanding officer, deputy commandant, deputy head, deputy chief, "
                "second in command, deputy general officer commanding"
            ),
            v.R + "chiefOfStaff": "chief of staff",
            v.R + "pressSecretary": (
                "police public relations officer, police public relations office, public relations officer, "
                "spokesman, spokesperson, spokeswoman"
            ),
            v.R + "employee": "",
        }.items()
        for role in roles.split(", ")
    }
)
_OTHER: Final = v.R + "otherCapacity"
_ACTING: Final = re.compile(r"(?:acting|ag\.?)\s+(.*)", re.IGNORECASE)


def capacity(role: str, title: str = "") -> str:
    """The capacity that a role stands for, as a concept; a role that is not in the list is another capacity.

    Who is acting by role or by title heads the unit for the time being. Without a role the sheet says no more
    than that the person serves in the unit.

    >>> roles = ("Commander", "Acting Commander", "Operations Commander", "")
    >>> [capacity(role).rpartition("#")[2] for role in roles]
    ['head', 'actingHead', 'otherCapacity', 'employee']
    """
    acting = _ACTING.fullmatch(role)
    found = _ROLES.get(_plain(acting[1] if acting else role), _OTHER)
    if found == v.HEAD and (acting or _ACTING.fullmatch(title)):
        return v.ACTING_HEAD
    return _OTHER if acting else found


def _plain(role: str) -> str:
    return " ".join(role.casefold().replace("-", " ").split())
