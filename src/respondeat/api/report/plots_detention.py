"""Days in custody: a line for each holding, full where it is attested, open where dates only allow it."""

from typing import Final

from respondeat.api.phrases import named

from .blocks import Picture
from .drawing import Drawing
from .plots import Part, Scale, bar, days, key, label, time_axis
from .words import Json, Words

ROWS: Final = 40
_LEFT: Final = 260.0
_WIDE: Final = 900.0
_ROW: Final = 34.0
_MARKS: Final = 8


def detention_plot(held: list[Json], words: Words) -> Picture | None:
    """The drawing of the first holdings that have days; None where none has."""
    rows = [row for row in held if any(map(_bounds, row["spells"]))][:ROWS]
    known = [day for row in rows for spell in row["spells"] for day in _bounds(spell)]
    if not known:
        return None
    first, last = min(known), max(known)
    scale = Scale(first - 1, last + 2, _LEFT, _WIDE - _LEFT - 20)
    meanings = [
        (True, words.say("analyses.plot.attested")),
        (False, words.say("analyses.plot.allowed")),
    ]
    parts: list[Part] = list(key(_LEFT, 6, meanings))
    top = 50.0
    bottom = top + len(rows) * _ROW
    parts += time_axis(scale, bottom, top, _MARKS)
    for at, row in enumerate(rows):
        parts += _row(row, top + (at + 0.5) * _ROW, scale, words)
    title = words.say("analyses.plot.detention")
    return Picture(Drawing(_WIDE, bottom + 26, tuple(parts)), title, _told(rows, words))


def _row(row: Json, middle: float, scale: Scale, words: Words) -> list[Part]:
    parts: list[Part] = list(label(_name(row, words), _LEFT - 10, middle, _LEFT - 16))
    for spell in row["spells"]:
        bounds = _bounds(spell)
        if bounds:
            x, end = scale.at(min(bounds)), scale.at(max(bounds) + 1)
            parts.append(bar(x, middle - 8, max(end - x, 5), 16, full=False))
        for pair in spell["certain_days"]:
            first, last = _inside(pair, bounds)
            x, end = scale.at(first), scale.at(last + 1)
            parts.append(bar(x, middle - 5, max(end - x, 5), 10, full=True))
    return parts


def _bounds(spell: Json) -> list[float]:
    """The days that are known of a spell."""
    time = spell["valid"]
    told = [time[key] for key in ("es", "ls", "ee", "le")]
    told += [day for pair in spell["certain_days"] for day in pair]
    return [days(day) for day in told if day]


def _inside(pair: list[str | None], bounds: list[float]) -> tuple[float, float]:
    first, last = pair
    return (days(first) if first else min(bounds), days(last) if last else max(bounds))


def _name(row: Json, words: Words) -> str:
    where = row["custodian"] or row["place"]
    told = named(row["detained"], words.language)
    return f"{told} – {named(where, words.language)}" if where else told


def _told(rows: list[Json], words: Words) -> str:
    said = []
    for row in rows:
        pairs = [pair for spell in row["spells"] for pair in spell["certain_days"]]
        told = ", ".join(" – ".join(day or "…" for day in dict.fromkeys(pair)) for pair in pairs)
        said.append(f"{_name(row, words)}: {told or words.say('grade.possible')}")
    return "; ".join(said)
