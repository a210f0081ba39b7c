"""One function a question: the only door to the analyses for the terminal, HTTP and notebooks.

Every answer is plain data (JSON) with the keys of its schema in `api/schemas/`, carries its proof, and ends
with the notice of what it is not.
"""

from .asked import by_name
from .boards import commanders, subordinates, superiors
from .chain import chain
from .chokepoints import chokepoints
from .decisions import decisions
from .dossier import dossier
from .elements import elements
from .events_under import events_under
from .measures import measures
from .rows import frame, notice, window
from .search import search
from .show import show

__all__ = [
    "QUESTIONS",
    "chain",
    "chokepoints",
    "commanders",
    "decisions",
    "dossier",
    "elements",
    "events_under",
    "frame",
    "measures",
    "notice",
    "search",
    "show",
    "subordinates",
    "superiors",
    "window",
]

QUESTIONS = by_name(globals())
"""Every question by the name that the terminal has for it."""
