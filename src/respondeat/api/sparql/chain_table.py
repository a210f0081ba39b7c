"""Calls of tables become inline data before a query runs: SPARQL asks the command graph.

`( "name" "2020-08-10" ) r:chain ( ?chain ?hop ?lower ?upper )` is a triple pattern of SPARQL 1.1 with two
collections, so that every client passes it on. The rows come from the questions of `answers`, asked of the
reader's data: of nothing above the reader's level.
"""

from collections.abc import Callable, Iterable
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json
from respondeat.errors import QueryError, Stopped
from respondeat.graph.command import Mode
from respondeat.ontology import vocabulary as v

from .calls import Call, calls
from .checked import Checked, Edit
from .functions_calls import check_calls
from .names import names
from .tables import TABLES, Arguments, Date, Iri, Row, Table, Value

_ESCAPES: Final = str.maketrans(
    {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
)
_FORMS: Final = {iri: table.form for iri, table in TABLES.items()}
_DATE: Final = f"^^<{v.XSD}date>"


def expand(checked: Checked, data: Dataset, rows: int | None = None, limit: int | None = None) -> str:
    """The text of a query with its calls of tables replaced by their rows, at most `rows` over all of them.

    `limit` is that of `Checked.limited`. The rows stand as VALUES before the triples among which the call
    stood, so that it can stand wherever triples can: in OPTIONAL, UNION, GRAPH (a table is of no graph), in
    a query within the query. Raises QueryError for faulty calls of tables and of functions of `r:`, what the
    question raises (UnknownName, AmbiguousName, DateError ...), and Stopped over `rows`.
    """
    meant = names(checked.parsed, checked.base)
    check_calls(checked.parsed, meant)
    edits: list[Edit] = [] if limit is None else [*checked.limit_edits(limit)]
    asked = _Asked(data, rows)
    for call in calls(checked.parsed, meant, _FORMS):
        edits += ((call.block, call.block, _values(call, asked.rows_of(call))), (call.start, call.end, ""))
    return checked.edited(edits)


class _Asked:
    """Asks each question once, and counts rows."""

    def __init__(self, data: Dataset, rows: int | None) -> None:
        self._data = data
        self._allowed = rows
        self._count = 0
        self._answers: dict[tuple[Callable[..., Json], Arguments], Json] = {}

    def rows_of(self, call: Call) -> list[Row]:
        """The rows of a call. Raises as `expand` does."""
        table = TABLES[call.table]
        self._check(call, table)
        key = (table.ask, call.arguments)
        if key not in self._answers:
            self._answers[key] = table.ask(self._data, call.arguments)
        made = []
        for row in table.rows(self._answers[key]):
            self._count += 1
            if self._allowed is not None and self._count > self._allowed:
                raise Stopped(
                    f"The tables of the query have more than {self._allowed} rows. Ask for less.",
                    limit="rows",
                    allowed=self._allowed,
                )
            made.append(row[: len(call.variables)])
        return made

    def _check(self, call: Call, table: Table) -> None:
        given, taken = len(call.arguments), len(table.arguments)
        if not table.needed <= given <= taken:
            wanted = f"{table.needed}" if table.needed == taken else f"{table.needed} to {taken}"
            raise _wrong(call, table, f"it takes {wanted} arguments, not {given}")
        if len(call.variables) > len(table.columns):
            raise _wrong(call, table, f"it has {len(table.columns)} outputs, not {len(call.variables)}")
        if "mode" in table.arguments and given == taken and call.arguments[-1] not in set(Mode):
            raise _wrong(call, table, f"its mode is one of {', '.join(Mode)}")


def _wrong(call: Call, table: Table, what: str) -> QueryError:
    return QueryError(
        f"The call of r:{table.name} is wrong ({call.place}): {what}. Write it so: {table.form}"
    )


def _values(call: Call, rows: Iterable[Row]) -> str:
    """The rows as inline data of SPARQL."""
    titles = " ".join(f"?{name}" for name in call.variables)
    lines = (f"({' '.join(map(_term, row))})" for row in rows)
    return f" VALUES ({titles}) {{ {' '.join(lines)} }} "


def _term(value: Value) -> str:
    match value:
        case None:
            return "UNDEF"
        case Iri(iri):
            return f"<{iri}>"
        case Date(iso):
            return f'"{iso}"{_DATE}'
        case int():
            return str(value)
        case str():
            return f'"{value.translate(_ESCAPES)}"'
