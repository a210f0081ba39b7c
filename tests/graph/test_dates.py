"""Readings of dates as sources give them: the model's table row by row, and the orders of countries."""

import csv
from pathlib import Path
from typing import Literal, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.errors import DateError
from respondeat.graph import dates
from respondeat.graph.dates import (
    Bounds,
    Grade,
    ValidTime,
    day,
    grade,
    held_on,
    held_within,
    parse,
    read,
    read_local,
    span,
)

DATA = Path(__file__).parent.parent / "data" / "dates"
with (DATA / "local.csv").open(encoding="utf-8", newline="") as file:
    LOCAL = [(row["text"], row["order"], row["edtf"]) for row in csv.DictReader(file)]

Order = Literal["dmy", "mdy", "ymd"]


def bounds(*texts: str | None) -> Bounds:
    return Bounds(*(None if text is None else day(text) for text in texts))


def test_all_is_what_the_module_offers() -> None:
    assert set(dates.__all__) <= set(vars(dates))
    assert sorted(dates.__all__) == dates.__all__


# Each row of the table with a month or year as F and a month as L.
@pytest.mark.parametrize(
    ("found", "expected"),
    [
        pytest.param(
            read("2014-05", started=True),
            ValidTime("2014-05/", bounds("2014-05-01", "2014-05-31", "2014-05-01", None)),
            id="started on F, no last date",
        ),
        pytest.param(
            read("2014-05"),
            ValidTime("2014-05/", bounds(None, "2014-05-31", "2014-05-01", None)),
            id="cited first on F, no last date",
        ),
        pytest.param(
            read("2014", "2016-02", started=True, ended=True),
            ValidTime("2014/2016-02", bounds("2014-01-01", "2014-12-31", "2016-02-01", "2016-02-29")),
            id="started on F, ended on L",
        ),
        pytest.param(
            read("2014", "2016-02", ended=True),
            ValidTime("2014/2016-02", bounds(None, "2014-12-31", "2016-02-01", "2016-02-29")),
            id="cited first on F, ended on L",
        ),
        pytest.param(
            read("2014", "2016-02", started=True),
            ValidTime("2014/2016-02", bounds("2014-01-01", "2014-12-31", "2016-02-01", None)),
            id="started on F, cited last or still on L",
        ),
        pytest.param(
            read("2014", "2016-02"),
            ValidTime("2014/2016-02", bounds(None, "2014-12-31", "2016-02-01", None)),
            id="cited first on F, cited last or still on L",
        ),
        pytest.param(
            read(None, "2016-02", ended=True),
            ValidTime("/2016-02", bounds(None, "2016-02-29", "2016-02-01", "2016-02-29")),
            id="no first date, ended on L",
        ),
        pytest.param(
            read(None, "2016-02"),
            ValidTime("/2016-02", bounds(None, "2016-02-29", "2016-02-01", None)),
            id="no first date, cited last on L",
        ),
        pytest.param(read(), ValidTime("", Bounds()), id="neither"),
        pytest.param(
            held_on("2020-08-10"),
            ValidTime("2020-08-10", bounds(None, "2020-08-10", "2020-08-10", None)),
            id="held on a day",
        ),
        pytest.param(
            held_on("2020-08"),
            ValidTime("2020-08", bounds(None, "2020-08-31", "2020-08-01", None)),
            id="held at some time in a month",
        ),
        pytest.param(
            held_within("2020-08-09/2021-06-21"),
            ValidTime("2020-08-09/2021-06-21", bounds(None, "2021-06-21", "2020-08-09", None)),
            id="held at some time between A and B",
        ),
        pytest.param(
            held_within("2020-08"),
            ValidTime("2020-08", bounds(None, "2020-08-31", "2020-08-01", None)),
            id="held at some time in one month",
        ),
        pytest.param(
            held_within("2020-08-09/.."),
            ValidTime("2020-08-09/..", bounds(None, None, "2020-08-09", None)),
            id="held at some time after A",
        ),
        pytest.param(
            held_within("/2020-08-09"),
            ValidTime("/2020-08-09", bounds(None, "2020-08-09", None, None)),
            id="held at some time before B",
        ),
    ],
)
def test_reading(found: ValidTime, expected: ValidTime) -> None:
    assert found == expected


@pytest.mark.parametrize("nothing", [None, "", "  "])
def test_a_date_not_given_is_no_date(nothing: str | None) -> None:
    assert read(nothing, nothing, started=True, ended=True) == ValidTime("", Bounds())


def test_dates_that_overlap_bound_each_other() -> None:
    assert read("2014-06", "2014", ended=True).bounds == bounds(
        None, "2014-06-30", "2014-06-01", "2014-12-31"
    )
    assert read("2014", "2014-03", started=True).bounds == bounds(
        "2014-01-01", "2014-03-31", "2014-03-01", None
    )


def test_held_on_a_day_is_certain_on_that_day_only() -> None:
    held = held_on("2020-08-10").bounds
    found = [grade(held, day(d), day(d)) for d in ("2020-08-09", "2020-08-10", "2020-08-11")]
    assert found == [Grade.POSSIBLE, Grade.CERTAIN, Grade.POSSIBLE]


def test_held_within_a_window_is_certain_on_no_day() -> None:
    held = held_within("2020-08-09/2020-08-20").bounds
    lo, hi = day("2020-08-01"), day("2020-08-31")
    assert {grade(held, d, d) for d in range(lo, hi + 1)} == {Grade.POSSIBLE}


def test_one_source_that_states_both_dates_asserts_the_span_between() -> None:
    held = read("2014-05-31", "2016-02-01").bounds
    found = [grade(held, day(d), day(d)) for d in ("2014-05-30", "2014-05-31", "2015-07-01", "2016-02-01")]
    assert found == [Grade.POSSIBLE, *[Grade.CERTAIN] * 3]


def test_trap_04_ended_in_2014_is_possible_on_its_last_day() -> None:
    posting = read("2012-05-01", "2014", started=True, ended=True).bounds
    last, next_day = day("2014-12-31"), day("2015-01-01")
    assert grade(posting, last, last) is Grade.POSSIBLE
    assert grade(posting, next_day, next_day) is Grade.EXCLUDED


@pytest.mark.parametrize("started", [True, False])
@pytest.mark.parametrize("ended", [True, False])
@pytest.mark.parametrize(
    ("first", "last"), [("2016", "2014"), ("2014-05-31", "2014-05-30"), ("2015", "2013-12")]
)
def test_trap_10_a_first_date_after_the_last_is_an_error(
    first: str, last: str, started: bool, ended: bool
) -> None:
    with pytest.raises(DateError):
        read(first, last, started=started, ended=ended)


@pytest.mark.parametrize("text", ["[2014,2015]", "2014/2015", "..", "{2014}", "2014-13", "May 2014"])
def test_an_end_is_a_single_date(text: str) -> None:
    for ends in ((text, None), (None, text)):
        with pytest.raises(DateError):
            read(*ends)


def test_an_end_with_a_time_of_day_is_its_day() -> None:
    assert read("2014-05-31T12:00:00Z", " 2016 ").edtf == "2014-05-31/2016"


points = st.one_of(
    st.integers(1990, 2025).map(str),
    st.builds(lambda y, m: f"{y}-{m:02d}", st.integers(2010, 2014), st.integers(1, 12)),
    st.dates().map(lambda d: d.isoformat()),
    st.sampled_from(["201X", "2014-22", "2014~", "2014-XX-31"]),
)


@given(points, points, st.booleans(), st.booleans())
def test_readings_hold_wherever_the_source_says_so(first: str, last: str, started: bool, ended: bool) -> None:
    """Every start in F and end in L that are in order meet the bounds, and the text is EDTF."""
    (f_min, f_max), (l_min, l_max) = span(first), span(last)
    assert f_min is not None
    assert f_max is not None
    assert l_min is not None
    assert l_max is not None
    if f_min > l_max:
        with pytest.raises(DateError, match="after the end"):
            read(first, last, started=started, ended=ended)
        return
    found = read(first, last, started=started, ended=ended)
    whole = parse(found.edtf)
    b = found.bounds
    assert (b.es, b.le) == (whole.es if started else None, whole.le if ended else None)
    assert (b.ls, b.ee) == (whole.ls, whole.ee)


@pytest.mark.parametrize(("text", "order", "expected"), LOCAL)
def test_local_order(text: str, order: str, expected: str) -> None:
    if expected:
        assert read_local(f" {text} ", cast("Order", order)) == expected
    else:
        with pytest.raises(DateError) as caught:
            read_local(text, cast("Order", order))
        assert repr(text) in caught.value.detail


@given(st.dates(), st.sampled_from("./-"), st.booleans())
def test_local_orders_read_the_same_day(date: object, separator: str, zeros: bool) -> None:
    year, month, of_month = str(date).split("-")
    m, d = (month, of_month) if zeros else (month.lstrip("0"), of_month.lstrip("0"))
    assert read_local(separator.join((d, m, year)), "dmy") == str(date)
    assert read_local(separator.join((m, d, year)), "mdy") == str(date)
    assert read_local(separator.join((year, m, d)), "ymd") == str(date)


def test_local_month_and_year_need_no_order() -> None:
    orders: tuple[Order, ...] = ("dmy", "mdy", "ymd")
    assert {read_local("8/2025", order) for order in orders} == {"2025-08"}
