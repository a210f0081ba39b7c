"""What is made of statements: assessments, derivations, contradictions, retractions."""

from collections.abc import Iterable
from dataclasses import dataclass

from respondeat.ontology import vocabulary as v

from .values import content_id


@dataclass(frozen=True, slots=True)
class Assessment:
    """What an analyst decided about a statement; replaced by a revision, never edited."""

    id: str
    assesses: str
    status: str = v.ACCEPTED
    confidence: str = ""
    reason: str = ""
    by: str = ""
    revision_of: str = ""

    @classmethod
    def of(
        cls,
        assesses: str,
        status: str = v.ACCEPTED,
        confidence: str = "",
        reason: str = "",
        by: str = "",
        revision_of: str = "",
    ) -> "Assessment":
        """An assessment whose id follows from its content."""
        parts = (assesses, status, confidence, reason, by, revision_of)
        return cls(content_id("as", *parts), *parts)


@dataclass(frozen=True, slots=True)
class Derivation:
    """How a statement was derived: the rule, its version, one minimal set of premises (statement ids)."""

    id: str
    derives: str
    rule: str
    premises: tuple[str, ...]
    rule_version: str = "1"

    @classmethod
    def of(cls, derives: str, rule: str, premises: Iterable[str], rule_version: str = "1") -> "Derivation":
        """A derivation whose id follows from its content."""
        p = tuple(sorted(set(premises)))
        return cls(content_id("dv", derives, rule, p, rule_version), derives, rule, p, rule_version)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two statements that contradict each other, or only seem to (notContradictory, with the reason)."""

    id: str
    between: tuple[str, str]
    kind: str
    reason: str = ""

    @classmethod
    def of(cls, first: str, second: str, kind: str, reason: str = "") -> "Contradiction":
        """A contradiction whose id follows from its content; the pair has no order."""
        a, b = sorted((first, second))
        return cls(content_id("x", a, b, kind), (a, b), kind, reason)


@dataclass(frozen=True, slots=True)
class Retraction:
    """What is no longer upheld, and why; deletes nothing."""

    id: str
    invalidates: tuple[str, ...]
    reason: str
    by: str = ""

    @classmethod
    def of(cls, invalidates: Iterable[str], reason: str, by: str = "") -> "Retraction":
        """A retraction whose id follows from its content."""
        ids = tuple(sorted(set(invalidates)))
        return cls(content_id("rt", ids, reason, by), ids, reason, by)
