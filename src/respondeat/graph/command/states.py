"""What speaks for and against a statement: supported, contested, denied, rejected or retracted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Protocol

from respondeat.graph.statement import Assessment, Attestation, Record, Retraction
from respondeat.ontology import vocabulary as v


class State(IntEnum):
    """The states of a statement, best first."""

    SUPPORTED = 0
    CONTESTED = 1
    DENIED = 2
    REJECTED = 3
    RETRACTED = 4


LEFT_OUT: Final = frozenset({State.REJECTED, State.RETRACTED})


class Lookup(Protocol):
    """What is needed of a reader to find the state of a statement."""

    def record(self, id: str) -> Record | None:
        """The record with this id."""

    def pointing(self, prop: str, target: str) -> tuple[str, ...]:
        """The subjects that point at `target` by `prop`."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that bears on one statement and is upheld: attestations for and against, and assessments."""

    supporting: tuple[Attestation, ...]
    denying: tuple[Attestation, ...]
    assessments: tuple[Assessment, ...]
    retracted: bool

    @property
    def state(self) -> State:
        """The state that follows from the evidence."""
        return state(len(self.supporting), len(self.denying), self.assessments, self.retracted)


def state(supports: int, denials: int, assessments: Iterable[Assessment], retracted: bool) -> State:
    """The state of a statement from its evidence.

    An analyst's rejection weighs more than a contest, a contest more than the count of attestations. A
    statement that attestations only deny is denied; one that some support and some deny is contested.
    """
    if retracted:
        return State.RETRACTED
    statuses = {a.status for a in assessments}
    if v.REJECTED in statuses and v.ACCEPTED not in statuses:
        return State.REJECTED
    if denials and not supports:
        return State.DENIED
    if denials or v.CONTESTED in statuses or v.REJECTED in statuses:
        return State.CONTESTED
    return State.SUPPORTED


def in_force(assessments: Sequence[Assessment]) -> tuple[Assessment, ...]:
    """The assessments that no other revises."""
    revised = {a.revision_of for a in assessments}
    return tuple(a for a in assessments if a.id not in revised)


def evidence(source: Lookup, statement: str) -> Evidence:
    """All that bears on a statement, less what is retracted, in the order of ids."""

    def upheld(prop: str) -> list[Record]:
        found = (source.record(id) for id in source.pointing(prop, statement))
        return [r for r in found if r is not None and not is_retracted(source, r.id)]

    return Evidence(
        tuple(r for r in upheld(v.SUPPORTS) if isinstance(r, Attestation)),
        tuple(r for r in upheld(v.DENIES) if isinstance(r, Attestation)),
        in_force([r for r in upheld(v.ASSESSES) if isinstance(r, Assessment)]),
        is_retracted(source, statement),
    )


def is_retracted(source: Lookup, id: str, above: frozenset[str] = frozenset()) -> bool:
    """Whether a retraction that is itself upheld invalidates the record; no circles."""
    found = (source.record(r) for r in source.pointing(v.INVALIDATED, id) if r not in above)
    return any(isinstance(r, Retraction) and not is_retracted(source, r.id, above | {id}) for r in found)
