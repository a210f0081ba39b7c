"""Which statements are present for what the Rome Statute asks for, of a person and an event."""

from .checklist import CONTEXT, MODES, WITHOUT_STATEMENTS, Element, Elements, elements
from .patterns import resembling
from .statements import Row

__all__ = [
    "CONTEXT",
    "MODES",
    "WITHOUT_STATEMENTS",
    "Element",
    "Elements",
    "Row",
    "elements",
    "resembling",
]
