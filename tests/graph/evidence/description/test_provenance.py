"""How a bundle was made, read by two RDF libraries and asked in SPARQL."""

import random
import socket

import pyoxigraph
import pytest
import rdflib

from respondeat.graph.documents import document_id
from respondeat.graph.evidence.description import Item, provenance
from respondeat.graph.evidence.verifier import layout
from tests.graph.evidence.description.sample import EXTRACTOR, ID, TOLD

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # of rdflib's own parser
PROV = "http://www.w3.org/ns/prov#"
BASE = f"{ID}bundle-{TOLD.about.merkle_root}/public/"


def made() -> bytes:
    return provenance(TOLD.about, TOLD.items, TOLD.recorded)


@pytest.fixture(scope="module")
def store() -> pyoxigraph.Store:
    found = pyoxigraph.Store()
    found.load(made(), format=pyoxigraph.RdfFormat.JSON_LD)
    return found


def asked(store: pyoxigraph.Store, pattern: str) -> list[tuple[str, ...]]:
    text = f"PREFIX prov: <{PROV}> PREFIX s: <http://schema.org/> BASE <{BASE}> SELECT * {{ {pattern} }}"
    solutions = store.query(text)
    assert isinstance(solutions, pyoxigraph.QuerySolutions)
    return sorted(tuple(str(getattr(row[v], "value", "")) for v in solutions.variables) for row in solutions)


def test_the_bytes_are_the_same_in_whatever_order_it_is_told() -> None:
    items, recorded = list(TOLD.items), list(TOLD.recorded)
    for seed in range(5):
        random.Random(seed).shuffle(items)
        random.Random(seed).shuffle(recorded)
        assert provenance(TOLD.about, items, recorded) == made()


def test_two_libraries_read_the_same_triples_and_fetch_nothing(
    store: pyoxigraph.Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("the context was to be fetched")

    monkeypatch.setattr(socket.socket, "connect", refused)
    graph = rdflib.Graph().parse(data=made(), format="json-ld")
    theirs = {(str(s), str(p), str(o).replace("+00:00", "Z")) for s, p, o in graph}
    ours = {
        (q.subject.value, q.predicate.value, q.object.value)
        for q in store
        if isinstance(q.subject, pyoxigraph.NamedNode) and not isinstance(q.object, pyoxigraph.Triple)
    }
    assert theirs == ours
    assert len(theirs) == len(list(store)) > 60


def test_from_the_answer_back_to_the_sources(store: pyoxigraph.Store) -> None:
    assert asked(store, "<data/answer.json> prov:wasDerivedFrom ?x") == [
        (f"{BASE}#data",),
        (f"{BASE}{layout.GRAPH}",),
    ]
    used = asked(store, "<data/answer.json> prov:wasGeneratedBy/prov:used ?x")
    assert used == [(f"{BASE}#data",), (f"{BASE}#question",)]
    assert asked(store, "<#question> prov:value ?x") == [(TOLD.about.parameters,)]
    assert asked(store, "<#data> <http://purl.org/dc/terms/identifier> ?x") == [(TOLD.about.dataset_hash,)]
    version = asked(store, "<#asking> prov:wasAssociatedWith/s:softwareVersion ?x")
    assert version == [("0.1.0",)]


def test_answers_at_lower_levels_come_of_the_same_asking(store: pyoxigraph.Store) -> None:
    assert asked(store, "<data/answers/lower.json> prov:wasGeneratedBy ?x") == [(f"{BASE}#asking",)]


def test_changesets_with_those_who_recorded_them(store: pyoxigraph.Store) -> None:
    told = "?x prov:generatedAtTime ?time ; prov:wasAttributedTo ?who . <data/graph.trig> prov:hadMember ?x"
    found = {frozenset(row) for row in asked(store, told)}
    assert found == {frozenset((one.id, one.recorded_at, one.author)) for one in TOLD.recorded}
    members = asked(store, "<data/graph.trig> prov:hadMember ?x")
    assert [id for (id,) in members] == sorted(TOLD.about.changesets)


def test_a_text_with_what_made_it_from_which_document(store: pyoxigraph.Store) -> None:
    text = next(item for item in TOLD.items if item.kind == "working")
    page = document_id(TOLD.items[0].sha256)
    assert asked(store, f"<{text.path}> prov:wasDerivedFrom ?x") == [(page,)]
    program = "prov:wasGeneratedBy/prov:wasAssociatedWith/<http://purl.org/dc/terms/identifier>"
    assert asked(store, f"<{text.path}> {program} ?x") == [(EXTRACTOR,)]


def test_a_document_with_how_it_was_got(store: pyoxigraph.Store) -> None:
    page = TOLD.items[0]
    id = document_id(page.sha256)
    assert asked(store, f"<{id}> prov:hadPrimarySource ?x") == [("https://gazette.example/a%20page?q=ё",)]
    assert asked(store, f"<{id}> prov:wasGeneratedBy/prov:endedAtTime ?x") == [(page.captured_at,)]
    who = "prov:wasGeneratedBy/prov:wasAssociatedWith/<http://www.w3.org/2000/01/rdf-schema#label>"
    assert asked(store, f"<{id}> {who} ?x") == [("Camera 2",), ("collector 7",)]


def test_times_are_those_of_the_data(store: pyoxigraph.Store) -> None:
    known = {one.recorded_at for one in TOLD.recorded} | {item.captured_at for item in TOLD.items}
    times = "prov:generatedAtTime|prov:endedAtTime|prov:startedAtTime|<http://purl.org/dc/terms/date>"
    found = {time for time, _ in asked(store, f"?x {times} ?t")}
    assert found == known - {""}


def test_nothing_of_what_is_withheld(store: pyoxigraph.Store) -> None:
    (withheld,) = (item for item in TOLD.items if item.state == "withheld")
    assert withheld.leaf not in made().decode() and withheld.number not in made().decode()


def test_names_and_addresses_may_hold_anything() -> None:
    odd = Item(
        number="X00000001", kind="document", path="data/documents/x", sha256="0" * 64, title='"<>\\',
        source_url="https://a.example/<x> y", tool="<tool> {}", collector="a b|c", captured_at="about 2020",
    )  # fmt: skip
    content = provenance(TOLD.about, [odd])
    store = pyoxigraph.Store()
    store.load(content, format=pyoxigraph.RdfFormat.JSON_LD)
    assert len(list(rdflib.Graph().parse(data=content, format="json-ld"))) == len(list(store))
    assert asked(store, "?x <http://purl.org/dc/terms/date> ?t")[0][0] == "about 2020"
