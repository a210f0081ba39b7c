"""The name index beside a level of a store."""

from collections.abc import Callable, Iterable, Iterator, Sequence
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

    def names(self, entity: str) -> tuple[Name, ...]:
        """The name forms of an entity."""

    def changesets(self) -> Sequence[_Changeset]:
        """The changesets of the version."""

    def changeset_records(self, id: str) -> tuple[Record, ...]:
        """The records of a changeset."""


class NameLevelIndex:
    """Keeps the name index of each version of a level: only the forms that the level may see."""

    name = "names-1"  # the number changes with what the index holds

    def update(self, old: Path | None, new: Path, reader: Source, added: Sequence[Record]) -> None:
        """Fill `new` from the index of the version before and the names since, or from the reader.

        What is filled bit by bit finds the same as what is built at once: where an entity turns out to be
        something else than its names were filed under, everything is filed anew.
        """
        if old is None or _refiled(old, reader, added):
            everything = (r for c in reader.changesets() for r in reader.changeset_records(c.id))
            NameIndex.create(new, records_of(tuple(everything), reader))
        else:
            _copy(old, new)
            NameIndex.extend(new, _filed(added, lambda id: _kind(reader.record(id))))


def _copy(old: Path, new: Path) -> None:
    for path in old.iterdir():
        # a lock of the old version means nothing in the new one
        if path.is_file() and not path.name.endswith(".lock"):
            (new / path.name).write_bytes(path.read_bytes())


def records_of(records: Sequence[Record], reader: Lookup) -> Iterator[NameRecord]:
    """The forms among all the records there are."""
    kinds: dict[str, str] = {}
    for r in records:
        if isinstance(r, Entity):  # of two classes the first counts, as in a store
            kinds[r.id] = min(_kind(r), kinds.get(r.id, _kind(r)))
    return _filed(records, lambda id: kinds.get(id) or _kind(reader.record(id)))


def _filed(records: Iterable[Record], kind: Callable[[str], str]) -> Iterator[NameRecord]:
    for record in records:
        if isinstance(record, Name):
            yield NameRecord(record.entity, record.form, kind(record.entity))


def _refiled(old: Path, reader: Source, added: Sequence[Record]) -> bool:
    """Whether an entity that is described now has names that were filed under another kind."""
    described = {r.id for r in added if isinstance(r, Entity)}
    if not described:
        return False
    with NameIndex(old) as index:
        return any(
            filed != _kind(reader.record(id))
            for id in sorted(described)
            for name in reader.names(id)
            if (filed := index.kind(id, name.form)) is not None
        )


def _kind(record: Record | None) -> str:
    return record.cls.rpartition("#")[2] if isinstance(record, Entity) else ""
