"""One point in time in EDTF, a date or a date-time, as the first and last day that it can mean.

Library of Congress EDTF (2019), levels 0 to 2: dates, date-times, seasons and other groupings of months,
marks of doubt, unspecified digits, years beyond four digits, significant digits.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from respondeat.errors import DateError

from .days import Day, check, length, number, shown

Span = tuple[Day | None, Day | None]
"""First and last possible day; None has no bound."""

_PLAIN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MARKED = re.compile(
    r"[?~%]?(-?[0-9X]{4})[?~%]?"
    r"(?:-[?~%]?([0-9X]{2})[?~%]?"
    r"(?:-[?~%]?([0-9X]{2})[?~%]?)?)?"
)
_LONG = re.compile(r"[?~%]?Y(-?)([1-9][0-9]*)(?:E([1-9][0-9]*))?(?:S([1-9][0-9]*))?[?~%]?")
_SIGNIFICANT = re.compile(r"[?~%]?(-?)([0-9]{4})S([1-9])[?~%]?")
_TIME = re.compile(
    r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|23:59:60)"  # 60: a leap second
    r"(?:Z|[+-](?:(?:0[0-9]|1[0-3])(?::[0-5][0-9])?|14(?::00)?))?"
)
_CHARACTERS = 40  # no point is longer: a year of four thousand digits is refused before it is read
_YEAR_DIGITS = 12  # the largest years whose days every store's 64-bit integers and xsd:dates hold

# code -> first month, its year, last month, its year (years counted from the one named)
_GROUPINGS: dict[int, tuple[int, int, int, int]] = {
    **dict.fromkeys((21, 25, 31), (3, 0, 5, 0)),
    **dict.fromkeys((22, 26, 32), (6, 0, 8, 0)),
    **dict.fromkeys((23, 27, 29), (9, 0, 11, 0)),
    **dict.fromkeys((24, 28, 30), (12, -1, 2, 1)),
    **{33 + i: (3 * i + 1, 0, 3 * i + 3, 0) for i in range(4)},  # quarters
    **{37 + i: (4 * i + 1, 0, 4 * i + 4, 0) for i in range(3)},  # quadrimesters
    **{40 + i: (6 * i + 1, 0, 6 * i + 6, 0) for i in range(2)},  # semestrals
}


def point(text: str) -> Span:
    """The first and last day of one date or date-time (its day as written, whatever the zone).

    Seasons are read as calendar months: March to May is the spring of the north (21, 25) and the autumn of
    the south (31). One that crosses the turn of the year (24, 28, 30) may be meant as the one that begins or
    the one that ends in the year named, so its span covers both. A year without a known digit has no bounds.

    Raises DateError when the text is not a point in EDTF or the date does not exist.
    """
    if match := _PLAIN.fullmatch(text):
        return _plain(text, *match.groups())
    if len(text) <= _CHARACTERS:
        if match := _MARKED.fullmatch(text):
            return _marked(text, *match.groups())
        if text[10:11] == "T":
            return _date_time(text)
        if match := _SIGNIFICANT.fullmatch(text):
            return _significant(text, match[1], int(match[2]), int(match[3]))
        if match := _LONG.fullmatch(text):
            return _long(text, *match.groups())
    raise _unreadable(text)


def _unreadable(text: str) -> DateError:
    """The error for what has no form of EDTF; a character of another script looks right, so it is named."""
    foreign = next((c for c in text if not c.isascii()), None)
    why = "" if foreign is None else f" It holds {foreign!r} ({unicodedata.name(foreign, 'without a name')})."
    return DateError(
        f"{shown(text)} is not a date in EDTF (ISO 8601-2).{why} Write 2014, 2014-05, 2014-05-31, 201X or "
        "2014~, an interval such as 2014-05/2016, or 2014/.. where the end is open."
    )


def _plain(text: str, year: str, month: str | None, day: str | None) -> tuple[Day, Day]:
    """A date with nothing unspecified."""
    y = int(year)
    if month is None:
        return number(y, 1, 1), number(y, 12, 31)
    m = int(month)
    if m > 20:
        return _grouping(text, y, y, month, day)
    if day is None:
        check(text, y, m, 1)
        return number(y, m, 1), number(y, m, length(y, m))
    d = int(day)
    check(text, y, m, d)
    exact = number(y, m, d)
    return exact, exact


def _grouping(text: str, first: int, last: int, code: str, day: str | None) -> tuple[Day, Day]:
    """A season, quarter, quadrimester or semestral of a year between the first and the last."""
    if "X" in code or int(code) not in _GROUPINGS:
        raise DateError(
            f"{shown(text)} does not exist: {code} is neither a month (01-12) nor a season (21-41)."
        )
    if day is not None:
        raise DateError(
            f"{shown(text)} does not exist: a season or quarter ({code}) has no day. Leave it out."
        )
    from_month, from_year, to_month, to_year = _GROUPINGS[int(code)]
    end = last + to_year
    return number(first + from_year, from_month, 1), number(end, to_month, length(end, to_month))


def _date_time(text: str) -> Span:
    date, _, time = text.partition("T")
    match = _PLAIN.fullmatch(date)
    if match is None or match[3] is None or _TIME.fullmatch(time) is None:
        raise DateError(
            f"{shown(text)} is not a date and time: write it as YYYY-MM-DDThh:mm:ss, followed by Z, +hh or "
            "+hh:mm if the zone is known."
        )
    return _plain(text, *match.groups())


def _long(text: str, sign: str, digits: str, exponent: str | None, significant: str | None) -> Span:
    """A year that begins with Y, perhaps with a power of ten."""
    size = len(digits) + int(exponent or 0)
    if not 4 < size <= _YEAR_DIGITS:
        raise DateError(
            f"{shown(text)} cannot be read: Y stands before years of 5 to {_YEAR_DIGITS} digits. Write "
            "shorter ones with four digits and no Y."
        )
    year = int(digits) * 10 ** int(exponent or 0)
    return _significant(text, sign, year, size if significant is None else int(significant))


def _significant(text: str, sign: str, year: int, significant: int) -> Span:
    """A year of which only the first digits are sure."""
    digits = len(str(year))
    if significant > digits:
        raise DateError(
            f"{shown(text)} does not exist: of {digits} digits {significant} cannot be significant."
        )
    step = 10 ** (digits - significant)
    low = year // step * step
    high = low + step - 1
    if sign:
        low, high = -high, -low
    return number(low, 1, 1), number(high, 12, 31)


def _marked(text: str, year: str, month: str | None, day: str | None) -> Span:
    """A date with marks of doubt, a sign or unspecified digits."""
    if year == "-0000":
        raise DateError(f"{shown(text)} does not exist: the year before 0001 is 0000, without a sign.")
    if "X" not in text:
        return _plain(text, year, month, day)
    lo, hi = _unspecified(text, year, month, day)
    if year == "XXXX":
        return None, None
    return (None if year == "-XXXX" else lo), hi


def _unspecified(text: str, year: str, month: str | None, day: str | None) -> tuple[Day, Day]:
    """First and last existing day among all ways to fill in the X."""
    first, last = _year_range(year)
    if month is not None and month[0] in "23456789":
        return _grouping(text, first, last, month, day)
    if month in (None, "XX") and day in (None, "XX"):
        return number(first, 1, 1), number(last, 12, 31)
    months = _candidates(month or "XX", 12)
    days = _candidates(day or "XX", 31)
    lo = _first(text, _years(year, up=True), months, days)
    hi = _first(text, _years(year, up=False), months[::-1], days[::-1])
    return lo, hi


def _first(text: str, years: Iterable[int], months: Sequence[int], days: Sequence[int]) -> Day:
    """The first day that exists, in the order given."""
    for y in years:
        for m in months:
            for d in days:
                if d <= length(y, m):
                    return number(y, m, d)
    raise DateError(
        f"{shown(text)} does not exist, whatever the unspecified digits (X) stand for. Correct the date."
    )


def _candidates(pattern: str, highest: int) -> Sequence[int]:
    """The values from 1 to the highest that two digits or X can mean, ascending."""
    if pattern == "XX":
        return range(1, highest + 1)
    tens, units = pattern[0], pattern[1]
    return [
        10 * int(t) + int(u)
        for t in ("0123" if tens == "X" else tens)
        for u in ("0123456789" if units == "X" else units)
        if 1 <= 10 * int(t) + int(u) <= highest
    ]


def _year_range(pattern: str) -> tuple[int, int]:
    """The least and the greatest year that a pattern such as `19XX` or `-001X` can mean."""
    low, high = int(pattern.replace("X", "0")), int(pattern.replace("X", "9"))
    return (low, high) if pattern[0] != "-" else (high, low or -1)


def _years(pattern: str, *, up: bool) -> Iterator[int]:
    """All years that a pattern can mean, ascending or descending."""
    sign = -1 if pattern[0] == "-" else 1
    order = "0123456789" if up == (sign == 1) else "9876543210"
    for digits in itertools.product(*(order if c == "X" else c for c in pattern.lstrip("-"))):
        year = sign * int("".join(digits))
        if year or sign == 1:
            yield year
