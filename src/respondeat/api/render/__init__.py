"""Answers for a terminal: trees, tables and numbered sources. Colour only where the terminal has it."""

from .board import board
from .chain import chain
from .chokepoints import chokepoints
from .decisions import decisions
from .dossier import dossier
from .elements import elements
from .events import events
from .hits import hits
from .measures import measures
from .replay import moments, replayed
from .show import show

__all__ = [
    "board",
    "chain",
    "chokepoints",
    "decisions",
    "dossier",
    "elements",
    "events",
    "hits",
    "measures",
    "moments",
    "replayed",
    "show",
]
