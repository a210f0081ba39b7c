"""Points in time: the data file of spans, and unspecified digits against every date that they can mean."""

import csv
import datetime
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.errors import DateError
from respondeat.graph.dates import iso, parse, span

DATA = Path(__file__).parent.parent / "data" / "dates"
with (DATA / "points.csv").open(encoding="utf-8", newline="") as file:
    POINTS = [(row["edtf"], row["first"] or None, row["last"] or None) for row in csv.DictReader(file)]


@pytest.mark.parametrize(("text", "first", "last"), POINTS)
def test_span_of_a_point(text: str, first: str | None, last: str | None) -> None:
    lo, hi = span(text)
    assert (None if lo is None else iso(lo), None if hi is None else iso(hi)) == (first, last)


@pytest.mark.parametrize("text", [text for text, _, _ in POINTS])
def test_a_point_lies_anywhere_in_its_span(text: str) -> None:
    b = parse(f"  {text}\n")
    assert (b.es, b.ls) == (b.ee, b.le) == span(text)


@pytest.mark.parametrize("text", ["2014/2016", "2014/..", "{2014,2016}"])
def test_what_lasts_is_no_point(text: str) -> None:
    with pytest.raises(DateError):
        span(text)


masked = st.tuples(
    st.sampled_from(["2014", "201X", "20XX", "2X14", "19X0", "X004", "1XX6", "2020", "1900"]),
    st.sampled_from([None, *(t + u for t in "01X" for u in "0123456789X")]),
    st.sampled_from([None, *(t + u for t in "01234X" for u in "0123456789X")]),
).map(lambda p: "-".join(part for part in (p if p[1] else p[:1]) if part))


@settings(max_examples=150)
@given(masked.filter(lambda text: "X" in text))
def test_unspecified_digits_span_every_date_they_can_mean(pattern: str) -> None:
    meant = [date for date in every_date(pattern[:4]) if fits(date.isoformat(), pattern)]
    if meant:
        assert span(pattern) == (number(meant[0]), number(meant[-1]))
    else:
        with pytest.raises(DateError, match="does not exist"):
            span(pattern)


def every_date(year: str) -> list[datetime.date]:
    years = [y for y in range(1, 10_000) if fits(f"{y:04d}", year)]
    return [
        datetime.date(y, m, d)
        for y in years
        for m in range(1, 13)
        for d in range(1, 32)
        if d <= (datetime.date(y + m // 12, m % 12 + 1, 1) - datetime.date(y, m, 1)).days
    ]


def fits(text: str, pattern: str) -> bool:
    return re.match(pattern.replace("X", "[0-9]"), text) is not None


def number(date: datetime.date) -> int:
    return (date - datetime.date(1970, 1, 1)).days


@given(st.integers(-9999, 9999), st.sampled_from("?~%"), st.integers(1, 12), st.integers(1, 28))
def test_marks_of_doubt_move_no_bound(year: int, mark: str, month: int, day: int) -> None:
    sign, digits = ("-" if year < 0 else ""), f"{abs(year):04d}"
    y, m, d = sign + digits, f"{month:02d}", f"{day:02d}"
    plain = span(f"{y}-{m}-{d}")
    for text in (
        f"{y}-{m}-{d}{mark}",
        f"{mark}{y}-{m}-{d}",
        f"{y}-{m}{mark}-{d}",
        f"{y}{mark}-{mark}{m}-{d}",
    ):
        assert span(text) == plain
    assert span(f"{y}{mark}") == span(y)
    assert span(f"{y}-{m}{mark}") == span(f"{y}-{m}")


@pytest.mark.parametrize(
    "text",
    [
        "Y" + "9" * 4000,
        "9" * 4000,
        "-" + "9" * 4000,
        "Y1E" + "9" * 4000,
        "Y17000S" + "9" * 4000,
        "2014" + "?" * 4000,
        "X" * 4000,
        "2014-05-31T" + "0" * 4000,
        "[" * 4000,
        "[" + "2014," * 4000 + "2016]",
        "2014/" * 4000,
        "../" * 4000,
    ],
)
def test_endless_texts_are_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(DateError) as caught:
        parse(text)
    assert len(caught.value.detail) < 400


def test_a_letter_of_another_script_is_named() -> None:
    with pytest.raises(DateError, match="CYRILLIC CAPITAL LETTER HA"):
        span("201Х")
