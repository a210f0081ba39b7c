"""The `career` importer: tables of dated appointments and releases, read as postings.

One row is one move of one person in one body. An appointment starts a posting, a release ends every
posting of the same person, body and office that is still open: a plain judge's release does not end a
chair, and neither does a successor or the end of a fixed term. What a release ends without an
appointment in the table is attested by its end alone. Decrees are the sources, by number and date; the
passage is the row of the table.
"""

from pathlib import Path

from .base import (
    Fault,
    Imported,
    Progress,
    Row,
    RowFault,
    collector_paused,
    file_sha256,
    finish,
    read_rows,
)
from .career_cast import Cast
from .career_records import Writer
from .career_rows import Move, Reader
from .mapping import load_mapping
from .mapping_career import CareerMapping

_STEP = 500  # rows between two reports of progress


@collector_paused()
def read_career(
    data: Path, mapping: Path, *, strict: bool = False, progress: Progress | None = None
) -> Imported:
    """Postings, memberships and their sources from a table of appointments and releases.

    Every row is imported or among the faults. Raises MappingError for a faulty mapping, TableError or
    InputError for a table or companion file that cannot be read, and InputError for faulty rows when
    `strict`.
    """
    plan = load_mapping(mapping, CareerMapping)
    rows = read_rows(
        data,
        encoding=plan.table.encoding,
        delimiter=plan.table.delimiter,
        sheet=plan.table.sheet,
        required=plan.columns,
    )
    cast = Cast.of(plan, data)
    faults: list[Fault] = []
    warnings = list(cast.warnings)
    moves = _moves(data, plan, cast, rows, faults, warnings, progress)
    document = plan.about.document(file_sha256(data), data.name)
    records, oddities = Writer(plan, cast, document).records(moves)
    warnings += [_fault(data, row, odd) for row, odd in oddities]
    return finish(
        records,
        rows=len(rows),
        imported=len(moves),
        faults=faults,
        warnings=warnings,
        strict=strict,
        level=plan.access,
    )


def _moves(
    data: Path,
    plan: CareerMapping,
    cast: Cast,
    rows: list[Row],
    faults: list[Fault],
    warnings: list[Fault],
    progress: Progress | None,
) -> list[Move]:
    reader = Reader(plan, cast)
    moves: list[Move] = []
    for done, row in enumerate(rows, 1):
        found = reader.read(row)
        if isinstance(found, Move):
            moves.append(found)
            warnings += [_fault(data, row, odd) for odd in (*row.notes, *found.odd)]
        else:
            faults += [_fault(data, row, wrong) for wrong in found]
        if progress and (done % _STEP == 0 or done == len(rows)):
            progress(done, len(rows))
    return moves


def _fault(data: Path, row: Row, wrong: RowFault) -> Fault:
    return Fault(data.name, row.number, wrong.column, wrong.value, wrong.message)
