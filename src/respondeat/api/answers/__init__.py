"""One function a question: the only door to the analyses for the terminal, HTTP and notebooks.

Every answer is plain data (JSON) with the keys of its schema in `api/schemas/`, carries its proof, and ends
with the notice of what it is not.
"""

from .acts import acts
from .asked import by_name
from .boards import commanders, subordinates, superiors
from .chain import chain
from .chokepoints import chokepoints
from .conflicts import conflicts
from .decisions import decisions
from .detention import detention
from .dossier import dossier
from .elements import elements
from .events_under import events_under
from .figures import figures
from .fragility import fragility
from .gaps import gaps
from .graph import graph
from .measures import measures
from .neighbours import neighbours
from .path import path
from .patterns import patterns
from .reliance import reliance
from .rows import frame, notice, window
from .search import search
from .show import show
from .single_origin import single_origin
from .structure import structure
from .tenure import tenure

__all__ = [
    "QUESTIONS",
    "acts",
    "chain",
    "chokepoints",
    "commanders",
    "conflicts",
    "decisions",
    "detention",
    "dossier",
    "elements",
    "events_under",
    "figures",
    "fragility",
    "frame",
    "gaps",
    "graph",
    "measures",
    "neighbours",
    "notice",
    "path",
    "patterns",
    "reliance",
    "search",
    "show",
    "single_origin",
    "structure",
    "subordinates",
    "superiors",
    "tenure",
    "window",
]

QUESTIONS = by_name(globals())
"""Every question by the name that the terminal has for it."""
