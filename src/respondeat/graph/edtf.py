"""Extended Date/Time Format texts read as day bounds.

ISO 8601-2:2019, as profiled in the Library of Congress's EDTF specification of 2019-02-04, levels 0 to 2. What the
format leaves open is bounded by nothing: no end is invented for `2014/..`, and a year of which no digit is known
(`XXXX`) has no bounds. `~`, `?` and `%` (approximate, uncertain, both) say how sure the source is, not how far off it
may be: they move no bound, `qualified` tells that they are there.

Seasons are read as calendar months: March to May is the spring of the north (21, 25) and the autumn of the south
(31). One that crosses the turn of the year (24, 28, 30) may be meant as the one that begins or the one that ends in
the year named, so its bounds cover both.
"""

import itertools
import re
from collections.abc import Iterable, Iterator

from respondeat.errors import DateError

from .bounds import Bounds
from .days import Day, check, length, number, shown

_Span = tuple[Day | None, Day | None]

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_POINT = re.compile(
    r"[?~%]?(-?[0-9X]{4})[?~%]?"
    r"(?:-[?~%]?([0-9X]{2})[?~%]?"
    r"(?:-[?~%]?([0-9X]{2})[?~%]?)?)?"
)
_LONG = re.compile(r"[?~%]?Y(-?)([1-9][0-9]*)(?:E([1-9][0-9]*))?(?:S([1-9][0-9]*))?[?~%]?")
_SIGNIFICANT = re.compile(r"[?~%]?(-?)([0-9]{4})S([1-9])[?~%]?")
_TIME = re.compile(
    r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|23:59:60)"
    r"(?:Z|[+-](?:(?:0[0-9]|1[0-3])(?::[0-5][0-9])?|14(?::00)?))?"
)
_POINT_CHARACTERS = 40  # no point is longer: a four-thousand-digit year is refused before it is read
_YEAR_DIGITS = 12  # the largest years whose days every store's 64-bit integers and xsd:dates hold

# code -> first month, its year, last month, its year (years relative to the one named)
_GROUPINGS: dict[int, tuple[int, int, int, int]] = {
    **dict.fromkeys((21, 25, 31), (3, 0, 5, 0)),
    **dict.fromkeys((22, 26, 32), (6, 0, 8, 0)),
    **dict.fromkeys((23, 27, 29), (9, 0, 11, 0)),
    **dict.fromkeys((24, 28, 30), (12, -1, 2, 1)),
    **{33 + i: (3 * i + 1, 0, 3 * i + 3, 0) for i in range(4)},  # quarters
    **{37 + i: (4 * i + 1, 0, 4 * i + 4, 0) for i in range(3)},  # quadrimesters
    **{40 + i: (6 * i + 1, 0, 6 * i + 6, 0) for i in range(2)},  # semestrals
}


def parse(edtf: str) -> Bounds:
    """The bounds of something that lasts, from one EDTF text: a date, a date-time, an interval or a set.

    - A date, or a one-of set `[..]`: at some time in it, or through all of it: start and end both lie in its span.
    - An interval `A/B`: the start lies in A, the end in B; `..` (open) and nothing (unknown) bound neither.
    - An all-of set `{..}`: from its earliest member to its latest.

    Raises DateError when the text is not EDTF, the date does not exist, or the start is after the end.

    >>> parse("2014-05/..")
    Bounds(es=16191, ls=16221, ee=16191, le=None)
    >>> parse("[2014,2016]") == parse("2014..2016".join("[]"))
    True
    """
    text = edtf.strip()
    if "/" in text:
        return _interval(text)
    if text[:1] == "{":
        return _all_of(text)
    lo, hi = span(text)
    return Bounds(lo, hi, lo, hi)


def span(edtf: str) -> tuple[Day | None, Day | None]:
    """The first and last day that a point in time can mean, None where it has no bound.

    A point is a date, a date-time (its day as written, whatever the zone) or a one-of set. Raises DateError as
    `parse` does, and for intervals and all-of sets.

    >>> span("2014-02"), span("201X") == span("[2010..2019]"), span("[..2014-02-28]")
    ((16102, 16129), True, (None, 16129))
    """
    text = edtf.strip()
    match = _PLAIN.fullmatch(text)
    if match is not None:
        return _plain(text, *match.groups())
    if text[:1] == "[":
        spans = [_hull(member) for member in _members(text, "]")]
        return _least(lo for lo, _ in spans), _greatest(hi for _, hi in spans)
    if "T" in text:
        return _date_time(text)
    return _point(text)


def qualified(edtf: str) -> bool:
    """Whether the text says anywhere that it is approximate (`~`), uncertain (`?`) or both (`%`)."""
    return any(mark in edtf for mark in "~?%")


def _plain(text: str, year: str, month: str | None, day: str | None) -> _Span:
    """A date of a four-digit year with no sign and no unspecified digit: nearly every date there is."""
    y = int(year)
    if month is None:
        return number(y, 1, 1), number(y, 12, 31)
    m = int(month)
    if day is not None:
        if m > 20:
            raise DateError(f"{shown(text)} is not a date: a season or quarter ({month}) has no day {day}.")
        d = int(day)
        check(text, y, m, d)
        exact = number(y, m, d)
        return exact, exact
    if m > 20:
        return _grouping(text, y, m)
    check(text, y, m, 1)
    return number(y, m, 1), number(y, m, length(y, m))


def _grouping(text: str, year: int, code: int) -> tuple[Day, Day]:
    """A season, quarter, quadrimester or semestral."""
    if code not in _GROUPINGS:
        raise DateError(
            f"{shown(text)} does not exist: {code} is neither a month (01-12) nor a season (21-41)."
        )
    first, first_year, last, last_year = _GROUPINGS[code]
    end = year + last_year
    return number(year + first_year, first, 1), number(end, last, length(end, last))


def _date_time(text: str) -> _Span:
    date, _, time = text.partition("T")
    match = _PLAIN.fullmatch(date)
    if match is None or match[3] is None or _TIME.fullmatch(time) is None:
        raise DateError(
            f"{shown(text)} is not a date and time: write it as YYYY-MM-DDThh:mm:ss, followed by Z, +hh or +hh:mm "
            "if the zone is known."
        )
    return _plain(text, *match.groups())


def _point(text: str) -> _Span:
    """A date with marks, unspecified digits, a sign, a long year or significant digits."""
    if len(text) <= _POINT_CHARACTERS:
        if match := _POINT.fullmatch(text):
            year, month, day = match.groups()
            if year == "-0000":
                raise DateError(f"{shown(text)} is not a date: the year before 0001 is 0000, without a sign.")
            if year[0] != "-" and "X" not in year + (month or "") + (day or ""):
                return _plain(text, year, month, day)
            return _unspecified(text, year, month, day)
        if match := _SIGNIFICANT.fullmatch(text):
            return _significant(text, match[1], int(match[2]), int(match[3]))
        if match := _LONG.fullmatch(text):
            return _long(text, *match.groups())
    raise DateError(
        f"{shown(text)} is not a date in EDTF (ISO 8601-2): write 2014, 2014-05, 2014-05-31, 201X, 2014~, "
        "an interval 2014-05/2016, or 2014/.. where the end is open."
    )


def _long(text: str, sign: str, digits: str, exponent: str | None, significant: str | None) -> _Span:
    size = len(digits) + int(exponent or 0)
    if not 4 < size <= _YEAR_DIGITS:
        raise DateError(
            f"{shown(text)} is not a year that can be read: Y stands before years of 5 to {_YEAR_DIGITS} digits."
        )
    year = int(digits) * 10 ** int(exponent or 0)
    return _significant(text, sign, year, size if significant is None else int(significant))


def _significant(text: str, sign: str, year: int, significant: int) -> _Span:
    """A year of which only the first digits are sure."""
    digits = len(str(year))
    if significant > digits:
        raise DateError(
            f"{shown(text)} is not a date: a year of {digits} digits cannot have {significant} significant ones."
        )
    step = 10 ** (digits - significant)
    low = year // step * step
    high = low + step - 1
    if sign:
        low, high = -high, -low
    return number(low, 1, 1), number(high, 12, 31)


def _unspecified(text: str, year: str, month: str | None, day: str | None) -> _Span:
    """First and last existing day among all ways to fill in the X (and any date of a year before 0)."""
    if month is not None and month[0] in "234":
        if day is not None or "X" in month:
            raise DateError(
                f"{shown(text)} is not a date: a season or quarter has no day and no unspecified digit (X)."
            )
        months, days = [int(month)], [1]
    else:
        months = [m for m in range(1, 13) if _fits(m, month)]
        days = [d for d in range(1, 32) if _fits(d, day)]
    lo = _first(text, _years(year, up=True), months, days)
    # With no day given, the last of the month is meant, which the longest list of days reaches.
    hi = _first(text, _years(year, up=False), months[::-1], days[::-1])
    if year.lstrip("-") == "XXXX":
        return None, (hi if year[0] == "-" else None)
    return lo, hi


def _first(text: str, years: Iterator[int], months: list[int], days: list[int]) -> Day:
    """The first day that exists, in the order given."""
    ascending = days[:1] <= days[-1:]
    for y in years:
        for m in months:
            if m > 20:
                return _grouping(text, y, m)[0 if ascending else 1]
            for d in days:
                if d <= length(y, m):
                    return number(y, m, d)
    raise DateError(
        f"{shown(text)} does not exist, whatever the unspecified digits (X) stand for. Correct the date."
    )


def _fits(value: int, pattern: str | None) -> bool:
    return pattern is None or all(p in ("X", c) for p, c in zip(pattern, f"{value:02d}", strict=True))


def _years(pattern: str, *, up: bool) -> Iterator[int]:
    """The years that a pattern such as `19XX` or `-001X` can mean, ascending or descending."""
    negative = pattern[0] == "-"
    order = "0123456789" if up != negative else "9876543210"
    choices = (order if c == "X" else c for c in pattern.lstrip("-"))
    for digits in itertools.product(*choices):
        year = int("".join(digits))
        if not negative:
            yield year
        elif year:
            yield -year


def _interval(text: str) -> Bounds:
    first, _, last = text.partition("/")
    if "/" in last or text == "/" or "T" in text or "[" in text or "{" in text:
        raise DateError(
            f"{shown(text)} is not an interval: write two dates with one / between them, .. for an open end, "
            "nothing for an unknown one; no times of day and no sets."
        )
    es, ls = (None, None) if first in ("", "..") else span(first)
    ee, le = (None, None) if last in ("", "..") else span(last)
    if es is not None and le is not None and es > le:
        raise DateError(
            f"{shown(text)}: the start ({first}) is after the end ({last}). Correct one of them; "
            "they are never exchanged silently."
        )
    return Bounds(es, ls, ee, le)


def _all_of(text: str) -> Bounds:
    pairs = list(_members(text, "}"))
    starts, ends = [a for a, _ in pairs], [b for _, b in pairs]
    return Bounds(
        _least(lo for lo, _ in starts),
        _least(hi for _, hi in starts),
        _greatest(lo for lo, _ in ends),
        _greatest(hi for _, hi in ends),
    )


def _members(text: str, close: str) -> Iterator[tuple[_Span, _Span]]:
    """The members of a set, each as the spans of its first and last date (the same when it is one date)."""
    parts = text[1:-1].split(",")
    if text[-1] != close:
        raise DateError(f"{shown(text)} is not a set: {close} is missing at its end.")
    for i, part in enumerate(parts):
        first, dots, last = part.strip().partition("..")
        if not dots:
            yield (_date(text, first),) * 2
            continue
        if (not first and i > 0) or (not last and i < len(parts) - 1) or not (first or last):
            raise DateError(
                f"{shown(text)} is not a set: .. stands between two dates, or open at its very beginning or end."
            )
        low = _date(text, first) if first else (None, None)
        high = _date(text, last) if last else (None, None)
        if low[0] is not None and high[1] is not None and low[0] > high[1]:
            raise DateError(f"{shown(text)}: {first} is after {last}. Correct one of them.")
        yield low, high


def _date(text: str, member: str) -> _Span:
    if "T" in member or "[" in member:
        raise DateError(f"{shown(text)} is not a set of dates: {shown(member)} cannot stand in it.")
    return span(member)


def _hull(member: tuple[_Span, _Span]) -> _Span:
    return member[0][0], member[1][1]


def _least(days: Iterable[Day | None]) -> Day | None:
    found = list(days)
    return None if None in found else min(d for d in found if d is not None)


def _greatest(days: Iterable[Day | None]) -> Day | None:
    found = list(days)
    return None if None in found else max(d for d in found if d is not None)
