"""What is wrong or odd in a sheet, gathered row by row."""

from dataclasses import dataclass, field

from respondeat.graph.importers.base import Fault, Row


@dataclass(slots=True)
class RowLog:
    """The faults and warnings of one row, in the order in which they are found."""

    file: str
    row: Row
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        for found in self.row.faults:
            self.fault(found.column, found.value, found.message)
        for found in self.row.notes:
            self.warn(found.column, found.value, found.message)

    def fault(self, column: str, value: str, message: str) -> None:
        """Something that keeps the row from being imported."""
        self.faults.append(Fault(self.file, self.row.number, column, value, message))

    def warn(self, column: str, value: str, message: str) -> None:
        """Something odd in a row that is imported all the same."""
        self.warnings.append(Fault(self.file, self.row.number, column, value, message))


@dataclass(slots=True)
class Outcome:
    """What has been read of all sheets so far: rows, rows imported, faults and warnings."""

    rows: int = 0
    imported: int = 0
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    def close(self, log: RowLog) -> bool:
        """Count a row that is done; whether it is to be imported."""
        self.rows += 1
        self.faults += log.faults
        self.warnings += log.warnings
        self.imported += not log.faults
        return not log.faults
