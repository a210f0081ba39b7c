"""The command graph beside a store: built when it is not there, brought up to date when a changeset lands."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from respondeat.graph.statement import Assessment, Attestation, Entity, Record, Retraction, Statement

from .arrays import Arrays, load, pack, save, unpack
from .build import Row, build, describe, rows_of
from .graph import CommandGraph
from .kinds import LINKING
from .states import Lookup, State, evidence, in_force, state


class _Changeset(Protocol):
    @property
    def id(self) -> str: ...


class Source(Lookup, Protocol):
    """What is needed of a reader to build the graph from nothing."""

    def changesets(self) -> Sequence[_Changeset]:
        """The changesets of the version."""

    def changeset_records(self, id: str) -> tuple[Record, ...]:
        """The records of a changeset."""


class CommandIndex:
    """Keeps the command graph of each version of a level in a directory beside it."""

    name = "command-1"  # the number changes with what the arrays hold

    def update(self, old: Path | None, new: Path, reader: Source, added: Sequence[Record]) -> None:
        """Write to `new` the graph of the reader's version: `old` and what was added, or all there is."""
        if old is None:
            everything = (r for c in reader.changesets() for r in reader.changeset_records(c.id))
            save(_built(tuple(everything)), new)
        else:
            save(_extended(load(old), reader, added), new)


def graph_of(records: Iterable[Record]) -> CommandGraph:
    """The command graph of records in memory, as of a replay or a test."""
    return CommandGraph(_built(tuple(records)))


def _built(records: Sequence[Record]) -> Arrays:
    return build(_rows(records, _Standing(records)), _entities(records))


def _entities(records: Iterable[Record]) -> dict[bytes, tuple[int, int]]:
    return {pack(r.id): describe(r) for r in records if isinstance(r, Entity)}


def _rows(records: Iterable[Record], standing: "_Standing") -> list[Row]:
    linking = (r for r in records if isinstance(r, Statement) and r.relation in LINKING)
    return [row for s in linking for row in rows_of(s, standing.state(s.id))]


def _extended(old: Arrays, reader: Source, added: Sequence[Record]) -> Arrays:
    known = set(old.statements.tolist())
    touched = {id for id in _touched(reader, added) if pack(id) in known}
    states = {pack(id): int(evidence(reader, id).state) for id in touched}
    rows = _rows(added, _Standing(added))
    return build(rows, _described(rows, old, reader, added), old, states)


def _described(
    rows: Iterable[Row], old: Arrays, reader: Source, added: Iterable[Record]
) -> dict[bytes, tuple[int, int]]:
    """What is known of the entities: from the records added, for new nodes also from those there before."""
    described = _entities(added)
    seen = described.keys() | set(old.nodes.tolist())
    for end in {end for row in rows for end in (row.source, row.target)} - seen:
        record = reader.record(unpack(end))
        if isinstance(record, Entity):
            described[end] = describe(record)
    return described


def _touched(reader: Source, added: Iterable[Record]) -> Iterable[str]:
    for r in added:
        match r:
            case Attestation():
                yield from r.supports
                yield from r.denies
            case Assessment():
                yield r.assesses
            case Retraction():
                for id in r.invalidates:
                    yield id
                    target = reader.record(id)
                    if target is not None:
                        yield from _touched(reader, (target,))


class _Standing:
    """The states of statements from records in memory."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._supports: dict[str, int] = defaultdict(int)
        self._denials: dict[str, int] = defaultdict(int)
        self._assessments: dict[str, list[Assessment]] = defaultdict(list)
        records = tuple(records)
        self._retracted = _retracted(r for r in records if isinstance(r, Retraction))
        for r in records:
            if r.id in self._retracted:
                continue
            if isinstance(r, Attestation):
                for id in r.supports:
                    self._supports[id] += 1
                for id in r.denies:
                    self._denials[id] += 1
            elif isinstance(r, Assessment):
                self._assessments[r.assesses].append(r)

    def state(self, id: str) -> State:
        """The state of a statement."""
        return state(
            self._supports[id], self._denials[id], in_force(self._assessments[id]), id in self._retracted
        )


def _retracted(retractions: Iterable[Retraction]) -> frozenset[str]:
    by_target: dict[str, list[Retraction]] = defaultdict(list)
    for r in retractions:
        for id in r.invalidates:
            by_target[id].append(r)

    def upheld(r: Retraction, seen: frozenset[str]) -> bool:
        return not any(upheld(x, seen | {r.id}) for x in by_target.get(r.id, ()) if x.id not in seen)

    return frozenset(id for id, found in by_target.items() if any(upheld(r, frozenset()) for r in found))
