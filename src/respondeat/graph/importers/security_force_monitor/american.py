"""Dates as the sheets write them: 9/28/2010, September 2010, 2010, and ISO 8601."""

import re
from typing import Final

from respondeat.errors import DateError
from respondeat.graph.dates import read_local, span

_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        (
            *("january", "february", "march", "april", "may", "june", "july"),
            *("august", "september", "october", "november", "december"),
        ),
        1,
    )
}
_MONTH_AND_YEAR: Final = re.compile(r"([A-Za-z]+)\.?,? ([0-9]{4})")
_IN_NUMBERS: Final = re.compile(
    r"[0-9]{1,2}([./-])[0-9]{1,2}\1[0-9]{4}|[0-9]{1,2}[./-][0-9]{4}"
    r"|[0-9]{4}(?:([./-])[0-9]{1,2}(?:\2[0-9]{1,2})?)?"
)


def edtf(text: str) -> str:
    """A date in American order as EDTF.

    Raises DateError when the text is no date or the date does not exist.

    >>> edtf("9/28/2010"), edtf("September 2010"), edtf("2010"), edtf("2010-09-28")
    ('2010-09-28', '2010-09', '2010', '2010-09-28')
    """
    if match := _MONTH_AND_YEAR.fullmatch(text):
        month = _MONTHS.get(match[1].lower())
        if month is None:
            raise DateError(f"There is no month {match[1]!r}. Correct it, or write it as a number.")
        return f"{match[2]}-{month:02d}"
    if not well_formed(text):
        raise DateError(f"{text!r} is no date: write 9/28/2010, September 2010, 2010 or 2010-09-28.")
    found = read_local(text, "mdy")
    span(found)
    return found


def well_formed(text: str) -> bool:
    """Whether the text has the form of a date in numbers, be there such a day or not.

    >>> well_formed("2/30/2010"), well_formed("4/4/42016"), well_formed("Noevember 2013")
    (True, False, False)
    """
    return _IN_NUMBERS.fullmatch(text) is not None
