"""What a reader may not see is withheld, and every file of a bundle is searched for it before it is one."""

from .documents import REASONS, Judge, Judgement
from .leaks import Findings, Hit, files_of, refuse, search
from .profiles import PROFILES, Profile, profile
from .protected import Protected, protected

__all__ = [
    "PROFILES",
    "REASONS",
    "Findings",
    "Hit",
    "Judge",
    "Judgement",
    "Profile",
    "Protected",
    "files_of",
    "profile",
    "protected",
    "refuse",
    "search",
]
