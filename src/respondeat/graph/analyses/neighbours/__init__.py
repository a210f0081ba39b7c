"""To whom and to what an entity or a document is related, by relation and roles, over all statements."""

from .around import around
from .counted import NAMES, Count, Neighbour, Neighbours
from .document import named_in

__all__ = ["NAMES", "Count", "Neighbour", "Neighbours", "around", "named_in"]
