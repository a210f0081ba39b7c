"""Drawings of answers: round marks, words that are large enough, nothing outside, labels apart."""

from pathlib import Path
from typing import Any

import pytest

from respondeat.api.answers import QUESTIONS
from respondeat.api.answers.asked import ask
from respondeat.api.dataset import Dataset
from respondeat.api.report.blocks import Picture
from respondeat.api.report.drawing import Box, Drawing, Stroke, Words
from respondeat.api.report.lettering import width
from respondeat.api.report.listings import listed
from respondeat.api.report.plots import Scale, day_marks, days, marks, rounded
from respondeat.api.report.plots_figures import figure_plots
from respondeat.api.report.plots_together import drawn, pictures
from respondeat.api.report.words import Words as Language
from tests.api.conftest import example

__all__ = ["example"]


@pytest.mark.parametrize("most", [0, 1, 2, 3, 5, 7, 9, 11, 49, 99, 101, 1184, 5_000, 123_456])
def test_a_scale_holds_its_values_with_few_marks(most: int) -> None:
    top, step = rounded(most)
    assert top >= most
    assert 2 <= len(marks(top, step)) <= 6


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2020-08-08", "2020-08-10"),
        ("2020-08-09", "2020-08-12"),
        ("2020-08-09", "2021-03-01"),
        ("1994-07-20", "2026-11-22"),
        ("1900-01-01", "2026-01-01"),
    ],
)
def test_days_are_marked_within_what_is_drawn(first: str, last: str) -> None:
    found = day_marks(days(first), days(last), 8)
    assert 1 <= len(found) <= 8
    assert all(days(first) <= at <= days(last) for at, _ in found)
    assert len({text for _, text in found}) == len(found)


def test_a_scale_without_width_has_a_middle() -> None:
    assert Scale(3, 3, 10, 20).at(3) == 20


@pytest.mark.parametrize("name", ["tenure", "detention", "patterns", "figures"])
def test_drawings_of_the_example_can_be_read(example: Path, name: str) -> None:
    with Dataset.open(example) as data:
        for language in ("en", "be"):
            answer = ask(QUESTIONS, data.speaking(language), name, {})
            _, sections = listed(name, answer, language)
            found = pictures(sections)
            assert found
            whole, title, told = drawn(found)
            assert title
            assert told
            for one in (*found, Picture(whole, title, told)):
                assert one.description
                check(one.drawing)


def check(drawing: Drawing) -> None:
    for part in drawing.parts:
        if isinstance(part, Words):
            assert part.size >= 12
            assert 0 <= part.y <= drawing.height
            assert -30 <= part.x <= drawing.width + 1
        elif isinstance(part, Box):
            assert part.x >= 0
            assert part.x + part.width <= drawing.width + 1
            assert part.y + part.height <= drawing.height
        else:
            assert isinstance(part, Stroke)
            assert all(0 <= y <= drawing.height for _, y in part.points)


def figure(value: int, as_of: str, population: str) -> dict[str, Any]:
    return {
        "value": value, "upper": None, "comparator": "about", "measure": 1, "as_of": as_of,
        "as_of_days": [as_of, as_of], "origins": [], "population": population,
    }  # fmt: skip


def test_labels_of_the_same_point_hide_none_of_each_other_and_points_are_not_joined() -> None:
    rows = [figure(100, "2021-01-01", f"people {n}") for n in range(6)] + [figure(90, "2022-01-01", "x")]
    (one,) = figure_plots("Figures", rows, Language("en"))
    labels = [p for p in one.drawing.parts if isinstance(p, Words) and p.bold and "≈" in p.text]
    assert len(labels) == len(rows)
    for at, a in enumerate(labels):
        for b in labels[at + 1 :]:
            apart = (width(a.text, 12, bold=True) + width(b.text, 12, bold=True)) / 2
            assert abs(a.y - b.y) >= 14 or abs(a.x - b.x) >= apart
    strokes = [p for p in one.drawing.parts if isinstance(p, Stroke) and p.width > 2]
    assert all(a[1] == b[1] for p in strokes for a, b in [p.points])


def test_a_day_that_no_calendar_of_the_machine_has_stands_at_the_edge() -> None:
    assert days("-0044-03-15") == days("0000-01-01") == days("0001-01-01")
    assert days("170000000-01-01") == days("9999-12-31")
