"""Statements that several documents repeat and one origin says."""

from collections import defaultdict
from dataclasses import dataclass

from respondeat.graph.command.states import LEFT_OUT, Evidence, State, evidence
from respondeat.graph.replay import Records
from respondeat.graph.statement import Attestation, Passage, Statement
from respondeat.ontology import vocabulary as v

_ROLES = tuple(sorted({role for relation in v.RELATIONS.values() for role in relation.roles}))


@dataclass(frozen=True, slots=True)
class Repeated:
    """A statement for which one origin only is named, though several documents attest it.

    `unseen` counts attestations of which no document can be seen at this level, each as one document more;
    `unnamed` those that name no origin, so that there may be as many origins more.
    """

    statement: str
    origin: str
    documents: tuple[str, ...]
    unseen: int
    unnamed: int
    state: State

    @property
    def count(self) -> int:
        """How many documents repeat it."""
        return len(self.documents) + self.unseen


@dataclass(frozen=True, slots=True)
class SingleOrigin:
    """The answer: statements that the most documents repeat first, then by id.

    `attested` is how many statements were looked at: those that any source attests, upheld or not.
    """

    repeated: tuple[Repeated, ...]
    attested: int

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements found."""
        return tuple(sorted(r.statement for r in self.repeated))


def single_origin(records: Records, target: str | None = None) -> SingleOrigin:
    """Upheld statements that two documents or more attest, and for which one origin only is named.

    Of the whole graph, or of those in which `target` stands in any role. Two documents that quote one origin
    are one origin (model, section 2): repetition is no corroboration. An attestation without a visible
    document counts as one document more. What only denies, and what a rule derives, is not counted.
    """
    told = _attested(records) if target is None else _about(records, target)
    found = []
    for id, attestations in told.items():
        if len(attestations) > 1 or any(len(a.passages) > 1 for a in attestations):
            known = evidence(records, id)
            if known.state not in LEFT_OUT and (row := _row(records, id, known)) is not None:
                found.append(row)
    return SingleOrigin(tuple(sorted(found, key=lambda r: (-r.count, r.statement))), len(told))


def _row(records: Records, id: str, known: Evidence) -> Repeated | None:
    """None unless several documents support it, and one origin is named."""
    origins = {a.origin for a in known.supporting if a.origin}
    documents, unseen = set[str](), 0
    for a in known.supporting:
        own = [p.document for p in map(records.record, a.passages) if isinstance(p, Passage)]
        documents.update(own)
        unseen += not own
    if len(origins) != 1 or len(documents) + unseen < 2:
        return None
    unnamed = sum(not a.origin for a in known.supporting)
    return Repeated(id, min(origins), tuple(sorted(documents)), unseen, unnamed, known.state)


def _attested(records: Records) -> dict[str, list[Attestation]]:
    """The attestations for each statement of the graph."""
    found: dict[str, list[Attestation]] = defaultdict(list)
    for id in records.instances(v.ATTESTATION):
        a = records.record(id)
        if isinstance(a, Attestation):
            for statement in a.supports:
                found[statement].append(a)
    return found


def _about(records: Records, target: str) -> dict[str, list[Attestation]]:
    """The attestations for each statement in which an entity stands."""
    ids = {id for role in _ROLES for id in records.pointing(role, target)}
    said = (s.id for s in map(records.record, sorted(ids)) if isinstance(s, Statement))
    found = {}
    for id in said:
        about = [
            a for a in map(records.record, records.pointing(v.SUPPORTS, id)) if isinstance(a, Attestation)
        ]
        if about:
            found[id] = about
    return found
