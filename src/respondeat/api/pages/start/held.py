"""What the data hold: how much of each kind, and the names of one kind in order.

Both are read through once a version and process, not at each request.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from weakref import ref

from respondeat.api.dataset import Dataset
from respondeat.api.titles import called
from respondeat.graph.replay import Records
from respondeat.graph.statement import Document
from respondeat.graph.stores import Reader
from respondeat.ontology import vocabulary as v

from . import KINDS

LISTED: Final = 20_000
"""Entities of a kind that are put in the order of their names; of more only the order of ids is known."""


@dataclass(frozen=True, slots=True)
class Held:
    """How much there is: entities and documents by kind, without kinds that there are none of; statements."""

    kinds: tuple[tuple[str, int], ...]
    statements: int


def held(data: Dataset) -> Held:
    """How much the data hold."""
    return _held_by(ref(data.reader)) if data.records is data.reader else _held(data.records)


@lru_cache(maxsize=8)
def _held_by(reader: ref[Reader]) -> Held:
    found = reader()
    assert found is not None  # whoever asks has it
    return _held(found)


def _held(records: Records) -> Held:
    kinds = ((kind, sum(1 for _ in _instances(records, kind))) for kind in KINDS)
    statements = sum(1 for relation in v.RELATIONS for _ in records.instances(relation))
    return Held(tuple((kind, count) for kind, count in kinds if count), statements)


def ordered(data: Dataset, kind: str) -> tuple[str, ...]:
    """The ids of a kind (local name) by name in the language of the data, while they are not too many."""
    if data.records is data.reader:
        return _ordered_by(ref(data.reader), kind, data.language)
    return _ordered(data.records, kind, data.language)


@lru_cache(maxsize=64)
def _ordered_by(reader: ref[Reader], kind: str, language: str) -> tuple[str, ...]:
    found = reader()
    assert found is not None  # whoever asks has it
    return _ordered(found, kind, language)


def _ordered(records: Records, kind: str, language: str) -> tuple[str, ...]:
    ids = sorted(set(_instances(records, kind)))
    if len(ids) > LISTED:
        return tuple(ids)
    return tuple(sorted(ids, key=lambda id: (_name(records, id, language).casefold(), id)))


def _instances(records: Records, kind: str) -> Iterator[str]:
    """The ids of a kind; a version of a document is a document."""
    yield from records.instances(v.R + kind)
    if v.R + kind == v.DOCUMENT:
        yield from records.instances(v.DOCUMENT_VERSION)


def _name(records: Records, id: str, language: str) -> str:
    forms = records.names(id)
    if not forms:
        found = records.record(id)
        return called(found) if isinstance(found, Document) else id.removeprefix(v.ID)
    spoken = (one.form for one in forms if one.lang == language and language != "en")
    return next(spoken, forms[0].form)  # the preferred one comes first, and is that of English pages
