"""A chain as a picture: boxes from left to right, links with their grade, gaps as open boxes.

Nothing is told by colour: a certain link is a full line, a possible one is dashed, one that only an open
beginning or end allows is dotted; what is contested bears two strokes, what is denied or withdrawn a cross.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from .blocks import Picture
from .drawing import DASH, Box, Drawing, Stroke, Words
from .lettering import wrapped

_ROW: Final = 3  # boxes in a row
_BOX: Final = 172.0
_GAP: Final = 122.0
_SIDE: Final = 20.0
_WIDTH: Final = _ROW * _BOX + (_ROW - 1) * _GAP + 2 * _SIDE
_LINE: Final = 16.0
_NAME: Final = 13.0
_SMALL: Final = 11.0


@dataclass(frozen=True, slots=True)
class Node:
    """A person, body or event of a chain; `gaps` are said of it."""

    name: str
    gaps: tuple[str, ...] = ()
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A link to the next node. `line` is certain, possible or open; `cross` marks: "", "//" or "X"."""

    number: str
    kind: str
    grade: str
    line: str
    cross: str = ""
    state: str = ""


def chain_picture(title: str, description: str, nodes: Sequence[Node], links: Sequence[Link]) -> Picture:
    """The picture of a chain: one link fewer than nodes."""
    parts: list[Box | Stroke | Words] = []
    top = 8.0
    rows = [range(at, min(at + _ROW, len(nodes))) for at in range(0, len(nodes), _ROW)]
    before: float | None = None  # the middle of the row above
    for row in rows:
        if before is not None:
            top += 30
            middle = top + 16 + _rise(row, nodes, links)
            parts += _turn(links[row[0] - 1], before, top, middle)
            top += 16
        middle = top + _rise(row, nodes, links)
        bottom = middle
        for at, index in enumerate(row):
            x = _SIDE + at * (_BOX + _GAP)
            drawn, end = _node(nodes[index], x, middle)
            parts += drawn
            bottom = max(bottom, end)
            if at + 1 < len(row):
                parts += _link(links[index], x + _BOX, middle)
                bottom = max(bottom, middle + 4 + _LINE * len(_below(links[index])))
        before, top = middle, bottom
    width = _WIDTH if len(nodes) >= _ROW else _SIDE * 2 + len(nodes) * _BOX + (len(nodes) - 1) * _GAP
    return Picture(Drawing(width, top + 8, tuple(parts)), title, description)


def legend(title: str, said: Sequence[tuple[str, str, str]], gap: str) -> Picture:
    """What the lines mean: of each its kind, its cross, and the words."""
    parts: list[Box | Stroke | Words] = []
    for at, (line, cross, words) in enumerate(said):
        y = 14 + at * 20.0
        parts += [Stroke(((_SIDE, y), (_SIDE + 90, y)), DASH[line], 2, arrow=True)]
        parts += _crossed(_SIDE + 45, y, cross)
        parts.append(Words(_SIDE + 105, y + 4, words, 12, centred=False))
    y = 6 + len(said) * 20.0
    parts += [Box(_SIDE, y, 90, 18, "3 3"), Words(_SIDE + 105, y + 14, gap, 12, centred=False)]
    told = "; ".join([*(words for _, _, words in said), gap])
    return Picture(Drawing(_WIDTH, y + 26, tuple(parts)), title, told)


def _rise(row: Sequence[int], nodes: Sequence[Node], links: Sequence[Link]) -> float:
    """How far above its middle a row reaches."""
    boxes = max(len(_name(nodes[index])) for index in row) * _LINE / 2 + 8
    labels = max((len(_above(links[index])) for index in row[:-1]), default=0) * 13.0 + 6
    return max(boxes, labels)


def _name(node: Node) -> list[str]:
    return wrapped(node.name, _BOX - 16, _NAME, 6, bold=True)


def _node(node: Node, x: float, middle: float) -> tuple[list[Box | Words], float]:
    lines = _name(node)
    height = len(lines) * _LINE + 12
    y = middle - height / 2
    drawn: list[Box | Words] = [Box(x, y, _BOX, height, "6 3" if node.placeholder else "", thick=True)]
    drawn += _lines(lines, x + _BOX / 2, y + 6, _NAME, _LINE, bold=True)
    y += height
    for gap in node.gaps:
        told = wrapped(gap, _BOX - 12, _SMALL, 6)
        tall = len(told) * 13 + 8
        drawn.append(Box(x, y + 5, _BOX, tall, "3 3"))
        drawn += _lines(told, x + _BOX / 2, y + 8, _SMALL, 13)
        y += 5 + tall
    return drawn, y


def _lines(
    lines: Sequence[str], x: float, y: float, size: float, step: float, *, bold: bool = False
) -> Iterator[Words]:
    for number, line in enumerate(lines, 1):
        yield Words(x, y + number * step - 4, line, size, bold)


def _link(link: Link, x: float, middle: float) -> list[Box | Stroke | Words]:
    centre = x + _GAP / 2
    above, below = _above(link), _below(link)
    drawn: list[Box | Stroke | Words] = [
        Stroke(((x + 2, middle), (x + _GAP - 2, middle)), DASH[link.line], 2, arrow=True)
    ]
    drawn += _crossed(centre, middle, link.cross)
    drawn += _lines(above, centre, middle - 5 - 13 * len(above) + 2, _SMALL, 13)
    drawn += _lines(below, centre, middle + 6, _SMALL, 13)
    return drawn


def _above(link: Link) -> list[str]:
    return wrapped(f"{link.number} · {link.kind}", _GAP - 10, _SMALL, 5)


def _below(link: Link) -> list[str]:
    told = wrapped(link.grade, _GAP - 10, _SMALL, 4)
    return [*told, *wrapped(link.state, _GAP - 10, _SMALL, 2)] if link.state else told


def _turn(link: Link, before: float, top: float, middle: float) -> list[Box | Stroke | Words]:
    """A link from the end of a row to the beginning of the next."""
    right, y = _WIDTH - _SIDE, top
    points = ((right, before), (right + 12, before), (right + 12, y), (8, y), (8, middle), (_SIDE, middle))
    drawn: list[Box | Stroke | Words] = [Stroke(points, DASH[link.line], 2, arrow=True)]
    drawn += _crossed(_WIDTH - 70, y, link.cross)
    told = ", ".join(filter(None, (f"{link.number} · {link.kind}: {link.grade}", link.state)))
    drawn.append(Words(_WIDTH / 2, y - 7, wrapped(told, _WIDTH - 180, _SMALL, 1)[0], _SMALL))
    return drawn


def _crossed(x: float, y: float, cross: str) -> list[Stroke]:
    if cross == "//":
        return [Stroke(((x + at - 4, y + 9), (x + at + 4, y - 9)), width=2) for at in (-4, 4)]
    if cross == "X":
        return [Stroke(((x - 7, y - 7 * way), (x + 7, y + 7 * way)), width=2.5) for way in (1, -1)]
    return []
