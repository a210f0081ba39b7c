"""An answer as a table for a page: values short, with what they stand for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from respondeat.graph.stores import Answer
from respondeat.ontology import vocabulary as v

from .writing import Caps, Complete, Taken

ROWS: Final = 1000
"""Rows that the page shows, where no other number is asked for; it says so."""

_PREFIXES: Final = tuple(sorted(v.PREFIXES.items(), key=lambda one: -len(one[1])))
_LOCAL: Final = re.compile(r"\w(?:[\w.-]*[\w-])?")


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as it is shown: its text, the IRI it stands for, language or datatype (`note`)."""

    text: str
    iri: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Column titles, rows, whether that is all there is, and whether the rows are triples."""

    titles: Sequence[str]
    rows: Sequence[Sequence[Cell | None]]
    complete: Complete = "yes"
    triples: bool = False


def table(found: Answer, caps: Caps) -> Table | bool:
    """An answer as a table, that of ASK as itself. Raises Stopped with more rows than are given out."""
    if isinstance(found, ox.QueryBoolean):
        return bool(found)
    titles, given = _rows(found)
    taken = Taken(given, caps)
    shown = list(taken)
    return Table(titles, shown, taken.complete, isinstance(found, ox.QueryTriples))


def _rows(found: Answer) -> tuple[list[str], Iterator[list[Cell | None]]]:
    if isinstance(found, ox.QueryTriples):
        titles = ["subject", "predicate", "object"]
        return titles, ([_cell(t.subject), _cell(t.predicate), _cell(t.object)] for t in found)
    assert isinstance(found, ox.QuerySolutions)
    variables: Iterable[ox.Variable] = found.variables
    return [one.value for one in variables], ([_cell(x) for x in row] for row in found)


def _cell(term: object) -> Cell | None:
    if isinstance(term, ox.NamedNode):
        return Cell(_short(term.value), term.value)
    if isinstance(term, ox.Literal):
        kind = term.datatype.value
        plain = term.language is not None or kind == f"{v.XSD}string"
        return Cell(term.value, note=f"@{term.language}" if term.language else "" if plain else _short(kind))
    return None if term is None else Cell(str(term))


def _short(iri: str) -> str:
    """An IRI with the prefix that is known without being declared, where one fits."""
    for prefix, start in _PREFIXES:
        if iri.startswith(start) and _LOCAL.fullmatch(iri[len(start) :]):
            return f"{prefix}:{iri[len(start) :]}"
    return iri
