"""Statements of some relations as they stand: each with what bears on it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from respondeat.graph.statement import Statement

from .states import LEFT_OUT, Evidence, Lookup, evidence


class Listed(Lookup, Protocol):
    """Records that can be listed by class."""

    def instances(self, cls: str) -> Iterator[str]:
        """The ids of everything of this class, in no particular order."""


@dataclass(frozen=True, slots=True)
class Upheld:
    """A statement that is neither rejected nor retracted, and what bears on it."""

    statement: Statement
    evidence: Evidence


def upheld(records: Listed, *relations: str) -> Iterator[Upheld]:
    """The upheld statements of relations (IRIs), by id; a contested or denied one is among them, marked."""
    for relation in relations:
        yield from judged(records, sorted(records.instances(relation)))


def of(records: Lookup, role: str, value: str, *relations: str) -> Iterator[Upheld]:
    """The upheld statements that have `value` in a role (property IRI), by id; of `relations`, if any."""
    for found in judged(records, records.pointing(role, value)):
        if not relations or found.statement.relation in relations:
            yield found


def judged(records: Lookup, ids: Iterator[str] | list[str] | tuple[str, ...]) -> Iterator[Upheld]:
    """Those of some statements that are upheld, in the order given."""
    for id in ids:
        found = records.record(id)
        if isinstance(found, Statement):
            known = evidence(records, id)
            if known.state not in LEFT_OUT:
                yield Upheld(found, known)
