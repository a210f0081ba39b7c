"""Combinations that recur: a bar for each, full for cases that are certain, open for those only possible."""

from typing import Final

from respondeat.api.phrases import named

from .blocks import Picture
from .drawing import Drawing, Stroke
from .drawing import Words as Letters
from .plots import GRID, SIZE, Part, Scale, bar, key, label, marks, number, rounded
from .words import Json, Words

ROWS: Final = 12
_LEFT: Final = 330.0
_WIDE: Final = 820.0
_ROW: Final = 66.0


def pattern_plot(rows: list[Json], words: Words) -> Picture | None:
    """The drawing of the first combinations; None where there are none."""
    rows = rows[:ROWS]
    if not rows:
        return None
    top, step = rounded(max(row["certain"] + row["possible"] for row in rows))
    scale = Scale(0, top, _LEFT, _WIDE - _LEFT - 30)
    meanings = [(True, words.say("analyses.plot.certain")), (False, words.say("analyses.plot.possible"))]
    parts: list[Part] = list(key(_LEFT, 6, meanings))
    bottom = 50 + len(rows) * _ROW
    for value in marks(top, step):
        x = scale.at(value)
        parts.append(Stroke(((x, 50), (x, bottom)), "" if value == 0 else GRID, 1))
        parts.append(Letters(x, bottom + 16, number(value), SIZE))
    for at, row in enumerate(rows):
        middle = 50 + (at + 0.5) * _ROW
        parts += label(_name(row, words), _LEFT - 10, middle, _LEFT - 16, 4)
        start, mid = scale.at(0), scale.at(row["certain"])
        if row["certain"]:
            parts.append(bar(start, middle - 9, mid - start, 18, full=True))
        if row["possible"]:
            end = scale.at(row["certain"] + row["possible"])
            parts.append(bar(mid, middle - 9, end - mid, 18, full=False))
    told = "; ".join(f"{_name(row, words)}: {row['certain']} + {row['possible']}" for row in rows)
    title = words.say("analyses.plot.patterns")
    return Picture(Drawing(_WIDE, bottom + 26, tuple(parts)), title, told)


def _name(row: Json, words: Words) -> str:
    return " · ".join(named(one["value"], words.language) for one in row["values"])
