"""An SVG as PNG, drawn by the typesetter with the fonts that it carries: the same on every machine."""

import math
from typing import Final

from .drawing import Drawing, svg
from .glyphs import written
from .pdf import typeset

_TEMPLATE: Final = """#set page(width: auto, height: auto, margin: 0pt, fill: white)
#image(bytes(sys.inputs.report), format: "svg", width: {width:.2f}pt)
"""
_POINTS: Final = 72.0
_PER_INCH: Final = 144.0
_MOST: Final = 8_000.0  # pixels of a side
_ALL: Final = 16e6  # pixels of a picture: a reader's process has to hold several copies in its memory
_SECONDS: Final = 30


def png(drawn: str, width: float, height: float) -> bytes:
    """A picture of an SVG of this size in points, two pixels a point; fewer where it would be too large.

    Raises InputError for what is no SVG, Stopped when drawing does not end.
    """
    wide, high = max(width, 1.0), max(height, 1.0)
    ppi = min(_PER_INCH, _MOST * _POINTS / max(wide, high), _POINTS * math.sqrt(_ALL / (wide * high)))
    return typeset(
        {"template": _TEMPLATE.replace("{width:.2f}", f"{width:.2f}"), "data": drawn, "ppi": ppi}, _SECONDS
    )


def picture(drawing: Drawing, title: str, description: str) -> bytes:
    """A drawing as PNG; letters that the fonts lack are told by their numbers. Raises what `png` raises."""
    return png(svg(drawing, title, description, "p", written), drawing.width, drawing.height)
