"""Everything the graph says of one entity, for and against, as one structure."""

from enum import StrEnum

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.proof import Json, Proof, Quotes, short
from respondeat.graph.analyses import dossier as analysis
from respondeat.graph.statement import Entity

from .asked import question
from .dossier_around import candidates, surroundings, under_command
from .dossier_entries import Entries
from .dossier_record import record
from .rows import frame
from .said import contradictions, form, value

LIMIT = 100


class By(StrEnum):
    """In which order a dossier is read."""

    EVENT = "event"
    RECORD = "record"


@question("dossier")
def dossier(
    data: Dataset,
    entity: str,
    *,
    by: By = By.EVENT,
    language: str = "en",
    limit: int = LIMIT,
    quotes: Quotes | None = None,
) -> Json:
    """Everything the graph says of one person, body, place, article, event, document or origin.

    Schema `dossier.json`. Statements stand in parts, by the date of what they speak of; `record` groups the
    same by the date of the record, and `by` says which of the two a reader is shown. At most `limit`
    statements a part are given, with their total. Raises UnknownName, AmbiguousName, InputError.
    """
    data, by = data.speaking(language), By(by)
    id = data.find(entity)
    proof = Proof(data, quotes)
    found = analysis.dossier(data.records, id)
    entries = Entries(data, proof, id)
    says = analysis.saying(data.records, id)
    under = under_command(data, proof, id, limit)
    subject = data.records.record(id)
    parts = [
        {
            "part": part.key,
            "heading": phrase(f"heading.{part.key}", language),
            "total": len(part.entries),
            "statements": [
                entries.of(e) | surroundings(data, proof, id, e.statement) for e in part.entries[:limit]
            ],
        }
        for part in found.parts
    ]
    return {
        "entity": proof.node(id),
        "by": str(by),
        "language": language,
        "names": [form(n) for n in data.records.names(id)],
        "attributes": [
            {"property": short(p), "value": value(proof, x)}
            for p, x in (subject.attributes if isinstance(subject, Entity) else ())
        ],
        "identity": [entries.of(e) for e in found.identity],
        "candidates": candidates(data, proof, id),
        "parts": parts,
        "under_command": under,
        "says": _says(data, entries, says, limit),
        "withdrawn": [entries.of(e) for e in found.withdrawn],
        "contradictions": contradictions(data, found.statements),
        "one_origin": entries.one_origin(found),
        "gaps": [
            {
                "kind": gap.kind,
                "words": phrase(f"gap.{gap.kind}", language, count=len(gap.statements)),
                "statements": list(gap.statements),
            }
            for gap in found.gaps
        ],
        "record": record(data, found.statements),
        "labels": entries.labels(),
        "silence": phrase("dossier.silence", language),
        "statements": sorted({*found.statements, *under["statements"], *says.supports, *says.denies}),
        **frame(data),
    }


def _says(data: Dataset, entries: Entries, says: analysis.Saying, limit: int) -> Json:
    """What a document or origin says: how much, and the first of it by day."""
    ids = sorted({*says.supports, *says.denies})
    found = analysis.entries(data.records, ids)
    return {
        "attestations": len(says.attestations),
        "supports": len(says.supports),
        "denies": len(says.denies),
        "total": len(found),
        "statements": [entries.of(e) for e in found[:limit]],
    }
