"""Sheets of an XLSX workbook as rows of text. Formulas are not evaluated but kept as text, with a note."""

import warnings
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from respondeat.errors import TableError

from .row import Header, Row, RowFault

MAX_UNPACKED = 1 << 30  # bytes; a workbook that unpacks to more is refused as a bomb
MAX_ROWS = 1 << 20  # as the format has it (Excel specifications and limits); a row may name any number
MAX_CELLS = 50_000_000  # empty ones left of a full one too: a few bytes can ask for 16,384
MAX_TEXT = 1 << 20  # characters in a cell, far above the 32,767 of the format

# what openpyxl raises for a damaged workbook, and defusedxml for a hostile one (a ValueError)
_DAMAGED = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OverflowError,
    TypeError,
    ValueError,
)


def rows(path: Path, sheet: str | None) -> Iterator[Header | Row]:
    """The header, then each row, blank ones too. Raises TableError as `read_rows` says."""
    header: Header | None = None
    for number, cells in _sheet(path, sheet):
        texts = tuple(_text(value).strip() for value, _ in cells)
        if header is None:
            if number > 1 or not any(texts):
                raise TableError(f"{path}: the first row of the sheet is empty; it has to name the columns.")
            header = Header.of(texts, sheet or "")
            yield header
        else:
            faults, notes = _oddities(texts, [kind for _, kind in cells], header)
            yield Row(number, texts[: len(header.columns)], header, faults, notes)


def _sheet(path: Path, sheet: str | None) -> Iterator[tuple[int, list[tuple[object, str]]]]:
    """Row number and, for each cell, its value and its kind (f: formula, e: error)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions it does not read
        try:
            _check_size(path)
            book = openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
            try:
                page: Any = book[_name(path, [page.title for page in book.worksheets], sheet)]
                page.reset_dimensions()  # some programs write a wrong extent
                seen = 0
                for number, cells in enumerate(page.iter_rows(), 1):
                    seen += len(cells)
                    found = [(cell.value, cell.data_type) for cell in cells]
                    _check_row(path, number, seen, found)
                    yield number, found
            finally:
                book.close()
        except _DAMAGED as error:
            raise TableError(
                f"{path} begins like an .xlsx workbook but cannot be read ({error}). "
                "Open it in a spreadsheet program and save it anew, or save it as CSV."
            ) from error


def _check_size(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        size = sum(item.file_size for item in archive.infolist())
    if size > MAX_UNPACKED:
        raise TableError(f"{path} unpacks to {size >> 20} MiB, more than a table may. Save it as CSV.")


def _check_row(path: Path, number: int, seen: int, cells: list[tuple[object, str]]) -> None:
    if number > MAX_ROWS or seen > MAX_CELLS:
        raise TableError(
            f"{path}, row {number}: the sheet is larger than a sheet can be, or almost empty and very wide. "
            "Copy the table alone to a new workbook, or save it as CSV."
        )
    if any(isinstance(value, str) and len(value) > MAX_TEXT for value, _ in cells):
        raise TableError(
            f"{path}, row {number}: a cell holds more than {MAX_TEXT >> 20} MiB of text, so this is no table."
        )


def _name(path: Path, names: list[str], sheet: str | None) -> str:
    if not names:
        raise TableError(
            f"{path} has no sheet with cells. Save the table as a workbook of its own, or as CSV."
        )
    if sheet is None:
        return names[0]
    if sheet not in names:
        raise TableError(f"{path} has no sheet {sheet!r}. Its sheets are: {', '.join(map(repr, names))}.")
    return sheet


def _text(value: object) -> str:
    """The text of a cell: a day as ISO 8601, a whole number without a point."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            return str(value)


def _oddities(
    texts: tuple[str, ...], kinds: list[str], header: Header
) -> tuple[tuple[RowFault, ...], tuple[RowFault, ...]]:
    faults, notes = [], []
    for place, (text, kind) in enumerate(zip(texts, kinds, strict=True)):
        if not text:
            continue
        column = header.columns[place] if place < len(header.columns) else ""
        if place >= len(header.columns):
            faults.append(RowFault("", text, "the cell stands right of the last column of the header"))
        elif kind == "e":
            faults.append(RowFault(column, text, "the cell holds a spreadsheet error: write its value"))
        elif kind == "f":
            notes.append(RowFault(column, text, "the cell holds a formula; its text is kept, not its result"))
    return tuple(faults), tuple(notes)
