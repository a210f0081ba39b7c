"""Names: written forms, skeletons, likeness and search. A likeness is a candidate, never an identity."""

from .compare import compare
from .index import Hit, NameIndex, NameRecord
from .scripts import fold
from .skeleton import keys

__all__ = ["Hit", "NameIndex", "NameRecord", "compare", "fold", "keys"]
