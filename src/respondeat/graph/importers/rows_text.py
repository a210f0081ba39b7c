"""CSV and TSV as rows: RFC 4180, read strictly, line by line, with bounds on what a line may hold."""

import codecs
import csv
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from respondeat.errors import TableError

from .row import Header, Row, RowFault

MAX_LINE = 1 << 20  # bytes; a longer line is no row of a table
_DELIMITERS = (",", ";", "\t", "|")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def rows(
    path: Path, encoding: str, delimiter: str | None, required: Collection[str]
) -> Iterator[Header | Row]:
    """The header, then each row, blank ones too. Raises TableError as `read_rows` says."""
    with path.open("rb") as stream:
        lines = _lines(path, stream, encoding)
        first = next(lines, "")
        if not first.strip():
            return
        sign = delimiter or _delimiter(first, required)
        yield from _parsed(path, _chain(first, lines), sign)


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _parsed(path: Path, lines: Iterable[str], delimiter: str) -> Iterator[Header | Row]:
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    header: Header | None = None
    number = 0
    try:
        for cells in reader:
            number += 1
            if header is None:
                header = Header.of(cells)
                yield header
            elif cells:
                yield Row(number, tuple(map(str.strip, cells)), header, _misfit(cells, header))
    except csv.Error as error:
        raise TableError(
            f"{path}, line {reader.line_num}: this is no well-formed table ({error}). "
            f"Look for a quotation mark that is not closed or not doubled, from row {number + 1} on."
        ) from error


def _misfit(cells: list[str], header: Header) -> tuple[RowFault, ...]:
    width = len(header.columns)
    if len(cells) == width or (len(cells) > width and not any(map(str.strip, cells[width:]))):
        return ()
    return (
        RowFault(
            "", "", f"the row has {len(cells)} cells, the header {width}: a delimiter or a cell is amiss here"
        ),
    )


def _delimiter(first: str, required: Collection[str]) -> str:
    """The delimiter under which the header holds most of the required columns, then most columns."""
    line = first.partition("\r")[0]

    def fit(sign: str) -> tuple[int, int]:
        columns = Header.of(next(csv.reader([line], delimiter=sign), [])).index
        return sum(column in columns for column in required), len(columns)

    return max(_DELIMITERS, key=fit)


def _lines(path: Path, stream: BinaryIO, encoding: str) -> Iterator[str]:
    """The lines of a file as text, their ends kept."""
    try:
        codecs.lookup(encoding)
    except LookupError as error:
        raise TableError(f"{path}: there is no encoding {encoding!r}. Examples: utf-8, cp1251.") from error
    if stream.read(2) in _UTF16:
        encoding = "utf-16"
    stream.seek(0)
    if encoding.lower().replace("_", "-").startswith(("utf-16", "utf16", "utf-32", "utf32")):
        yield from _wide(path, encoding)
        return
    plain = "utf-8" if encoding.lower().replace("_", "-") == "utf-8-sig" else encoding
    number = 0
    while raw := stream.readline(MAX_LINE + 1):
        number += 1
        _check_length(path, number, len(raw))
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if b"\0" in raw:
            raise TableError(
                f"{path}, line {number}: there is a NUL byte, so this is no text. "
                "Save the table as CSV in UTF-8, or as .xlsx."
            )
        try:
            yield raw.decode(plain)
        except UnicodeDecodeError as error:
            raise _undecodable(path, number, raw, error, encoding) from error


def _wide(path: Path, encoding: str) -> Iterator[str]:
    """Lines of UTF-16 or UTF-32, where a line end is more than one byte."""
    number = 0
    with path.open(encoding=encoding, newline="") as text:
        try:
            while line := text.readline(MAX_LINE + 1):
                number += 1
                _check_length(path, number, len(line))
                if "\0" in line:
                    raise TableError(f"{path}, line {number}: there is a NUL character, so this is no text.")
                yield line
        except UnicodeError as error:
            raise TableError(f"{path}, after line {number}: this is not {encoding} ({error}).") from error


def _check_length(path: Path, number: int, length: int) -> None:
    if length > MAX_LINE:
        raise TableError(
            f"{path}, line {number}: the line is longer than {MAX_LINE >> 20} MiB, so this is no table. "
            "Look for a quotation mark that is not closed, or check that this is the right file."
        )


def _undecodable(path: Path, number: int, raw: bytes, error: UnicodeDecodeError, encoding: str) -> TableError:
    bad = raw[error.start]
    return TableError(
        f"{path}, line {number}: byte {error.start + 1} (0x{bad:02x}) "
        f"is not {encoding.removesuffix('-sig')}. "
        "Save the table in UTF-8, or give its encoding in the mapping (encoding: cp1251)."
    )
