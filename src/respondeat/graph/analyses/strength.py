"""What a chain can bear: a vector, never one number; chains are ordered by dominance only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import ge

from respondeat.graph.command import State
from respondeat.graph.statement import Assessment, Attestation
from respondeat.ontology import vocabulary as v


@dataclass(frozen=True, slots=True)
class HopEvidence:
    """What one hop rests on: the upheld attestations of the statements that reach its grade.

    `proofs` are, where the hop is derived, the proofs that hold: for each premise its upheld attestations.
    """

    certain: bool
    state: State
    supporting: tuple[Attestation, ...]
    assessments: tuple[Assessment, ...]
    derived: bool = False
    placeholder: bool = False
    pattern: bool = False
    proofs: tuple[tuple[tuple[Attestation, ...], ...], ...] = ()

    @property
    def origins(self) -> tuple[int, int]:
        """Independent origins: of the best way to know it; of a proof those of its weakest premise."""
        ways = [origins(self.supporting)] if self.supporting or not self.proofs else []
        for proof in self.proofs:
            counts = [origins(premise) for premise in proof]
            ways.append((min((c[0] for c in counts), default=0), min((c[1] for c in counts), default=0)))
        return max(way[0] for way in ways), max(way[1] for way in ways)

    @property
    def attestations(self) -> tuple[Attestation, ...]:
        """The attestations of the hop and of all premises."""
        return (*self.supporting, *(a for proof in self.proofs for premise in proof for a in premise))


@dataclass(frozen=True, slots=True)
class Strength:
    """The vector of a chain (model, section 2).

    `origins` is the least number of independent origins over the links, as lower and upper bound:
    attestations that name no origin may or may not be of one origin. `confidence` is the weakest that an
    analyst gave, None where none did. Counts are of links.
    """

    certain: bool
    state: State
    modalities: tuple[tuple[str, ...], ...]
    standards: tuple[tuple[str, ...], ...]
    origins: tuple[int, int]
    derived: int
    placeholder: int
    pattern: int
    confidence: str | None
    length: int

    def dominates(self, other: "Strength") -> bool:
        """Whether this is as good in every respect and better in one.

        Modalities and standards of proof are not ranked. What no analyst assessed is neither better nor worse
        than what one gave a confidence.
        """
        return _dominates(self.ranks, other.ranks)

    @property
    def ranks(self) -> tuple[int, ...]:
        """What can be compared, each number the better the higher; first whether there is a confidence."""
        rated = self.confidence is not None
        confidence = v.CONFIDENCES.index(self.confidence) if self.confidence is not None else 0
        return (
            int(rated),
            int(self.certain),
            -int(self.state),
            *self.origins,
            -self.derived,
            -self.placeholder,
            -self.pattern,
            confidence,
            -self.length,
        )


def strength(certain: bool, hops: Sequence[HopEvidence]) -> Strength:
    """The strength of a chain from the evidence of its hops; `certain` is the grade of the whole."""
    counts = [hop.origins for hop in hops]
    ranked = [a.confidence for hop in hops for a in hop.assessments if a.confidence in v.CONFIDENCES]
    return Strength(
        certain,
        max((hop.state for hop in hops), default=State.SUPPORTED),
        tuple(tuple(sorted({a.modality for a in hop.attestations if a.modality})) for hop in hops),
        tuple(tuple(sorted({a.standard for a in hop.attestations if a.standard})) for hop in hops),
        (min((c[0] for c in counts), default=0), min((c[1] for c in counts), default=0)),
        sum(hop.derived for hop in hops),
        sum(hop.placeholder for hop in hops),
        sum(hop.pattern for hop in hops),
        min(ranked, key=v.CONFIDENCES.index, default=None),
        len(hops),
    )


def origins(supporting: Iterable[Attestation]) -> tuple[int, int]:
    """The least and greatest number of independent origins: documents that quote one origin are one."""
    named, unnamed = set(), set()
    for a in supporting:
        if a.origin:
            named.add(a.origin)
        else:
            unnamed.add(a.reported_by or a.passages or a.id)
    lower = len(named) or bool(unnamed)
    return int(lower), len(named) + len(unnamed)


def _dominates(mine: tuple[int, ...], theirs: tuple[int, ...]) -> bool:
    return mine[0] == theirs[0] and mine != theirs and all(map(ge, mine, theirs))


def fronts(vectors: Sequence[Strength]) -> tuple[int, ...]:
    """For each vector its front: 0 for those that none dominates, which stand side by side.

    One of front n > 0 is dominated by one of front n - 1 and by none of its own front or a later one.
    """
    ranks = [s.ranks for s in vectors]
    level: dict[tuple[int, ...], int] = {}
    # whoever dominates has the higher sum, so comes first
    for own in sorted(set(ranks), key=lambda r: (-sum(r), r)):
        level[own] = max((n + 1 for above, n in level.items() if _dominates(above, own)), default=0)
    return tuple(level[r] for r in ranks)
