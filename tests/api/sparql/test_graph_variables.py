"""GRAPH with a variable: what the engine answers wrongly is refused, the rest is right."""

from collections import Counter

import pyoxigraph as ox
import pytest

from respondeat.api.sparql.checked import check
from respondeat.api.sparql.graph_variables import refuse_misread
from respondeat.errors import QueryError

REFUSED = [
    "SELECT * { GRAPH ?g { { SELECT ?s { ?s :p ?o } } } }",
    "SELECT ?g ?s { GRAPH ?g { { SELECT ?s { ?s :p ?o } } } }",
    "SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s :p ?o } } }",
    "SELECT ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s :p ?o } } }",
    "SELECT ?s { GRAPH ?g { { SELECT ?s { ?s :p ?o } } ?s :q ?z } }",
    "SELECT ?s { GRAPH ?g { { SELECT DISTINCT ?s { ?s :p ?o } } } }",
    "SELECT ?s { GRAPH ?g { { SELECT ?s { ?s :p ?o } LIMIT 1 } } }",
    "SELECT ?s { GRAPH ?g { { SELECT ?g ?s { ?s :p ?o } LIMIT 1 } } }",
    "SELECT ?s { GRAPH ?g { { SELECT ?s { ?s :p ?o } } } ?g :from ?x }",
    "SELECT ?s { GRAPH ?g { ?s :q ?o FILTER NOT EXISTS { SELECT ?s { ?s :p ?x } } } }",
    "SELECT * { GRAPH $g { ?s :p ?o MINUS { ?x :q ?y } } }",
    "SELECT * { GRAPH ?g { ?s :p ?o MINUS { ?g :q ?y } } }",
    "SELECT * { { GRAPH ?g { VALUES ?x { 1 } } } }",
    "SELECT * { GRAPH ?g { { ?s :p ?o } UNION { VALUES ?x { 1 } } } }",
    "ASK { ?a :b ?c GRAPH ?h { ?s :p ?o } GRAPH ?g { VALUES ?x { 1 } GRAPH :i { ?s :p ?o } } }",
]
TAKEN = [
    "SELECT * { ?s :p ?o MINUS { ?x :q ?y } VALUES ?z { 1 } { SELECT ?s { ?s :p ?o } LIMIT 1 } }",
    "SELECT * { GRAPH :g { { SELECT ?s { ?s :p ?o } LIMIT 1 } MINUS { ?x :q ?y } VALUES ?x { 1 } } }",
    "SELECT * { GRAPH ?g {} GRAPH ?h { ?s :p ?o BIND(1 AS ?x) OPTIONAL { ?s :q ?z } } }",
    "SELECT ?s { GRAPH ?g { { SELECT ?s { ?s :p ?o } } } }",
    "SELECT ?s { GRAPH ?g { { SELECT * { ?s :p ?g } } } }",
    "SELECT ?g ?s { GRAPH ?g { { SELECT ?g ?s { ?s :p ?o } } ?s :q ?z } }",
    "SELECT * { GRAPH ?g { { SELECT ?g (COUNT(*) AS ?n) { ?s :p ?o } GROUP BY ?g } } }",
    "SELECT * { { SELECT ?s { GRAPH ?g { ?s :p ?o } } LIMIT 1 } }",
    "SELECT * { GRAPH ?g { ?s :p ?o MINUS { ?s :q ?y } } }",
    "SELECT * { GRAPH ?g { ?s :p ?o VALUES ?s { :a } } }",
    "SELECT * { GRAPH ?g { ?s :p ?o OPTIONAL { VALUES ?s { :a } } } }",
    "SELECT * { GRAPH ?g { ?s :p ?o } VALUES ?g { :a } MINUS { ?x :q ?y } }",
    "SELECT * { GRAPH ?g { ?s :p ?o GRAPH :h { VALUES ?x { 1 } } } }",
]


def checked(text: str) -> None:
    refuse_misread(check(f"PREFIX : <urn:> {text}").parsed)


@pytest.mark.parametrize("text", REFUSED)
def test_what_would_be_wrong_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(QueryError, match=r"GRAPH \?g \(.*would be answered wrongly"):
        checked(text)


@pytest.mark.parametrize("text", TAKEN)
def test_what_comes_out_right_goes_through(text: str) -> None:
    checked(text)


DATA = b"""@prefix : <urn:> . :d :p 0 . :g :from :x . GRAPH :i { :a :z 1 }
GRAPH :g { :a :p 1 . :a :q 1 . :c :p :g } GRAPH :h { :b :p 2 . :b :q 2 . :a :q 9 . :a :p 1 }"""
PATTERNS = [
    "{ SELECT ?s { ?s :p ?o } }",
    "{ SELECT * { ?s :p ?o } }",
    "{ SELECT * { ?s :p ?g } }",
    "{ SELECT ?g ?s { ?s :p ?o } }",
    "{ SELECT ?g ?s { ?s :p ?o } } ?s :q ?z",
    "{ SELECT ?s { ?s :p ?o } } ?s :q ?z",
    "{ SELECT DISTINCT ?s { ?s :p ?o } }",
    "{ SELECT DISTINCT ?g ?s { ?s :p ?o } }",
    "{ SELECT ?s { ?s :p ?o } ORDER BY ?s LIMIT 1 }",
    "{ SELECT ?g ?s { ?s :p ?o } ORDER BY ?s LIMIT 1 }",
    "{ SELECT (COUNT(*) AS ?s) { ?x :p ?o } }",
    "{ SELECT ?g (COUNT(*) AS ?s) { ?x :p ?o } GROUP BY ?g }",
    "{ SELECT ?s (COUNT(*) AS ?z) { ?s :p ?o } GROUP BY ?s }",
    "?s :p ?o MINUS { ?x :q ?y }",
    "?s :p ?o MINUS { ?s :q ?y }",
    "?s :q ?z MINUS { ?s :p ?o }",
    "?s :p ?o MINUS { ?g :q ?y }",
    "VALUES ?s { :a :b }",
    "?s :p ?o VALUES ?s { :a :b }",
    "VALUES ?g { :h } ?s :p ?o",
    "{ ?s :p ?o } UNION { VALUES ?s { :e } }",
    "?s :p ?o OPTIONAL { VALUES ?z { 1 } }",
    "?s :p ?o FILTER NOT EXISTS { ?s :q ?z }",
    "?s :p ?o FILTER EXISTS { SELECT ?s { ?s :q ?z } }",
    "?s :q ?z OPTIONAL { ?s :p ?o }",
    "OPTIONAL { ?s :p ?o }",
    "?s :p|:q ?o",
    "BIND(1 AS ?s)",
    "",
]


def answers(store: ox.Store, query: str, shown: str) -> Counter[str]:
    found = store.query(f"PREFIX : <urn:> {query}")
    assert isinstance(found, ox.QuerySolutions)
    return Counter(str([row[name.lstrip("?")] for name in shown.split()]) for row in found)


@pytest.mark.parametrize("shown", ["?g ?s ?o ?z", "?s ?o ?z"])
def test_what_goes_through_is_what_each_graph_alone_answers(shown: str) -> None:
    store = ox.Store()
    store.load(DATA, format=ox.RdfFormat.TRIG)
    refused, wrong = set(), set()
    for pattern in PATTERNS:
        query = f"SELECT {shown} {{ GRAPH ?g {{ {pattern} }} }}"
        whole = Counter[str]()
        for graph in (":g", ":h", ":i"):
            one = f"SELECT {shown} {{ GRAPH {graph} {{ {pattern} }} VALUES ?g {{ {graph} }} }}"
            whole += answers(store, one, shown)
        try:
            checked(query)
        except QueryError:
            refused.add(pattern)
        if answers(store, query, shown) != whole:
            wrong.add(pattern)
    assert wrong <= refused
    assert len(wrong) >= 5
