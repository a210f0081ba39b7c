"""Who is held where and how long, incommunicado, and who died there: as far as it is attested, no further."""

from .counting import Counts, Member, Tally, counts, members
from .custody import Grading, Holding, Spell, about, custody, events_of, whole
from .deaths import Death, Held, Told, deaths
from .incommunicado import Cut, Span, incommunicado

__all__ = [
    "Counts",
    "Cut",
    "Death",
    "Grading",
    "Held",
    "Holding",
    "Member",
    "Span",
    "Spell",
    "Tally",
    "Told",
    "about",
    "counts",
    "custody",
    "deaths",
    "events_of",
    "incommunicado",
    "members",
    "whole",
]
