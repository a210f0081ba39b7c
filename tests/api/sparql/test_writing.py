"""Answers are written whole, within rows and bytes, or not at all; XML is XML."""

import csv
import io
import json
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.sparql.formats import GRAPHS, RESULTS
from respondeat.api.sparql.writing import Caps, reaches, written
from respondeat.errors import NotAcceptable, Stopped
from respondeat.graph.stores import Answer

TABLES = [form.engine for form in RESULTS if isinstance(form.engine, ox.QueryResultsFormat)]
RDF = [form.engine for form in GRAPHS if isinstance(form.engine, ox.RdfFormat)]
JSON, XML = ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML

TRAPS = [
    "},{",
    "{},{}",
    "<result>",
    "</result>",
    "\n",
    "\r\n",
    '"',
    '""\n""',
    "a,b",
    "\t",
    "\\n",
    "&lt;result>",
]
TEXT = st.sampled_from(TRAPS) | st.text(alphabet='},{"\n\r<result>, a\\', max_size=8)


def store(*texts: str) -> ox.Store:
    made = ox.Store()
    made.extend(
        ox.Quad(ox.NamedNode(f"urn:s{n}"), ox.NamedNode("urn:p"), ox.Literal(text))
        for n, text in enumerate(texts)
    )
    return made


def rows(*texts: str) -> Answer:
    return store(*texts).query("SELECT ?o ?none { ?s ?p ?o }")


def plain(found: Answer, form: ox.QueryResultsFormat) -> bytes:
    """What the engine writes."""
    assert isinstance(found, ox.QuerySolutions)
    return found.serialize(format=form) or b""


def triples(*texts: str) -> Answer:
    return store(*texts).query("CONSTRUCT WHERE { ?s ?p ?o }")


@pytest.mark.parametrize("form", TABLES)
@given(texts=st.lists(TEXT, max_size=6), most=st.integers(1, 7))
def test_rows_are_counted_whatever_stands_in_them(
    form: ox.QueryResultsFormat, texts: list[str], most: int
) -> None:
    body = plain(rows(*texts), form)
    assert reaches(body, form, most) == (len(texts) >= most)


@pytest.mark.parametrize("form", TABLES)
@given(empty=st.integers(0, 4), most=st.integers(1, 5))
def test_rows_without_values_are_counted_too(form: ox.QueryResultsFormat, empty: int, most: int) -> None:
    values = " ".join("()" for _ in range(empty))
    for text in (f"SELECT * {{ VALUES () {{ {values} }} }}", f"SELECT ?x {{ VALUES () {{ {values} }} }}"):
        body = plain(ox.Store().query(text), form)
        assert reaches(body, form, most) == (empty >= most)


@pytest.mark.parametrize("form", TABLES)
def test_one_row_too_many_is_an_error_and_as_many_are_not(form: ox.QueryResultsFormat) -> None:
    assert written(rows("a", "b", "},{"), form, Caps(3, 10_000))[1] == "yes"
    with pytest.raises(Stopped) as met:
        written(rows("a", "b", "},{"), form, Caps(2, 10_000))
    assert (met.value.limit, met.value.allowed) == ("rows", 2)


@pytest.mark.parametrize("form", RDF)
def test_triples_are_counted_as_they_come(form: ox.RdfFormat) -> None:
    body, complete = written(triples("a", "b", "c"), form, Caps(3, 10_000))
    assert complete == "yes"
    assert len(list(ox.parse(body, format=form))) == 3
    with pytest.raises(Stopped) as met:
        written(triples("a", "b", "c"), form, Caps(2, 10_000))
    assert met.value.limit == "rows"


def test_what_the_client_asked_for_ends_there_and_says_so() -> None:
    nt = ox.RdfFormat.N_TRIPLES
    for asked, lines, complete in ((2, 2, "no"), (3, 3, "yes"), (4, 3, "yes")):
        body, told = written(triples("a", "b", "c"), nt, Caps(3, 10_000, asked))
        assert (body.count(b"\n"), told) == (lines, complete)
    assert written(rows("a", "b"), JSON, Caps(9, 10_000, 2))[1] == "unknown"
    assert written(rows("a", "b"), JSON, Caps(9, 10_000, 3))[1] == "yes"
    assert written(ox.Store().query("ASK {}"), JSON, Caps(1, 100, 1))[1] == "yes"


@pytest.mark.parametrize("form", [*TABLES, *RDF])
def test_one_byte_too_many_is_an_error(form: ox.QueryResultsFormat | ox.RdfFormat) -> None:
    make = triples if isinstance(form, ox.RdfFormat) else rows
    body, _ = written(make("a", "b"), form, Caps(10, 10_000))
    assert written(make("a", "b"), form, Caps(10, len(body)))[0] == body
    with pytest.raises(Stopped) as met:
        written(make("a", "b"), form, Caps(10, len(body) - 1))
    assert (met.value.limit, met.value.allowed) == ("bytes", len(body) - 1)


@pytest.mark.parametrize("form", [XML, ox.RdfFormat.RDF_XML])
@given(text=st.text(max_size=10))
def test_xml_is_read_back_as_it_was_or_refused(form: ox.QueryResultsFormat | ox.RdfFormat, text: str) -> None:
    make = triples if isinstance(form, ox.RdfFormat) else rows
    found = next(iter(store(text))).object  # U+FFFE and its like the engine has changed already
    assert isinstance(found, ox.Literal)
    try:
        body, _ = written(make(text), form, Caps(10, 10_000))
    except NotAcceptable:
        assert any((ord(c) < 32 and c not in "\t\n\r") or c in "\ufffe\uffff" for c in found.value)
        return
    read = {one.text or "" for one in ElementTree.fromstring(body).iter() if not len(one)}
    assert found.value in read


def test_a_property_that_rdf_xml_cannot_name_is_refused() -> None:
    found = ox.Store().query("CONSTRUCT { <urn:a> <urn:x/1> 1 } {}")
    with pytest.raises(NotAcceptable, match="ends in no XML name"):
        written(found, ox.RdfFormat.RDF_XML, Caps(9, 10_000))
    again = ox.Store().query('CONSTRUCT { <urn:a> <urn:x> "<oxprefix: " } {}')
    assert b"&lt;oxprefix: " in written(again, ox.RdfFormat.RDF_XML, Caps(9, 10_000))[0]


def test_turtle_has_the_prefixes_that_are_known() -> None:
    found = ox.Store().query("CONSTRUCT { <urn:a> a <https://w3id.org/respondeat/ns#Person> } {}")
    body, _ = written(found, ox.RdfFormat.TURTLE, Caps(9, 10_000))
    assert b"<urn:a> a r:Person ." in body


def test_the_other_formats_are_what_readers_of_them_take() -> None:
    texts = sorted(TRAPS)
    found = json.loads(written(rows(*texts), JSON, Caps(99, 10_000))[0])
    assert sorted(row["o"]["value"] for row in found["results"]["bindings"]) == texts
    told = written(rows(*texts), ox.QueryResultsFormat.CSV, Caps(99, 10_000))[0].decode()
    assert sorted(row[0] for row in list(csv.reader(io.StringIO(told, newline="")))[1:]) == texts
