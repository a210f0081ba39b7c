"""Events in each tenure by period: a row for every head, full bars for what is certain, open for possible."""

from typing import Final

from respondeat.api.phrases import named

from .blocks import Picture
from .drawing import Drawing
from .drawing import Words as Letters
from .plots import SIZE, Part, Scale, bar, key, label, rounded, upright
from .words import Json, Words

HEADS: Final = 12
_PERIODS: Final = 36
_LEFT: Final = 190.0
_ROW: Final = 92.0
_WIDE: Final = 760.0


def tenure_plot(answer: Json, words: Words) -> Picture | None:
    """The drawing of an answer on tenure; None where there is nothing to draw."""
    heads = [head for head in answer["heads"] if head["periods"]][:HEADS]
    periods = sorted({one["period"] for head in heads for one in head["periods"]})[-_PERIODS:]
    if not periods:
        return None
    most = max(one["certain"] + one["possible"] for head in heads for one in head["periods"])
    top, step = rounded(most)
    slot = max(46.0, (_WIDE - _LEFT) / len(periods))
    width = _LEFT + slot * len(periods) + 12
    parts: list[Part] = list(key(_LEFT, 6, _meanings(words)))
    y = 54.0
    for head in heads:
        parts += _row(head, periods, Scale(0, top, y + _ROW - 18, -(_ROW - 30)), step, slot, words)
        y += _ROW
    parts += [Letters(_LEFT + (at + 0.5) * slot, y + 2, one, SIZE) for at, one in enumerate(periods)]
    title = words.say("analyses.plot.tenure")
    return Picture(Drawing(width, y + 14, tuple(parts)), title, _told(heads, words))


def _meanings(words: Words) -> list[tuple[bool, str]]:
    return [(True, words.say("analyses.plot.certain")), (False, words.say("analyses.plot.possible"))]


def _row(head: Json, periods: list[str], scale: Scale, step: float, slot: float, words: Words) -> list[Part]:
    middle = scale.start + scale.length / 2
    parts: list[Part] = list(upright(_LEFT, scale, step, slot * len(periods)))
    parts += label(named(head["person"], words.language), _LEFT - 34, middle, _LEFT - 44, 4)
    by = {one["period"]: one for one in head["periods"]}
    for at, period in enumerate(periods):
        one = by.get(period)
        if one is None:
            continue
        x, wide = _LEFT + at * slot + slot * 0.2, slot * 0.6
        base, mid = scale.at(0), scale.at(one["certain"])
        end = scale.at(one["certain"] + one["possible"])
        if one["certain"]:
            parts.append(bar(x, mid, wide, base - mid, full=True))
        if one["possible"]:
            parts.append(bar(x, end, wide, mid - end, full=False))
    return parts


def _told(heads: list[Json], words: Words) -> str:
    told = []
    for head in heads:
        counts = words.say(
            "analyses.certain_possible",
            certain=sum(one["certain"] for one in head["periods"]),
            possible=sum(one["possible"] for one in head["periods"]),
        )
        told.append(f"{named(head['person'], words.language)}: {counts}")
    return "; ".join(told)
