"""Tables as rows of text: CSV, TSV and XLSX, read alike.

A fault of the file (no table, wrong columns, wrong encoding) raises `TableError` and names file and line.
A fault of one row (too many or too few cells, the error value of a spreadsheet) stays with the row, for the
importer to report.
"""

import hashlib
from collections.abc import Collection, Iterator
from pathlib import Path

from respondeat.errors import InputError, TableError

from . import rows_text, rows_xlsx
from .row import Header, Row

_XLSX = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_rows(
    path: Path,
    *,
    encoding: str = "utf-8-sig",
    delimiter: str | None = None,
    sheet: str | None = None,
    required: Collection[str],
) -> list[Row]:
    """The rows below the header of a CSV, TSV or XLSX file, without blank rows.

    The first bytes tell the kind of file; the header tells the delimiter (comma, semicolon, tab or bar)
    unless it is given. A file that begins with the mark of UTF-16 is read as such. `sheet` names a sheet of a
    workbook, by default the first. `required` are the columns that have to be there, once each.

    Raises TableError for a file that is no table, is not in `encoding`, or lacks columns, and InputError for
    one that cannot be opened; both name the file and, where there is one, the line.
    """
    try:
        return list(_rows(path, encoding, delimiter, sheet, required))
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}. Check the path.") from error


def file_sha256(path: Path) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal. Raises InputError when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}. Check the path.") from error


def _rows(
    path: Path, encoding: str, delimiter: str | None, sheet: str | None, required: Collection[str]
) -> Iterator[Row]:
    with path.open("rb") as stream:
        magic = stream.read(4)
    if magic == _OLD_EXCEL:
        raise TableError(
            f"{path} is an old Excel file (.xls) or an encrypted one. "
            "Save it as .xlsx without a password, or as CSV."
        )
    if magic == _XLSX:
        source = rows_xlsx.rows(path, sheet)
    else:
        source = rows_text.rows(path, encoding, delimiter, required)
    header = next(source, None)
    if not isinstance(header, Header):
        raise TableError(f"{path} is empty: the first row has to name the columns.")
    _check(path, header, required)
    for item in source:
        if isinstance(item, Row) and any(item.cells):
            yield item


def _check(path: Path, header: Header, required: Collection[str]) -> None:
    missing = [column for column in dict.fromkeys(required) if column not in header.index]
    if missing:
        raise TableError(
            f"{path}, row 1: there is no column {', '.join(map(repr, missing))}. "
            f"The columns are: {', '.join(map(repr, header.columns)) or 'none'}."
        )
    twice = sorted({c for c in required if header.columns.count(c) > 1})
    if twice:
        raise TableError(
            f"{path}, row 1: several columns are called {', '.join(map(repr, twice))}. Rename all but one."
        )
