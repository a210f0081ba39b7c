"""YAML rows: every scalar stays a text, every row knows its line."""

from pathlib import Path

import pytest

from respondeat.errors import MappingError
from respondeat.graph.importers.curated_yaml import Row, read_row, read_rows


def write(tmp_path: Path, text: str) -> Path:
    folder = tmp_path / "set"
    folder.mkdir(exist_ok=True)
    (folder / "rows.yaml").write_text(text, "utf-8")
    return folder


def test_scalars_stay_the_text_that_was_written(tmp_path: Path) -> None:
    text = "- {a: no, b: 2020-08-09, c: 1994, d: 0x10, e: ~, f: 1_000, g: '', h: on, i: 12:30:00}"
    (row,) = read_rows(write(tmp_path, text), "rows.yaml")
    assert list(row.data.values()) == ["no", "2020-08-09", "1994", "0x10", "~", "1_000", "", "on", "12:30:00"]


def test_rows_know_their_lines_and_keys(tmp_path: Path) -> None:
    folder = write(tmp_path, "# note\n\n- {key: a}\n-\n  key: b\n  by:\n    - {x: y}\n")
    rows = read_rows(folder, "rows.yaml")
    assert [(r.file, r.line, r.key) for r in rows] == [("set/rows.yaml", 3, "a"), ("set/rows.yaml", 5, "b")]
    (inner,) = rows[1].rows("by")
    assert (inner.line, inner.key) == (7, "b")
    assert str(inner.fault("x", "is wrong")) == "set/rows.yaml, line 7, row 'b', 'x': is wrong"


def test_a_missing_or_empty_file_has_no_rows(tmp_path: Path) -> None:
    folder = write(tmp_path, "# nothing yet\n")
    assert read_rows(folder, "rows.yaml") == read_rows(folder, "other.yaml") == ()


def test_a_byte_order_mark_is_no_part_of_the_first_key(tmp_path: Path) -> None:
    assert read_row(write(tmp_path, "\ufeffkey: a\n"), "rows.yaml").key == "a"


def test_a_text_stands_for_a_mapping_of_one_key() -> None:
    row = Row("f", 1, {"key": "k", "by": ["p1", "p2"], "one": "p3"})
    assert [r.text("passage") for r in row.rows("by", short="passage")] == ["p1", "p2"]
    assert [r.text("passage") for r in row.rows("one", short="passage")] == ["p3"]
    with pytest.raises(MappingError, match="must be a mapping"):
        row.rows("by")


@pytest.mark.parametrize("number", ["1", "-4", "007", "12345678901234567890"])
def test_integers(number: str) -> None:
    assert Row("f", 1, {"n": number}).number("n") == int(number)


@pytest.mark.parametrize("number", ["1.0", "٣", "1e3", "--4", "-", "1 000"])
def test_not_integers(number: str) -> None:
    with pytest.raises(MappingError, match="must be an integer"):
        Row("f", 1, {"n": number}).number("n")
