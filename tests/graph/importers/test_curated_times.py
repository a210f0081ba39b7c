"""The forms of time in a curated row, each with the bounds of the model's table."""

import pytest

from respondeat.errors import MappingError
from respondeat.graph.dates import iso
from respondeat.graph.importers.curated_times import valid_time, written
from respondeat.graph.importers.curated_yaml import Block, Row

FORMS = [
    ({"edtf": "2020-08"}, "2020-08", ("2020-08-01", "2020-08-31", "2020-08-01", "2020-08-31")),
    ({"edtf": "2014/.."}, "2014/..", ("2014-01-01", "2014-12-31", "2014-01-01", None)),
    ({"on": "2020-08-10"}, "2020-08-10", (None, "2020-08-10", "2020-08-10", None)),
    ({"within": "2020-08/2020-12"}, "2020-08/2020-12", (None, "2020-12-31", "2020-08-01", None)),
    ({"started": "1994", "still": "2025"}, "1994/2025", ("1994-01-01", "1994-12-31", "2025-01-01", None)),
    ({"started": "2019-06-15"}, "2019-06-15/", ("2019-06-15", "2019-06-15", "2019-06-15", None)),
    ({"cited_first": "2019", "ended": "2020"}, "2019/2020", (None, "2019-12-31", "2020-01-01", "2020-12-31")),
    ({"cited_first": "2019", "cited_last": "2020"}, "2019/2020", (None, "2019-12-31", "2020-01-01", None)),
    ({"ended": "2014"}, "/2014", (None, "2014-12-31", "2014-01-01", "2014-12-31")),
    ({"cited_last": "2014"}, "/2014", (None, "2014-12-31", "2014-01-01", None)),
    ({"edtf": "[..2026]"}, "[..2026]", (None, "2026-12-31", None, "2026-12-31")),
    ({"on": "2021-05", "before": "2026"}, "2021-05", (None, "2021-05-31", "2021-05-01", "2026-12-31")),
    ({"within": "2020/2021", "after": "2020", "before": "2026"}, "2020/2021",
     ("2020-01-01", "2021-12-31", "2020-01-01", "2026-12-31")),
    ({"started": "2020-03", "after": "2019"}, "2020-03/", ("2020-03-01", "2020-03-31", "2020-03-01", None)),
]  # fmt: skip


def row(key: str, said: dict[str, str]) -> Row:
    return Row("f.yaml", 1, {key: Block(said)})


@pytest.mark.parametrize(("said", "edtf", "bounds"), FORMS)
def test_forms(said: dict[str, str], edtf: str, bounds: tuple[str | None, ...]) -> None:
    time = valid_time(row("time", said))
    assert time is not None
    b = time.bounds
    assert time.edtf == edtf
    assert tuple(None if d is None else iso(d) for d in (b.es, b.ls, b.ee, b.le)) == bounds


@pytest.mark.parametrize("limit", [{"before": "2019"}, {"after": "2021"}])
def test_limits_that_leave_no_day_are_a_fault(limit: dict[str, str]) -> None:
    with pytest.raises(MappingError, match=r"f\.yaml, line 1"):
        valid_time(row("time", {"edtf": "2020", **limit}))


@pytest.mark.parametrize("limit", ["before", "after"])
def test_a_limit_does_not_stand_alone(limit: str) -> None:
    with pytest.raises(MappingError, match="is one of edtf, on, within"):
        valid_time(row("time", {limit: "2020"}))


def test_nothing_said_of_time() -> None:
    assert valid_time(Row("f.yaml", 1, {"key": "s"})) is None


def test_an_empty_time_is_a_fault() -> None:
    with pytest.raises(MappingError, match="is one of edtf, on, within"):
        valid_time(row("time", {}))


def test_a_window_of_writing_bounds_both_ends() -> None:
    time = written(row("written", {"first": "2024-02-09", "last": "2024"}))
    assert time is not None
    b = time.bounds
    assert [iso(d) for d in (b.es, b.ls, b.ee, b.le) if d is not None] == ["2024-02-09", "2024-12-31"] * 2
    assert time.edtf == "2024-02-09/2024"


def test_a_window_of_writing_may_be_open() -> None:
    time = written(row("written", {"last": "2021-06"}))
    assert time is not None
    assert (time.edtf, time.bounds.es, time.bounds.ee) == ("../2021-06", None, None)
