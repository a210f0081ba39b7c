"""The graphs beside a store: built when they are not there, brought up to date when a changeset lands."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from respondeat.graph.statement import Entity, Record, Statement

from .arrays import DERIVED, ONLY_PROVEN, Arrays, load, pack, save, unpack
from .bearing import Standing, missing, reconsidered
from .build import Links, Row, build, describe, described_as, rows_of
from .graph import CommandGraph
from .kinds import LINKING, links_of
from .pairs import DIGEST, RELATING, pairs_of
from .relations import RelationGraph
from .states import Evidence, Lookup, evidence

_AWAITED: Final = "awaited.txt"


class _Changeset(Protocol):
    @property
    def id(self) -> str: ...


class Source(Lookup, Protocol):
    """What is needed of a reader to build the graph from nothing."""

    def changesets(self) -> Sequence[_Changeset]:
        """The changesets of the version."""

    def changeset_records(self, id: str) -> tuple[Record, ...]:
        """The records of a changeset."""


@dataclass(frozen=True, slots=True)
class _Linking:
    """Which statements are links, and of what."""

    relations: frozenset[str]
    links: Links


_COMMAND: Final = _Linking(LINKING, links_of)
_RELATIONS: Final = _Linking(RELATING, pairs_of)


class CommandIndex:
    """Keeps the command graph of each version of a level in a directory beside it.

    Beside the arrays stand the ids of what evidence speaks of before it is there itself.
    """

    name = "command-4"  # the number changes with what the arrays hold
    _linking = _COMMAND

    def update(self, old: Path | None, new: Path, reader: Source, added: Sequence[Record]) -> None:
        """Write to `new` the graph of the reader's version: `old` and what was added, or all there is."""
        changesets = reader.changesets()
        if old is None or len(changesets) == 1:
            read = (r for c in changesets for r in reader.changeset_records(c.id))
            everything = tuple(read if old is None else added)  # a first changeset need not be read back
            save(_built(everything, self._linking), new)
            awaited = missing(everything)
        else:
            before = frozenset((old / _AWAITED).read_text("utf-8").splitlines())
            save(_extended(load(old), reader, added, before, self._linking), new)
            awaited = before | missing(added)
        still = sorted(id for id in awaited if reader.record(id) is None)
        (new / _AWAITED).write_text("".join(f"{id}\n" for id in still), "utf-8")


class RelationIndex(CommandIndex):
    """Keeps what every relation relates in the same way: the arrays of a `RelationGraph`."""

    name = f"relations-2-{DIGEST}"
    _linking = _RELATIONS


def graph_of(records: Iterable[Record]) -> CommandGraph:
    """The command graph of records in memory, as of a replay or a test."""
    return CommandGraph(_built(tuple(records), _COMMAND))


def relations_of(records: Iterable[Record]) -> RelationGraph:
    """What records in memory relate, over all relations."""
    return RelationGraph(_built(tuple(records), _RELATIONS))


def _built(records: Sequence[Record], linking: _Linking) -> Arrays:
    return build(_rows(records, Standing(records), linking), _entities(records))


def _entities(records: Iterable[Record]) -> dict[bytes, tuple[int, int]]:
    found: dict[bytes, tuple[int, int]] = {}
    for r in records:
        if isinstance(r, Entity):
            id = pack(r.id)
            found[id] = described_as(describe(r), found.get(id))
    return found


def _rows(records: Iterable[Record], standing: Standing, linking: _Linking) -> list[Row]:
    statements: dict[str, Statement] = {}
    for r in records:
        if isinstance(r, Statement) and r.relation in linking.relations:
            kept = statements.get(r.id)
            # what is also stated is not only derived
            if kept is None or (kept.derived and not r.derived):
                statements[r.id] = r
    return [
        row
        for s in statements.values()
        for row in rows_of(
            s, standing.state(s.id), only_proven=standing.only_proven(s.id), links=linking.links
        )
    ]


def _extended(
    old: Arrays, reader: Source, added: Sequence[Record], awaited: frozenset[str], linking: _Linking
) -> Arrays:
    known = frozenset(old.statements.tolist())
    rows = _rows(added, Standing(added), linking)
    linked = known | {row.statement for row in rows}
    stated_again = {unpack(row.statement) for row in rows if row.weak != DERIVED and row.statement in known}
    again = stated_again | reconsidered(reader, added, awaited, lambda id: pack(id) in known)
    found = {name: evidence(reader, id) for id in again if (name := pack(id)) in linked}
    rows = [_restated(row, found.get(row.statement)) for row in rows]
    before = {name: e for name, e in found.items() if name in known}
    states = {name: int(e.state) for name, e in before.items()}
    proven = {name: e.only_proven for name, e in before.items()}
    return build(rows, _described(rows, old, reader, added), old, states, proven)


def _restated(row: Row, known: Evidence | None) -> Row:
    if known is None:
        return row
    weak = row.weak if row.weak == DERIVED else ONLY_PROVEN if known.only_proven else 0
    return replace(row, state=int(known.state), weak=weak)


def _described(
    rows: Iterable[Row], old: Arrays, reader: Source, added: Iterable[Record]
) -> Mapping[bytes, tuple[int, int]]:
    """What is known of the entities: from the records added, for new nodes also from those there before."""
    described = _entities(added)
    seen = frozenset(old.nodes.tolist())
    for end in {end for row in rows for end in (row.source, row.target)} - seen:
        # one that the changeset describes may have been described before, in other words
        record = reader.record(unpack(end))
        if isinstance(record, Entity):
            described[end] = described_as(describe(record), described.get(end))
    return described
