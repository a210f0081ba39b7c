"""The shapes of kinds of entity: the same in the picture of the page, its legend and its exports."""

import math
from collections.abc import Mapping
from typing import Final

SHAPES: Final[Mapping[str, str]] = {
    "Person": "ellipse",
    "PersonGroup": "octagon",
    "Body": "rectangle",
    "BodyGroup": "barrel",
    "Court": "triangle",
    "PlaceOfDetention": "pentagon",
    "InternationalBody": "round-rectangle",
    "State": "hexagon",
    "Post": "tag",
    "Place": "vee",
    "LegalInstrument": "rhomboid",
    "LegalProvision": "rhomboid",
    "ProvisionVersion": "rhomboid",
    "Event": "diamond",
    "Pattern": "star",
    "Document": "bottom-round-rectangle",
}
"""Shapes by their names in cytoscape."""

_ROUND: Final = tuple((1.15 * math.cos(n * math.pi / 12), math.sin(n * math.pi / 12)) for n in range(24))
_CORNERS: Final[Mapping[str, tuple[tuple[float, float], ...]]] = {
    "ellipse": _ROUND,
    "rectangle": ((-1.3, -0.8), (1.3, -0.8), (1.3, 0.8), (-1.3, 0.8)),
    "round-rectangle": (
        *((-1.0, -0.8), (1.0, -0.8), (1.3, -0.5), (1.3, 0.5)),
        *((1.0, 0.8), (-1.0, 0.8), (-1.3, 0.5), (-1.3, -0.5)),
    ),
    "bottom-round-rectangle": (
        *((-1.0, -1.0), (1.0, -1.0), (1.0, 0.6)),
        *((0.6, 1.0), (-0.6, 1.0), (-1.0, 0.6)),
    ),
    "barrel": (
        *((-1.3, -0.6), (-0.8, -0.85), (0.8, -0.85), (1.3, -0.6)),
        *((1.3, 0.6), (0.8, 0.85), (-0.8, 0.85), (-1.3, 0.6)),
    ),
    "octagon": (
        *((-0.45, -1.0), (0.45, -1.0), (1.0, -0.45), (1.0, 0.45)),
        *((0.45, 1.0), (-0.45, 1.0), (-1.0, 0.45), (-1.0, -0.45)),
    ),
    "triangle": ((0.0, -1.0), (1.1, 0.9), (-1.1, 0.9)),
    "pentagon": ((0.0, -1.0), (1.0, -0.25), (0.65, 0.95), (-0.65, 0.95), (-1.0, -0.25)),
    "hexagon": ((-0.6, -0.95), (0.6, -0.95), (1.2, 0.0), (0.6, 0.95), (-0.6, 0.95), (-1.2, 0.0)),
    "tag": ((-1.1, -0.8), (0.5, -0.8), (1.2, 0.0), (0.5, 0.8), (-1.1, 0.8)),
    "vee": ((-1.1, -0.9), (0.0, -0.35), (1.1, -0.9), (0.0, 1.0)),
    "rhomboid": ((-1.2, -0.8), (0.7, -0.8), (1.2, 0.8), (-0.7, 0.8)),
    "diamond": ((0.0, -1.1), (1.1, 0.0), (0.0, 1.1), (-1.1, 0.0)),
    "star": tuple(
        (
            (1.15 if n % 2 == 0 else 0.5) * math.sin(n * math.pi / 5),
            -(1.15 if n % 2 == 0 else 0.5) * math.cos(n * math.pi / 5),
        )
        for n in range(10)
    ),
}


def shape(kind: str) -> str:
    """The shape of a kind of entity, an ellipse for one that is not of the model.

    >>> shape("Body"), shape("Event")
    ('rectangle', 'diamond')
    """
    return SHAPES.get(kind, "ellipse")


def outline(kind: str) -> tuple[tuple[float, float], ...]:
    """The corners of the shape of a kind, its middle at 0, 0 and about 2 high."""
    return _CORNERS[shape(kind)]
