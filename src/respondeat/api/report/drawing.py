"""A drawing of boxes, lines and words, and its SVG."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from .lettering import wrapped
from .markup import Markup, element, text

FONT = "'Libertinus Serif', 'Times New Roman', Times, serif"

DASH: Final[Mapping[str, str]] = MappingProxyType({"certain": "", "possible": "9 5", "open": "2 5"})
"""The lines of links by how sure they are, in every picture."""
_MARGIN, _SMALL, _LEADING, _LINES = 14.0, 12.0, 17.0, 8  # of what stands beneath


@dataclass(frozen=True, slots=True)
class Box:
    """A frame; `dash` makes its line broken, `thick` heavy, `full` its inside dark."""

    x: float
    y: float
    width: float
    height: float
    dash: str = ""
    thick: bool = False
    full: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points; `dash` makes it broken, `arrow` gives it a head at its end."""

    points: tuple[tuple[float, float], ...]
    dash: str = ""
    width: float = 1.5
    arrow: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """Words at a place, by the middle, beginning or (`to_end`) end; `x`, `y` of the base line.

    With `halo` they are set off from lines that run beneath them.
    """

    x: float
    y: float
    text: str
    size: float = 13
    bold: bool = False
    centred: bool = True
    to_end: bool = False
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn, in a field of `width` by `height`."""

    width: float
    height: float
    parts: tuple[Box | Stroke | Words, ...] = field(default=())


def beneath(drawing: Drawing, told: Iterable[str]) -> Drawing:
    """The drawing with texts below it, no wider than it is."""
    room = drawing.width - 2 * _MARGIN
    lines = [line for one in told for line in wrapped(one, room, _SMALL, _LINES)]
    words = tuple(
        Words(_MARGIN, drawing.height + _LEADING * number, line, _SMALL, centred=False)
        for number, line in enumerate(lines, 1)
    )
    return Drawing(drawing.width, drawing.height + _LEADING * (len(lines) + 1), (*drawing.parts, *words))


def svg(
    drawing: Drawing, title: str, description: str, id: str, shown: Callable[[str], str] = lambda said: said
) -> Markup:
    """The drawing as SVG 1.1. `shown` says how a text is written where its letters may be missing."""
    size = f"0 0 {_number(drawing.width)} {_number(drawing.height)}"
    return element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": size,
            "width": _number(drawing.width),
            "height": _number(drawing.height),
            "role": "img",
            "aria-labelledby": f"{id}-t {id}-d",
        },
        element("title", {"id": f"{id}-t"}, text(shown(title))),
        element("desc", {"id": f"{id}-d"}, text(shown(description))),
        *(_part(part, shown) for part in drawing.parts),
    )


def _part(part: Box | Stroke | Words, shown: Callable[[str], str]) -> Markup:
    if isinstance(part, Box):
        return element(
            "rect",
            {
                **{key: _number(getattr(part, key)) for key in ("x", "y", "width", "height")},
                "rx": "1" if part.full else "3",
                "fill": "#000000" if part.full else "#ffffff",
                "stroke": "#000000",
                "stroke-width": "2.5" if part.thick else "1.2",
                "stroke-dasharray": part.dash,
            },
        )
    if isinstance(part, Words):
        return element(
            "text",
            {
                "x": _number(part.x),
                "y": _number(part.y),
                "font-family": FONT,
                "font-size": _number(part.size),
                "font-weight": "bold" if part.bold else "",
                "text-anchor": "end" if part.to_end else "middle" if part.centred else "",
                "fill": "#000000",
                **(
                    {"stroke": "#ffffff", "stroke-width": "3.5", "paint-order": "stroke"} if part.halo else {}
                ),
            },
            text(shown(part.text)),
        )
    return _stroke(part)


def _stroke(part: Stroke) -> Markup:
    points = [f"{_number(x)} {_number(y)}" for x, y in part.points]
    drawn = element(
        "path",
        {
            "d": f"M{' L'.join(points)}",
            "fill": "none",
            "stroke": "#000000",
            "stroke-width": _number(part.width),
            "stroke-dasharray": part.dash,
        },
    )
    return Markup(drawn + _head(part)) if part.arrow else drawn


def _head(part: Stroke) -> Markup:
    (x0, y0), (x, y) = part.points[-2:]
    if y0 == y:
        back = -9 if x > x0 else 9
        corners = ((x, y), (x + back, y - 5), (x + back, y + 5))
    else:
        back = -9 if y > y0 else 9
        corners = ((x, y), (x - 5, y + back), (x + 5, y + back))
    points = " L".join(f"{_number(a)} {_number(b)}" for a, b in corners)
    return element("path", {"d": f"M{points} Z", "fill": "#000000"})


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
