"""Dates as sources give them, read as four day bounds: the one door to everything about time.

The readings below are those of the model's table "reading dates that a source gives". Bounds are never read
again from the composed text: that a person was cited, not appointed, on a date is in the bounds, not in EDTF.
"""

import re
from dataclasses import dataclass
from typing import Literal

from respondeat.errors import DateError

from .bounds import Bounds, Grade, grade, grade_during, grade_throughout, overlap
from .days import Day, day, iso, shown
from .edtf import after, parse, qualified, span

__all__ = [
    "Bounds",
    "Day",
    "Grade",
    "ValidTime",
    "day",
    "grade",
    "grade_during",
    "grade_throughout",
    "held_on",
    "held_within",
    "iso",
    "overlap",
    "parse",
    "qualified",
    "read",
    "read_local",
    "span",
]

_LOCAL = re.compile(r"([0-9]{1,4})([./-])([0-9]{1,4})(?:\2([0-9]{1,4}))?")


@dataclass(frozen=True, slots=True)
class ValidTime:
    """When a statement holds: the text in EDTF as the source gives it, and the bounds it is read as."""

    edtf: str
    bounds: Bounds


def read(
    first: str | None = None, last: str | None = None, *, started: bool = False, ended: bool = False
) -> ValidTime:
    """A first and a last date, each an EDTF point or not given.

    | the source says        | es     | ls     | ee     | le     |
    |------------------------|--------|--------|--------|--------|
    | started on F           | F.min  | F.max  |        |        |
    | cited first on F       | open   | F.max  |        |        |
    | ended on L             |        |        | L.min  | L.max  |
    | cited last, still on L |        |        | L.min  | open   |
    | no last date           |        |        | F.min  | open   |
    | no first date          | open   | L.max  |        |        |

    Whoever is cited on a date held the post on a day in it, so each date also bounds the other end: no start
    after L.max, no end before F.min. With neither date nothing is bounded and the text is empty.

    Raises DateError when a date cannot be read, or F lies wholly after L.

    >>> read("2014-05-31", "2016", started=True)
    ValidTime(edtf='2014-05-31/2016', bounds=Bounds(es=16221, ls=16221, ee=16801, le=None))
    >>> read("2014").edtf
    '2014/'
    """
    first, last = _end(first), _end(last)
    if not first and not last:
        return ValidTime("", Bounds())
    f_min, f_max = span(first) if first else (None, None)
    l_min, l_max = span(last) if last else (None, None)
    text = f"{first}/{last}"
    if f_min is not None and l_max is not None and f_min > l_max:
        raise after(text, first, last)
    es, le = f_min if started else None, l_max if ended else None
    return ValidTime(text, Bounds(es, _least(f_max, l_max), _greatest(f_min, l_min), le))


def _end(text: str | None) -> str:
    """One end of an interval: a date, of a date-time only the day, nothing for None."""
    stripped = (text or "").strip()
    if stripped[:1] == "[":
        raise DateError(
            f"{shown(stripped)} is a set and cannot be the end of an interval: write a month, a year or a "
            "decade (201X) that covers it."
        )
    if stripped[10:11] == "T":
        span(stripped)
        return stripped[:10]
    return stripped


def held_on(d: str) -> ValidTime:
    """Held on D and no more said: started by D.max, not ended before D.min.

    >>> held_on("2020-08-10").bounds
    Bounds(es=None, ls=18484, ee=18484, le=None)
    """
    lo, hi = span(d)
    return ValidTime(d.strip(), Bounds(None, hi, lo, None))


def held_within(window: str) -> ValidTime:
    """Held at some time between A and B, given as `A/B`: started by B.max, not ended before A.min.

    No day is certain, unless both ends are the same day.

    >>> held_within("2020-08-09/2020-12").bounds == Bounds(None, day("2020-12-31"), day("2020-08-09"), None)
    True
    """
    read_as = parse(window)
    return ValidTime(window.strip(), Bounds(None, read_as.le, read_as.es, None))


def read_local(text: str, order: Literal["dmy", "mdy", "ymd"] = "dmy") -> str:
    """A date in the order of a country, as an EDTF text; a text that is EDTF already stays as it is.

    Parts stand between dots, slashes or hyphens, and a year has four digits. Where it stands first, month and
    day follow, whatever the order. Raises DateError for anything else, two-digit years among them.

    >>> read_local("01.08.2025"), read_local("1/8/2025", "mdy"), read_local("08.2025"), read_local("2025")
    ('2025-08-01', '2025-01-08', '2025-08', '2025')
    """
    stripped = text.strip()
    try:
        parse(stripped)
    except DateError as error:
        match = _LOCAL.fullmatch(stripped)
        if match is None:
            raise
        return _reordered(stripped, [part for part in match.group(1, 3, 4) if part], order, error)
    return stripped


def _reordered(text: str, parts: list[str], order: str, error: DateError) -> str:
    """Year, month and day of a text that is not EDTF (for the reason in `error`), put in EDTF's order."""
    if len(parts[0]) == 4:
        year, *rest = parts
    else:
        *rest, year = parts
        if order == "dmy":
            rest.reverse()
    if len(year) != 4 or any(len(part) > 2 for part in rest):
        raise DateError(f"{shown(text)} cannot be read as a date: write the year with four digits.")
    if order == "ymd" and len(parts) == 3 and year != parts[0]:
        raise DateError(
            f"{shown(text)} is not in the order year, month, day. Give the order that the source uses."
        )
    found = "-".join([year, *(part.zfill(2) for part in rest)])
    if found == text:
        raise error
    try:
        span(found)
        if int(rest[0]) > 12:
            raise DateError(f"There is no month {rest[0]}.")
    except DateError as cause:
        raise DateError(
            f"{shown(text)} does not exist when it is read in the order {order}, as {found}. Correct it, or "
            "give the order of day and month that the source uses."
        ) from cause
    return found


def _least(a: Day | None, b: Day | None) -> Day | None:
    return b if a is None else a if b is None else min(a, b)


def _greatest(a: Day | None, b: Day | None) -> Day | None:
    return b if a is None else a if b is None else max(a, b)
