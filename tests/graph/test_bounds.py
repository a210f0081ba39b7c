"""Bounds and grades against brute force: every start and end, every event and day of a small domain."""

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.errors import DateError
from respondeat.graph.dates import (
    Bounds,
    Grade,
    day,
    grade,
    grade_during,
    grade_throughout,
    overlap,
    read,
)

# Finite bounds lie on days 0 to 3; -1 and 4 stand for "arbitrarily early" and "arbitrarily late".
EARLY, LATE = -1, 4
DOMAIN = range(EARLY, LATE + 1)
PAIRS = [(s, e) for s in DOMAIN for e in DOMAIN if s <= e]

bound = st.none() | st.integers(EARLY + 1, LATE - 1)
quadruples = st.tuples(bound, bound, bound, bound)


def fillings(es: int | None, ls: int | None, ee: int | None, le: int | None) -> list[tuple[int, int]]:
    """Every start and end that meet the bounds, the start at or before the end."""
    return [
        (s, e)
        for s, e in PAIRS
        if (es is None or es <= s)
        and (ls is None or s <= ls)
        and (ee is None or ee <= e)
        and (le is None or e <= le)
    ]


def of(b: Bounds) -> list[tuple[int, int]]:
    return fillings(b.es, b.ls, b.ee, b.le)


def hull(pairs: list[tuple[int, int]]) -> tuple[int | None, int | None, int | None, int | None]:
    """Least and greatest start and end, open where they reach the rim of the domain."""
    starts, ends = [s for s, _ in pairs], [e for _, e in pairs]
    es, ls, ee, le = min(starts), max(starts), min(ends), max(ends)
    return (
        None if es == EARLY else es,
        None if ls == LATE else ls,
        None if ee == EARLY else ee,
        None if le == LATE else le,
    )


def consistent(quadruple: tuple[int | None, ...]) -> bool:
    return bool(fillings(*quadruple))


bounds = quadruples.filter(consistent).map(lambda q: Bounds(*q))


def quantified(cases: list[bool]) -> Grade:
    if all(cases):
        return Grade.CERTAIN
    return Grade.POSSIBLE if any(cases) else Grade.EXCLUDED


@settings(max_examples=1000)
@given(quadruples)
def test_normalised_bounds_are_those_that_are_reached(q: tuple[int | None, ...]) -> None:
    possible = fillings(*q)
    if not possible:
        with pytest.raises(DateError):
            Bounds(*q)
        return
    b = Bounds(*q)
    assert (b.es, b.ls, b.ee, b.le) == hull(possible)
    assert Bounds(b.es, b.ls, b.ee, b.le) == b
    assert hash(Bounds(b.es, b.ls, b.ee, b.le)) == hash(b)


@settings(max_examples=2000)
@given(bounds, st.integers(0, LATE - 1), st.integers(0, LATE - 1))
def test_grade_is_for_all_and_for_some(b: Bounds, one: int, other: int) -> None:
    lo, hi = sorted((one, other))
    cases = [s <= d <= e for s, e in of(b) for d in range(lo, hi + 1)]
    assert grade(b, lo, hi) is quantified(cases)


def during(s: int, e: int, x: int, y: int) -> bool:
    return s <= y and x <= e


def throughout(s: int, e: int, x: int, y: int) -> bool:
    return s <= x and y <= e


@pytest.mark.parametrize(("graded", "holds"), [(grade_during, during), (grade_throughout, throughout)])
@settings(max_examples=2000)
@given(bounds, bounds)
def test_events_that_last_are_graded_for_all_and_for_some(
    graded: Callable[[Bounds, Bounds], Grade],
    holds: Callable[[int, int, int, int], bool],
    b: Bounds,
    event: Bounds,
) -> None:
    cases = [holds(s, e, x, y) for (s, e), (x, y) in itertools.product(of(b), of(event))]
    assert graded(b, event) is quantified(cases)


@settings(max_examples=1000)
@given(bounds, bounds)
def test_overlap_is_the_hull_of_all_common_times(a: Bounds, b: Bounds) -> None:
    common = [
        (max(s, x), min(e, y)) for (s, e), (x, y) in itertools.product(of(a), of(b)) if max(s, x) <= min(e, y)
    ]
    found = overlap(a, b)
    if not common:
        assert found is None
        return
    assert found is not None
    assert (found.es, found.ls, found.ee, found.le) == hull(common)
    assert overlap(b, a) == found


@settings(max_examples=1000)
@given(bounds, bounds, st.integers(0, LATE - 1))
def test_both_hold_on_a_day_within_their_overlap_only(a: Bounds, b: Bounds, d: int) -> None:
    grades = {grade(a, d, d), grade(b, d, d)}
    common = overlap(a, b)
    if Grade.EXCLUDED in grades:
        assert common is None or grade(common, d, d) is not Grade.CERTAIN
    elif grades == {Grade.CERTAIN}:
        assert common is not None
        assert grade(common, d, d) is Grade.CERTAIN
    else:
        assert common is not None
        assert grade(common, d, d) is not Grade.EXCLUDED


@pytest.mark.parametrize("quadruple", [(3, None, None, 2), (3, 2, None, None), (None, None, 3, 2)])
def test_contradictory_bounds_are_told_with_their_days(quadruple: tuple[int | None, ...]) -> None:
    with pytest.raises(DateError, match=r"1970-01-04.*1970-01-03"):
        Bounds(*quadruple)


def test_a_window_of_days_that_is_reversed_is_an_error() -> None:
    with pytest.raises(DateError, match="after"):
        grade(Bounds(), 2, 1)


def test_bounds_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        Bounds().es = 1  # type: ignore[misc]


def test_trap_01_a_posting_with_no_end_is_never_certain_after_it_was_last_attested() -> None:
    posting = read("1993-11", started=True).bounds
    assert grade(posting, day("1993-11-30"), day("1993-11-30")) is Grade.POSSIBLE
    assert grade(posting, day("2016-04-12"), day("2016-04-12")) is Grade.POSSIBLE
    assert grade(posting, day("1993-10-31"), day("1993-10-31")) is Grade.EXCLUDED
    ended = read("1993-11", "1998", started=True, ended=True).bounds
    assert grade(ended, day("2016-04-12"), day("2016-04-12")) is Grade.EXCLUDED


def test_trap_09_overlap_is_later_start_to_earlier_end_within_the_relation() -> None:
    unit_a = read("2010-03-01", "2014-06-30", started=True, ended=True).bounds
    unit_b = read("2012-01-01", "2018-12-31", started=True, ended=True).bounds
    relation = read("2013-05-01", "2013-09-30", started=True, ended=True).bounds
    both = overlap(unit_a, unit_b)
    assert both == read("2012-01-01", "2014-06-30", started=True, ended=True).bounds
    assert both is not None
    assert overlap(both, relation) == relation
    later = read("2015", "2016", started=True, ended=True).bounds
    assert overlap(both, later) is None


def test_trap_09_overlap_of_unsure_ends_keeps_them_unsure() -> None:
    a = read("2010", "2014", started=True, ended=True).bounds
    b = read("2010-06", "2014-03", started=True, ended=True).bounds
    assert overlap(a, b) == Bounds(day("2010-06-01"), day("2010-12-31"), day("2014-01-01"), day("2014-03-31"))
    assert overlap(a, read("2012-05-05").bounds) == Bounds(
        day("2010-01-01"), day("2012-05-05"), day("2012-05-05"), day("2014-12-31")
    )
