"""Triples as a network: types and texts are no nodes, long answers are cut and say so."""

from respondeat.api.pages.place import Place
from respondeat.api.pages.query.graph import MOST, graph
from respondeat.api.pages.query.names import Value
from respondeat.ontology import vocabulary as v

HERE = Place("/sparql", "en")


def iri(text: str) -> Value:
    return Value(text, iri=text)


def test_types_and_texts_are_no_nodes() -> None:
    assert graph(HERE, [[iri("a"), iri(v.TYPE), iri("C")], [iri("a"), iri("p"), Value("text")]]) is None
    made = graph(HERE, [[iri("a"), iri("p"), iri("b")], [iri("b"), iri("p"), iri("b")]])
    assert made is not None
    assert [node["id"] for node in made.drawn["nodes"]] == ["a", "b"]
    assert len(made.drawn["edges"]) == 2
    assert made.explore == ""


def test_more_than_can_be_drawn_is_counted_and_no_edge_leads_nowhere() -> None:
    made = graph(HERE, [[iri("hub"), iri("p"), iri(f"n{n}")] for n in range(MOST + 10)])
    assert made is not None
    assert (made.nodes, made.left_out, len(made.drawn["nodes"])) == (MOST + 11, 11, MOST)
    ids = {node["id"] for node in made.drawn["nodes"]}
    assert all({edge["source"], edge["target"]} <= ids for edge in made.drawn["edges"])


def test_an_edge_has_the_word_of_the_model_in_the_language_of_the_page_and_else_what_was_written() -> None:
    superior = Value("r:superior", iri=v.R + "superior")
    other = Value("x:superior", iri="https://example.org/superior")
    rows = [[iri("a"), superior, iri("b")], [iri("a"), other, iri("c")]]
    for language, word in (("en", "superior"), ("be", "вышэйстаячы"), ("ru", "вышестоящий")):
        made = graph(Place("/sparql", language), rows)
        assert made is not None
        assert [edge["label"] for edge in made.drawn["edges"]] == [word, "x:superior"]
