"""The `table` importer: any CSV, TSV or XLSX file whose columns a mapping explains.

Every row makes entities and statements, and each statement is attested by the row it comes from, with
the document that the row cites where the mapping says so. A row with a fault makes nothing and is
reported.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from respondeat.graph.statement import Name, Record, Statement

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
from .identifiers import LETTERS
from .mapping import load_mapping
from .mapping_table import Source, TableMapping
from .table_cells import Cells, Known
from .table_cycles import cycles
from .table_entities import Described, Entities, Odd, Referred, placeholders, records
from .table_sources import Sources
from .table_statements import statements

_STEP = 500  # rows between two reports of progress


@dataclass(frozen=True, slots=True)
class _Draft:
    row: Row
    described: tuple[Described, ...]
    referred: tuple[Referred, ...]
    statements: tuple[Statement, ...]
    sources: tuple[Record, ...]


class _Said(NamedTuple):
    source: Source
    denied: bool
    note: str
    statements: list[Statement]


@collector_paused()
def read_table(
    data: Path, mapping: Path, *, strict: bool = False, progress: Progress | None = None
) -> Imported:
    """Entities, statements and their sources from a table.

    Every row is imported or among the faults. Raises MappingError for a faulty mapping, TableError or
    InputError for a table that cannot be read, and InputError for faulty rows when `strict`.
    """
    plan = load_mapping(mapping, TableMapping)
    rows = read_rows(
        data,
        encoding=plan.table.encoding,
        delimiter=plan.table.delimiter,
        sheet=plan.table.sheet,
        required=plan.columns,
    )
    table = plan.about.document(file_sha256(data), data.name)
    entities, sources = Entities(plan, table.id), Sources(plan, table)
    entities.protect(rows)
    known = Known()
    drafts: list[_Draft] = []
    wrong: list[Odd] = []
    for done, row in enumerate(rows, 1):
        cells = Cells(row, list(row.faults), known)
        draft = _draft(cells, plan, entities, sources)
        wrong += [(row, fault) for fault in cells.wrong]
        if draft and not cells.wrong:
            drafts.append(draft)
        if progress and (done % _STEP == 0 or done == len(rows)):
            progress(done, len(rows))
    kept, missing, unknown = _settled(drafts)
    wrong += unknown
    made, odd = _records(kept, missing, table.id)
    wrong.sort(key=lambda item: item[0].number)
    return finish(
        [table, *made],
        rows=len(rows),
        imported=len(kept),
        faults=[_fault(data, *item) for item in wrong],
        warnings=[_fault(data, *item) for item in odd],
        strict=strict,
        level=plan.access,
    )


def _fault(data: Path, row: Row, wrong: RowFault) -> Fault:
    return Fault(data.name, row.number, wrong.column, wrong.value, wrong.message)


def _draft(cells: Cells, plan: TableMapping, entities: Entities, sources: Sources) -> _Draft | None:
    if cells.wrong:
        return None
    found: dict[str, list[Referred]] = {}
    described: list[Described] = []
    for name, entity in plan.entities.items():
        found[name], told = entities.read(cells, entity)
        described += [told] if told else []
    said: list[_Said] = []
    for statement in plan.statements:
        if made := statements(cells, statement, found):
            note = cells.row[statement.note] if statement.note else ""
            _add(said, _Said(statement.source or plan.source, statement.denied, note, made))
    records = [record for one in said for record in sources.attest(cells, *one)]
    if not described and not said and not cells.wrong:
        cells.fault("", "", "nothing in this row is read: every cell that the mapping asks for is empty")
    only = tuple(r for n, e in plan.entities.items() if not e.described for r in found[n])
    return _Draft(
        cells.row, tuple(described), only, tuple(s for one in said for s in one.statements), tuple(records)
    )


def _add(said: list[_Said], new: _Said) -> None:
    """Statements of a row that rest on the same source share one attestation."""
    for one in said:
        if one.source is new.source and (one.denied, one.note) == (new.denied, new.note):
            one.statements.extend(new.statements)
            return
    said.append(new)


def _settled(drafts: list[_Draft]) -> tuple[list[_Draft], list[tuple[Row, Referred]], list[Odd]]:
    """Drafts that stand, bodies that nobody describes, and the rows that refer to another unknown thing.

    A row that falls describes nothing, so others may fall after it.
    """
    unknown: list[Odd] = []
    while True:
        described = {told.of.id for draft in drafts for told in draft.described}
        missing = [(d, r) for d in drafts for r in d.referred if r.id not in described]
        fallen = [(d, r) for d, r in missing if LETTERS[r.kind] != "b"]
        if not fallen:
            return drafts, [(d.row, r) for d, r in missing], unknown
        unknown += [(d.row, RowFault(r.column, r.key, _undescribed(r))) for d, r in fallen]
        rows = {d.row.number for d, _ in fallen}
        drafts = [d for d in drafts if d.row.number not in rows]


def _undescribed(of: Referred) -> str:
    return f"no row describes this {of.kind}. Add a row for it, or correct the key."


def _records(
    drafts: list[_Draft], missing: list[tuple[Row, Referred]], table: str
) -> tuple[list[Record], list[Odd]]:
    made, odd = records([(d.row, told) for d in drafts for told in d.described])
    for stand_ins, warning in placeholders(missing, table):
        made += stand_ins
        odd.append(warning)
    names = _names(made)
    made += [s for d in drafts for s in d.statements]
    sources: dict[str, Record] = {}
    for draft in drafts:
        for record in draft.sources:
            sources.setdefault(record.id, record)
    made += sources.values()
    odd += [(d.row, note) for d in drafts for note in d.row.notes]
    odd += cycles(((d.row, s) for d in drafts for s in d.statements), names)
    return made, odd


def _names(records: Iterable[Record]) -> dict[str, str]:
    names: dict[str, str] = {}
    for record in records:
        if isinstance(record, Name):
            names.setdefault(record.entity, record.form)
    return names
