"""Chokepoints: through whom every chain passes, who stands between others, who reaches how many."""

from .centrality import SEED, STARTS, Between, Betweenness, between
from .engine import Engine, betweenness, dominators
from .events import EventChokepoints, Passed, event_chokepoints
from .reach import Reach, Reaches, reaches
from .target import Chokepoint, Chokepoints, chokepoints

__all__ = [
    "SEED",
    "STARTS",
    "Between",
    "Betweenness",
    "Chokepoint",
    "Chokepoints",
    "Engine",
    "EventChokepoints",
    "Passed",
    "Reach",
    "Reaches",
    "between",
    "betweenness",
    "chokepoints",
    "dominators",
    "event_chokepoints",
    "reaches",
]
