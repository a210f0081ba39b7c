"""Published figures by their day: a drawing for each thing that is measured, a letter for each source.

Points are never joined: nothing is known between them, and sources count in their own ways.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from respondeat.api.phrases import named

from .blocks import Picture
from .drawing import Drawing, Stroke
from .drawing import Words as Letters
from .lettering import wrapped
from .plots import SIZE, Part, Scale, days, number, rounded, time_axis, upright
from .words import Json, Words

_LEFT: Final = 64.0
_WIDE: Final = 700.0
_TALL: Final = 190.0
_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_MARKS: Final = 9  # labels of days, at most


def figure_plots(title: str, rows: Sequence[Json], words: Words) -> Iterator[Picture]:
    """A drawing of each group of figures that measure one thing, of two dated ones or more."""
    for measure in dict.fromkeys(row["measure"] for row in rows):
        group = [row for row in rows if row["measure"] == measure and _days(row)]
        if len(group) > 1:
            yield _plot(f"{title} ({words.say('analyses.figures.group')} {measure})", group, words)


def _days(row: Json) -> tuple[float, float] | None:
    told = [day for day in row["as_of_days"] or () if day]
    return (days(told[0]), days(told[-1])) if told else None


def _plot(title: str, rows: Sequence[Json], words: Words) -> Picture:
    origins = {_origin(row, words): "" for row in rows}
    for at, name in enumerate(origins):
        origins[name] = _LETTERS[at % len(_LETTERS)] * (at // len(_LETTERS) + 1)
    spans = [span for row in rows if (span := _days(row))]
    first, last = min(s[0] for s in spans), max(s[1] for s in spans)
    top, step = rounded(max(max(row["value"], row["upper"] or 0) for row in rows))
    bottom = 16 + _TALL
    across = Scale(first - 1, last + 1, _LEFT + 14, _WIDE - _LEFT - 50)
    upward = Scale(0, top, bottom, -_TALL)
    parts: list[Part] = list(upright(_LEFT, upward, step, _WIDE - _LEFT - 20))
    parts += time_axis(across, bottom, 16, _MARKS)
    parts += _points(rows, origins, across, upward, words)
    y = bottom + 42
    for name, letter in origins.items():
        parts.append(Letters(_LEFT, y, letter, SIZE, bold=True, centred=False))
        lines = wrapped(name, _WIDE - _LEFT - 40, SIZE, 2)
        for line in lines:
            parts.append(Letters(_LEFT + 26, y, line, SIZE, centred=False))
            y += 16
        y += 2
    told = "; ".join(f"{row['as_of']}: {row['value']} ({_origin(row, words)})" for row in rows)
    return Picture(Drawing(_WIDE, y, tuple(parts)), title, told)


def _points(
    rows: Sequence[Json], origins: dict[str, str], across: Scale, upward: Scale, words: Words
) -> Iterator[Part]:
    for row in rows:
        span = _days(row)
        assert span is not None
        x, x2 = across.at(span[0]), across.at(span[1])
        y = upward.at(row["value"])
        if row["upper"] is not None:
            yield Stroke(((x, y), (x, upward.at(row["upper"]))), "", 1.5)
        yield Stroke(((x - 3, y), (x2 + 3, y)), "", 2.5)
        above = f"{origins[_origin(row, words)]} {_mark(row)}{number(row['value'])}"
        yield Letters((x + x2) / 2, y - 6, above, SIZE, bold=True)


def _mark(row: Json) -> str:
    return {"atLeast": "≥", "atMost": "≤", "about": "≈"}.get(row["comparator"], "")


def _origin(row: Json, words: Words) -> str:
    names = ", ".join(named(one, words.language) for one in row["origins"])
    return names or words.say("source.no_origin")
