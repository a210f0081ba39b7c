"""One row of a table and its header: text by column, with the row number that a spreadsheet shows."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Header:
    """The first row of a table: where each column stands; `sheet` is the name of the sheet in a workbook."""

    columns: tuple[str, ...]
    index: dict[str, int]
    sheet: str = ""

    @classmethod
    def of(cls, cells: Sequence[str], sheet: str = "") -> "Header":
        """A header from its cells, without blanks around names and empty ones at the end."""
        columns = [cell.strip() for cell in cells]
        while columns and not columns[-1]:
            columns.pop()
        index: dict[str, int] = {}
        for place, column in enumerate(columns):
            index.setdefault(column, place)
        return cls(tuple(columns), index, sheet)


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong or odd in one cell: column, the value found, what to do."""

    column: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: `row["column"]` is the text of a cell, "" when empty, without blanks around it.

    `number` is the row as a spreadsheet shows it: the header is row 1 and blank rows count. `faults` make the
    row unreadable, `notes` do not. Cells that begin with = + - or @ are text like any other.
    """

    number: int
    cells: tuple[str, ...]
    header: Header
    faults: tuple[RowFault, ...] = ()
    notes: tuple[RowFault, ...] = ()

    def __getitem__(self, column: str) -> str:
        place = self.header.index[column]
        return self.cells[place] if place < len(self.cells) else ""

    @property
    def locator(self) -> str:
        """Where the row stands, for a passage: `row 17`, or `sheet Units, row 17`."""
        sheet = self.header.sheet
        return f"sheet {sheet}, row {self.number}" if sheet else f"row {self.number}"
