"""What drawings of answers have in common: a scale with round marks, an axis of days, labels that fit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from .drawing import Box, Stroke
from .drawing import Words as Letters
from .lettering import wrapped

SIZE: Final = 12.0
LINE: Final = 15.0
GRID: Final = "1 4"
DASH: Final = "4 3"

_SANS: Final = 0.86  # of the room, for pages write in a font that is wider than that of reports

Part = Box | Stroke | Letters


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` along `length` from `start`; a negative length goes upward."""

    low: float
    high: float
    start: float
    length: float

    def at(self, value: float) -> float:
        """Where a value stands."""
        if self.high == self.low:
            return self.start + self.length / 2
        return self.start + (value - self.low) / (self.high - self.low) * self.length


def rounded(most: float) -> tuple[float, float]:
    """The end of a scale from 0 that holds a value, and the step of its marks: four or five of them.

    >>> rounded(7), rounded(1180), rounded(0)
    ((8.0, 2.0), (1200.0, 300.0), (1.0, 1.0))
    """
    if most <= 1:
        return 1.0, 1.0
    power = 10 ** (len(str(int(most))) - 1)
    for factor in (0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0):
        step = max(1.0, factor * power)
        count = -(-most // step)
        if count <= 5:
            return count * step, step
    return most, most


def marks(top: float, step: float) -> list[float]:
    """The marks of a scale from 0."""
    return [at * step for at in range(int(top // step) + 1)]


def upright(x: float, scale: Scale, step: float, width: float) -> Iterator[Part]:
    """An upright axis of counts at `x`, with lines over `width`."""
    for value in marks(scale.high, step):
        y = scale.at(value)
        yield Stroke(((x, y), (x + width, y)), "" if value == 0 else GRID, 1)
        yield Letters(x - 6, y + 4, number(value), SIZE, centred=False, to_end=True)


def number(value: float) -> str:
    """A count as it stands at an axis, thousands apart.

    >>> number(1200.0), number(3)
    ('1 200', '3')
    """
    return f"{value:,.0f}".replace(",", " ")


def days(text: str) -> float:
    """A day as a number; one before the year 1 or after 9999 stands at that edge."""
    try:
        return float(date.fromisoformat(text).toordinal())
    except ValueError:
        return float((date.min if text.startswith(("-", "0000")) else date.max).toordinal())


def day_marks(first: float, last: float, room: int) -> list[tuple[float, str]]:
    """Round days between two, at most `room`: years, quarters, months or days, each with its label."""
    start, end = date.fromordinal(int(first)), date.fromordinal(int(last))
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    for step in (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200):
        found = list(_months(start, end, step))
        if months >= 2 and 2 <= len(found) <= room:
            return [(float(one.toordinal()), _label(one, step)) for one in found]
    span = max(1, (end - start).days)
    step = max(1, -(-span // max(1, room - 1)))
    return [(first + at, date.fromordinal(int(first + at)).isoformat()) for at in range(0, span + 1, step)]


def _months(start: date, end: date, step: int) -> Iterator[date]:
    at = start.year * 12 + start.month - 1
    at += -at % step
    while at <= end.year * 12 + end.month - 1:
        one = date(at // 12, at % 12 + 1, 1)
        if start <= one <= end:
            yield one
        at += step


def _label(day: date, step: int) -> str:
    return str(day.year) if step >= 12 else f"{day.year}-{day.month:02}"


def time_axis(scale: Scale, y: float, top: float, room: int) -> Iterator[Part]:
    """An axis of days at `y`, with lines up to `top`."""
    yield Stroke(((scale.start, y), (scale.start + scale.length, y)), "", 1)
    for value, text in day_marks(scale.low, scale.high, room):
        x = scale.at(value)
        yield Stroke(((x, top), (x, y)), GRID, 1)
        yield Letters(x, y + 16, text, SIZE)


def label(text: str, x: float, middle: float, room: float, lines: int = 2) -> Iterator[Part]:
    """A text that ends at `x`, its lines around a height."""
    told = wrapped(text, room * _SANS, SIZE, lines)
    for at, line in enumerate(told):
        y = middle + 4 + (at - (len(told) - 1) / 2) * LINE
        yield Letters(x, y, line, SIZE, centred=False, to_end=True)


def key(x: float, y: float, told: Sequence[tuple[bool, str]]) -> Iterator[Part]:
    """What the boxes mean: full ones and open ones, one below the other."""
    for at, (full, text) in enumerate(told):
        yield bar(x, y + at * 18, 22, 11, full=full)
        yield Letters(x + 30, y + at * 18 + 10, text, SIZE, centred=False)


def bar(x: float, y: float, width: float, height: float, *, full: bool) -> Box:
    """A bar of what is certain (full) or only possible (open, broken line)."""
    return Box(x, y, max(width, 1.0), max(height, 1.0), "" if full else DASH, full=full)
