"""The command structure around an event, a body or a person at a time: boxes, the links between them.

What `chains` tells way by way stands here once, as one picture: every node of every chain is a box, or the
head of one, and every hop a link.
"""

from .around import Structure, structure
from .parts import COMMANDING, Box, Change, Denied, Group, Link, Unlinked

__all__ = [
    "COMMANDING",
    "Box",
    "Change",
    "Denied",
    "Group",
    "Link",
    "Structure",
    "Unlinked",
    "structure",
]
