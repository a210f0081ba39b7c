"""The three sheets, read together."""

from collections.abc import Callable
from pathlib import Path

from respondeat.graph.importers.base import Imported, Progress, file_sha256, finish, read_rows
from respondeat.graph.statement import Document, content_id

from . import columns as c
from .bodies import Bodies
from .cells import Cells
from .evidence import Ledger
from .log import Outcome, RowLog
from .persons import Persons, read_person
from .references import References, monitor
from .superiors import Link, cycles
from .units import read_unit


def read_sfm(
    units: Path, persons: Path, sources: Path, *, strict: bool = False, progress: Progress | None = None
) -> Imported:
    """The records of Security Force Monitor's research sheets of units, persons and sources (CSV, TSV, XLSX).

    Rows are counted over the three sheets. A row with a fault (an empty name, a date that is reversed or does
    not exist, an unknown kind of parent) is reported and not counted as imported; of a unit, the parts of the
    row without a fault are there nevertheless. Warnings are given for what is imported all the same: a source
    that is not listed, a unit that is named and nowhere described (a placeholder stands for it), dates that
    disagree, units above one another. `progress` counts rows.

    Raises TableError for a sheet that is no table or lacks columns, InputError for one that cannot be opened
    and, when `strict`, for any row with a fault.
    """
    listed = read_rows(sources, required=c.SOURCES)
    described = read_rows(units, required=c.UNITS)
    posted = read_rows(persons, required=c.PERSONS)
    count = _Counter(len(listed) + len(described) + len(posted), progress)
    outcome, references, bodies, people = Outcome(), References(), Bodies(), Persons()
    for row in listed:
        log = RowLog(sources.name, row)
        if not log.faults:
            references.add(log)
        outcome.close(log)
        count()
    ledger = Ledger(references, {path.name: _sheet(path) for path in (units, persons)})
    unit_rows = [Cells(RowLog(units.name, row), references) for row in described]
    person_rows = [Cells(RowLog(persons.name, row), references) for row in posted]
    for cells in unit_rows:
        bodies.learn(cells)
    for cells in person_rows:
        people.learn(cells)
    links: dict[Link, RowLog] = {}

    def unit(cells: Cells) -> None:
        if read_unit(cells, bodies, ledger):
            link = cells.text(c.UNIT_NAME.value), cells.text(c.PARENT.value)
            links.setdefault(link, cells.log)

    _read(unit_rows, unit, outcome, count)
    _read(person_rows, lambda cells: read_person(cells, people, bodies, ledger), outcome, count)
    bodies.write(ledger)
    return finish(
        [*monitor(), *references.records(), *ledger.records()],
        rows=outcome.rows,
        imported=outcome.imported,
        faults=outcome.faults,
        warnings=[*outcome.warnings, *cycles(links)],
        strict=strict,
    )


class _Counter:
    """Tells the caller how many of all rows are done."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._total, self._progress, self._done = total, progress, 0

    def __call__(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, self._total)


def _read(rows: list[Cells], read: Callable[[Cells], None], outcome: Outcome, count: _Counter) -> None:
    for cells in rows:
        if not cells.log.faults:
            read(cells)
        outcome.close(cells.log)
        count()


def _sheet(path: Path) -> Document:
    """The sheet itself, as the source of what it says without naming one."""
    digest = file_sha256(path)
    return Document(
        content_id("doc", digest),
        title=path.stem,
        sha256=digest,
        publisher="Security Force Monitor",
        file_name=path.name,
    )
