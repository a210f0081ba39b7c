"""Answers for a terminal: trees, tables and numbered sources. Colour only where the terminal has it."""

from .acts import acts
from .board import board
from .chain import chain
from .chokepoints import chokepoints
from .conflicts import conflicts
from .decisions import decisions
from .detention import detention
from .dossier import dossier
from .elements import elements
from .events import events
from .figures import figures
from .fragility import fragility
from .gaps import gaps
from .hits import hits
from .measures import measures
from .patterns import patterns
from .relations import neighbours, path
from .reliance import reliance
from .replay import moments, replayed
from .show import show
from .single_origin import single_origin
from .structure import structure
from .tenure import tenure

__all__ = [
    "acts",
    "board",
    "chain",
    "chokepoints",
    "conflicts",
    "decisions",
    "detention",
    "dossier",
    "elements",
    "events",
    "figures",
    "fragility",
    "gaps",
    "hits",
    "measures",
    "moments",
    "neighbours",
    "path",
    "patterns",
    "reliance",
    "replayed",
    "show",
    "single_origin",
    "structure",
    "tenure",
]
