"""What the service and the data are said to be is what they are."""

import pyoxigraph as ox
import pytest

from respondeat.api.sparql.description import SD, VOID, Counts, described, void
from respondeat.api.sparql.formats import BY_TYPE, GRAPHS, HTML, RESULTS
from respondeat.api.sparql.functions_calls import FORMS
from respondeat.api.sparql.tables import TABLES
from respondeat.graph.stores import MemoryStore
from respondeat.ontology import vocabulary as v
from tests.graph.stores.samples import changeset

TYPES = [form.media_type for form in GRAPHS if form.media_type != HTML]


def read(body: bytes, media_type: str) -> set[ox.Triple]:
    form = BY_TYPE["graph"][media_type].engine
    assert isinstance(form, ox.RdfFormat)
    return {quad.triple for quad in ox.parse(body, format=form, base_iri="http://h/")}


def values(graph: set[ox.Triple], predicate: str) -> set[str]:
    return {str(getattr(t.object, "value", t.object)) for t in graph if t.predicate.value == predicate}


def test_the_service_names_every_form_function_and_table() -> None:
    graph = read(described("http://h/sparql", "text/turtle", 77), "text/turtle")
    assert values(graph, f"{SD}endpoint") == {"http://h/sparql"}
    assert values(graph, f"{SD}resultFormat") == {form.iri for form in (*RESULTS, *GRAPHS) if form.iri}
    assert values(graph, f"{SD}extensionFunction") == set(FORMS)
    assert values(graph, f"{SD}propertyFeature") == set(TABLES)
    assert values(graph, f"{v.RDFS}seeAlso") == {"http://h/void"}
    assert "at most 77 rows" in str(values(graph, f"{v.DCTERMS}description"))


@pytest.mark.parametrize("media_type", TYPES)
def test_every_form_says_the_same_and_the_same_each_time(media_type: str) -> None:
    first = described("http://h/sparql", media_type, 5)
    assert first == described("http://h/sparql", media_type, 5)
    wanted = read(described("http://h/sparql", "application/n-triples", 5), "application/n-triples")
    assert len(read(first, media_type)) == len(wanted)


def test_the_data_are_counted_as_they_are() -> None:
    with MemoryStore() as store:
        store.write([changeset(1, "public", 3), changeset(2, "sealed", 4)])
        for level in ("public", "sealed"):
            with store.reader(level) as reader:
                counts = Counts.of(reader)
                default = [quad for quad in reader.quads() if quad.graph_name == ox.DefaultGraph()]
                body = void("http://h/", "text/turtle", counts, "ab12", "2026-01-01T00:00:00Z")
            assert counts.triples == len(default)
            assert set(counts.properties) == {quad.predicate.value for quad in default}
            graph = read(body, "text/turtle")
            types = [q.object.value for q in default if q.predicate.value == v.TYPE]  # type: ignore[union-attr]
            assert counts.classes == {iri: types.count(iri) for iri in sorted(set(types))}
            assert values(graph, f"{VOID}classes") == {str(len(set(types)))}
            assert values(graph, f"{VOID}sparqlEndpoint") == {"http://h/sparql"}
            assert values(graph, f"{VOID}property") == set(counts.properties)
            assert values(graph, f"{v.DCTERMS}identifier") == {"ab12"}
            assert str(len(default)) in values(graph, f"{VOID}triples")
            assert f"{v.R}" in values(graph, f"{VOID}vocabulary")


def test_data_without_anything() -> None:
    with MemoryStore() as store, store.reader("public") as reader:
        graph = read(void("http://h/", "text/turtle", Counts.of(reader), "0", None), "text/turtle")
    assert values(graph, f"{VOID}triples") == {"0"}
    assert values(graph, f"{v.DCTERMS}modified") == set()
