"""Rows as CSV: every member has a column, and no cell is a formula."""

import csv
import io
from typing import Any

from respondeat.api.pages.spreadsheet import as_csv, table


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_members_are_columns_by_their_path() -> None:
    rows: list[dict[str, Any]] = [
        {"who": {"id": "p", "name": "Ada"}, "days": [["2020-01-01", None]], "n": -1},
        {"who": None, "more": True, "on": ["a", "b"]},
    ]
    assert read(as_csv(rows)) == [
        ["who.id", "who.name", "days", "n", "who", "more", "on"],
        ["p", "Ada", "2020-01-01/", "-1", "", "", ""],
        ["", "", "", "", "", "true", "a | b"],
    ]


def test_no_cell_is_run_by_a_spreadsheet() -> None:
    hostile = ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1"]
    told = read(as_csv([{"a": one, "=b": [one]} for one in hostile]))
    assert told[0][1] == "'=b"
    for line in told[1:]:
        assert all(cell.startswith("'") for cell in line)


def test_a_row_of_a_table_stands_on_one_line() -> None:
    told = table([["who", "n"], ["Ada\r\n\u2028Byron", -1], ["\n＝1", None]])
    assert told.startswith("\ufeff".encode())  # or the letters of other scripts are not read as such
    assert told.decode("utf-8-sig").splitlines() == ["who,n", "Ada Byron,-1", "' ＝1,"]


def test_sources_are_told_by_their_documents() -> None:
    source = {"verdict": "supports", "statement": "s", "document": {"title": "A, “report”\nof two lines"}}
    assert read(as_csv([{"sources": [source, source]}])) == [
        ["sources"],
        ["supports: A, “report”\nof two lines"],
    ]


def test_no_row_is_a_table_all_the_same() -> None:
    assert read(as_csv([])) == [[]]
