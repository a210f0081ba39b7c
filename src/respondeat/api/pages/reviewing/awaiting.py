"""Which statements nobody has assessed yet, and which somebody wants worked on."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.graph.command.states import Evidence, evidence
from respondeat.graph.statement import Assessment, Statement
from respondeat.ontology import vocabulary as v

SHOWN: Final = 6
LOOKED_AT: Final = 2000
"""Statements that are looked at for one page, at most."""


@dataclass(frozen=True, slots=True)
class Awaiting:
    """The statements of a page, how many were looked at up to here, of how many, and where to go on."""

    statements: tuple[Statement, ...]
    looked: int
    of: int
    next: int | None


def awaiting(data: Dataset, relation: str = "", after: int = 0) -> Awaiting:
    """Statements without an assessment: first those that are to be worked on, then by kind and id.

    What rules derived waits for nobody: its premises are assessed.
    """
    ids = list(_ordered(data, relation))
    found: list[Statement] = []
    at = min(after, len(ids))
    for id in ids[at : at + LOOKED_AT]:
        at += 1
        one = data.records.record(id)
        if isinstance(one, Statement) and not one.derived and _waits(evidence(data.records, id)):
            found.append(one)
            if len(found) == SHOWN:
                break
    return Awaiting(tuple(found), at, len(ids), at if at < len(ids) else None)


def in_force(data: Dataset, statement: str) -> tuple[Assessment, ...]:
    """The assessments of a statement that none replaced."""
    return evidence(data.records, statement).assessments


def _waits(known: Evidence) -> bool:
    if known.retracted or known.withdrawn:
        return False
    return not known.assessments or any(one.status == v.WORK_NEEDED for one in known.assessments)


def _ordered(data: Dataset, relation: str) -> Iterator[str]:
    wanted = [v.R + relation] if relation else list(v.RELATIONS)
    first = dict.fromkeys(_wanted(data, frozenset(wanted)))
    yield from first
    for cls in wanted:
        yield from (id for id in sorted(data.records.instances(cls)) if id not in first)


def _wanted(data: Dataset, relations: frozenset[str]) -> Iterator[str]:
    """Statements that an assessment says are to be worked on."""
    for id in sorted(data.records.instances(v.ASSESSMENT)):
        one = data.records.record(id)
        if isinstance(one, Assessment) and one.status == v.WORK_NEEDED:
            said = data.records.record(one.assesses)
            if isinstance(said, Statement) and said.relation in relations:
                yield one.assesses
