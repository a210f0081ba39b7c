"""The W3C's three tests of SPARQL 1.1 Service Description."""

from pathlib import Path
from typing import Final

import pytest
import rdflib
from starlette.testclient import TestClient

from respondeat.api.sparql.formats import GRAPHS, HTML
from tests.conformance.compare import read_graph
from tests.conformance.suite import MF, ROOT

SD: Final = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
READ_AS: Final = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/n-quads": "nt",
    "application/trig": "turtle",
    "application/ld+json": "json-ld",
    "application/rdf+xml": "xml",
}
SCHEMA: Final = {
    # property: domain, range (None for what is no class of the vocabulary); sections 3.2 and 3.4
    SD.endpoint: (SD.Service, None),
    SD.supportedLanguage: (SD.Service, None),
    SD.resultFormat: (SD.Service, None),
    SD.feature: (SD.Service, None),
    SD.defaultEntailmentRegime: (SD.Service, None),
    SD.extensionFunction: (SD.Service, SD.Function),
    SD.propertyFeature: (SD.Service, SD.Feature),
    SD.defaultDataset: (SD.Service, SD.Dataset),
    SD.defaultGraph: (SD.Dataset, SD.Graph),
}


def described(client: TestClient, form: str) -> rdflib.Graph:
    got = client.get("/sparql", headers={"Accept": form})
    assert (got.status_code, got.headers["content-type"].partition(";")[0]) == (200, form)
    return read_graph(got.content, READ_AS[form], "http://testserver/")


def test_there_are_three(suite: Path) -> None:
    graph = rdflib.Graph().parse(suite / "service-description" / "manifest.ttl", publicID="urn:sd")
    found = {str(one) for one in graph.subjects(rdflib.RDF.type, MF.ServiceDescriptionTest)}
    start = f"{ROOT}service-description/manifest#"
    assert found == {
        f"{start}{name}" for name in ("has-endpoint-triple", "returns-rdf", "conforms-to-schema")
    }


@pytest.mark.parametrize("form", [one.media_type for one in GRAPHS if one.media_type != HTML])
def test_returns_rdf(form: str, client: TestClient) -> None:
    assert len(described(client, form)) > 50


def test_has_endpoint_triple(client: TestClient) -> None:
    graph = described(client, "text/turtle")
    assert set(graph.objects(None, SD.endpoint)) == {rdflib.URIRef("http://testserver/sparql")}


def test_conforms_to_schema(client: TestClient) -> None:
    graph = described(client, "text/turtle")
    used = {p for p in graph.predicates() if str(p).startswith(str(SD))}
    assert used == set(SCHEMA)
    for prop, (domain, values) in SCHEMA.items():
        for subject, value in graph.subject_objects(prop):
            assert (subject, rdflib.RDF.type, domain) in graph, prop
            assert not isinstance(value, rdflib.Literal), prop
            assert values is None or (value, rdflib.RDF.type, values) in graph, prop
    assert len(set(graph.subjects(rdflib.RDF.type, SD.Service))) == 1
