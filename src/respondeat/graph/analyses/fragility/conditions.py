"""What becomes of statements when sources are withdrawn: which are upheld, denied, proven, still attested."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from respondeat.graph.statement import Attestation
from respondeat.ontology import vocabulary as v

from .known import Knowledge, Known
from .withdrawable import By, Withdrawable

_KEPT: Final = 20_000
_DOUBTS: Final = frozenset({v.CONTESTED, v.REJECTED})


@dataclass(frozen=True, slots=True)
class Condition:
    """What one statement needs: masks of attestations for and against, proofs as numbers of premises.

    `out` is what no withdrawal mends: retracted, or rejected by an analyst. `spoken` says that somebody said
    it or a rule derived it; `calm` that no analyst contests it.
    """

    supports: tuple[int, ...]
    denials: tuple[int, ...]
    proofs: tuple[tuple[int, ...], ...]
    out: bool
    spoken: bool
    calm: bool


@dataclass(frozen=True, slots=True)
class Reading:
    """All statements, by number, when some sources are withdrawn."""

    upheld: tuple[bool, ...]
    attested: tuple[bool, ...]
    denied: tuple[bool, ...]
    proven: tuple[bool, ...]


class Conditions:
    """The conditions of some statements and, however deep, of the premises from which they are derived.

    The rules are those of `states.evidence`: a statement that was spoken of carries nothing when no
    attestation for it, and no proof, is left, whether or not one denies it; a proof holds when all its
    premises are upheld; no proof rests on what it proves, so that the upheld statements are a least fixed
    point.
    """

    def __init__(self, knowledge: Knowledge, statements: Iterable[str], by: By) -> None:
        found = knowledge.of(statements)
        self.number = {id: n for n, id in enumerate(sorted(found))}
        everything = {a.id: a for known in found.values() for a in known.attestations}
        self.withdrawable = Withdrawable(knowledge.records, by, everything.values())
        self.conditions = tuple(self._condition(found[id]) for id in self.number)
        self._derived = [n for n, c in enumerate(self.conditions) if c.proofs]
        self._readings: dict[int, Reading] = {}

    def _condition(self, known: Known) -> Condition:
        said = known.evidence
        statuses = {a.status for a in said.assessments}
        return Condition(
            self._masks(said.supporting),
            self._masks(said.denying),
            tuple(tuple(self.number[p] for p in d.premises) for d in known.proofs),
            said.retracted or (v.REJECTED in statuses and v.ACCEPTED not in statuses),
            known.spoken,
            not statuses & _DOUBTS,
        )

    def _masks(self, attestations: Iterable[Attestation]) -> tuple[int, ...]:
        return tuple(sorted({self.withdrawable.mask(a.id) for a in attestations}))

    def at(self, withdrawn: int) -> Reading:
        """The statements when these sources are withdrawn."""
        found = self._readings.get(withdrawn)
        if found is None:
            if len(self._readings) >= _KEPT:
                self._readings.clear()
            found = self._readings[withdrawn] = self._read(withdrawn)
        return found

    def _read(self, withdrawn: int) -> Reading:
        left = ~withdrawn
        attested = [any(mask & left for mask in c.supports) for c in self.conditions]
        denied = [any(mask & left for mask in c.denials) for c in self.conditions]
        upheld = self._closed(
            [not c.out and (not c.spoken or attested[n]) for n, c in enumerate(self.conditions)]
        )
        proven = [False] * len(upheld)
        for n in self._derived:
            proven[n] = self._follows(n, upheld)
        return Reading(tuple(upheld), tuple(attested), tuple(denied), tuple(proven))

    def _closed(self, said: list[bool]) -> list[bool]:
        """What is upheld, given what is said: that and all that follows from it."""
        upheld = list(said)
        waiting = [n for n in self._derived if not upheld[n] and not self.conditions[n].out]
        risen = True
        while risen and waiting:
            risen = False
            for n in waiting:
                if self._follows(n, upheld):
                    upheld[n] = risen = True
            waiting = [n for n in waiting if not upheld[n]]
        return upheld

    def _follows(self, number: int, upheld: list[bool]) -> bool:
        return any(all(upheld[p] for p in proof) for proof in self.conditions[number].proofs)

    def touching(self, statements: Iterable[int]) -> int:
        """The sources that bear on statements, directly or by premises."""
        waiting, seen, mask = list(statements), set[int](), 0
        while waiting:
            n = waiting.pop()
            if n not in seen:
                seen.add(n)
                condition = self.conditions[n]
                for one in (*condition.supports, *condition.denials):
                    mask |= one
                waiting += (p for proof in condition.proofs for p in proof)
        return mask
