"""What every importer gives back: records, how many rows they come from, what was wrong with the others."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from respondeat.errors import InputError
from respondeat.graph.statement import Record

from .row import Header, Row, RowFault
from .rows import file_sha256, read_rows

__all__ = [
    "WHOLE",
    "Fault",
    "Header",
    "Imported",
    "Progress",
    "Row",
    "RowFault",
    "collector_paused",
    "file_sha256",
    "finish",
    "read_rows",
]

Progress = Callable[[int, int], None]  # done, total: both in rows or both in bytes

WHOLE = "as a whole"  # the locator of a document that is cited without a place in it
_SHOWN = 20  # faults listed in one message


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong or odd in one cell, or in a whole row (`column` empty) or file (`row` None).

    `row` is the row as a spreadsheet shows it: the header is row 1.
    """

    file: str
    row: int | None
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        where = [self.file]
        if self.row is not None:
            where.append(f"row {self.row}")
        if self.column:
            where.append(f"column {self.column}")
        value = f" ({self.value!r})" if self.value else ""
        return f"{', '.join(where)}{value}: {self.message}"


@dataclass(frozen=True, slots=True)
class Imported:
    """The outcome of an import: rows == imported + distinct rows among the faults.

    `rows` are the rows of data read, `imported` those of which something stands in `records`. Rows with a
    fault are not imported; rows with a warning are. `level` is the access level that the mapping asks for.
    """

    records: tuple[Record, ...]
    rows: int
    imported: int
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    level: str = "public"

    @property
    def faulty_rows(self) -> int:
        """How many distinct rows have a fault."""
        return len({(fault.file, fault.row) for fault in self.faults})


@contextmanager
def collector_paused() -> Iterator[None]:
    """Pause the collector of cycles while a table is read.

    Records hold no cycles, yet it would walk all of them again and again: measured at 100,000 rows, a quarter
    to a third of the time. Afterwards it is on again, unless the caller had it off.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def finish(
    records: Iterable[Record],
    *,
    rows: int,
    imported: int,
    faults: Sequence[Fault],
    warnings: Sequence[Fault],
    strict: bool = False,
    level: str = "public",
) -> Imported:
    """The outcome of an import; equal records are kept once.

    Raises InputError that lists the faults when `strict` and there are any.
    """
    if strict and faults:
        listed = "\n".join(f"  {fault}" for fault in faults[:_SHOWN])
        more = f"\n  and {len(faults) - _SHOWN} more" if len(faults) > _SHOWN else ""
        raise InputError(
            f"Nothing was imported: {len({(f.file, f.row) for f in faults})} of {rows} rows have a fault. "
            f"Correct them, or leave out --strict to import the rest.\n{listed}{more}"
        )
    return Imported(tuple(dict.fromkeys(records)), rows, imported, tuple(faults), tuple(warnings), level)
