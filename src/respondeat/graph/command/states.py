"""What speaks for and against a statement: supported, contested, denied, rejected, retracted or set aside."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Protocol, runtime_checkable

from respondeat.graph.statement import Assessment, Attestation, Derivation, Record, Retraction
from respondeat.ontology import vocabulary as v


class State(IntEnum):
    """The states of a statement, best first.

    SET_ASIDE is what a question sets aside, and what rests on nothing else: nobody took it back.
    """

    SUPPORTED = 0
    CONTESTED = 1
    DENIED = 2
    REJECTED = 3
    RETRACTED = 4
    SET_ASIDE = 5


LEFT_OUT: Final = frozenset({State.REJECTED, State.RETRACTED, State.SET_ASIDE})
"""The states of what no answer tells as said: an analyst rejected it, it was taken back or is set aside."""

UNCARRIED: Final = LEFT_OUT | {State.DENIED}
"""The states of what carries no link, proves nothing and dates nothing: nobody is left who says so."""


class Lookup(Protocol):
    """What is needed of a reader to find the state of a statement."""

    def record(self, id: str) -> Record | None:
        """The record with this id."""

    def pointing(self, prop: str, target: str) -> tuple[str, ...]:
        """The subjects that point at `target` by `prop`."""


@runtime_checkable
class Lessened(Protocol):
    """Records of which a question sets some aside."""

    def before(self, id: str) -> State:
        """The state of a statement where nothing is set aside."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that bears on one statement and is upheld: attestations for and against, and assessments.

    `proofs` counts the derivations that hold: not retracted, and no premise denied, rejected or retracted.
    `withdrawn` says that somebody said it, or a rule derived it, and nothing of that is upheld. `set_aside`
    says that it is retracted or withdrawn for the question alone.
    """

    supporting: tuple[Attestation, ...]
    denying: tuple[Attestation, ...]
    assessments: tuple[Assessment, ...]
    retracted: bool
    proofs: int = 0
    withdrawn: bool = False
    set_aside: bool = False

    @property
    def state(self) -> State:
        """The state that follows from the evidence."""
        if self.set_aside:
            return State.SET_ASIDE
        supports = len(self.supporting) + self.proofs
        return state(supports, len(self.denying), self.assessments, self.retracted or self.withdrawn)

    @property
    def only_proven(self) -> bool:
        """Whether no source says it any more, or ever did, and a rule derives it."""
        return bool(self.proofs) and not self.supporting


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


def evidence(source: Lookup, statement: str, above: frozenset[str] = frozenset()) -> Evidence:
    """All that bears on a statement, less what is retracted, in the order of ids.

    `above` are statements that are being derived from this one: no proof rests on what it proves.
    """

    def upheld(prop: str) -> list[Record]:
        found = (source.record(id) for id in source.pointing(prop, statement))
        return [r for r in found if r is not None and not is_retracted(source, r.id)]

    supporting = tuple(r for r in upheld(v.SUPPORTS) if isinstance(r, Attestation))
    denying = tuple(r for r in upheld(v.DENIES) if isinstance(r, Attestation))
    derivations = [r for r in upheld(v.DERIVES) if isinstance(r, Derivation)]
    proofs = sum(_holds(source, d, above | {statement}) for d in derivations)
    silent = not (supporting or denying or proofs)
    retracted = is_retracted(source, statement)
    withdrawn = silent and any(source.pointing(prop, statement) for prop in (v.SUPPORTS, v.DENIES, v.DERIVES))
    return Evidence(
        supporting,
        denying,
        in_force([r for r in upheld(v.ASSESSES) if isinstance(r, Assessment)]),
        retracted,
        proofs,
        withdrawn,
        (retracted or withdrawn)
        and isinstance(source, Lessened)
        and source.before(statement) is not State.RETRACTED,
    )


def _holds(source: Lookup, derivation: Derivation, above: frozenset[str]) -> bool:
    return all(
        p not in above and evidence(source, p, above).state not in UNCARRIED for p in derivation.premises
    )


def is_retracted(source: Lookup, id: str, above: frozenset[str] = frozenset()) -> bool:
    """Whether a retraction that is itself upheld invalidates the record; no circles."""
    found = (source.record(r) for r in source.pointing(v.INVALIDATED, id) if r not in above)
    return any(isinstance(r, Retraction) and not is_retracted(source, r.id, above | {id}) for r in found)
