"""Events under command as bars by period, certain and possible, with lines where tenures begin and end."""

from collections.abc import Sequence
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from respondeat.api.phrases import Json, named
from respondeat.errors import DateError
from respondeat.graph.command.periods import By, first_days, name, number
from respondeat.graph.dates import day

from .figure import PLAIN, draw, plain

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST: Final = 12  # heads in one plot
_TICKS: Final = 10
_LINE: Final = "#444444"
_LOOKS: Final = {  # fill, edge, hatch: told apart without colour too
    "certain": ("#1f5a8a", "#1f5a8a", ""),
    "possible": ("white", "#b07d1e", "////"),
    "possible, only by an open beginning or end": ("white", "#999999", ".."),
}

_MANY: Final = (
    "An event whose day is not known stands in every period in which it can have been, one that lasted in "
    "each: bars of several periods cannot be added, and a row of equal bars can be one event."
)


class _Time(NamedTuple):
    """The axis of time, in day numbers."""

    first: int
    last: int
    ticks: tuple[tuple[int, str], ...]


def tenure(answer: Json, path: Path) -> None:
    """Draw an answer of `answers.tenure` to an SVG or PNG file, one field a head on one axis of time.

    Raises InputError where Matplotlib is missing or the file is named neither .svg nor .png.
    """
    draw(lambda: figure(answer), path)


def figure(answer: Json) -> "Figure":
    """The same as a figure of Matplotlib, as a notebook shows it."""
    from matplotlib.figure import Figure

    heads = answer["heads"][:MOST]
    rows, time = max(1, len(heads)), _time(heads, By(answer["by"]))
    made = Figure(figsize=(9, 2.4 + 1.5 * rows), layout="constrained")
    fields: list[Axes] = list(made.subplots(rows, 1, sharex=True, sharey=True, squeeze=False)[:, 0])
    for field, head in zip(fields, heads, strict=False):
        _field(field, head, time)
    _axes(fields, heads, time, answer["by"])
    _legend(made, fill(plain(_title(answer)), 90))
    below = "\n".join(fill(plain(text), 130) for text in _below(answer))
    made.supxlabel(below, fontsize=7, x=0.01, ha="left", **PLAIN)
    return made


def _title(answer: Json) -> str:
    target = answer["target"]
    who = "heads in the data" if target is None else named(target)
    what = "" if target is None or target.get("type") == "Person" else "the heads of "
    return f"Events in the data under the command of {what}{who}, by {answer['by']}"


def _below(answer: Json) -> list[str]:
    told = [_MANY, answer["caveat"], answer["notice"]]
    if (more := len(answer["heads"]) - MOST) > 0:
        told.insert(0, f"{more} more heads are not drawn.")
    if not answer["heads"]:
        told.insert(0, "No source in the data names a head to draw.")
    return told


def _time(heads: Sequence[Json], by: By) -> _Time | None:
    """From the first to the last period with an event, with a margin; a tenure outside is not drawn."""
    days = [d for head in heads for p in head["periods"] for d in map(_number, p["days"]) if d is not None]
    if not days:
        return None
    first, last = min(days), max(days) + 1
    lo, hi = number(np.array([first, last - 1]), by).tolist()
    numbers = np.arange(lo, hi + 1, max(1, -(-(hi + 1 - lo) // _TICKS)))
    ticks = zip(first_days(numbers, by).tolist(), [name(n, by) for n in numbers.tolist()], strict=True)
    margin = max(31 * by.months, (last - first) // 12)
    return _Time(first - margin, last + margin, tuple(ticks))


def _field(field: "Axes", head: Json, time: _Time | None) -> None:
    """The bars and lines of one head."""
    for p in head["periods"]:
        first, last = map(_number, p["days"])
        if first is not None and last is not None:
            bottom = 0
            heights = (p["certain"], p["possible"] - p["open"], p["open"])
            for height, (fill_, edge, hatch) in zip(heights, _LOOKS.values(), strict=True):
                if height:
                    width = 0.9 * (last + 1 - first)
                    field.bar(
                        first, height, width, bottom, align="edge", color=fill_, edgecolor=edge, hatch=hatch
                    )
                bottom += height
    for exact, at in sorted({b for spell in head["spells"] for b in _bounds(spell["valid"])}):
        if time is not None and time.first <= at <= time.last:
            field.axvline(at, color=_LINE, linewidth=1, linestyle="-" if exact else ":")
    field.set_title(plain(_name(head)), fontsize=9, loc="left", **PLAIN)


def _name(head: Json) -> str:
    apart = {key: sum(_pair(head[key])) for key in ("undated", "lasting", "patterns")}
    certain, possible = _pair(head["events"])
    parts = [f"{key} {count}" for key, count in apart.items() if count]
    return "; ".join([f"{named(head['person'])}: {certain} certain, {possible} possible", *parts])


def _pair(tally: Json) -> tuple[int, int]:
    return tally["certain"], tally["possible"]


def _bounds(valid: Json) -> list[tuple[bool, int]]:
    """The days at which a posting begins and ends: exact ones, or the bounds of those that are not."""
    found = []
    for low, high in (("es", "ls"), ("ee", "le")):
        days = {d for key in (low, high) if (d := _number(valid[key])) is not None}
        exact = valid[low] is not None and valid[low] == valid[high]
        found += [(exact, d + (low == "ee")) for d in days]  # an end is the end of its day
    return found


def _axes(fields: "Sequence[Axes]", heads: Sequence[Json], time: _Time | None, by: str) -> None:
    from matplotlib.ticker import MaxNLocator

    if time is None:
        fields[-1].set_xticks([])
    else:
        fields[-1].set_xlim(time.first, time.last)
        fields[-1].set_xticks([at for at, _ in time.ticks], [text for _, text in time.ticks])
    fields[-1].set_xlabel(f"{by} (no bar: no event in the data)", fontsize=8)
    most = max([1, *(p["certain"] + p["possible"] for head in heads for p in head["periods"])]) * 1.08
    for field in fields:
        field.yaxis.set_major_locator(MaxNLocator(nbins=4, integer=True))
        field.set_ylim(0, most)
        field.tick_params(labelsize=8)
        field.spines[["top", "right"]].set_visible(False)


def _legend(made: "Figure", title: str) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    shown: dict[str, Artist] = {
        **{
            name: Patch(facecolor=fill_, edgecolor=edge, hatch=hatch)
            for name, (fill_, edge, hatch) in _LOOKS.items()
        },
        "tenure begins or ends": Line2D([], [], color=_LINE, linewidth=1, linestyle="-"),
        "bound of a beginning or end not known to the day": Line2D(
            [], [], color=_LINE, linewidth=1, linestyle=":"
        ),
    }
    legend = made.legend(
        list(shown.values()),
        list(shown),
        title=title,
        title_fontsize=11,
        fontsize=8,
        frameon=False,
        loc="outside upper center",
        ncols=3,
    )
    legend.get_title().set_parse_math(False)


def _number(text: str | None) -> int | None:
    """The day number of an ISO day, None for none and for one too far off to be drawn."""
    try:
        return None if text is None else day(text)
    except DateError:
        return None
