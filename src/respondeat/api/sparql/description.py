"""The service and its data described in RDF: SPARQL 1.1 Service Description, and VoID.

https://www.w3.org/TR/sparql11-service-description/ and https://www.w3.org/TR/void/. The first tells
nothing of the data, so it is the same for everybody; the second counts what the reader's level holds.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from respondeat.graph.stores import Reader
from respondeat.ontology import vocabulary as v

from .formats import BY_TYPE, GRAPHS, RESULTS
from .functions_calls import FORMS
from .tables import TABLES
from .writing import as_xml

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
VOID: Final = "http://rdfs.org/ns/void#"
ENTAILMENT: Final = "http://www.w3.org/ns/entailment/Simple"
_PREFIXES: Final = {**v.PREFIXES, "sd": SD, "void": VOID}
_TYPE: Final = ox.NamedNode(v.TYPE)
_LABEL: Final = f"{v.RDFS}label"
_TITLE: Final = "Respondeat"
_NOTICE: Final = (
    "Sourced statements of others; not findings of this project; not evidence of guilt; sources may be wrong."
)

Object = ox.NamedNode | ox.BlankNode | ox.Literal
Node = ox.NamedNode | ox.BlankNode


def described(endpoint: str, media_type: str, rows: int) -> bytes:
    """The service at an address in a form of RDF: its language, forms of answers, functions and data set."""
    return _written(_service(endpoint, rows), media_type)


def _service(endpoint: str, rows: int) -> Iterator[ox.Triple]:
    service = ox.NamedNode(f"{endpoint}#service")
    yield _typed(service, "Service")
    yield _said(service, f"{SD}endpoint", ox.NamedNode(endpoint))
    yield _said(service, f"{SD}supportedLanguage", ox.NamedNode(f"{SD}SPARQL11Query"))
    yield _said(service, f"{SD}feature", ox.NamedNode(f"{SD}UnionDefaultGraph"))
    yield _said(service, f"{SD}defaultEntailmentRegime", ox.NamedNode(ENTAILMENT))
    for form in (*RESULTS, *GRAPHS):
        if form.iri:
            yield _said(service, f"{SD}resultFormat", ox.NamedNode(form.iri))
    yield from _extensions(service)
    yield _said(service, f"{v.DCTERMS}title", ox.Literal(f"{_TITLE}: SPARQL", language="en"))
    told = (
        f"{_NOTICE} Queries only: no update, nothing is fetched. An answer has at most {rows} rows and is "
        "whole or not given; rows=N takes the first N. An ASK in CSV or TSV is the word true or false."
    )
    yield _said(service, f"{v.DCTERMS}description", ox.Literal(told, language="en"))
    dataset, graph = ox.BlankNode("dataset"), ox.BlankNode("graph")
    yield _said(service, f"{SD}defaultDataset", dataset)
    yield _typed(dataset, "Dataset")
    yield _said(dataset, f"{SD}defaultGraph", graph)
    yield _typed(graph, "Graph")
    described_at = f"{endpoint.removesuffix('/').rpartition('/')[0]}/void"
    yield _said(dataset, f"{v.RDFS}seeAlso", ox.NamedNode(described_at))


def _extensions(service: Node) -> Iterator[ox.Triple]:
    """Functions, and tables that are called as properties, each with how it is written."""
    for iri, (_, form) in sorted(FORMS.items()):
        yield _said(service, f"{SD}extensionFunction", ox.NamedNode(iri))
        yield _typed(ox.NamedNode(iri), "Function")
        yield _said(ox.NamedNode(iri), _LABEL, ox.Literal(form))
    for iri, table in sorted(TABLES.items()):
        yield _said(service, f"{SD}propertyFeature", ox.NamedNode(iri))
        yield _typed(ox.NamedNode(iri), "Feature")
        yield _said(ox.NamedNode(iri), _LABEL, ox.Literal(table.form))


@dataclass(frozen=True, slots=True)
class Counts:
    """What a level holds: triples by property, members by class."""

    properties: Mapping[str, int]
    classes: Mapping[str, int]

    @classmethod
    def of(cls, reader: Reader) -> "Counts":
        """Counted over the default graph. Raises StoreError."""
        return cls(
            _counted(reader, "SELECT ?x (COUNT(*) AS ?n) { ?s ?x ?o } GROUP BY ?x"),
            _counted(reader, f"SELECT ?x (COUNT(*) AS ?n) {{ ?s <{v.TYPE}> ?x }} GROUP BY ?x"),
        )

    @property
    def triples(self) -> int:
        """All of them."""
        return sum(self.properties.values())


def _counted(reader: Reader, query: str) -> dict[str, int]:
    found = reader.query(query)
    assert isinstance(found, ox.QuerySolutions)
    counts = {row["x"].value: int(row["n"].value) for row in found if isinstance(row["x"], ox.NamedNode)}
    return dict(sorted(counts.items()))


def void(root: str, media_type: str, counts: Counts, dataset_hash: str, modified: str | None) -> bytes:
    """The data as VoID in a form of RDF; `root` is the address of the service, `modified` a moment."""
    return _written(_dataset(root, counts, dataset_hash, modified), media_type)


def _dataset(root: str, counts: Counts, dataset_hash: str, modified: str | None) -> Iterator[ox.Triple]:
    data = ox.NamedNode(f"{root}void#dataset")
    yield _said(data, v.TYPE, ox.NamedNode(f"{VOID}Dataset"))
    yield _said(data, f"{v.DCTERMS}title", ox.Literal(_TITLE, language="en"))
    yield _said(data, f"{v.DCTERMS}description", ox.Literal(_NOTICE, language="en"))
    yield _said(data, f"{v.DCTERMS}identifier", ox.Literal(dataset_hash))
    if modified is not None:
        moment = ox.Literal(modified, datatype=ox.NamedNode(f"{v.XSD}dateTime"))
        yield _said(data, f"{v.DCTERMS}modified", moment)
    yield _said(data, f"{VOID}sparqlEndpoint", ox.NamedNode(f"{root}sparql"))
    yield _said(data, f"{VOID}uriSpace", ox.Literal(v.ID))
    for form in GRAPHS:
        if form.iri:
            yield _said(data, f"{VOID}feature", ox.NamedNode(form.iri))
    used = sorted({*counts.properties, *counts.classes})
    for space in sorted(v.PREFIXES.values()):
        if any(iri.startswith(space) for iri in used):
            yield _said(data, f"{VOID}vocabulary", ox.NamedNode(space))
    yield _number(data, "triples", counts.triples)
    yield _number(data, "properties", len(counts.properties))
    yield _number(data, "classes", len(counts.classes))
    yield from _parts(data, "property", counts.properties, "triples")
    yield from _parts(data, "class", counts.classes, "entities")


def _parts(data: Node, by: str, counts: Mapping[str, int], of: str) -> Iterator[ox.Triple]:
    for number, (iri, count) in enumerate(counts.items()):
        part = ox.BlankNode(f"{by}{number}")
        yield _said(data, f"{VOID}{by}Partition", part)
        yield _said(part, f"{VOID}{by}", ox.NamedNode(iri))
        yield _number(part, of, count)


def _typed(subject: Node, name: str) -> ox.Triple:
    return _said(subject, v.TYPE, ox.NamedNode(SD + name))


def _number(subject: Node, name: str, count: int) -> ox.Triple:
    return _said(subject, VOID + name, ox.Literal(count))


def _said(subject: Node, predicate: str, value: Object) -> ox.Triple:
    return ox.Triple(subject, ox.NamedNode(predicate), value)


def _written(triples: Iterable[ox.Triple], media_type: str) -> bytes:
    form = BY_TYPE["graph"][media_type].engine
    assert isinstance(form, ox.RdfFormat)
    prefixes = None if form == ox.RdfFormat.JSON_LD else _PREFIXES
    by_subject: dict[Node, list[ox.Triple]] = {}
    for triple in triples:
        assert isinstance(triple.subject, Node)
        by_subject.setdefault(triple.subject, []).append(triple)
    made = (
        ox.serialize((one for of in by_subject.values() for one in of), format=form, prefixes=prefixes) or b""
    )
    return as_xml(made) if form == ox.RdfFormat.RDF_XML else made
