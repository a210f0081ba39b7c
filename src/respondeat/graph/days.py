"""Day numbers: days since 1970-01-01 in the proleptic Gregorian calendar, for any year.

Integers, because every filter compares them: `datetime.date` ends at the years 1 and 9999, and SPARQL 1.1
defines `<` for numbers but not for xsd:date. The arithmetic is the usual one on years that begin in March, so
that the leap day is the last of its year: Howard Hinnant, "chrono-compatible low-level date algorithms".
"""

import re

from respondeat.errors import DateError

Day = int
"""Days since 1970-01-01, proleptic Gregorian."""

_DAYS_BEFORE = (0, 306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275)  # month -> days since 1 March
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ISO = re.compile(r"(-?[0-9]{4})-([0-9]{2})-([0-9]{2})")
_SHOWN = 60


def number(year: int, month: int, day: int) -> Day:
    """The day number of a date that exists.

    >>> number(1970, 1, 1), number(2020, 8, 10), number(0, 3, 1)
    (0, 18484, -719468)
    """
    if month < 3:
        year -= 1
    return 365 * year + year // 4 - year // 100 + year // 400 + _DAYS_BEFORE[month] + day - 719469


def length(year: int, month: int) -> int:
    """How many days the month has.

    >>> length(2020, 2), length(1900, 2), length(-4, 2)
    (29, 28, 29)
    """
    if month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0):
        return 29
    return _LENGTHS[month]


def day(text: str) -> Day:
    """The day number of an ISO 8601 calendar date, `YYYY-MM-DD` (a year before 0 as `-YYYY`).

    Raises DateError when the text has any other form or the day does not exist.

    >>> day("2020-08-10")
    18484
    """
    match = _ISO.fullmatch(text)
    if match is None or match[1] == "-0000":
        raise DateError(f"{shown(text)} is not a day: write it as YYYY-MM-DD, such as 2020-08-10.")
    year, month, day_of_month = int(match[1]), int(match[2]), int(match[3])
    check(text, year, month, day_of_month)
    return number(year, month, day_of_month)


def iso(day: Day) -> str:
    """The day as an ISO 8601 date, in the lexical form of xsd:date: a year has four digits or more.

    >>> iso(18484), iso(-719528), iso(-719529), iso(2_932_897)
    ('2020-08-10', '0000-01-01', '-0001-12-31', '10000-01-01')
    """
    shifted = day + 719468
    era, of_era = divmod(shifted, 146097)
    year_of_era = (of_era - of_era // 1460 + of_era // 36524 - of_era // 146096) // 365
    of_year = of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    march_month = (5 * of_year + 2) // 153
    day_of_month = of_year - (153 * march_month + 2) // 5 + 1
    month = march_month + 3 if march_month < 10 else march_month - 9
    year = era * 400 + year_of_era + (month < 3)
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day_of_month:02d}"


def check(text: str, year: int, month: int, day_of_month: int) -> None:
    """Raise DateError when the date, written as `text` in the source, does not exist."""
    if not 1 <= month <= 12:
        raise DateError(f"{shown(text)} does not exist: there is no month {month:02d}. Correct the month.")
    if not 1 <= day_of_month <= length(year, month):
        raise DateError(
            f"{shown(text)} does not exist: month {month:02d} of {year} has {length(year, month)} days. "
            "Correct the day, or leave it out if it is not known."
        )


def shown(text: str) -> str:
    """The text in quotes for a message, cut when it is long."""
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
