"""What a chain can bear: a vector, never one number; chains are ordered by dominance only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from respondeat.graph.command import State
from respondeat.graph.statement import Assessment, Attestation
from respondeat.ontology import vocabulary as v


@dataclass(frozen=True, slots=True)
class HopEvidence:
    """What one hop rests on: the upheld attestations of the statements that reach its grade.

    `premises` are the attestations of the premises where the hop is derived.
    """

    certain: bool
    state: State
    supporting: tuple[Attestation, ...]
    assessments: tuple[Assessment, ...]
    derived: bool = False
    placeholder: bool = False
    pattern: bool = False


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
        """Whether this is as good in every respect and better in one; modalities are not ranked."""
        mine, theirs = self._ranks(), other._ranks()
        return mine != theirs and all(a >= b for a, b in zip(mine, theirs, strict=True))

    def _ranks(self) -> tuple[int, ...]:
        confidence = len(v.CONFIDENCES) if self.confidence is None else v.CONFIDENCES.index(self.confidence)
        return (
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
    counts = [origins(hop.supporting) for hop in hops]
    ranked = [a.confidence for hop in hops for a in hop.assessments if a.confidence in v.CONFIDENCES]
    return Strength(
        certain,
        max((hop.state for hop in hops), default=State.SUPPORTED),
        tuple(tuple(sorted({a.modality for a in hop.supporting if a.modality})) for hop in hops),
        tuple(tuple(sorted({a.standard for a in hop.supporting if a.standard})) for hop in hops),
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


def fronts(vectors: Sequence[Strength]) -> tuple[int, ...]:
    """For each vector its front: 0 for those that none dominates, which stand side by side."""
    distinct = list(dict.fromkeys(vectors))
    level: dict[Strength, int] = {}
    left, rank = distinct, 0
    while left:
        best = [s for s in left if not any(o.dominates(s) for o in left)]
        level.update(dict.fromkeys(best, rank))
        chosen = set(best)
        left, rank = [s for s in left if s not in chosen], rank + 1
    return tuple(level[s] for s in vectors)
