"""context.jsonld names every word of the model, and JSON-LD by it gives the same triples."""

import json
from typing import Any

import pyoxigraph as ox
import pytest
import rdflib

from respondeat.ontology import concepts as c
from respondeat.ontology import vocabulary as v

COERCED = {"entity": "@id", "integer": "xsd:integer", "boolean": "xsd:boolean", "text": None, "edtf": None}


@pytest.fixture(scope="module")
def context() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(c.resource("context.jsonld"))["@context"]
    return found


@pytest.fixture(scope="module")
def example() -> rdflib.Graph:
    quads = ox.parse(c.resource("example.trig"), format=ox.RdfFormat.TRIG)
    return rdflib.Graph().parse(data="".join(f"{q.triple} .\n" for q in quads), format="nt")


def test_every_word_has_a_term(context: dict[str, Any]) -> None:
    for iri in v.CLASSES:
        assert context[iri.removeprefix(v.R)] == f"r:{iri.removeprefix(v.R)}"
    for iri in v.PROPERTIES:
        assert context[iri.removeprefix(v.R)]["@id"] == f"r:{iri.removeprefix(v.R)}"


def test_values_are_read_as_the_ranges_say(context: dict[str, Any]) -> None:
    for iri, kind in v.RANGES.items():
        expected = "@vocab" if kind.startswith("concept:") else COERCED[kind]
        assert context[iri.removeprefix(v.R)].get("@type") == expected, iri


def test_prefixes_are_those_of_the_vocabulary(context: dict[str, Any]) -> None:
    assert {name: context[name] for name in v.PREFIXES} == dict(v.PREFIXES)


# rdflib's own JSON-LD parser uses a class that rdflib has deprecated
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.filterwarnings("ignore:Dataset.default_context is deprecated:DeprecationWarning")
def test_json_ld_round_trip(context: dict[str, Any], example: rdflib.Graph) -> None:
    text = example.serialize(format="json-ld", context=context)
    assert '"capacity": "head"' in text  # compact, by our terms
    assert set(rdflib.Graph().parse(data=text, format="json-ld")) == set(example)


def test_json_ld_is_read_alike_by_the_engine(context: dict[str, Any], example: rdflib.Graph) -> None:
    text = example.serialize(format="json-ld", context=context)
    quads = ox.parse(text, format=ox.RdfFormat.JSON_LD)
    again = rdflib.Graph().parse(data="".join(f"{q.triple} .\n" for q in quads), format="nt")
    assert set(again) == set(example)


def test_plain_json_is_read_by_our_terms(context: dict[str, Any]) -> None:
    posting = {
        "@context": context,
        "id": "d:s-1",
        "type": "Posting",
        "holder": "d:p-1",
        "body": "d:b-1",
        "capacity": "judge",
        "latestStartDay": 18383,
        "derived": True,
    }
    quads = {str(q.triple) for q in ox.parse(json.dumps(posting), format=ox.RdfFormat.JSON_LD)}
    subject = f"<{v.ID}s-1>"
    assert quads == {
        f"{subject} <{v.TYPE}> <{v.POSTING}>",
        f"{subject} <{v.R}holder> <{v.ID}p-1>",
        f"{subject} <{v.R}body> <{v.ID}b-1>",
        f"{subject} <{v.R}capacity> <{v.R}judge>",
        f'{subject} <{v.R}latestStartDay> "18383"^^<{v.XSD}integer>',
        f'{subject} <{v.R}derived> "true"^^<{v.XSD}boolean>',
    }
