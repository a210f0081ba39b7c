"""EDTF texts: intervals and sets as data files, what must be refused, and the edtf package as an oracle."""

import contextlib
import csv
import io
import math
from datetime import date
from pathlib import Path
from typing import Any

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.errors import DateError
from respondeat.graph.dates import Bounds, day, iso, parse, qualified, read_local

DATA = Path(__file__).parent.parent / "data" / "dates"
NAMES = ("es", "ls", "ee", "le")


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


INTERVALS = rows("intervals.csv")
VALID = [row["edtf"] for row in [*rows("points.csv"), *INTERVALS]]
INVALID = [
    line for line in (DATA / "invalid.txt").read_text("utf-8").splitlines() if line and line[:2] != "# "
]
DIFFERENT = {row["edtf"]: row for row in rows("oracle.csv")}


def test_there_are_enough_of_each_and_none_twice() -> None:
    assert len(VALID) == len(set(VALID)) >= 120
    assert len(INVALID) == len(set(INVALID)) >= 80


@pytest.mark.parametrize("row", INTERVALS, ids=lambda row: row["edtf"])
def test_bounds_of_an_interval_or_set(row: dict[str, str]) -> None:
    b = parse(row["edtf"])
    found = {name: getattr(b, name) for name in NAMES}
    assert {n: "" if v is None else iso(v) for n, v in found.items()} == {n: row[n] for n in NAMES}


@pytest.mark.parametrize("text", INVALID)
def test_invalid_text_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert repr(text) in caught.value.detail
    assert caught.value.detail.endswith((".", ")."))


@pytest.mark.parametrize("text", ["", " ", "\n\t", "\N{NO-BREAK SPACE}"])
def test_nothing_is_no_date(text: str) -> None:
    with pytest.raises(DateError):
        parse(text)


@given(st.text(alphabet="0123456789-/.[]{},XYTZES:+~?% ", max_size=24) | st.text(max_size=12))
def test_any_text_gives_bounds_or_a_date_error(text: str) -> None:
    try:
        b = parse(text)
    except DateError:
        return
    assert Bounds(b.es, b.ls, b.ee, b.le) == b


@given(st.lists(st.dates(), min_size=1, max_size=6))
def test_sets_reach_from_their_earliest_to_their_latest_member(members: list[date]) -> None:
    inside = ", ".join(d.isoformat() for d in members)
    lo, hi = day(min(members).isoformat()), day(max(members).isoformat())
    assert parse(f"[{inside}]") == Bounds(lo, hi, lo, hi)
    assert parse(f"{{{inside}}}") == Bounds(lo, lo, hi, hi)


@given(st.dates(), st.dates())
def test_intervals_of_days_are_exact_or_reversed(a: date, b: date) -> None:
    text = f"{a.isoformat()}/{b.isoformat()}"
    if a > b:
        with pytest.raises(DateError, match="after the end"):
            parse(text)
    else:
        lo, hi = day(a.isoformat()), day(b.isoformat())
        assert parse(text) == Bounds(lo, lo, hi, hi)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [("2014", False), ("2014~", True), ("2014/2016?", True), ("[2014,2015%]", True), ("?2014-05", True)],
)
def test_doubt_is_told_apart_from_bounds(text: str, doubt: bool) -> None:
    assert qualified(text) is doubt


def test_trap_04_an_end_of_2014_covers_its_last_day() -> None:
    b = parse("2012-05-01/2014")
    assert (b.ee, b.le) == (day("2014-01-01"), day("2014-12-31"))


@pytest.mark.parametrize("text", ["2014/2013", "2014-05-31/2014-05-30", "[2016..2014]", "{2016..2014}"])
def test_trap_10_start_after_end_is_an_error(text: str) -> None:
    with pytest.raises(DateError, match=r"after the end.*never exchanged"):
        parse(text)


ENDLESS = {"Y1E99999999999999999999"}  # the package computes the power and does not come back


@pytest.mark.parametrize("text", [text for text in VALID + INVALID if text not in ENDLESS])
def test_the_edtf_package_reads_alike_unless_listed(text: str) -> None:
    theirs = edtf_reading(text)
    row = DIFFERENT.get(text)
    if row is None:
        assert theirs == our_reading(text)
    else:  # the list holds only what still differs, with their answer
        assert theirs == row["edtf_reads"]
        assert theirs != our_reading(text)


def test_the_list_of_differences_has_reasons_and_no_strangers() -> None:
    assert set(DIFFERENT) <= set(VALID + INVALID)
    assert all(row["why"] for row in DIFFERENT.values())


def our_reading(text: str) -> str:
    try:
        b = parse(text)
    except DateError:
        return "refused"
    return " to ".join("open" if v is None else iso(v) for v in (b.es, b.le))


def edtf_reading(text: str) -> str:
    """First and last day by the edtf package, "refused", or the error that it fails with."""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            value: Any = edtf.parse_edtf(text)
            ends = [written(value.lower_strict()), written(value.upper_strict())]
    except edtf.EDTFParseException:
        return "refused"
    except (AttributeError, ValueError, TypeError, KeyError, OverflowError) as error:
        return type(error).__name__
    return " to ".join(ends)


def written(end: Any) -> str:
    """A day of the package, which is a tuple of time or an infinity, as we write it."""
    if isinstance(end, float):
        assert math.isinf(end)
        return "open"
    year, month, day_of_month = end[:3]
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04d}-{month:02d}-{day_of_month:02d}"


def test_the_edtf_package_reads_a_day_first_date_as_month_first() -> None:
    assert edtf.text_to_edtf("01.08.2025") == "2025-01-08"
    assert read_local("01.08.2025") == "2025-08-01"
