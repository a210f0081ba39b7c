"""Published figures by their day: a letter for each thing that a source counts.

Points are never joined: nothing is known between them, and sources count in their own ways.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from respondeat.api.phrases import named

from .blocks import Picture
from .drawing import Drawing, Stroke
from .drawing import Words as Letters
from .lettering import width, wrapped
from .plots import SIZE, Part, Scale, days, number, rounded, time_axis, upright
from .words import Json, Words

_LEFT: Final = 64.0
_WIDE: Final = 860.0
_TALL: Final = 260.0
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MARKS: Final = 9  # labels of days, at most


def figure_plots(title: str, rows: Sequence[Json], words: Words) -> Iterator[Picture]:
    """A drawing of the figures of one metric, where two of them are dated or more."""
    dated = [row for row in rows if _days(row)]
    if len(dated) > 1:
        yield _plot(title, dated, words)


def _days(row: Json) -> tuple[float, float] | None:
    told = [day for day in row["as_of_days"] or () if day]
    return (days(told[0]), days(told[-1])) if told else None


def _plot(title: str, rows: Sequence[Json], words: Words) -> Picture:
    series = list(dict.fromkeys(_series(row, words) for row in rows))
    letters = {one: _LETTERS[at % 26] * (at // 26 + 1) for at, one in enumerate(series)}
    spans = [span for row in rows if (span := _days(row))]
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    top, step = rounded(max(max(row["value"], row["upper"] or 0) for row in rows))
    bottom = 52 + _TALL
    across = Scale(first - 1, last + 1, _LEFT + 14, _WIDE - _LEFT - 50)
    upward = Scale(0, top, bottom, -_TALL)
    parts: list[Part] = list(upright(_LEFT, upward, step, _WIDE - _LEFT - 20))
    parts += time_axis(across, bottom, 52, _MARKS)
    parts += _points(rows, letters, across, upward, words)
    y = bottom + 42
    for name, letter in letters.items():
        parts.append(Letters(_LEFT, y, letter, SIZE, bold=True, centred=False))
        lines = wrapped(name, _WIDE - _LEFT - 40, SIZE, 2)
        for line in lines:
            parts.append(Letters(_LEFT + 26, y, line, SIZE, centred=False))
            y += 16
        y += 2
    told = "; ".join(f"{row['as_of']}: {row['value']} ({_origin(row, words)})" for row in rows)
    return Picture(Drawing(_WIDE, y, tuple(parts)), title, told)


def _points(
    rows: Sequence[Json], letters: dict[str, str], across: Scale, upward: Scale, words: Words
) -> Iterator[Part]:
    lines = [(*map(across.at, span), upward.at(row["value"])) for row in rows if (span := _days(row))]
    taken: list[tuple[float, float, float]] = []
    for row in rows:
        span = _days(row)
        assert span is not None
        x, x2 = across.at(span[0]), across.at(span[1])
        y = upward.at(row["value"])
        if row["upper"] is not None:
            yield Stroke(((x, y), (x, upward.at(row["upper"]))), "", 1.5)
        yield Stroke(((x - 3, y), (x2 + 3, y)), "", 2.5)
        text = f"{letters[_series(row, words)]} {_mark(row)}{number(row['value'])}"
        middle = (x + x2) / 2
        yield Letters(middle, _free(taken, lines, middle, y, text), text, SIZE, bold=True)


def _free(
    taken: list[tuple[float, float, float]],
    lines: Sequence[tuple[float, ...]],
    middle: float,
    y: float,
    text: str,
) -> float:
    """The base line nearest to a point at which a label hides no other, and no line; it is taken then."""
    half = width(text, SIZE, bold=True) / 2 + 6
    steps = [y - 6, *(one for n in range(1, 30) for one in (y - 6 - n * 15, y + 16 + (n - 1) * 15))]
    for base in steps:
        apart = all(abs(base - other) >= 14 or abs(middle - x) >= half + wide for x, other, wide in taken)
        crossed = any(
            base - 11 < line < base + 3 and first < middle + half and last > middle - half
            for first, last, line in lines
        )
        if apart and not crossed:
            break
    taken.append((middle, base, half))
    return base


def _mark(row: Json) -> str:
    return {"atLeast": "≥", "atMost": "≤", "upTo": "≤", "over": ">", "under": "<", "about": "≈"}.get(
        row["comparator"], ""
    )


def _series(row: Json, words: Words) -> str:
    """What a letter stands for: who counts, and whom or what."""
    return ": ".join(filter(None, (_origin(row, words), row["population"])))


def _origin(row: Json, words: Words) -> str:
    names = ", ".join(named(one, words.language) for one in row["origins"])
    return names or words.say("source.no_origin")
