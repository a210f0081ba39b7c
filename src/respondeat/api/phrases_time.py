"""Times in words."""

import calendar
from datetime import date
from typing import Any

Json = dict[str, Any]


def valid(time: Json) -> str:
    """A time in words, from its four bounds.

    >>> valid({"edtf": "", "es": None, "ls": "2020-10-02", "ee": "2020-08-09", "le": None})
    'at some time from 2020-08-09 to 2020-10-02'
    >>> valid({"edtf": "", "es": "2011-01-01", "ls": "2011-12-31", "ee": "2012-05-03", "le": None})
    'from some day in 2011, still on 2012-05-03'
    """
    es, ls, ee, le = time["es"], time["ls"], time["ee"], time["le"]
    if not any((es, ls, ee, le)):
        return "no time stated"
    if ls and ee and ls > ee:
        return _some_time(es, ls, ee, le)
    if ls and ls == le and not ee:
        return f"at some time {_between(es, ls)}" if es else f"at some time up to {ls}"
    if ls and ls == ee and es is None and le is None:
        return f"attested on {ls}"
    if es and es == ls == ee == le:
        return f"on {es}"
    end = "" if ls and ee and not le and ee <= ls else _end(ee, le)  # that it held when it began goes unsaid
    return ", ".join(part for part in (_start(es, ls), end) if part)


def _some_time(es: str | None, ls: str, ee: str, le: str | None) -> str:
    if (es or ee) == ee and (le or ls) == ls:
        return f"at some time {_between(ee, ls)}"
    outer = [f"not before {es}" if es and es != ee else "", f"not after {le}" if le and le != ls else ""]
    return ", ".join(part for part in (f"at some time {_between(ee, ls)}", *outer) if part)


def _start(es: str | None, ls: str | None) -> str:
    if es and ls:
        return f"from {es}" if es == ls else f"from some day {_between(es, ls)}"
    if ls:
        return f"attested from {ls}"
    return f"not before {es}" if es else ""


def _end(ee: str | None, le: str | None) -> str:
    if ee and le:
        return f"until {ee}" if ee == le else f"until some day {_between(ee, le)}"
    if ee:
        return f"still on {ee}"
    return f"ended by {le}" if le else ""


def _between(lo: str, hi: str) -> str:
    """Two days as "in 2020", "in May 2020" or "from the one to the other".

    >>> _between("2020-01-01", "2020-12-31"), _between("2020-02-01", "2020-02-29")
    ('in 2020', 'in February 2020')
    """
    first, last = date.fromisoformat(lo), date.fromisoformat(hi)
    if (first.year, first.month) == (last.year, last.month) and first.day == 1:
        if last.day == calendar.monthrange(last.year, last.month)[1]:
            return f"in {_MONTHS[first.month - 1]} {first.year}"
    elif lo[4:] == "-01-01" and hi[4:] == "-12-31" and first.year == last.year:
        return f"in {first.year}"
    return f"from {lo} to {hi}"


# English whatever the locale: the same answer everywhere
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def span(days: list[list[str | None]]) -> str:
    """Days as intervals: "2020-08-10", "2020-08-01 to 2020-08-31", several joined by commas."""
    return ", ".join(_interval(lo, hi) for lo, hi in days)


def _interval(lo: str | None, hi: str | None) -> str:
    if lo == hi and lo is not None:
        return lo
    if lo and hi:
        return f"{lo} to {hi}"
    return f"from {lo}" if lo else f"up to {hi}" if hi else "undated"
