"""A chart of one column of words and one of numbers: bars, or a line where the words are in an order."""

import datetime
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from respondeat.api.pages.place import Place
from respondeat.api.report.lettering import wrapped

from .names import Value

KINDS: Final = ("bar", "line")
MOST: Final = 60
"""Rows that are drawn, at most; the table below has all."""

_WIDTH: Final = 860.0
_LABELS: Final = 270.0  # room for the words beside bars
_ROW: Final = 26.0
_HIGH: Final = 320.0  # of a line's field
_SIZE: Final = 13.0
_SIDE: Final = 60.0
_UNDER: Final = 84.0  # room for the words under a point
_DATE: Final = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,15})?")

Rows = Sequence[Sequence[Value | None]]


@dataclass(frozen=True, slots=True)
class Mark:
    """One value: where it is drawn, its words and its number."""

    x: float
    y: float
    width: float
    label: str
    said: str
    number: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What is drawn, and out of which columns; `choices` are the columns that could be taken."""

    kind: str
    label: str
    number: str
    labels: tuple[str, ...]
    numbers: tuple[str, ...]
    width: float = _WIDTH
    height: float = 0
    left: float = 0
    marks: tuple[Mark, ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()
    base: float = 0
    points: str = ""
    left_out: int = 0


def chart(place: Place, titles: Sequence[str], rows: Rows) -> Chart | None:
    """The chart that the address asks for; None where no column holds numbers or there are no rows."""
    columns = dict(zip(titles, zip(*rows, strict=True), strict=True)) if rows else {}
    numbers = tuple(name for name in columns if _is_number(columns[name]))
    if not numbers:
        return None
    labels = tuple(columns)
    number = _one_of(place.one("number"), numbers)
    words = tuple(name for name in labels if name not in numbers) or labels
    label = _one_of(place.one("label"), labels, words[0])
    kind = _one_of(place.one("kind"), KINDS)
    pairs = [
        (one.text if one is not None else "—", value.number)
        for one, value in zip(columns[label], columns[number], strict=True)
        if value is not None and value.number is not None and math.isfinite(value.number)
    ]
    made = Chart(kind, label, number, labels, numbers, left_out=max(0, len(pairs) - MOST))
    return (_bars if kind == "bar" else _line)(made, pairs[:MOST])


def _is_number(column: Sequence[Value | None]) -> bool:
    found = [one for one in column if one is not None]
    return bool(found) and all(one.number is not None and math.isfinite(one.number) for one in found)


def _one_of(said: str, names: Sequence[str], default: str = "") -> str:
    return said if said in names else default or names[0]


def _bars(made: Chart, pairs: list[tuple[str, float]]) -> Chart:
    ticks = _ticks([number for _, number in pairs])
    scale = _scale(ticks[0], ticks[-1], _LABELS, _WIDTH - _SIDE)
    zero = scale(0)
    marks = tuple(
        Mark(
            min(zero, scale(number)),
            at * _ROW,
            abs(scale(number) - zero),
            " ".join(wrapped(label, _LABELS - 16, _SIZE, 1)),
            label,
            _said(number),
        )
        for at, (label, number) in enumerate(pairs)
    )
    base = len(pairs) * _ROW
    said = tuple((scale(one), _said(one)) for one in ticks)
    return replace(made, height=base + 28, left=_LABELS, marks=marks, ticks=said, base=base)


def _line(made: Chart, pairs: list[tuple[str, float]]) -> Chart:
    ticks = _ticks([number for _, number in pairs])
    down = _scale(ticks[0], ticks[-1], _HIGH, 14)
    places = _places([label for label, _ in pairs])
    across = _scale(min(places), max(max(places), min(places) + 1), _SIDE + 20, _WIDTH - _SIDE)
    marks, free = list[Mark](), 0.0
    for place, (label, number) in sorted(zip(places, pairs, strict=True)):
        x = across(place)
        words = " ".join(wrapped(label, _UNDER, 12, 1)) if x >= free else ""
        free = x + _UNDER if words else free  # so that the words under it do not touch
        marks.append(Mark(x, down(number), 0, words, label, _said(number)))
    points = " ".join(f"{mark.x:.1f},{mark.y:.1f}" for mark in marks)
    return replace(
        made,
        height=_HIGH + 34,
        left=_SIDE + 20,
        marks=tuple(marks),
        ticks=tuple((down(one), _said(one)) for one in ticks),
        base=_HIGH,
        points=points,
    )


def _places(labels: Sequence[str]) -> list[float]:
    """Where points stand: dates by their distance, numbers by theirs, anything else one after the other."""
    if all(_DATE.fullmatch(label) for label in labels):
        return [float(earliest(label)) for label in labels]
    if all(_NUMBER.fullmatch(label) for label in labels):
        return [float(label) for label in labels]
    return [float(at) for at in range(len(labels))]


def earliest(date: str) -> int:
    """The first day of a year, a month or a day in ISO 8601, as a day number; 0 for one there is not."""
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    try:
        return datetime.date(year, month, day).toordinal()
    except ValueError:
        return 0


def _ticks(numbers: Sequence[float]) -> list[float]:
    """Round numbers from nought, or what is below it, to the greatest."""
    least, most = min(0.0, *numbers), max(0.0, *numbers)
    span = most - least or 1.0
    rough = span / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * by for by in (1, 2, 5, 10) if power * by >= rough)
    first, last = math.floor(least / step), math.ceil(most / step)
    return [step * at for at in range(first, max(last, first + 1) + 1)]


def _scale(least: float, most: float, start: float, end: float) -> "Scale":
    return Scale(least, (end - start) / (most - least), start)


@dataclass(frozen=True, slots=True)
class Scale:
    """Numbers to places."""

    least: float
    by: float
    start: float

    def __call__(self, number: float) -> float:
        """The place of a number."""
        return self.start + (number - self.least) * self.by


def _said(number: float) -> str:
    return f"{number:.6g}" if abs(number) < 1e6 or number != int(number) else f"{int(number)}"
