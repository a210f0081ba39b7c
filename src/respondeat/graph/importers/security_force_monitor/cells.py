"""The cells of one row: several values or sources in a cell, confidences, and claims made of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from respondeat.graph.dates import ValidTime
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v

from . import columns as c
from .columns import Cell, Span
from .dating import valid_time
from .evidence import Claim
from .log import RowLog
from .references import References

_CONFIDENCES: Final = {
    "low": v.R + "low",
    "medium": v.R + "moderate",
    "moderate": v.R + "moderate",
    "high": v.R + "high",
}
_UNFINISHED: Final = frozenset({"0", "1"})


@dataclass(frozen=True, slots=True)
class Cells:
    """One row with what is needed to read it."""

    log: RowLog
    references: References

    def text(self, column: str) -> str:
        """The text of a cell with single blanks; "" when the cell is empty or there is no such column."""
        return " ".join(self.log.row[column].split()) if column in self.log.row.header.index else ""

    def values(self, column: str) -> list[str]:
        """The values of a cell that holds several, between semicolons."""
        return list(dict.fromkeys(filter(None, map(str.strip, self.text(column).split(";")))))

    def sources(self, cell: Cell) -> list[str]:
        """The ids of the sources of a cell; one that the sheet of sources does not list is warned of once."""
        found = [key for key in re.split(r"[;\s]+", self.text(cell.source)) if key]
        for key in found:
            if self.references.find(key) is None and self.references.unlisted(key):
                self.log.warn(cell.source, key, "the sheet of sources does not list this source")
        return list(dict.fromkeys(found))

    def time(self, span: Span) -> ValidTime | None:
        """When something held, by the dates of the row."""
        return valid_time(self.log, span)

    def claim(self, statement: Statement, parts: Sequence[Cell], span: Span) -> Claim:
        """A statement with the sources and confidences that the row gives for its parts and dates."""
        dates = [date.cell for date in (span.first, span.last) if self._dated(date)]
        cells = [*(part for part in parts if self.text(part.value)), *dates]
        sources = tuple((key, cell.value) for cell in cells for key in self.sources(cell))
        if not sources:
            self.log.warn(parts[0].source, "", "no source is given; the sheet itself is taken as the source")
        return Claim(
            statement,
            (self.log.file, self.log.row.locator),
            sources,
            tuple(self._confidences(cells)),
            self.text(c.STATUS) not in _UNFINISHED,
        )

    def _dated(self, date: c.DateCell) -> bool:
        return any(self.text(column) for column in (date.cell.value, *date.parts))

    def _confidences(self, cells: Iterable[Cell]) -> Iterable[tuple[str, str]]:
        for cell in cells:
            word = self.text(cell.confidence)
            if word.lower() in _CONFIDENCES:
                yield cell.value, _CONFIDENCES[word.lower()]
            elif word:
                self.log.warn(
                    cell.confidence, word, "the confidence is none of Low, Medium, High; it is left out"
                )
