"""What carries chains: the documents and origins without which none is left."""

from .breaking import Breaking
from .chains import MAX_SETS, End, Fragility, fragility
from .dating import Dating, dating
from .hitting import MOST_CLAUSES
from .reliance import Reliance, Relying, reliance
from .withdrawable import By, Source

__all__ = [
    "MAX_SETS",
    "MOST_CLAUSES",
    "Breaking",
    "By",
    "Dating",
    "End",
    "Fragility",
    "Reliance",
    "Relying",
    "Source",
    "dating",
    "fragility",
    "reliance",
]
