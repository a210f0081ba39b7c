"""A passage as data: its place, its words or why there are none, and what rests on it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from respondeat.api.answers import frame
from respondeat.api.answers.said import stated
from respondeat.api.dataset import Dataset
from respondeat.api.proof import Proof
from respondeat.errors import Stopped
from respondeat.graph.command.states import evidence, is_retracted
from respondeat.graph.command.what_if import SET_ASIDE, Remaining
from respondeat.graph.statement import Attestation, Document, Passage, Statement
from respondeat.ontology import vocabulary as v

from .found import found, sought

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Cut:
    """Words that were cut out already, as `Quotes` gives them."""

    words: Mapping[str, Any]

    def quote(self, passage: Passage, document: Document | None) -> tuple[str | None, str]:
        return self.words["text"], self.words["verdict"]


def told(data: Dataset, id: str, words: Mapping[str, Any]) -> Json:
    """Everything of a passage. Schema `passage.json`.

    `words` are those that were cut out of the document, for what was `sought` then. Raises NotFound as
    `found`, Stopped when the record of the passage is another by now.
    """
    passage, document = found(data, id)
    if sought(data, passage, document) != words["sought"]:
        raise Stopped(
            "The data changed while the document was read. Ask again.", limit="refresh", retry_after=1
        )
    proof = Proof(data)
    alone = Attestation("", passages=(passage.id,))
    return {
        "passage": Proof(data, _Cut(words)).passage(passage),
        "document": proof.attestation("", alone, "supports")["document"],
        "characters": words["length"],
        "before": words["before"],
        "after": words["after"],
        "said": [*_said(data, proof, passage)],
        "set_aside": _set_aside(data, passage),
        **frame(data),
    }


def _said(data: Dataset, proof: Proof, passage: Passage) -> Iterator[Json]:
    """What rests on it: each statement with the attestation, less what was retracted or set aside."""
    for attestation in map(data.records.record, data.records.pointing(v.HAS_PASSAGE, passage.id)):
        if not isinstance(attestation, Attestation) or is_retracted(data.records, attestation.id):
            continue
        for verdict, ids in (("supports", attestation.supports), ("denies", attestation.denies)):
            for statement in map(data.records.record, ids):
                if isinstance(statement, Statement):
                    state = evidence(data.records, statement.id).state
                    yield {
                        "statement": stated(proof, statement, state),
                        "source": proof.attestation(statement.id, attestation, verdict),
                    }


def _set_aside(data: Dataset, passage: Passage) -> int:
    """How often something rests on it that the question sets aside, and that nobody took back."""
    records = data.records
    if not isinstance(records, Remaining):
        return 0
    aside, found = frozenset({SET_ASIDE}), 0
    for id in records.set_aside.intersection(records.pointing(v.HAS_PASSAGE, passage.id)):
        attestation = records.record(id)
        if isinstance(attestation, Attestation) and not is_retracted(records, id, aside):
            told = map(records.record, (*attestation.supports, *attestation.denies))
            found += sum(isinstance(one, Statement) for one in told)
    return found
