"""What is seen as a picture for print: shapes by kind, lines by how sure, nothing by colour."""

import math
from collections.abc import Iterator, Mapping
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import counted, phrase
from respondeat.api.pages.base import Asked
from respondeat.api.pages.frame import ending
from respondeat.api.phrases import named
from respondeat.api.report import drawing as drawn
from respondeat.api.report.drawing import DASH, Box, Drawing, Stroke, Words, beneath
from respondeat.api.report.lettering import wrapped
from respondeat.api.report.raster import picture

from .acts import acted
from .documents import CITING
from .edges import Json
from .placing import Place, placed
from .shapes import outline
from .state import read
from .view import CITED, Shown, View, line, shown, view
from .wording import filtered

_ROUND: Final = 17.0  # half the height of a shape
_EDGE: Final = 90.0  # room beside the outermost
_NAME: Final = 12.0
_LINK: Final = 10.0
_ROW: Final = 22.0  # of the legend
_LINES: Final = {**DASH, CITED: "10 3 2 3"}
_LABELLED: Final = 60  # links up to which each bears its name

Part = Box | Stroke | Words


def svg(data: Dataset, asked: Asked) -> bytes:
    """The picture as SVG. Raises what the form json raises."""
    told, title, description = _drawing(data, asked)
    return drawn.svg(told, title, description, "p").encode()


def png(data: Dataset, asked: Asked) -> bytes:
    """The same as PNG. Raises what the form json raises, and Stopped when drawing does not end."""
    return picture(*_drawing(data, asked))


def _drawing(data: Dataset, asked: Asked) -> tuple[Drawing, str, str]:
    found = view(data, acted(data, read(asked.given), asked.given))
    seen, language = shown(found), data.language
    counts = {"entities": len(seen.nodes), "statements": len(seen.edges), "hidden": len(found.state.hidden)}
    told = ", ".join(
        counted(f"explore.{key}", n, language) for key, n in counts.items() if n or key != "hidden"
    )
    drawing = beneath(draw(found, seen, language), (told, *filtered(found, language), *ending(data)))
    return drawing, phrase("explore.title", language), told


def draw(found: View, seen: Shown, language: str) -> Drawing:
    """The picture of a view, with what the lines mean below."""
    ids = [one["id"] for one in seen.nodes]
    at = placed(ids, [(e["source"], e["target"]) for e in seen.edges], found.state.places)
    left, top, right, bottom = _bounds(at)
    moved = {id: (x - left + _EDGE, y - top + _EDGE / 2) for id, (x, y) in at.items()}
    width, height = max(right - left + 2 * _EDGE, 560.0), bottom - top + 1.5 * _EDGE
    links = sorted(_links(found, seen, moved), key=lambda part: isinstance(part, Words))  # words on top
    parts: list[Part] = [*_groups(found, moved), *links]
    for one in seen.nodes:
        group = next((group.name for group in found.state.groups if one["id"] in group.members), "")
        parts += _entity(one, moved[one["id"]], group, language)
    legend = list(_legend(seen, language, height))
    kinds = len({one["type"] for one in seen.nodes})
    return Drawing(width, height + _ROW * (6 + kinds), (*parts, *legend))


def _bounds(at: Mapping[str, Place]) -> tuple[float, float, float, float]:
    if not at:
        return 0.0, 0.0, 0.0, 0.0
    xs, ys = [x for x, _ in at.values()], [y for _, y in at.values()]
    return min(xs), min(ys), max(xs), max(ys)


def _entity(one: Json, at: Place, group: str, language: str) -> Iterator[Part]:
    x, y = at
    points = [(x + px * _ROUND, y + py * _ROUND) for px, py in outline(one["type"])]
    yield Stroke((*points, points[0]), "4 3" if one.get("placeholder") else "", 2)
    lines = wrapped(named(one, language), 150, _NAME, 3, bold=True)
    lines += wrapped(f"[{group}]", 150, _NAME, 1, bold=True) if group else []
    for number, text in enumerate(lines):
        yield Words(x, y + _ROUND + 14 + number * 14, text, _NAME, bold=True, halo=True)


def _links(found: View, seen: Shown, at: Mapping[str, Place]) -> Iterator[Part]:
    beside: dict[tuple[str, str], int] = {}
    for edge in seen.edges:
        ends = (min(edge["source"], edge["target"]), max(edge["source"], edge["target"]))
        number = beside[ends] = beside.get(ends, -1) + 1
        yield from _link(edge, at, number, line(edge, found.state.filters), len(seen.edges) <= _LABELLED)


def _link(edge: Json, at: Mapping[str, Place], number: int, sure: str, labelled: bool) -> Iterator[Part]:
    (x0, y0), (x1, y1) = at[edge["source"]], at[edge["target"]]
    long = math.hypot(x1 - x0, y1 - y0) or 1.0
    ux, uy = (x1 - x0) / long, (y1 - y0) / long
    turned = 1 if edge["source"] < edge["target"] else -1
    bend = turned * (number + 1) // 2 * (14 if number % 2 else -14)
    start, end = (x0 + ux * 24, y0 + uy * 24), (x1 - ux * 26, y1 - uy * 26)
    middle = ((x0 + x1) / 2 - uy * bend, (y0 + y1) / 2 + ux * bend)
    yield Stroke((start, middle, end) if bend else (start, end), _LINES[sure], 1.5)
    if edge["directed"]:
        back = [(end[0] - ux * 9 + s * uy * 4.5, end[1] - uy * 9 - s * ux * 4.5) for s in (1, -1)]
        yield Stroke((back[0], end, back[1]), width=1.5)
    yield from _crossed(middle, edge["state"])
    if labelled and long > 60:
        said = wrapped(edge["label"], max(long - 40, 60), _LINK, 1)[0]
        yield Words(middle[0], middle[1] - 5, said, _LINK, halo=True)


def _crossed(at: Place, state: str) -> Iterator[Part]:
    x, y = at
    if state == "contested":
        for shift in (-4, 4):
            yield Stroke(((x + shift - 4, y + 9), (x + shift + 4, y - 9)), width=2)
    elif state != "supported":
        for way in (1, -1):
            yield Stroke(((x - 7, y - 7 * way), (x + 7, y + 7 * way)), width=2.5)


def _groups(found: View, at: Mapping[str, Place]) -> Iterator[Part]:
    """A box round each group; none where others stand among its members: it would make members of them."""
    for group in found.state.groups:
        places = [at[id] for id in group.members if id in at]
        if places:
            xs, ys = [x for x, _ in places], [y for _, y in places]
            left, top, right, bottom = min(xs) - 60, min(ys) - 40, max(xs) + 60, max(ys) + 70
            others = (place for id, place in at.items() if id not in group.members)
            if not any(
                left < x + 20 and x - 20 < right and top < y + 20 and y - 20 < bottom for x, y in others
            ):
                yield Box(left, top, right - left, bottom - top, "8 4")
                yield Words(left + 8, top + 16, group.name, _NAME, bold=True, centred=False)


def _legend(seen: Shown, language: str, top: float) -> Iterator[Part]:
    y = top
    cited = any(edge["relation"] == CITING for edge in seen.edges)
    for sure in ("certain", "possible", "open", *((CITED,) if cited else ())):
        yield Stroke(((20, y), (80, y)), _LINES[sure], 1.5)
        yield Words(92, y + 4, phrase(f"explore.line.{sure}", language), _NAME, centred=False)
        y += _ROW
    for state in ("contested", "denied"):
        yield Stroke(((20, y), (80, y)), width=1.5)
        yield from _crossed((50, y), state)
        yield Words(92, y + 4, phrase(f"explore.state.{state}", language), _NAME, centred=False)
        y += _ROW
    for kind, name in sorted({(one["type"], one["kind"]) for one in seen.nodes}):
        points = [(50 + px * 9, y + py * 9) for px, py in outline(kind)]
        yield Stroke((*points, points[0]), width=1.5)
        yield Words(92, y + 4, name, _NAME, centred=False)
        y += _ROW
