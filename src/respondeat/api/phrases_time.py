"""Times in words."""

import calendar
from datetime import date
from typing import Any

from .language import phrase

Json = dict[str, Any]


def valid(time: Json, language: str = "en") -> str:
    """A time in words, from its four bounds.

    >>> valid({"edtf": "", "es": None, "ls": "2020-10-02", "ee": "2020-08-09", "le": None})
    'at some time from 2020-08-09 to 2020-10-02'
    >>> valid({"edtf": "", "es": "2011-01-01", "ls": "2011-12-31", "ee": "2012-05-03", "le": None})
    'from some day in 2011, still on 2012-05-03'
    >>> valid({"edtf": "", "es": None, "ls": "2009-04-06", "ee": "2009-04-06", "le": "2009-04-06"})
    'until 2009-04-06'
    """
    es, ls, ee, le = time["es"], time["ls"], time["ee"], time["le"]
    if not any((es, ls, ee, le)):
        return phrase("time.none", language)
    if ls and ee and _after(ls, ee):
        return _some_time(es, ls, ee, le, language)
    if ls and ls == le and not ee:
        if es:
            return phrase("time.some", language, span=_between(es, ls, language))
        return phrase("time.some_until", language, day=ls)
    if ls and ls == ee and es is None and le is None:
        return phrase("time.attested", language, day=ls)
    if ls and ls == ee == le and es is None:
        return phrase("time.until", language, day=le)
    if es and es == ls == ee == le:
        return phrase("time.on", language, day=es)
    # that it held when it began goes unsaid
    end = "" if ls and ee and not le and not _after(ee, ls) else _end(ee, le, language)
    return ", ".join(part for part in (_start(es, ls, language), end) if part)


def when(row: Json, language: str = "en") -> str:
    """The time of a statement; where it has none, the days of the event of which it speaks, if known."""
    if not any(row["valid"][key] for key in ("es", "ls", "ee", "le")) and row.get("event_on"):
        return phrase("time.event", language, days=span([row["event_on"]], language))
    return valid(row["valid"], language)


def _after(one: str, other: str) -> bool:
    """Whether a day is after another: years before 0 and after 9999 are in no order as texts."""
    return _place(one) > _place(other)


def _place(day: str) -> tuple[int, str]:
    year, month, rest = day.rsplit("-", 2)
    return int(year), f"{month}-{rest}"


def _some_time(es: str | None, ls: str, ee: str, le: str | None, language: str) -> str:
    told = phrase("time.some", language, span=_between(ee, ls, language))
    if (es or ee) == ee and (le or ls) == ls:
        return told
    outer = [
        phrase("time.not_before", language, day=es) if es and es != ee else "",
        phrase("time.not_after", language, day=le) if le and le != ls else "",
    ]
    return ", ".join(part for part in (told, *outer) if part)


def _start(es: str | None, ls: str | None, language: str) -> str:
    if es and ls:
        if es == ls:
            return phrase("time.from", language, day=es)
        return phrase("time.from_some", language, span=_between(es, ls, language))
    if ls:
        return phrase("time.attested_from", language, day=ls)
    return phrase("time.not_before", language, day=es) if es else ""


def _end(ee: str | None, le: str | None, language: str) -> str:
    if ee and le:
        if ee == le:
            return phrase("time.until", language, day=ee)
        return phrase("time.until_some", language, span=_between(ee, le, language))
    if ee:
        return phrase("time.still", language, day=ee)
    return phrase("time.ended_by", language, day=le) if le else ""


def _between(lo: str, hi: str, language: str = "en") -> str:
    """Two days as "in 2020", "in May 2020" or "from the one to the other".

    >>> _between("2020-01-01", "2020-12-31"), _between("2020-02-01", "2020-02-29")
    ('in 2020', 'in February 2020')
    >>> _between("-0044-03-01", "-0044-03-31")
    'from -0044-03-01 to -0044-03-31'
    """
    try:
        first, last = date.fromisoformat(lo), date.fromisoformat(hi)
    except ValueError:  # a year before 1 or after 9999
        return phrase("time.between", language, first=lo, last=hi)
    if (first.year, first.month) == (last.year, last.month) and first.day == 1:
        if last.day == calendar.monthrange(last.year, last.month)[1]:
            return phrase(f"time.month.{first.month}", language, year=first.year)
    elif lo[4:] == "-01-01" and hi[4:] == "-12-31" and first.year == last.year:
        return phrase("time.year", language, year=first.year)
    return phrase("time.between", language, first=lo, last=hi)


def span(days: list[list[str | None]], language: str = "en") -> str:
    """Days as intervals: "2020-08-10", "2020-08-01 to 2020-08-31", several joined by commas."""
    return ", ".join(_interval(lo, hi, language) for lo, hi in days)


def _interval(lo: str | None, hi: str | None, language: str) -> str:
    if lo == hi and lo is not None:
        return lo
    if lo and hi:
        return phrase("time.to", language, first=lo, last=hi)
    if lo:
        return phrase("time.from", language, day=lo)
    return phrase("time.up_to", language, day=hi) if hi else phrase("time.undated", language)
