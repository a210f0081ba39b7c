"""A timeline as one drawing: words to the left, lines along the days, what they mean beneath."""

from collections.abc import Iterator, Sequence
from typing import Final

from respondeat.api.report.drawing import DASH, Box, Drawing, Stroke, Words
from respondeat.api.report.lettering import wrapped

from .timeline import CERTAIN, GAP, OPEN, POSSIBLE, Bar
from .timeline_axis import Tick
from .timeline_rows import Lane, Timeline

Part = Box | Stroke | Words

_SIDE: Final = 16.0
_TEXT: Final = 320.0
_FIELD: Final = 470.0
_WHEN: Final = 210.0
_LEFT: Final = _SIDE + _TEXT + 16
_RIGHT: Final = _LEFT + _FIELD + 16
_WIDTH: Final = _RIGHT + _WHEN + _SIDE
_SIZE: Final = 13.0
_STEP: Final = 16.0
_HEAVY: Final = {CERTAIN: 9.0, POSSIBLE: 4.0, OPEN: 2.0}
_POINT: Final = 1.5  # lines shorter than this part of a hundred have a mark too
LINES: Final = (CERTAIN, POSSIBLE, OPEN, GAP)


def drawn(timeline: Timeline, title: str, legend: Sequence[tuple[str, str]]) -> Drawing:
    """The drawing; `legend` are kinds of line with their words."""
    parts: list[Part] = []
    top = _SIDE
    for line in wrapped(title, _WIDTH - 2 * _SIDE, 17, 3, bold=True):
        parts.append(Words(_SIDE, top + 14, line, 17, bold=True, centred=False))
        top += 22
    top += 24
    body, bottom = _lanes(timeline, top)
    parts += _rules(timeline.ticks, top, bottom)
    parts += body
    for line, words in legend:
        bottom += 22
        parts += _line(Bar(line, 0, 7), bottom - 5, _SIDE)
        parts.append(Words(_SIDE + 48, bottom, words, _SIZE, centred=False))
    return Drawing(_WIDTH, bottom + _SIDE, tuple(parts))


def _rules(ticks: Sequence[Tick], top: float, bottom: float) -> Iterator[Part]:
    for tick in ticks:
        x = _LEFT + tick.at * _FIELD / 100
        yield Stroke(((x, top), (x, bottom)), "1 3", 0.5)
        yield Words(x, top - 6, tick.text, 12)


def _lanes(timeline: Timeline, top: float) -> tuple[list[Part], float]:
    parts: list[Part] = []
    for group, lanes in timeline.groups:
        if group:
            top += 26
            parts.append(
                Words(_SIDE, top, wrapped(group, _WIDTH, 14, 1, bold=True)[0], 14, True, centred=False)
            )
            top += 8
        for lane in lanes:
            made, height = _lane(lane, top)
            parts += made
            top += height
    return parts, top


def _lane(lane: Lane, top: float) -> tuple[list[Part], float]:
    said = f"{lane.words} [{lane.state}]" if lane.state else lane.words
    left, right = wrapped(said, _TEXT, _SIZE, 4), wrapped(lane.when, _WHEN, 12, 4)
    height = max(len(left), len(right), 1) * _STEP + 6
    parts: list[Part] = []
    for x, lines, size in ((_SIDE, left, _SIZE), (_RIGHT, right, 12.0)):
        parts += [Words(x, top + n * _STEP, line, size, centred=False) for n, line in enumerate(lines, 1)]
    for bar in lane.bars:
        parts += _line(bar, top + height / 2, _LEFT)
    if lane.bars:
        parts += _crossed(lane, _LEFT + lane.middle * _FIELD / 100, top + height / 2)
    return parts, height


def _crossed(lane: Lane, x: float, y: float) -> Iterator[Part]:
    if lane.cross == "//":
        yield from (Stroke(((x + at - 4, y + 10), (x + at + 4, y - 10)), width=2) for at in (-4, 4))
    elif lane.cross:
        yield from (Stroke(((x - 8, y - 8 * way), (x + 8, y + 8 * way)), width=2.5) for way in (1, -1))


def _line(bar: Bar, y: float, left: float) -> Iterator[Part]:
    start, end = (left + at * _FIELD / 100 for at in (bar.start, bar.end))
    if bar.line == GAP:
        yield Box(start, y - 6, max(2.0, end - start), 12, "3 3")
        return
    points = ((end, y), (start, y)) if bar.arrow == "left" else ((start, y), (end, y))
    yield Stroke(points, DASH[bar.line], _HEAVY[bar.line], arrow=bool(bar.arrow))
    if bar.end - bar.start < _POINT and bar.line != OPEN:
        middle = (start + end) / 2
        yield Box(middle - 4, y - 5, 8, 10, "" if bar.line == CERTAIN else "2 2", full=bar.line == CERTAIN)
