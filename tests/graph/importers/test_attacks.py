"""Workbooks made to fill the memory, to take for ever, or to have no sheet at all."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from respondeat.errors import TableError
from respondeat.graph.importers.base import read_rows
from respondeat.graph.importers.rows_xlsx import MAX_TEXT

Change = Callable[[str, bytes], bytes]


def _rewritten(folder: Path, change: Change) -> Path:
    """A workbook of one small table, its parts changed."""
    book = Workbook()
    for row in (("a", "b"), ("1", "2")):
        book.worksheets[0].append(row)
    plain, made = folder / "plain.xlsx", folder / "made.xlsx"
    book.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    return made


def _rows(added: bytes) -> Change:
    def change(name: str, part: bytes) -> bytes:
        return part.replace(b"</sheetData>", added + b"</sheetData>") if name.endswith("sheet1.xml") else part

    return change


TEXT = b'<row r="3"><c r="A3" t="inlineStr"><is><t>%s</t></is></c></row>' % (b"x" * (MAX_TEXT + 1))
HOSTILE = [
    (_rows(b'<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>'), "larger than a sheet can be"),
    (_rows(TEXT), "a cell holds more than 1 MiB of text"),
    (
        lambda name, part: part.replace(b"sheet1.xml", b"other.xml") if name.endswith(".rels") else part,
        "no sheet",
    ),
]


@pytest.mark.parametrize(("change", "message"), HOSTILE)
def test_a_hostile_workbook_is_refused(tmp_path: Path, change: Change, message: str) -> None:
    with pytest.raises(TableError, match=message):
        read_rows(_rewritten(tmp_path, change), required=("a", "b"))


def test_a_wide_and_almost_empty_sheet_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("respondeat.graph.importers.rows_xlsx.MAX_CELLS", 100_000)
    wide = b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(3, 13))
    with pytest.raises(TableError, match="almost empty and very wide"):
        read_rows(_rewritten(tmp_path, _rows(wide)), required=("a", "b"))


def test_a_sheet_of_a_chart_is_no_table(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["a", "b"])
    book.worksheets[0].append(["1", "2"])
    book.create_chartsheet("chart", 0).add_chart(BarChart())
    book.save(tmp_path / "chart.xlsx")
    assert [row["a"] for row in read_rows(tmp_path / "chart.xlsx", required=("a", "b"))] == ["1"]
