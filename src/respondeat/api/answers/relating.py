"""What neighbours and path share: what is asked of relations, and edges as data."""

from collections.abc import Sequence
from typing import Final

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, short, state_name, time
from respondeat.errors import InputError
from respondeat.graph.analyses.strength import HopEvidence
from respondeat.graph.command import When
from respondeat.graph.command.relations import Edge
from respondeat.graph.command.states import evidence
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v

from .chain_hops import Evident
from .rows import window
from .said import event_on

GRADES: Final = ("possible", "certain")


def only_certain(grade: str) -> bool:
    """Whether only what is certain is asked for. Raises InputError for a grade that there is not."""
    if grade not in GRADES:
        raise InputError(f"There is no grade {grade!r}. There are: {', '.join(GRADES)}.")
    return grade == GRADES[1]


def when_asked(on: str | None) -> When | None:
    """The time of a question; None for any day. Raises DateError."""
    return None if on is None else When.day(*window(on))


def check_names(given: Sequence[str], known: Sequence[str]) -> None:
    """Raises InputError for the name of a relation, or a pair of roles in one, that there is not."""
    if foreign := sorted(set(given) - set(known)):
        raise InputError(f"There are no relations {', '.join(foreign)}. There are: {', '.join(known)}.")


class Edges:
    """Writes edges, each with what its statement says and rests on."""

    def __init__(self, data: Dataset, proof: Proof) -> None:
        self._data, self._records = data, data.records
        self._proof = proof
        self._evident = Evident(data)

    def of(self, edge: Edge, *, sources: bool = False) -> Json:
        """An edge as data, with the sources of its statement where asked for."""
        known = evidence(self._records, edge.statement)
        said = self._records.record(edge.statement)
        proofs = () if known.supporting else tuple(self._evident.proofs(edge.statement))
        hop = HopEvidence(edge.certain, edge.state, known.supporting, known.assessments, proofs=proofs)
        given = [a.confidence for a in known.assessments if a.confidence in v.CONFIDENCES]
        confidence = min(given, key=v.CONFIDENCES.index, default=None)
        return {
            "statement": edge.statement,
            "relation": edge.relation,
            "source": edge.source,
            "target": edge.target,
            "roles": list(edge.roles),
            "state": state_name(edge.state),
            "grade": GRADES[edge.certain],
            "derived": edge.derived,
            "valid": time(said.time if isinstance(said, Statement) else None),
            "event_on": event_on(self._data, edge.target) if edge.of_event else None,
            "confidence": short(confidence) if confidence else None,
            "origins": hop.origins[0],
            "directed": edge.directed,
            **({"sources": self._proof.sources([edge.statement])} if sources else {}),
        }
