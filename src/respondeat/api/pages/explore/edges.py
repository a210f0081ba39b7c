"""The links among entities: each statement that relates two of them, with its days and what it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from respondeat.api.answers.said import event_on
from respondeat.api.dataset import Dataset
from respondeat.api.phrases import reserve, words
from respondeat.api.phrases_time import when
from respondeat.api.proof import Proof, day_text, short, state_name, time
from respondeat.graph.command.relations import Edge, Span
from respondeat.graph.command.states import Evidence, State, evidence
from respondeat.graph.statement import Attestation, Derivation, Document, Passage, Statement, Text
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label, scheme_of

from .documents import links, named_by

Json = dict[str, Any]

_KINDS: Final = ("capacity", "linkKind", "role", "measureKind")
_DEEP: Final = 4  # premises of premises


@dataclass(slots=True)
class Edges:
    """The links among some entities; `origins` and `documents` are those that they rest on."""

    data: Dataset
    nodes: Sequence[str]
    origins: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)

    def among(self) -> list[Json]:
        """All links, in the order of their later end among the nodes, then by id."""
        place = {id: n for n, id in enumerate(self.nodes)}
        made = [self._told(edge, span) for edge, span in self._found()]
        for link in links(self.data, self.nodes):
            self.documents.update(link["documents"])
            made.append(link)
        return sorted(made, key=lambda e: (max(place[e["source"]], place[e["target"]]), e["id"]))

    def _found(self) -> Iterator[tuple[Edge, Span]]:
        graph = self.data.relations
        numbers = {n for id in self.nodes if (n := graph.node(id)) is not None}
        for node in numbers:
            for link in graph.up(node):
                pair = graph.pair(link)
                if pair is None or graph.target[link] not in numbers or graph.target[link] == node:
                    continue
                for row in range(graph.row_start[link], graph.row_start[link + 1]):
                    if graph.state[row] == State.SET_ASIDE:
                        continue  # as if it were not there
                    span = graph.span(row, link, pair)
                    sure = graph.carries(row, pair) and span.sure[0] <= span.sure[1]
                    yield graph.edge(row, link, pair, sure), span

    def _sources(self, statement: str, known: Evidence) -> list[Json]:
        """The sources of a statement, for its reserve; those of its premises where a rule derives it."""
        if known.proofs:
            return Proof(self.data).sources([statement])
        return [{"verdict": "supports", "modality": short(one.modality)} for one in known.supporting]

    def neighbours(self, id: str) -> int:
        """How many entities one is linked to, in view or not."""
        graph = self.data.relations
        if isinstance(self.data.records.record(id), Document):
            return named_by(self.data, id)
        node = graph.node(id)
        return 0 if node is None else len({other for _, other, _ in graph.others(node)})

    def _told(self, edge: Edge, span: Span) -> Json:
        language = self.data.language
        said = self.data.records.record(edge.statement)
        known = evidence(self.data.records, edge.statement)
        origins, documents = _rests(self.data, edge.statement, known)
        self.origins |= origins
        self.documents |= documents
        event = event_on(self.data, edge.target) if edge.of_event else None
        kind = _kind(said)
        valid = time(said.time if isinstance(said, Statement) else None)
        return {
            "id": f"{short(edge.statement)}~{edge.roles[1]}",
            "source": edge.source,
            "target": edge.target,
            "roles": list(edge.roles),
            "statement": edge.statement,
            "relation": edge.relation,
            "kind": kind,
            "title": _title(said),
            "label": (words(kind, language) if kind else label(v.R + edge.relation, language))
            + reserve(self._sources(edge.statement, known), language),
            "directed": edge.directed,
            "state": state_name(edge.state),
            "derived": edge.derived,
            "confidence": _confidence(known),
            "valid": valid,
            "when": when({"valid": valid, "event_on": event}, language),
            "days": [day_text(day) for day in span.possible],
            "dated": any(valid[key] for key in ("es", "ls", "ee", "le")) or event is not None,
            "sure": [day_text(day) for day in span.sure] if edge.certain else None,
            "origins": sorted(origins),
            "documents": sorted(documents),
        }


def _kind(said: object) -> str:
    """The concept that says most of a link: the capacity, kind of command, part or measure; "" for none."""
    found = (said.iri(role) for role in _KINDS) if isinstance(said, Statement) else ()
    return next((short(iri) for iri in found if iri and scheme_of(iri)), "")


def _title(said: object) -> str | None:
    title = said.get("title") if isinstance(said, Statement) else None
    return title.text if isinstance(title, Text) else None


def _confidence(known: Evidence) -> str | None:
    """The weakest that an analyst gave, in assessments in force."""
    given = [a.confidence for a in known.assessments if a.confidence in v.CONFIDENCES]
    return short(min(given, key=v.CONFIDENCES.index)) if given else None


def _rests(data: Dataset, id: str, known: Evidence, deep: int = _DEEP) -> tuple[set[str], set[str]]:
    """The origins ("" for one that is not named) and documents that say it, or, if none does, deny it."""
    origins, documents = _of_attestations(data, known.supporting or known.denying)
    if origins or not deep:
        return origins, documents
    for proof in data.records.pointing(v.DERIVES, id):
        derivation = data.records.record(proof)
        for premise in derivation.premises if isinstance(derivation, Derivation) else ():
            more = _rests(data, premise, evidence(data.records, premise), deep - 1)
            origins |= more[0]
            documents |= more[1]
    return origins, documents


def _of_attestations(data: Dataset, said: Sequence[Attestation]) -> tuple[set[str], set[str]]:
    origins, documents = set[str](), set[str]()
    for attestation in said:
        origins.add(attestation.origin)
        for passage in map(data.records.record, attestation.passages):
            if isinstance(passage, Passage):
                documents.add(passage.document)
    return origins, documents
