"""Answers for a terminal: trees, tables and numbered sources. Colour only where the terminal has it."""

from .acts import acts
from .board import board
from .chain import chain
from .chokepoints import chokepoints
from .decisions import decisions
from .detention import detention
from .dossier import dossier
from .elements import elements
from .events import events
from .figures import figures
from .hits import hits
from .measures import measures
from .replay import moments, replayed
from .show import show
from .tenure import tenure

__all__ = [
    "acts",
    "board",
    "chain",
    "chokepoints",
    "decisions",
    "detention",
    "dossier",
    "elements",
    "events",
    "figures",
    "hits",
    "measures",
    "moments",
    "replayed",
    "show",
    "tenure",
]
