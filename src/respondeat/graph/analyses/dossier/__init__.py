"""Everything the graph says of one entity, sorted into parts, with what was withdrawn and what is missing."""

from .gathering import Dossier, Entry, Gap, Part, about, dossier, entries, event_day, first_day
from .parts import PARTS
from .saying import Saying, saying

__all__ = [
    "PARTS",
    "Dossier",
    "Entry",
    "Gap",
    "Part",
    "Saying",
    "about",
    "dossier",
    "entries",
    "event_day",
    "first_day",
    "saying",
]
