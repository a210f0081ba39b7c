"""The links of documents in view: whom and what each of them names, one link for each, with how often."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from respondeat.api.dataset import Dataset
from respondeat.api.language import counted
from respondeat.api.proof import short
from respondeat.graph.analyses.neighbours import named_in
from respondeat.graph.statement import Document
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

Json = dict[str, Any]

CITING: Final = "Attestation"
"""The relation of links from a document: they say where something stands, and are no facts of any day."""

_ALL: Final = 1_000_000


def named_by(data: Dataset, document: str) -> int:
    """How many entities a document names."""
    return named_in(data.records, data.relations, document, limit=1).total


def links(data: Dataset, nodes: Sequence[str]) -> Iterator[Json]:
    """The links between documents and entities among these nodes, as those of statements are.

    That a document names somebody has no days of its own: it is let through on any. The statement is the
    first of those in which it does.
    """
    among, language = set(nodes), data.language
    for id in nodes:
        if not isinstance(data.records.record(id), Document):
            continue
        for found in named_in(data.records, data.relations, id, limit=_ALL).neighbours:
            if found.id not in among or not found.edges:
                continue
            edge = found.edges[0]
            says, role = edge.roles
            yield {
                "id": f"{short(edge.statement)}~{says}~{role}~{short(id)}",
                "source": id,
                "target": found.id,
                "roles": [says, role],
                "statement": edge.statement,
                "relation": CITING,
                "kind": "",
                "title": None,
                "label": label(v.R + says, language),
                "directed": True,
                "state": "supported",
                "derived": False,
                "confidence": None,
                "valid": {"edtf": "", "es": None, "ls": None, "ee": None, "le": None},
                "when": counted("start.statements", found.statements, language),
                "days": [None, None],
                "dated": False,
                "sure": None,
                "origins": [],
                "documents": [id],
            }
