"""The usual clients of SPARQL endpoints, against a server as a user has it."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import rdflib
import SPARQLWrapper
from rdflib.plugins.stores.sparqlstore import SPARQLStore

from tests.api.server import Server, server

pytestmark = pytest.mark.slow

PEOPLE = "SELECT ?person WHERE { ?person a r:Person } ORDER BY ?person"
TRIPLES = "CONSTRUCT WHERE { ?person a r:Person }"


@pytest.fixture(scope="module")
def running(example: Path) -> Iterator[Server]:
    with server(example) as found:
        yield found


@pytest.fixture(scope="module")
def people(running: Server) -> list[str]:
    """The ids of all persons, as plain HTTP gives them."""
    with running.client() as client:
        found = client.get("/sparql", params={"query": PEOPLE}).json()
    ids = [row["person"]["value"] for row in found["results"]["bindings"]]
    assert ids
    return ids


def wrapped(running: Server, query: str, form: str, method: str = "GET") -> Any:
    client = SPARQLWrapper.SPARQLWrapper(f"{running.url}/sparql")
    client.setMethod(method)
    client.setQuery(query)
    client.setReturnFormat(form)
    return client.query()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    "form", [SPARQLWrapper.JSON, SPARQLWrapper.XML, SPARQLWrapper.CSV, SPARQLWrapper.TSV]
)
def test_sparqlwrapper_selects(running: Server, people: list[str], form: str, method: str) -> None:
    found = wrapped(running, PEOPLE, form, method).convert()
    match form:
        case SPARQLWrapper.JSON:
            ids = [row["person"]["value"] for row in found["results"]["bindings"]]
        case SPARQLWrapper.XML:
            ids = [node.firstChild.data for node in found.getElementsByTagName("uri")]
        case _:
            ids = [line.strip("<>\r") for line in found.decode().splitlines()[1:]]
    assert ids == people


@pytest.mark.parametrize("form", [SPARQLWrapper.JSON, SPARQLWrapper.XML])
def test_sparqlwrapper_asks(running: Server, form: str) -> None:
    found = wrapped(running, "ASK { ?person a r:Person }", form).convert()
    assert found["boolean"] is True if form == SPARQLWrapper.JSON else "true" in found.toxml()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # by rdflib; the client makes one
@pytest.mark.parametrize(
    "form", [SPARQLWrapper.TURTLE, SPARQLWrapper.RDFXML, SPARQLWrapper.XML, SPARQLWrapper.JSONLD]
)
def test_sparqlwrapper_constructs(running: Server, people: list[str], form: str) -> None:
    made = wrapped(running, TRIPLES, form).convert()
    graph = made if isinstance(made, rdflib.Graph) else rdflib.Graph().parse(data=made, format="turtle")
    assert sorted(str(one) for one in graph.subjects()) == people


def test_sparqlwrapper_posts_the_text_itself(running: Server, people: list[str]) -> None:
    client = SPARQLWrapper.SPARQLWrapper(f"{running.url}/sparql")
    client.setMethod(SPARQLWrapper.POST)
    client.setRequestMethod(SPARQLWrapper.POSTDIRECTLY)
    client.setQuery(PEOPLE)
    client.setReturnFormat(SPARQLWrapper.JSON)
    found = client.query().convert()
    assert isinstance(found, dict)
    assert len(found["results"]["bindings"]) == len(people)


def test_sparqlwrapper_is_told_what_is_wrong(running: Server) -> None:
    with pytest.raises(SPARQLWrapper.SPARQLExceptions.QueryBadFormed, match="cannot be read"):
        wrapped(running, "SELECT * { ?s ?p ?o ; } } LIMIT", SPARQLWrapper.JSON)
    update = SPARQLWrapper.SPARQLWrapper(f"{running.url}/sparql")
    update.setMethod(SPARQLWrapper.POST)
    update.setQuery("CLEAR ALL")
    with pytest.raises(Exception, match="403"):
        update.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
@pytest.mark.parametrize("form", ["xml", "json", "csv", "tsv"])
def test_rdflib_reads_through_its_store(running: Server, people: list[str], form: str, method: Any) -> None:
    store = SPARQLStore(f"{running.url}/sparql", method=method, returnFormat=form)
    graph = rdflib.Graph(store=store)
    rows = graph.query("SELECT ?person WHERE { ?person a r:Person } ORDER BY ?person")
    assert [str(row[0]) for row in rows if isinstance(row, rdflib.query.ResultRow)] == people


def test_rdflib_asks_for_triples_and_for_yes_or_no(running: Server, people: list[str]) -> None:
    graph = rdflib.Graph(store=SPARQLStore(f"{running.url}/sparql"))
    person = rdflib.URIRef("https://w3id.org/respondeat/ns#Person")
    assert sorted(str(one) for one in graph.subjects(rdflib.RDF.type, person)) == people
    assert (rdflib.URIRef(people[0]), rdflib.RDF.type, person) in graph
    assert graph.query("ASK { ?x a r:Person }").askAnswer is True
    made = graph.query(TRIPLES)
    assert made.graph is not None
    assert len(made.graph) == len(people)


def test_curl(running: Server, people: list[str]) -> None:
    if shutil.which("curl") is None:
        pytest.skip("there is no curl")

    def curl(*arguments: str) -> str:
        done = subprocess.run(
            ["curl", "--silent", "--noproxy", "*", "--max-time", "30", *arguments],
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    address = f"{running.url}/sparql"
    assert curl("--data-urlencode", f"query={PEOPLE}", "-H", "Accept: text/csv", address).split() == [
        "person",
        *people,
    ]
    assert len(curl("-G", "--data-urlencode", f"query={PEOPLE}", "-d", "format=tsv", address).split()) == (
        len(people) + 1
    )
    sent = ("--data-binary", PEOPLE, "-H", "Content-Type: application/sparql-query", address)
    assert len(json.loads(curl(*sent))["results"]["bindings"]) == len(people)
    assert '"status": 403' in curl("--data", f"update={quote('CLEAR ALL')}", address)
    assert "sd:endpoint" in curl(address)
