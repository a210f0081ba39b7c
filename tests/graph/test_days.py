"""Day numbers against Python's own calendar, and beyond its years by the period of 400 years."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.errors import DateError
from respondeat.graph import dates, days

EPOCH = datetime.date(1970, 1, 1).toordinal()
PERIOD = 146_097  # days in 400 Gregorian years


@given(st.dates())
def test_agrees_with_the_calendar_of_python(date: datetime.date) -> None:
    number = date.toordinal() - EPOCH
    assert dates.day(date.isoformat()) == number
    assert dates.iso(number) == date.isoformat()
    assert days.number(date.year, date.month, date.day) == number


@given(st.dates(), st.integers(-(10**9), 10**9))
def test_repeats_every_400_years(date: datetime.date, times: int) -> None:
    year = date.year + 400 * times
    number = date.toordinal() - EPOCH + PERIOD * times
    assert days.number(year, date.month, date.day) == number
    assert days.length(year, date.month) == days.length(date.year, date.month)
    sign, digits = ("-" if year < 0 else ""), f"{abs(year):04d}"
    assert dates.iso(number) == f"{sign}{digits}-{date.month:02d}-{date.day:02d}"


@given(st.integers(days.number(-9999, 1, 1), days.number(9999, 12, 31)))
def test_reads_what_it_writes(number: int) -> None:
    assert dates.day(dates.iso(number)) == number


@given(st.integers(-(10**15), 10**15))
def test_next_day_is_written_next(number: int) -> None:
    year, month, day = dates.iso(number).rsplit("-", 2)
    assert dates.iso(number + 1) in (
        f"{year}-{month}-{int(day) + 1:02d}",
        f"{year}-{int(month) + 1:02d}-01",
        dates.iso(days.number(int(year) + 1, 1, 1)),
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        " 2020-08-10",
        "2020-08-10 ",
        "2020-08-10\n",
        "2020-08",
        "2020",
        "2020-8-10",
        "20200810",
        "10.08.2020",
        "2020-02-30",
        "2021-02-29",
        "2020-13-01",
        "2020-00-01",
        "2020-01-00",
        "20200-08-10",
        "-0000-01-01",
        "+2020-08-10",
        "2020-08-1X",
        "2020-08-10~",
        "2020-08-10T12:00:00",
        "٢٠٢٠-٠٨-١٠",
    ],
)
def test_refuses_what_is_no_day(text: str) -> None:
    with pytest.raises(DateError, match=r"is not a day|does not exist"):
        dates.day(text)


def test_message_cuts_a_long_text() -> None:
    with pytest.raises(DateError) as caught:
        dates.day("2" * 100_000)
    assert len(caught.value.detail) < 200
