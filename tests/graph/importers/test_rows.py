import csv
import io
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from respondeat.errors import InputError, TableError
from respondeat.graph.importers.base import Row, file_sha256, read_rows
from respondeat.graph.importers.rows_text import MAX_LINE

REQUIRED = ("a", "b")


def read(folder: Path, raw: bytes, **options: str) -> list[Row]:
    path = folder / "t.csv"
    path.write_bytes(raw)
    return read_rows(
        path,
        encoding=options.get("encoding", "utf-8-sig"),
        delimiter=options.get("delimiter"),
        required=REQUIRED,
    )


def cells(rows: list[Row]) -> list[tuple[int, str, str]]:
    return [(row.number, row["a"], row["b"]) for row in rows]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_line_ends_and_marks_are_found_out(
    tmp_path: Path, sign: str, end: str, encoding: str
) -> None:
    lines = ["b{0} a ", 'é{0}"x\ny"', "", "{0}", " суд {0}1 "]
    raw = (end.join(lines).format(sign) + end).encode(encoding)
    expected = [(2, "x\ny", "é"), (5, "1", "суд")]
    assert cells(read(tmp_path, raw)) == expected


def test_an_encoding_may_be_named(tmp_path: Path) -> None:
    raw = "a,b\nсуд,1\n".encode("cp1251")
    assert cells(read(tmp_path, raw, encoding="cp1251")) == [(2, "суд", "1")]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "is empty: the first row has to name the columns"),
        (b"\n\n", "is empty"),
        (b"x,y\n1,2\n", "row 1: there is no column 'a', 'b'. The columns are: 'x', 'y'."),
        (b"a,b,b\n1,2,3\n", "several columns are called 'b'"),
        (b'a,b\n1,"x\n', "line 2: this is no well-formed table"),
        (b'a,b\n1,"x"y\n', "line 2: this is no well-formed table"),
        (b"a,b\n1,2\n\xcf\xf0,2\n", "line 3: byte 1 (0xcf) is not utf-8"),
        (b"a,b\n1,\x002\n", "line 2: there is a NUL byte"),
        (b"a,b\n" + b"z" * (MAX_LINE + 1), "line 2: the line is longer than 1 MiB"),
        (b"a,b\r1,2\r", "this is no well-formed table"),
        (b"\xff\xfea\x00,", "is not utf-16"),
        (b"PK\x03\x04rest", "cannot be read"),
        (b"\xd0\xcf\x11\xe0rest", "an old Excel file (.xls) or an encrypted one"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "there is no column"),
    ],
)
def test_a_file_that_is_no_table_is_told_with_its_place(tmp_path: Path, raw: bytes, message: str) -> None:
    with pytest.raises(TableError) as caught:
        read(tmp_path, raw)
    assert message in caught.value.detail
    assert "t.csv" in caught.value.detail


def test_a_line_of_200_mb_is_refused_without_being_held(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    with path.open("wb") as stream:
        stream.write(b"a,b\n")
        stream.truncate(200_000_000)  # a hole in the file: no space is used
    with pytest.raises(TableError, match="line 2: the line is longer"):
        read_rows(path, required=REQUIRED)


def test_files_that_cannot_be_opened(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_rows(path, required=REQUIRED)
    with pytest.raises(InputError, match="cannot be read"):
        file_sha256(tmp_path / "none.csv")
    with pytest.raises(TableError, match="no encoding 'utf-9'"):
        read(tmp_path, b"a,b\n", encoding="utf-9")


def test_a_row_with_too_many_or_too_few_cells_is_faulty_and_the_others_are_not(tmp_path: Path) -> None:
    rows = read(tmp_path, b"a,b\n1,2\n1\n1,2,3\n1,2,,\n")
    assert [bool(row.faults) for row in rows] == [False, True, True, False]
    assert "the row has 3 cells, the header 2" in rows[2].faults[0].message


def test_formulas_of_text_files_are_text(tmp_path: Path) -> None:
    rows = read(tmp_path, b"a,b\n=1+1,@x\n+2,-3\n")
    assert cells(rows) == [(2, "=1+1", "@x"), (3, "+2", "-3")]
    assert not any(row.faults or row.notes for row in rows)


def workbook(path: Path, *rows: list[object]) -> Path:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Units"
    for row in rows:
        sheet.append(row)
    book.create_sheet("Other").append(["a", "b"])
    book.save(path)
    return path


def test_a_workbook_is_read_like_a_text_file(tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        ["b", " a ", None],
        [datetime(2020, 1, 2), 3.0],
        [],
        ["=1+1", " x "],
        [True, 2.5],
        ["#REF!", "y"],
        ["p", "q", None, "beside"],
    )
    rows = read_rows(path, required=REQUIRED)
    assert cells(rows) == [
        (2, "3", "2020-01-02"),
        (4, "x", "=1+1"),
        (5, "2.5", "TRUE"),
        (6, "y", "#REF!"),
        (7, "q", "p"),
    ]
    assert [len(row.faults) for row in rows] == [0, 0, 0, 1, 1]
    assert "formula" in rows[1].notes[0].message
    assert rows[0].locator == "row 2"


def test_a_sheet_may_be_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", ["a", "b"], [1, 2])
    assert read_rows(path, sheet="Units", required=REQUIRED)[0].locator == "sheet Units, row 2"
    assert read_rows(path, sheet="Other", required=REQUIRED) == []
    with pytest.raises(TableError, match=r"no sheet 'None'. Its sheets are: 'Units', 'Other'"):
        read_rows(path, sheet="None", required=REQUIRED)


def test_an_empty_or_damaged_or_hostile_workbook_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="first row of the sheet is empty"):
        read_rows(workbook(tmp_path / "e.xlsx", [], ["a", "b"]), required=REQUIRED)
    whole = workbook(tmp_path / "t.xlsx", ["a", "b"], [1, 2]).read_bytes()
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TableError, match="cannot be read"):
        read_rows(cut, required=REQUIRED)
    bomb = tmp_path / "bomb.xlsx"
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(bomb, "w") as new:
        for item in old.infolist():
            raw = old.read(item)
            new.writestr(
                item.filename,
                entities + raw.split(b"?>", 1)[-1] if b"sheet1" in item.filename.encode() else raw,
            )
    with pytest.raises(TableError, match="cannot be read"):
        read_rows(bomb, required=REQUIRED)


@given(
    table=st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=8)] * 2),
        max_size=6,
    ),
    sign=st.sampled_from([",", ";", "\t"]),
)
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, table: list[tuple[str, str]], sign: str
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=sign, quoting=csv.QUOTE_ALL).writerows([REQUIRED, *table])
    rows = read(tmp_path_factory.mktemp("t"), text.getvalue().encode("utf-8"))
    assert [(r["a"], r["b"]) for r in rows] == [
        (a.strip(), b.strip()) for a, b in table if a.strip() or b.strip()
    ]
