"""The view as a picture for print: the same boxes, heads, gaps and links, drawn where the data are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.base import Asked
from respondeat.api.report.drawing import DASH, Drawing, Stroke, Words, beneath, svg
from respondeat.api.report.drawing import Box as Frame
from respondeat.api.report.lettering import wrapped
from respondeat.api.report.raster import picture

from .exports import asked_for, said
from .layout import Line, Sized, placed
from .shown import Box, Entry, Group, View
from .view import view

_WIDTH: Final = 200.0
_LABEL: Final = 126.0
_PAD: Final = 7.0
_DASH: Final = {**DASH, "gap": "3 3"}
_CROSSED: Final = frozenset({"denied", "retracted", "rejected"})

Part = Frame | Stroke | Words


@dataclass(frozen=True, slots=True)
class _Text:
    """Lines of one size; in a frame of its own where they tell of a gap."""

    lines: tuple[str, ...]
    size: float
    bold: bool = False
    gap: bool = False

    @property
    def height(self) -> float:
        """How high it is."""
        return len(self.lines) * self.size * 1.3 + (12 if self.gap else 3)


def as_svg(data: Dataset, asked: Asked) -> bytes:
    """The view as SVG. Raises what the questions raise."""
    drawing, title, description = drawn(data, asked)
    return svg(drawing, title, description, "p").encode()


def as_png(data: Dataset, asked: Asked) -> bytes:
    """The view as PNG, two pixels a point. Raises what the questions raise, and Stopped when drawing does."""
    return picture(*drawn(data, asked))


def drawn(data: Dataset, asked: Asked) -> tuple[Drawing, str, str]:
    """The picture of a view, its title, and what it shows in words."""
    found = asked_for(data, asked)
    shown = view(found, data.language)
    title = f"{phrase('chain.heading', data.language, name=shown.name)}, {shown.when}"
    drawing = beneath(_drawing(shown, title, data.language), said(data, found))
    return drawing, title, ". ".join(_described(shown))


def _described(shown: View) -> Iterator[str]:
    yield ", ".join(shown.summary)
    for box in (*shown.boxes(), *shown.tray):
        told = [f"{one.lead}: {one.name} ({one.verdict})" if one.name else one.lead for one in box.entries()]
        yield f"{box.name}: {'; '.join(told)}" if told else box.name


def _drawing(shown: View, title: str, language: str) -> Drawing:
    told = {box.id: _texts(box) for box in shown.boxes()} | {g.id: _grouped(g) for g in shown.groups()}
    ranks = {box.id: box.rank for box in shown.boxes()} | {g.id: g.rank for g in shown.groups()}
    sized = [Sized(id, ranks[id], _WIDTH, _height(texts)) for id, texts in told.items()]
    links = [one for box in shown.boxes() for one in box.links if one.lower and one.higher]
    labels = {one.id: _label(one) for one in links}
    lines = [Line(one.id, one.lower, one.higher, _LABEL, _height(labels[one.id], 4)) for one in links]
    lines += [_to_group(group) for group in shown.groups() if group.under]
    found = placed(sized, lines)
    head = wrapped(title, max(found.width - 28, 300), 15, 3, bold=True)
    top = len(head) * 20.0
    parts: list[Part] = [Words(14, 22 + 20.0 * n, line, 15, True, False) for n, line in enumerate(head)]
    for line in lines:
        entry = next((one for one in links if one.id == line.id), None)
        parts += _line(entry, tuple((x, y + top) for x, y in found.lines[line.id]))
    for one in links:
        x, y = found.labels[one.id]
        parts += _labelled(labels[one.id], x, y + top)
    frames = {box.id: box for box in shown.boxes()}
    for id, texts in told.items():
        x, y, height = found.boxes[id]
        parts += _box(frames.get(id), texts, x, y + top, height)
    low = top + found.height
    tray, low = _tray(shown, low, max(found.width, 2 * _WIDTH + 42), language)
    width = max(found.width, 330.0, 2 * _WIDTH + 42 if shown.tray else 0)
    return Drawing(width, low + 6, (*parts, *tray))


def _to_group(group: Group) -> Line:
    ends = (group.id, group.under) if group.rank < 0 else (group.under, group.id)
    return Line(f"{group.id}-w", *ends)


def _height(texts: Sequence[_Text], pad: float = 2 * _PAD) -> float:
    return sum(text.height for text in texts) + pad


def _texts(box: Box) -> list[_Text]:
    """What stands in a box."""
    made = [_text(box.name, 13, 5, bold=True)]
    if box.kind:
        made.append(_text(box.kind, 10, 2))
    for head in box.heads:
        title = f" (“{head.title}”)" if head.title else ""
        cross = "× " if head.state in _CROSSED else ""
        made.append(_text(f"{cross}{head.lead}{title}: {head.name}", 11.5, 5, bold=True))
        made.append(_text(f"{head.verdict}; {head.when}", 10, 4))
    made += [_text(f"{gap.verdict}: {gap.lead}", 10.5, 5, gap=True) for gap in box.gaps]
    made += [_text(posts.lead, 10, 1) for posts in box.posts]
    return made


def _grouped(group: Group) -> list[_Text]:
    return [_text(group.words, 12, 3, bold=True)]


def _text(said: str, size: float, most: int, *, bold: bool = False, gap: bool = False) -> _Text:
    room = _WIDTH - 2 * _PAD - (10 if gap else 0)
    return _Text(tuple(wrapped(said, room, size, most, bold=bold)), size, bold, gap)


def _label(one: Entry) -> list[_Text]:
    """What stands on a line: of what kind it is, then how sure it is and what is said against it."""
    said = [*wrapped(one.lead, _LABEL - 6, 10, 4), *wrapped(one.verdict, _LABEL - 6, 10, 4)]
    return [_Text(tuple(said), 10)]


def _labelled(texts: Sequence[_Text], x: float, y: float) -> Iterator[Part]:
    height = _height(texts, 4)
    yield Frame(x - _LABEL / 2, y - height / 2, _LABEL, height)
    top = y - height / 2 + 2
    for text in texts:
        for number, line in enumerate(text.lines, 1):
            yield Words(x, top + number * text.size * 1.3 - 2, line, text.size)


def _line(one: Entry | None, points: tuple[tuple[float, float], ...]) -> Iterator[Part]:
    if one is None:
        yield Stroke(points, "1 4")
        return
    yield Stroke(points, _DASH[one.line], 1.8, arrow=True)
    (x, y), (following, _) = points[:2]
    x += 9 if following > x else -9
    if one.state == "contested":
        yield from (Stroke(((x + by - 3, y + 7), (x + by + 3, y - 7)), width=2) for by in (-3, 3))
    if one.state in _CROSSED:
        yield from (Stroke(((x - 6, y - 6 * way), (x + 6, y + 6 * way)), width=2.2) for way in (1, -1))


def _box(box: Box | None, texts: Sequence[_Text], x: float, y: float, height: float) -> Iterator[Part]:
    dash = "" if box and not box.placeholder else "6 3"
    yield Frame(x, y, _WIDTH, height, dash, thick=bool(box and box.target))
    top = y + _PAD
    for text in texts:
        if text.gap:
            top += 4
            yield Frame(x + _PAD - 2, top, _WIDTH - 2 * _PAD + 4, text.height - 6, _DASH["gap"])
        for number, line in enumerate(text.lines, 1):
            base = top + number * text.size * 1.3 - 1
            yield Words(x + _PAD + (3 if text.gap else 0), base, line, text.size, text.bold, False)
        top += text.height - (4 if text.gap else 0)


def _tray(shown: View, top: float, width: float, language: str) -> tuple[list[Part], float]:
    """What is linked on other days only, beneath the rest; and how far down it reaches."""
    if not shown.tray:
        return [], top
    parts: list[Part] = [
        Stroke(((14, top + 6), (width - 14, top + 6)), "6 4", 1),
        Words(14, top + 26, phrase("chain.tray", language), 13, True, False),
    ]
    a_row = max(1, int((width - 14) // (_WIDTH + 14)))
    y = top + 38
    for at in range(0, len(shown.tray), a_row):
        row = [(box, _texts(box)) for box in shown.tray[at : at + a_row]]
        tall = max(_height(texts) for _, texts in row)
        for number, (box, texts) in enumerate(row):
            parts += _box(box, texts, 14 + number * (_WIDTH + 14), y, tall)
        y += tall + 14
    return parts, y
