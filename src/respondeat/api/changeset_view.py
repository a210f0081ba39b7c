"""What whoever posts may see: every check of a posting is made against this, and against nothing else."""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Contradiction,
    Derivation,
    Entity,
    Name,
    Record,
    Statement,
)
from respondeat.graph.stores import ChangesetInfo, Reader
from respondeat.ontology import vocabulary as v

_SHA256: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class View:
    """One level of a store, as it stood before the posting."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.level = reader.level
        self._graphs = lru_cache(maxsize=4096)(self._read_graphs)

    @property
    def whole(self) -> bool:
        """Whether there is nothing above."""
        return self.level == v.LEVELS[-1]

    def record(self, id: str) -> Record | None:
        """The record with this id, None when there is none at this level."""
        return self.reader.record(id)

    def protected(self, id: str) -> bool:
        """Whether this is a protected person."""
        found = self.record(id)
        return isinstance(found, Entity) and found.get(v.PROTECTED) is True

    def speaks_of_protected(self, id: str) -> bool:
        """Whether this is a protected person, a statement about one, or something said of it."""
        match self.record(id):
            case Entity() as found:
                return found.get(v.PROTECTED) is True
            case Statement() as found:
                return any(isinstance(value, str) and self.protected(value) for _, value in found.roles)
            case Attestation() as found:
                return any(map(self.speaks_of_protected, (*found.supports, *found.denies)))
            case Assessment() as found:
                return self.speaks_of_protected(found.assesses)
            case Contradiction() as found:
                return any(map(self.speaks_of_protected, found.between))
            case Derivation() as found:
                return any(map(self.speaks_of_protected, (found.derives, *found.premises)))
            case Name() as found:
                return self.protected(found.entity)
            case _:
                return False

    def documents_of(self, sha256: str) -> tuple[str, ...]:
        """The documents whose bytes have this hash, sorted; none for what is no hash."""
        if not _SHA256.fullmatch(sha256):
            return ()
        found = self._ids(
            f'SELECT ?x {{ ?x r:sha256 "{sha256}" ; a ?c . FILTER(?c IN (r:Document, r:DocumentVersion)) }}'
        )
        return tuple(sorted(found))

    def changesets(self) -> dict[str, ChangesetInfo]:
        """What is known of each changeset, by id."""
        return {info.id: info for info in self.reader.changesets()}

    def graphs(self, id: str) -> frozenset[str]:
        """The changesets that describe a record with its class."""
        return self._graphs(id)

    def _read_graphs(self, id: str) -> frozenset[str]:
        if self.record(id) is None:
            return frozenset()
        return frozenset(self._ids(f"SELECT DISTINCT ?x {{ GRAPH ?x {{ <{id}> a ?c }} }}"))

    def level_of(self, id: str) -> str | None:
        """The lowest level at which a record is described, None when it is not to be seen."""
        known = self.changesets()
        levels = {known[graph].level for graph in self.graphs(id) if graph in known}
        return min(levels, key=v.LEVELS.index) if levels else None

    def _ids(self, sparql: str) -> list[str]:
        found = self.reader.query(sparql)
        assert isinstance(found, Iterable)
        return [str(row["x"].value) for row in found]


def same(view: View, records: Iterable[Record], level: str, author: str, note: str) -> ChangesetInfo | None:
    """The changeset that holds just these records, written by the same author at the same level."""
    wanted = set(records)
    if not wanted:
        return None
    known = view.changesets()
    first = min(wanted, key=lambda record: (isinstance(record, Entity), record.id))
    for graph in sorted(view.graphs(first.id)):
        info = known.get(graph)
        if info is None or (info.level, info.author, info.note) != (level, author, note):
            continue
        if set(view.reader.changeset_records(graph)) == wanted:
            return info
    return None
