"""Statements of a dossier as data: what speaks for each, and what against."""

from collections.abc import Iterable, Iterator

from respondeat.api.dataset import Dataset
from respondeat.api.proof import Json, Proof, short
from respondeat.graph.analyses import dossier as analysis
from respondeat.graph.analyses.strength import origins
from respondeat.graph.statement import Attestation, Derivation, Passage, Statement
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label, scheme_of

from .said import assessment, event_on, opposed, retractions, stated


class Entries:
    """Writes the entries of a dossier, and keeps which words they use."""

    def __init__(self, data: Dataset, proof: Proof, entity: str) -> None:
        self._data, self._proof, self._entity = data, proof, entity
        self._words: set[str] = set()

    def of(self, entry: analysis.Entry) -> Json:
        """One statement, for and against; `own` are the roles in which the entity stands."""
        s, known = entry.statement, entry.evidence
        self._use(s)
        least, most = origins(known.supporting)
        sources = self._proof.sources([s.id])
        return {
            **stated(self._proof, s, known.state),
            "event_on": event_on(self._data, s.iri("event")),
            "own": sorted(short(p) for p, x in s.roles if x == self._entity),
            "assessments": [assessment(a) for a in known.assessments],
            "for": [x for x in sources if x["verdict"] != "denies"],
            "against": {
                "denials": [x for x in sources if x["verdict"] == "denies"],
                **opposed(self._data, [s.id]),
                "retractions": list(self._retractions(s)),
            },
            "origins": [least, most],
            "documents": len(self._documents(known.supporting)),
            "one_origin": most == 1,
        }

    def one_origin(self, found: analysis.Dossier) -> Json:
        """The upheld statements that rest on one origin only; of them those that several documents repeat."""
        upheld = [e for e in found.upheld if e.evidence.supporting]
        single = [e for e in upheld if origins(e.evidence.supporting)[1] == 1]
        repeated = [e for e in single if len(self._documents(e.evidence.supporting)) > 1]
        return {
            "of": len(upheld),
            "statements": sorted(e.statement.id for e in single),
            "repeated": sorted(e.statement.id for e in repeated),
        }

    def labels(self) -> Json:
        """What the words of the entries are called in the language of the data."""
        return {short(iri): label(iri, self._data.language) for iri in sorted(self._words)}

    def _use(self, s: Statement) -> None:
        self._words |= {s.relation, *(role for role, _ in s.roles)}
        self._words |= {x for _, x in s.roles if isinstance(x, str) and scheme_of(x)}

    def _documents(self, supporting: Iterable[Attestation]) -> set[str]:
        passages = (self._data.records.record(p) for a in supporting for p in a.passages)
        return {p.document for p in passages if isinstance(p, Passage)}

    def _retractions(self, s: Statement) -> Iterator[Json]:
        """What was said of it and taken back: by whom, why, and what had been said."""
        records = self._data.records
        said = [id for prop in (v.SUPPORTS, v.DENIES, v.DERIVES) for id in records.pointing(prop, s.id)]
        for id in (s.id, *sorted(said)):
            for row in retractions(records, id):
                yield {**row, "said": self._said(s, id)}

    def _said(self, s: Statement, id: str) -> Json | None:
        found = self._data.records.record(id)
        if isinstance(found, Attestation):
            return self._proof.attestation(s.id, found, "supports" if s.id in found.supports else "denies")
        return self._proof.derivation(found) if isinstance(found, Derivation) else None
