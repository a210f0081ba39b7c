"""Calendar periods, numbered, for many days at once."""

from enum import StrEnum
from typing import Final

import numpy as np

from .spells import Longs

_EPOCH: Final = 1970  # month 0 is its January


class By(StrEnum):
    """What a table goes by."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months a period has."""
        return {By.MONTH: 1, By.QUARTER: 3, By.YEAR: 12}[self]


def number(days: Longs, by: By) -> Longs:
    """The number of the period that each day lies in; the one that holds 1970-01-01 is 0.

    >>> number(np.array([-1, 0, 31]), By.MONTH)
    array([-1,  0,  1])
    """
    months: Longs = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return months // by.months


def first_days(numbers: Longs, by: By) -> Longs:
    """The first day of each period."""
    months = (numbers * by.months).astype("datetime64[M]")
    found: Longs = months.astype("datetime64[D]").astype(np.int64)
    return found


def name(number: int, by: By) -> str:
    """What a period is called.

    >>> name(607, By.MONTH), name(202, By.QUARTER), name(50, By.YEAR)
    ('2020-08', '2020-Q3', '2020')
    """
    year, month = divmod(number * by.months, 12)
    year += _EPOCH
    text = f"{'-' if year < 0 else ''}{abs(year):04d}"
    match by:
        case By.MONTH:
            return f"{text}-{month + 1:02d}"
        case By.QUARTER:
            return f"{text}-Q{month // 3 + 1}"
        case By.YEAR:
            return text
