"""Charts: from nought, dates by their distance, no more rows than can be read."""

import pytest

from respondeat.api.pages.place import Place
from respondeat.api.pages.query.chart import MOST, Chart, chart
from respondeat.api.pages.query.names import Value

HERE = Place("/sparql", "en")


def rows(*pairs: tuple[str, float]) -> list[list[Value | None]]:
    return [[Value(label), Value(f"{number:g}", number=number)] for label, number in pairs]


def drawn(place: Place, *pairs: tuple[str, float]) -> Chart:
    made = chart(place, ["x", "n"], rows(*pairs))
    assert made is not None
    return made


def test_bars_begin_at_nought_and_are_as_long_as_their_numbers() -> None:
    made = drawn(HERE, ("a", 10), ("b", 5), ("c", 0))
    assert (made.label, made.number, made.kind) == ("x", "n", "bar")
    assert [mark.x for mark in made.marks] == [made.left] * 3
    assert made.marks[0].width == pytest.approx(2 * made.marks[1].width)
    assert made.marks[2].width == 0
    assert made.ticks[0] == (made.left, "0")


def test_numbers_below_nought_go_the_other_way() -> None:
    made = drawn(HERE, ("a", -4), ("b", 4))
    below, above = made.marks
    assert below.x + below.width == pytest.approx(above.x)


def test_dates_stand_at_their_distance_and_other_words_one_after_the_other() -> None:
    line = Place("/sparql", "en", {"kind": ("line",)})
    a, b, c = drawn(line, ("2020-01", 1), ("2020-02", 2), ("2022-02", 3)).marks
    assert c.x - b.x > 20 * (b.x - a.x)
    a, b, c = drawn(line, ("z", 1), ("a", 2), ("m", 3)).marks
    assert c.x - b.x == pytest.approx(b.x - a.x)
    assert drawn(line, ("2020-13", 1), ("2020-02", 2)).points
    a, b, c = drawn(line, ("2022", 1), ("2020", 2), ("2021", 3)).marks
    assert (a.said, b.said, c.said) == ("2020", "2021", "2022")


def test_one_value_nought_alone_and_very_great_ones_are_drawn() -> None:
    for number in (0, 1e-9, 1e15, -3.5):
        for kind in ("bar", "line"):
            made = drawn(Place("/sparql", "en", {"kind": (kind,)}), ("a", number))
            assert all(-1 <= mark.x <= made.width + 1 for mark in made.marks)


def test_what_is_not_drawn_is_counted() -> None:
    made = drawn(HERE, *((str(n), float(n)) for n in range(MOST + 5)))
    assert (len(made.marks), made.left_out) == (MOST, 5)


def test_without_numbers_or_rows_there_is_no_chart() -> None:
    assert chart(HERE, ["x"], []) is None
    assert chart(HERE, ["x"], [[Value("a")]]) is None
    assert chart(HERE, ["x", "n"], [[Value("a"), None]]) is None
    huge = Value("1e999", number=float("inf"))
    assert chart(HERE, ["x", "n"], [[Value("a"), huge]]) is None
