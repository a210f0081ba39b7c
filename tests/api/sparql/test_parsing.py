"""A query read by the grammar: its tokens and its parts."""

import pytest
from hypothesis import given

from respondeat.api.sparql.bounds import Bounds, Gauge
from respondeat.api.sparql.parsing import Parsed, parse
from respondeat.api.sparql.tokens import Source
from respondeat.errors import QueryError
from tests.api.sparql.derived import queries

FREE = Bounds(None, None, None, None)


def read(text: str) -> Parsed:
    source = Source(text)
    return parse(source, Gauge(source, FREE))


def written(text: str, name: str) -> list[str]:
    found = read(text)
    return [found.written(part) for part in found.named(name)]


def test_parts_are_told_with_their_text() -> None:
    inner = "{ SELECT ?s { ?s a a:f FILTER a:f(a:g, (1)) } LIMIT 1 }"
    text = f"PREFIX a: <b:> SELECT * {{ ?s a:p/a:q 'x' . {inner} }} LIMIT 2"
    assert written(text, "Prologue") == ["PREFIX a: <b:>"]
    assert written(text, "SelectQuery")[0].startswith("SELECT * {")
    assert written(text, "TriplesBlock") == ["?s a:p/a:q 'x' .", "?s a a:f"]
    assert written(text, "TriplesSameSubjectPath") == ["?s a:p/a:q 'x'", "?s a a:f"]
    assert written(text, "Path") == ["a:p/a:q", "a"]
    assert written(text, "LimitClause") == ["LIMIT 1", "LIMIT 2"]
    assert written(text, "FunctionCall") == ["a:f(a:g, (1))"]
    assert written(text, "Call") == ["a:g"]
    assert written("ASK { }", "Prologue") == [""]


@given(queries())
def test_parts_lie_within_the_parts_that_they_are_in(query: tuple[list[str], str]) -> None:
    _, text = query
    found = read(text)
    for part in found.parts:
        assert 0 <= part.first <= part.last <= len(found.tokens)
        if part.within >= 0:
            outer = found.parts[part.within]
            assert outer.first <= part.first <= part.last <= outer.last
    spaces = [a.end <= b.start for a, b in zip(found.tokens, found.tokens[1:], strict=False)]
    assert all(spaces)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("ASK { FILTER(?a<?b&&?c>?d) }", ["?a", "<", "?b", "&&", "?c", ">", "?d"]),
        ("ASK { FILTER(<a:>(?x)<1 || 'x'<'y' || 'x'@en<<a:b>) }", ["<a:>", "(", "?x", ")", "<", "1"]),
        ("ASK { FILTER(STRLEN(?a)<=COUNT(<a:b>)) }", ["STRLEN", "(", "?a", ")", "<=", "COUNT"]),
        ("ASK { FILTER(?a IN(<a:b>,<b:c>)) }", ["?a", "IN", "(", "<a:b>", ",", "<b:c>"]),
        ("SELECT ?a { } ORDER BY ?a<a:b>(?c)", ["?a", "<a:b>", "(", "?c", ")"]),
        ("ASK { VALUES ?a { 'x'<a:b>1<c:d>true<e:f>\"y\"^^<g:h><i:j> } }", ["'x'", "<a:b>", "1", "<c:d>"]),
        ("ASK { ?a<a:b><c:d> }", ["?a", "<a:b>", "<c:d>"]),
    ],
)
def test_comparisons_and_iris_are_told_apart_by_where_they_stand(text: str, taken: list[str]) -> None:
    found = read(text)
    tokens = [found.text[t.start : t.end] for t in found.tokens]
    assert any(tokens[n : n + len(taken)] == taken for n in range(len(tokens))), tokens


@pytest.mark.parametrize(
    "text",
    [
        "ASK { FILTER(1 = 2 = 3) }",
        "ASK { FILTER(!!true) }",
        "ASK { ?s ^^<a:b> ?o }",
        "ASK { ?s ?p }",
        "ASK { ?s }",
        "ASK { [] }",
        "ASK { FILTER <a:b> }",
        "ASK { ?s (?p) ?o }",
        "ASK { <a:b> <a:b>+* ?o }",
        "SELECT { }",
        "SELECT * WHERE",
        "SELECT (?a) { }",
        "SELECT ?a AS ?b { }",
        "ASK { BIND(1, ?a) }",
        "ASK { VALUES ?a { ?b } }",
        "ASK { LATERAL { } }",
        "ASK { << ?a ?b ?c >> ?p ?o }",
        "ASK { ?a ?b ?c {| ?d ?e |} }",
        "CONSTRUCT { ?s a/a ?o } { }",
        "CONSTRUCT WHERE { FILTER(1) }",
        "CONSTRUCT WHERE { { } }",
        "ASK { } GROUP BY",
        "ASK { } LIMIT 1 LIMIT 2",
        "ASK { } ORDER BY ?a GROUP BY ?a",
        "PREFIX a <b:> ASK { }",
        "BASE a:b ASK { }",
        "ASK { } PREFIX a: <b:>",
    ],
)
def test_what_sparql_1_1_does_not_have(text: str) -> None:
    with pytest.raises(QueryError, match=r"^At line 1, column \d+: "):
        read(text)


def test_depth_needs_no_recursion() -> None:
    for text in (
        "ASK " + "{" * 50_000 + "}" * 50_000,
        "ASK { FILTER(" + "(" * 50_000 + "1" + ")" * 50_000 + ") }",
    ):
        assert len(read(text).tokens) > 100_000
