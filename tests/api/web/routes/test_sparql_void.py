"""/void and /.well-known/void: what is there at the reader's level."""

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from starlette.testclient import TestClient

from respondeat.api.sparql.description import VOID
from respondeat.api.sparql.formats import GRAPHS, HTML
from tests.api.web.told import asked, problem


@pytest.fixture(scope="module")
def client(example: Path) -> Iterator[TestClient]:
    with asked(example) as found:
        yield found


@pytest.mark.parametrize("path", ["/void", "/.well-known/void"])
def test_the_counts_are_those_of_queries(client: TestClient, path: str) -> None:
    got = client.get(path, headers={"Accept": "application/n-triples"})
    assert got.headers["content-type"].startswith("application/n-triples")
    graph = ox.Store()
    graph.load(got.content, format=ox.RdfFormat.N_TRIPLES)
    told = graph.query(f"SELECT ?n {{ ?d a <{VOID}Dataset> ; <{VOID}triples> ?n }}")
    assert isinstance(told, ox.QuerySolutions)
    count = client.get("/sparql", params={"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}).json()
    assert [row["n"].value for row in told] == [count["results"]["bindings"][0]["n"]["value"]]


@pytest.mark.parametrize("form", [form for form in GRAPHS if form.media_type != HTML])
def test_every_form_by_accept_and_by_name(client: TestClient, form: object) -> None:
    assert form in GRAPHS
    media_type, names = getattr(form, "media_type", ""), getattr(form, "names", ())
    by_accept = client.get("/void", headers={"Accept": media_type})
    assert by_accept.headers["content-type"].partition(";")[0] == media_type
    again = client.get("/void", headers={"Accept": media_type, "If-None-Match": by_accept.headers["etag"]})
    assert again.status_code == 304
    for name in names:
        assert client.get("/void", params={"format": name}).content == by_accept.content


def test_what_is_not_taken(client: TestClient) -> None:
    assert problem(client.get("/void", headers={"Accept": "text/html"}), 406, "not-acceptable")
    assert problem(client.get("/void", params={"format": "docx"}), 406, "not-acceptable")
    assert problem(client.get("/void", params={"level": "sealed"}), 403, "not-allowed")
    assert problem(client.post("/void"), 405, "method-not-allowed")
    assert client.head("/void").status_code == 200
