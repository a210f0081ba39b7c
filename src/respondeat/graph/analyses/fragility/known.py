"""What bears on statements in the records as they are, each read once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from respondeat.graph.command.states import Evidence, evidence, is_retracted
from respondeat.graph.replay import Records
from respondeat.graph.statement import Attestation, Derivation
from respondeat.ontology import vocabulary as v

_SPEAK: Final = (v.SUPPORTS, v.DENIES, v.DERIVES)


@dataclass(frozen=True, slots=True)
class Known:
    """One statement: what is upheld for and against it, its proofs, and whether anything ever spoke of it."""

    evidence: Evidence
    proofs: tuple[Derivation, ...]
    spoken: bool

    @property
    def attestations(self) -> tuple[Attestation, ...]:
        """For and against."""
        return (*self.evidence.supporting, *self.evidence.denying)


class Knowledge:
    """Reads what bears on statements."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._known: dict[str, Known] = {}

    def of(self, statements: Iterable[str]) -> dict[str, Known]:
        """Of statements and, however deep, of the premises from which they are derived."""
        waiting = list(statements)
        found: dict[str, Known] = {}
        while waiting:
            id = waiting.pop()
            if id not in found:
                found[id] = self._read(id)
                waiting += (p for d in found[id].proofs for p in d.premises)
        return found

    def _read(self, id: str) -> Known:
        known = self._known.get(id)
        if known is None:
            records = self.records
            pointing = {prop: records.pointing(prop, id) for prop in _SPEAK}
            proofs = tuple(
                d
                for d in map(records.record, pointing[v.DERIVES])
                if isinstance(d, Derivation) and not is_retracted(records, d.id)
            )
            known = self._known[id] = Known(evidence(records, id), proofs, any(pointing.values()))
        return known
