"""The name index beside a level of a store."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from respondeat.graph.statement import Entity, Name, Record

from .index import NameIndex, NameRecord


class _Changeset(Protocol):
    @property
    def id(self) -> str: ...


class Lookup(Protocol):
    """What is needed to look a record up."""

    def record(self, id: str) -> Record | None:
        """The record with this id."""


class Source(Lookup, Protocol):
    """What is needed of a reader."""

    def changesets(self) -> Sequence[_Changeset]:
        """The changesets of the version."""

    def changeset_records(self, id: str) -> tuple[Record, ...]:
        """The records of a changeset."""


class NameLevelIndex:
    """Keeps the name index of each version of a level: only the forms that the level may see."""

    name = "names-1"  # the number changes with what the index holds

    def update(self, old: Path | None, new: Path, reader: Source, added: Sequence[Record]) -> None:
        """Fill `new` from the index of the version before and the names since, or from the reader."""
        if old is None:
            everything = (r for c in reader.changesets() for r in reader.changeset_records(c.id))
            NameIndex.create(new, records_of(tuple(everything), reader))
        else:
            _copy(old, new)
            NameIndex.extend(new, records_of(added, reader))


def _copy(old: Path, new: Path) -> None:
    for path in old.iterdir():
        # a lock of the old version means nothing in the new one
        if path.is_file() and not path.name.endswith(".lock"):
            (new / path.name).write_bytes(path.read_bytes())


def records_of(records: Sequence[Record], reader: Lookup) -> Iterator[NameRecord]:
    """The forms among records; what an entity is may be known to the reader alone."""
    kinds = dict(_kinds(records))
    for record in records:
        if isinstance(record, Name):
            kind = kinds.get(record.entity) or _kind(reader.record(record.entity))
            yield NameRecord(record.entity, record.form, kind)


def _kinds(records: Iterable[Record]) -> Iterator[tuple[str, str]]:
    return ((r.id, _kind(r)) for r in records if isinstance(r, Entity))


def _kind(record: Record | None) -> str:
    return record.cls.rpartition("#")[2] if isinstance(record, Entity) else ""
