"""The W3C's tests of the SPARQL 1.1 Protocol: those of queries pass, those of updates get a stated 4xx."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.collection import Collection
from rdflib.term import Node
from starlette.testclient import TestClient

from tests.conformance.raw import Raw, load
from tests.conformance.reasons import UPDATES
from tests.conformance.suite import MF, ROOT

HT: Final = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT: Final = rdflib.Namespace("http://www.w3.org/2011/content#")
DATA: Final = "http://kasei.us/2009/09/sparql/data/"
QUERIES: Final = (
    *("query_post_form", "query_dataset_default_graphs_get", "query_dataset_default_graphs_post"),
    *("query_dataset_named_graphs_post", "query_dataset_named_graphs_get", "query_dataset_full"),
    *("query_multiple_dataset", "query_get", "query_content_type_select", "query_content_type_ask"),
    *("query_content_type_describe", "query_content_type_construct", "query_post_direct"),
    *("bad_query_method", "bad_multiple_queries", "bad_query_wrong_media_type"),
    *("bad_query_missing_form_type", "bad_query_missing_direct_type", "bad_query_non_utf8"),
    "bad_query_syntax",
)
FORMS: Final = {
    "boolean": ("application/sparql-results+json", "application/sparql-results+xml"),
    "tabular": (
        *("application/sparql-results+json", "application/sparql-results+xml"),
        *("text/csv", "text/tab-separated-values"),
    ),
    "RDF": ("application/rdf+xml", "text/turtle", "application/n-triples"),
}


@dataclass(frozen=True)
class Asked:
    """A request of a test, and what it wants: the first digit of the status, the form, yes or no."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    status: frozenset[str]
    form: str | None
    says: bool | None


@pytest.fixture(scope="module")
def manifest(suite: Path) -> rdflib.Graph:
    """The list of the tests."""
    return rdflib.Graph().parse(
        suite / "protocol" / "manifest.ttl", format="turtle", publicID="http://testserver/"
    )


@pytest.fixture(scope="module")
def protocol_client(client: TestClient, raw: Raw, suite: Path) -> TestClient:
    """The endpoint over the graphs that the tests speak of. Of data0.rdf only the name is known."""
    store = ox.Store()
    for number in (1, 2, 3):
        path = suite / "protocol" / f"data{number}.nt"
        load(store, path, DATA, ox.NamedNode(f"{DATA}data{number}.rdf"))
    store.add_graph(ox.NamedNode(f"{DATA}data0.rdf"))
    raw.hold(store)
    return client


def requests(graph: rdflib.Graph, name: str) -> Iterator[Asked]:
    """The requests of a test in their order."""
    action = graph.value(rdflib.URIRef(f"{ROOT}protocol/manifest#{name}"), MF.action)
    for one in Collection(graph, _given(graph, action, HT.requests)):
        address = urlsplit(str(graph.value(one, HT.absolutePath)))
        assert address.path.startswith("/sparql"), address
        headers = graph.value(one, HT.headers)
        told = graph.value(one, HT.resp)
        body = graph.value(one, HT.body)
        says = graph.value(told, MF.expectedBoolean)
        form = graph.value(told, MF.expectedFormat)
        yield Asked(
            str(graph.value(one, HT.methodName)),
            f"/sparql?{address.query}" if address.query else "/sparql",
            dict(_headers(graph, headers)) if headers is not None else {},
            _body(graph, body) if body is not None else b"",
            frozenset(str(status)[-3] for status in graph.objects(told, MF.expectedStatus)),
            None if form is None else str(form),
            None if says is None else str(says) == "true",
        )


def _given(graph: rdflib.Graph, subject: Node | None, predicate: Node) -> Node:
    found = graph.value(subject, predicate)
    assert found is not None
    return found


def _headers(graph: rdflib.Graph, listed: Node) -> Iterator[tuple[str, str]]:
    for one in Collection(graph, listed):
        yield str(graph.value(one, HT.fieldName)), str(graph.value(one, HT.fieldValue))


def _body(graph: rdflib.Graph, body: Node) -> bytes:
    return str(graph.value(body, CNT.chars)).encode(str(graph.value(body, CNT.characterEncoding)))


def test_every_test_is_one_of_queries_or_of_updates(manifest: rdflib.Graph) -> None:
    start = f"{ROOT}protocol/manifest#"
    found = {str(one).removeprefix(start) for one in manifest.subjects(rdflib.RDF.type, MF.ProtocolTest)}
    assert found == {*QUERIES, *UPDATES}
    assert (len(QUERIES), len(UPDATES)) == (20, 14)


@pytest.mark.parametrize("name", QUERIES)
def test_of_queries(name: str, manifest: rdflib.Graph, protocol_client: TestClient) -> None:
    for asked in requests(manifest, name):
        got = protocol_client.request(
            asked.method, asked.path, headers=asked.headers, content=asked.body or None
        )
        assert str(got.status_code)[0] in asked.status, got.text
        if asked.form is not None:
            assert got.headers["content-type"].partition(";")[0] in FORMS[asked.form]
        if asked.says is not None:
            assert got.json()["boolean"] is asked.says
        if got.status_code >= 400:
            assert got.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("name", UPDATES)
def test_of_updates(name: str, manifest: rdflib.Graph, protocol_client: TestClient) -> None:
    asked = next(requests(manifest, name))  # what follows asks what the update has changed
    before = protocol_client.post("/sparql", data={"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}).content
    got = protocol_client.request(asked.method, asked.path, headers=asked.headers, content=asked.body or None)
    assert got.status_code == UPDATES[name], got.text
    kind = {403: "query-forbidden", 415: "unsupported-media"}[UPDATES[name]]
    assert got.json()["type"] == f"/problems/{kind}"
    after = protocol_client.post("/sparql", data={"query": "SELECT * { GRAPH ?g { ?s ?p ?o } }"}).content
    assert after == before
