"""Values of an answer with the names of what they mean, and the pages about them."""

import re
from dataclasses import dataclass
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.pages.place import Place
from respondeat.api.sparql.page import Cell
from respondeat.api.titles import called
from respondeat.graph.statement import Document, Entity, Statement
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label, scheme_of

_NUMBER: Final = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_PLAIN: Final = frozenset({"xsd:integer", "xsd:decimal", "xsd:double", "xsd:boolean", "xsd:date"})
"""Datatypes that a reader sees from the value itself: told beside it only on asking."""
_CLASSES: Final = frozenset(v.CLASSES)


@dataclass(frozen=True, slots=True)
class Value:
    """A value: its words, how it is written or of which type, the IRI, the page about it, a number."""

    text: str
    written: str = ""
    iri: str = ""
    href: str = ""
    note: str = ""
    number: float | None = None


def value(data: Dataset, place: Place, cell: Cell) -> Value:
    """A cell with the name of the entity or document, or the label of the word, that it means."""
    if not cell.iri:
        plain = cell.note in _PLAIN
        note, written = ("", cell.note) if plain else (cell.note, "")
        return Value(cell.text, written, note=note, number=_number(cell.text))
    if cell.iri.startswith(v.ID):
        return _recorded(data, place, cell)
    if scheme_of(cell.iri) or cell.iri in _CLASSES:
        return Value(label(cell.iri, place.language), cell.text, cell.iri)
    return Value(cell.text, "", cell.iri)


def _recorded(data: Dataset, place: Place, cell: Cell) -> Value:
    """An id with the page about it, of a statement the place on a page; other records have none."""
    found = data.records.record(cell.iri)
    if isinstance(found, Statement):
        relation = label(found.relation, place.language)
        return Value(cell.text, relation, cell.iri, _among_others(data, place, found), relation)
    if isinstance(found, Entity):
        return Value(data.name(cell.iri), cell.text, cell.iri, place.entity(cell.iri))
    if isinstance(found, Document):
        return Value(called(found), cell.text, cell.iri, place.entity(cell.iri))
    return Value(cell.text, "", cell.iri)


def _among_others(data: Dataset, place: Place, said: Statement) -> str:
    """Where a statement stands on the page of an entity of which it speaks, with its sources."""
    ids = (x for _, x in said.roles if isinstance(x, str) and data.entity(x) is not None)
    about = next(ids, "")
    return place.statement(about, said.id) if about else ""


def _number(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) and len(text) < 40 else None
