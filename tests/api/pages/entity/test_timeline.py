"""Timelines: each day is as sure as the statement makes it, on an axis and in a drawing."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.pages.entity.timeline import CERTAIN, GAP, OPEN, POSSIBLE, bars, days, gaps, spans
from respondeat.api.pages.entity.timeline_axis import Axis, day
from respondeat.api.pages.entity.timeline_drawing import drawn
from respondeat.api.pages.entity.timeline_rows import Lane, Timeline
from respondeat.api.report.drawing import Box, Stroke, Words

KEYS = ("es", "ls", "ee", "le")


def row(*bounds: str | None, **more: Any) -> dict[str, Any]:
    return {"valid": dict(zip(KEYS, bounds, strict=True)), **more}


def told(given: dict[str, Any]) -> list[tuple[str, str | None, str | None]]:
    def text(day: int | None) -> str | None:
        return None if day is None else date.fromordinal(day).isoformat()

    return [(span.line, text(span.first), text(span.last)) for span in spans(given)]


@pytest.mark.parametrize(
    ("bounds", "lines"),
    [
        ((None, None, None, None), []),
        (
            ("2020-01-01", "2020-12-31", "2021-02-01", "2021-02-28"),
            [
                (POSSIBLE, "2020-01-01", "2020-12-31"),
                (CERTAIN, "2020-12-31", "2021-02-01"),
                (POSSIBLE, "2021-02-01", "2021-02-28"),
            ],
        ),
        (
            (None, "2020-05-03", "2020-05-03", None),
            [(OPEN, None, "2020-05-03"), (CERTAIN, "2020-05-03", "2020-05-03"), (OPEN, "2020-05-03", None)],
        ),
        (
            (None, "2020-10-02", "2020-08-09", None),
            [(OPEN, None, "2020-08-09"), (POSSIBLE, "2020-08-09", "2020-10-02"), (OPEN, "2020-10-02", None)],
        ),
        (("2020-05-03", "2020-05-03", "2020-05-03", "2020-05-03"), [(CERTAIN, "2020-05-03", "2020-05-03")]),
        (
            ("2020-05-03", "2020-05-03", None, None),
            [(CERTAIN, "2020-05-03", "2020-05-03"), (OPEN, "2020-05-03", None)],
        ),
        (
            (None, None, "2020-05-03", "2020-05-03"),
            [(OPEN, None, "2020-05-03"), (CERTAIN, "2020-05-03", "2020-05-03")],
        ),
        ((None, "2020-10-02", None, "2020-10-02"), [(OPEN, None, "2020-10-02")]),
        (("2020-08-09", "2020-10-02", None, "2020-10-02"), [(POSSIBLE, "2020-08-09", "2020-10-02")]),
        (("2020-05-03", None, None, "2020-06-03"), [(POSSIBLE, "2020-05-03", "2020-06-03")]),
        (("2020-05-03", None, None, None), [(OPEN, "2020-05-03", None)]),
    ],
)
def test_days_are_as_sure_as_the_bounds_make_them(bounds: tuple[str | None, ...], lines: list[Any]) -> None:
    assert told(row(*bounds)) == lines


def test_what_has_no_end_goes_on_where_what_is_known_ends() -> None:
    attested = row(None, "2020-05-03", "2020-05-03", None)
    left, known, right = bars(attested, Axis.over(days([attested])))
    assert (left.arrow, known.arrow, right.arrow) == ("left", "", "right")
    assert left.end == known.start < known.end == right.start


def test_what_has_no_time_stands_on_the_days_of_its_event() -> None:
    none = (None,) * 4
    assert told(row(*none, event_on=["2020-05-03", "2020-05-03"])) == [(CERTAIN, "2020-05-03", "2020-05-03")]
    assert told(row(*none, event_on=["2020-05-03", "2020-05-09"])) == [(POSSIBLE, "2020-05-03", "2020-05-09")]
    assert told(row(*none, event_on=["2020-05-03", None])) == [(OPEN, "2020-05-03", None)]
    assert told(row(*none, event_on=None)) == []


@st.composite
def bounded(draw: st.DrawFn) -> dict[str, Any]:
    """Any bounds that a time may have: each start and end earliest before latest."""
    some = st.dates(date(1900, 1, 1), date(2030, 1, 1))
    start, end = sorted(draw(st.tuples(some, some))), sorted(draw(st.tuples(some, some)))
    known = draw(st.tuples(*[st.booleans()] * 4))
    found = [d.isoformat() if k else None for d, k in zip((*start, *end), known, strict=True)]
    return row(*found)


@given(st.lists(bounded(), min_size=1, max_size=8))
def test_a_certain_day_is_one_on_which_it_must_have_held(rows: list[dict[str, Any]]) -> None:
    for one in rows:
        valid = one["valid"]
        for line, first, last in told(one):
            assert first is None or last is None or first <= last
            if line == CERTAIN:
                both = valid["ls"] and valid["ee"] and valid["ls"] <= first and last <= valid["ee"]
                begins = first == last == valid["es"] == valid["ls"]
                ends = first == last == valid["ee"] == valid["le"]
                assert both or begins or ends
    if known := days(rows):
        axis = Axis.over(known)
        lines = [bar for one in rows for bar in bars(one, axis)]
        assert all(0 <= bar.start <= bar.end <= 100 for bar in lines)
        assert all(0 <= tick.at <= 100 for tick in axis.ticks())
        assert len(axis.ticks()) <= 7


@pytest.mark.parametrize(
    ("first", "last", "texts"),
    [
        ("2020-08-01", "2020-08-07", ["2020-07-30", "2020-08-01"]),
        ("2020-01-10", "2020-09-01", ["2020-03", "2020-05"]),
        ("1994-01-01", "2026-01-01", ["1995", "2000"]),
        ("1900-01-01", "2020-01-01", ["1900", "1920"]),
    ],
)
def test_marks_of_an_axis_have_room(first: str, last: str, texts: list[str]) -> None:
    axis = Axis.over([date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()])
    found = [tick.text for tick in axis.ticks()]
    assert 2 <= len(found) <= 7
    assert set(texts) & set(found), found


def head(*bounds: str | None, state: str = "supported", capacity: str = "head") -> dict[str, Any]:
    return row(*bounds, relation="Posting", state=state, roles={"capacity": capacity}, own=["body"])


def test_a_gap_is_told_between_days_on_which_a_head_is_certain() -> None:
    first = head("2010-01-01", "2010-01-01", "2012-12-31", "2012-12-31")
    second = head("2015-01-01", "2015-01-01", "2016-12-31", "2016-12-31")
    between = ("2013-01-01", "2013-01-01", "2014-12-31", "2014-12-31")
    axis = Axis.over(days([first, second]))
    whole = [("2013-01-01", "2014-12-31")]
    assert gaps([first, second], axis)[0] == whole
    assert [bar.line for bar in gaps([second, first], axis)[1]] == [GAP]
    assert gaps([first, second, head(*between, state="denied")], axis)[0] == whole
    assert gaps([first, second, head(*between, capacity="deputyHead")], axis)[0] == whole
    assert gaps([first, second, head(None, "2014-12-31", "2013-01-01", None)], axis)[0] == whole
    assert gaps([first, second, head(*between)], axis) == ([], ())
    assert gaps([], axis) == ([], ())


def test_a_drawing_has_its_words_within_it_and_of_a_size_to_read() -> None:
    rows = [
        head("2010-01-01", "2011-01-01", "2012-12-31", None),
        head(None, "2015-01-01", "2015-01-01", None),
    ]
    axis = Axis.over(days(rows))
    lanes = tuple(Lane("Word " * 30, "some day " * 9, bars(one, axis), group="Posts") for one in rows)
    made = drawn(Timeline(lanes, axis.ticks()), "Title " * 20, [(CERTAIN, "surely"), (GAP, "nobody")])
    words = [part for part in made.parts if isinstance(part, Words)]
    assert all(part.size >= 12 for part in words)
    for part in made.parts:
        places = part.points if isinstance(part, Stroke) else [(part.x, part.y)]
        assert all(0 <= x <= made.width and 0 <= y <= made.height for x, y in places)
        if isinstance(part, Box):
            assert part.x + part.width <= made.width


def test_a_day_that_no_calendar_of_the_machine_has_stands_at_the_edge() -> None:
    assert [day("-0044-03-15"), day("0000-01-01")] == [1, 1]
    assert day("170000000-01-01") == date.max.toordinal()
    assert day(None) is None
