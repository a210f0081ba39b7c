"""What hops of chains rest on, and how they and the strength of a chain are written as data."""

from collections.abc import Iterator

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, short, state_name
from respondeat.graph.analyses import chains as analysis
from respondeat.graph.analyses.strength import HopEvidence, Strength
from respondeat.graph.command import CONCEPT, Days, State
from respondeat.graph.command.states import evidence, is_retracted
from respondeat.graph.statement import Attestation, Derivation
from respondeat.ontology import vocabulary as v

from .rows import Rows
from .said import reasons


class Evident:
    """Gathers what hops rest on, each once."""

    def __init__(self, data: Dataset) -> None:
        self._data = data

    def hop(self, hop: analysis.Hop) -> HopEvidence:
        """The evidence of a hop."""
        records = self._data.records
        known = [evidence(records, id) for id in hop.statements]
        return HopEvidence(
            hop.certain,
            hop.state,
            tuple(a for k in known for a in k.supporting),
            tuple(a for k in known for a in k.assessments),
            hop.derived,
            hop.placeholder,
            hop.pattern,
            tuple(proof for id in hop.statements for proof in self.proofs(id)),
        )

    def proofs(self, statement: str) -> Iterator[tuple[tuple[Attestation, ...], ...]]:
        """The proofs of a statement that are not retracted: for each premise its upheld attestations."""
        records = self._data.records
        for id in records.pointing(v.DERIVES, statement):
            d = records.record(id)
            if isinstance(d, Derivation) and not is_retracted(records, id):
                yield tuple(evidence(records, premise).supporting for premise in d.premises)


class Hops:
    """Writes hops, each once however many chains it stands in."""

    def __init__(self, answer: Rows, days: Days) -> None:
        self._answer = answer
        self._days = days
        self._made: dict[analysis.Hop, Json] = {}

    def of(self, hop: analysis.Hop) -> Json:
        """A hop as data."""
        made = self._made.get(hop)
        if made is None:
            made = self._made[hop] = self._write(hop)
        return made

    def _write(self, hop: analysis.Hop) -> Json:
        proof = self._answer.proof
        return {
            "link": CONCEPT[hop.kind],
            "title": proof.title(hop.statements, self._days),
            "source": proof.node(hop.source),
            "target": proof.node(hop.target),
            "grade": "certain" if hop.certain else "possible",
            "basis": "certain" if hop.certain else proof.basis(hop.statements, self._days),
            "state": state_name(hop.state),
            "derived": hop.derived,
            "placeholder": hop.placeholder,
            "pattern": hop.pattern,
            "valid": proof.valid(hop.statements, self._days),
            "statements": list(hop.statements),
            "sources": proof.sources(hop.statements),
            "reasons": [] if hop.state is State.SUPPORTED else reasons(self._answer.data, hop.statements),
        }


def strength_data(s: Strength) -> Json:
    """The vector of a chain as data."""
    return {
        "grade": "certain" if s.certain else "possible",
        "state": state_name(s.state),
        "modalities": [[short(m) for m in hop] for hop in s.modalities],
        "standards": [[short(m) for m in hop] for hop in s.standards],
        "origins": list(s.origins),
        "derived": s.derived,
        "placeholder": s.placeholder,
        "pattern": s.pattern,
        "confidence": short(s.confidence) if s.confidence else None,
        "length": s.length,
    }
