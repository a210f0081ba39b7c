"""The W3C's SPARQL 1.1 test suite as its manifests list it: https://github.com/w3c/rdf-tests."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import rdflib
from rdflib.collection import Collection
from rdflib.term import Node

MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
ROOT: Final = "http://www.w3.org/2009/sparql/docs/tests/data-sparql11/"

FOLDERS: Final = (
    *("aggregates", "bind", "bindings", "cast", "construct", "csv-tsv-res", "entailment", "exists"),
    *("functions", "grouping", "json-res", "negation", "project-expression", "property-path", "service"),
    *("subquery", "syntax-fed", "syntax-query"),
)
"""Every folder with tests of queries; the others test updates, the protocol, descriptions, graph stores."""

EVALUATION: Final = ("QueryEvaluationTest", "CSVResultFormatTest")


@dataclass(frozen=True)
class Case:
    """One test: its IRI, its kind, the query, the data and the result, as files.

    `named` are graphs by the names that relative IRIs in the query have against `base`.
    """

    iri: str
    kind: str
    query: Path
    data: tuple[Path, ...] = ()
    named: tuple[Path, ...] = ()
    result: Path | None = None
    comment: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """Folder and name, as the lists of reasons have it."""
        return self.iri.removeprefix(ROOT).replace("/manifest#", "/")

    @property
    def text(self) -> str:
        """The query."""
        return self.query.read_text("utf-8")


def cases(suite: Path) -> list[Case]:
    """All tests of queries, in the order of the manifests."""
    return [test for folder in FOLDERS for test in _of(suite / folder)]


def _of(folder: Path) -> Iterator[Case]:
    base = f"{folder.as_uri()}/"
    graph = rdflib.Graph().parse(folder / "manifest.ttl", format="turtle", publicID=f"{base}manifest.ttl")
    manifest = next(graph.subjects(rdflib.RDF.type, MF.Manifest))
    for entry in Collection(graph, next(graph.objects(manifest, MF.entries))):
        yield _test(graph, entry)


def _test(graph: rdflib.Graph, entry: Node) -> Case:
    kind = str(next(graph.objects(entry, rdflib.RDF.type))).removeprefix(str(MF))
    action = next(graph.objects(entry, MF.action))
    found = [_file(result) for result in graph.objects(entry, MF.result)]
    if isinstance(action, rdflib.URIRef):
        return Case(str(entry), kind, _file(action))
    return Case(
        str(entry),
        kind,
        _file(next(graph.objects(action, QT.query))),
        tuple(_file(one) for one in graph.objects(action, QT.data)),
        tuple(_file(one) for one in graph.objects(action, QT.graphData)),
        found[0] if found else None,
    )


def _file(node: Node) -> Path:
    assert isinstance(node, rdflib.URIRef), node
    path = Path(node.removeprefix("file://"))
    assert path.is_file(), path
    return path
