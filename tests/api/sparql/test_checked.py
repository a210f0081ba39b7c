"""What may run and what is refused, before anything runs; the limit of rows goes to the right place."""

from contextlib import suppress

import pyoxigraph as ox
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from respondeat.api.sparql.bounds import Bounds
from respondeat.api.sparql.checked import check
from respondeat.errors import ForbiddenQuery, QueryError, RespondeatError
from respondeat.ontology import vocabulary as v
from tests.api.sparql.derived import parsed, queries
from tests.examples import examples

FREE = Bounds(None, None, None, None)
BRIEF = Bounds(8192, 50, 5, 60)  # what the engine answers at once over a few triples


def refused(text: str, error: type[RespondeatError] = QueryError) -> str:
    with pytest.raises(error) as caught:
        check(text)
    assert type(caught.value) is error
    return caught.value.detail


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:b> <a:b> 1 }",
        "insert { ?s ?p ?o } where { ?s ?p ?o }",
        "PREFIX x: <a:b> DELETE WHERE { ?s ?p ?o }",
        "# a comment\nDELETE DATA { <a:b> <a:b> 1 }",
        "WITH <a:b> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/passwd>",
        "LOAD SILENT <http://127.0.0.1/> INTO GRAPH <a:b>",
        "CLEAR ALL",
        "DROP SILENT GRAPH <a:b>",
        "CREATE GRAPH <a:b>",
        "ADD DEFAULT TO <a:b>",
        "MOVE <a:b> TO DEFAULT",
        "COPY <a:b> TO <a:c>",
        "SELECT * { } INSERT DATA { <a:b> <a:b> 1 }",
        "SELECT * { LOAD <a:b> }",
        "\\u0049NSERT DATA { <a:b> <a:b> 1 }",
    ],
)
def test_updates_are_forbidden(text: str) -> None:
    assert "nothing is changed by queries" in refused(text, ForbiddenQuery)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://x/> { } }",
        "SELECT * { service silent <http://x/> { } }",
        "SELECT * { \\u0053ERVICE <http://x/> { } }",
        "SELECT * { SERVICE:x { } }",
        "SELECT * { ?s ?p 1SERVICE<http://x/>{ } }",
        "PREFIX : <http://x/> SELECT * { ?s ?p ?a FILTER(?a!=1||?a<1)SERVICE:y#>\n{ ?s ?p ?o } }",
        "SELECT * { ?s ?p ?a FILTER(true||?a<1)#>'''\nSERVICE <http://x/> { ?s ?p ?o } #'''\n }",
        "SELECT * { # \\u000ASERVICE <http://x/> { } }",
        "SELECT * { ?s ?p '\\u0027 SERVICE <http://x/> { } #' }",
        "SELECT * { { SELECT * { OPTIONAL { GRAPH ?g { SERVICE ?g { } } } } } }",
        "ASK { FILTER EXISTS { SERVICE <http://x/> { } } }",
        "CONSTRUCT { SERVICE <http://x/> { } } { }",
    ],
)
def test_other_servers_are_never_asked(text: str) -> None:
    assert "never leave this machine" in refused(text, ForbiddenQuery)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1, column 1: the text ends and has no query"),
        ("\n # nothing", "line 2, column 11: the text ends and has no query"),
        ("PREFIX x: <a:b>", "has no query"),
        ("BASE <a:b> PREFIX x: <a:b> # end", "has no query"),
        ("SELECT", "the text ends"),
        ("SELECT * { ?s ?p ?o", "the text ends"),
        ("SELECT * { ?s ?p ?o }}", "line 1, column 22: '}' cannot stand after the end of the query"),
        ("ASK { } ; ASK { }", "cannot stand"),
        ("SELECT * {\n ?s ?p ?o ) }", "line 2, column 11"),
        ("SELECT * { ?s ?p 'abc }", "a string is not finished"),
        ("SELECT * { ?s ?p <a }", "an IRI is not finished"),
        ("SELECT * { ?s ?p ?o } LIMIT -1", "where INTEGER should be"),
        ("SELECT * { ?s ?p ?o } LIMIT ?x", "where INTEGER should be"),
        ("SELECT * { ?s ?p \0 }", "NUL"),
        ("SELECT * { ?s ?p '\ud800' }", "lone surrogate"),
        ("SELECT * { ?s ?p << ?a ?b ?c >> }", "IRI"),
        ("SELECT * FROM x:y { }", "x:y means no IRI"),
        ("SELECT * FROM <y> { }", "relative without a BASE"),
    ],
)
def test_what_is_no_query(text: str, says: str) -> None:
    assert says in refused(text)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * { }", "SELECT"),
        ("ASK { { SELECT * { } } }", "ASK"),
        ("CONSTRUCT { } { }", "CONSTRUCT"),
        ("CONSTRUCT WHERE { }", "CONSTRUCT"),
        ("DESCRIBE <a:b>", "DESCRIBE"),
        ("PREFIX ask: <a:b> SELECT ?describe { ask:construct a 'ASK' }", "SELECT"),
    ],
)
def test_the_form_is_told(text: str, form: str) -> None:
    assert check(text).form == form


def test_graphs_are_told_as_they_are_meant() -> None:
    text = "BASE <http://b/> PREFIX x: <http://x/> SELECT * FROM <g> FROM NAMED x:g FROM r:public { }"
    found = check(text)
    assert found.from_graphs == ("http://b/g", v.R + "public")
    assert found.from_named == ("http://x/g",)
    assert check("ASK FROM <g> { }", base="http://base/x/").from_graphs == ("http://base/x/g",)
    assert check("ASK FROM d:g { }").from_graphs == (v.ID + "g",)
    assert check("PREFIX r: <http://x/> ASK FROM r:g { }").from_graphs == ("http://x/g",)
    found.refuse_graphs([*found.from_graphs, *found.from_named])
    with pytest.raises(ForbiddenQuery, match=r"no graph http://x/g "):
        found.refuse_graphs(found.from_graphs)


@pytest.mark.parametrize(
    ("text", "limited"),
    [
        ("SELECT * { }", "SELECT * { } LIMIT 7 "),
        ("SELECT * { } # end", "SELECT * { } LIMIT 7  # end"),
        ("SELECT * { }#LIMIT 3", "SELECT * { } LIMIT 7 #LIMIT 3"),
        ("SELECT * { } LIMIT 9", "SELECT * { } LIMIT 7"),
        ("SELECT * { } limit 0009", "SELECT * { } limit 7"),
        ("SELECT * { } LIMIT 6", "SELECT * { } LIMIT 6"),
        ("SELECT * { } LIMIT 0007", "SELECT * { } LIMIT 0007"),
        ("SELECT * { } LIMIT 0", "SELECT * { } LIMIT 0"),
        ("SELECT * { } LIMIT " + "9" * 5000, "SELECT * { } LIMIT 7"),
        ("SELECT * { } LIMIT 9 OFFSET 3", "SELECT * { } LIMIT 7 OFFSET 3"),
        ("SELECT * { } OFFSET 3 LIMIT 9", "SELECT * { } OFFSET 3 LIMIT 7"),
        ("SELECT * { } OFFSET 3", "SELECT * { } OFFSET 3 LIMIT 7 "),
        ("SELECT * { { SELECT * { } LIMIT 9 } }", "SELECT * { { SELECT * { } LIMIT 9 } } LIMIT 7 "),
        ("SELECT * { } VALUES ?a { 1 }", "SELECT * { } LIMIT 7  VALUES ?a { 1 }"),
        ("SELECT * { } LIMIT 9 VALUES ?a { 1 }", "SELECT * { } LIMIT 7 VALUES ?a { 1 }"),
        ("ASK { } OFFSET 1 VALUES ?a { 1 }", "ASK { } OFFSET 1 VALUES ?a { 1 }"),
        ("SELECT*{{SELECT*{}LIMIT 9 VALUES ?a {1}}}", "SELECT*{{SELECT*{}LIMIT 9 VALUES ?a {1}}} LIMIT 7 "),
        ("SELECT * { } ORDER BY ?a", "SELECT * { } ORDER BY ?a LIMIT 7 "),
        ("SELECT ?a { } GROUP BY ?a HAVING (1 > 2)", "SELECT ?a { } GROUP BY ?a HAVING (1 > 2) LIMIT 7 "),
        ("ASK { } ORDER BY DESC(?a)VALUES ?b {}", "ASK { } ORDER BY DESC(?a)VALUES ?b {}"),
        ("SELECT * { }ORDER BY DESC(?a)VALUES ?b {}", "SELECT * { }ORDER BY DESC(?a) LIMIT 7 VALUES ?b {}"),
        ("ASK { }", "ASK { }"),
        ("ASK { } LIMIT 9", "ASK { } LIMIT 9"),
        ("CONSTRUCT WHERE { }", "CONSTRUCT WHERE { } LIMIT 7 "),
        ("CONSTRUCT { } { } LIMIT 8", "CONSTRUCT { } { } LIMIT 7"),
        ("DESCRIBE <a:b>", "DESCRIBE <a:b> LIMIT 7 "),
        ("DESCRIBE * { } LIMIT 9", "DESCRIBE * { } LIMIT 7"),
        ("SELECT ?limit { ?limit a 'LIMIT 9' }", "SELECT ?limit { ?limit a 'LIMIT 9' } LIMIT 7 "),
        ("SELECT * { } L\\u0049MIT 9", "SELECT * { } LIMIT 7"),
    ],
)
def test_the_limit_goes_to_the_top(text: str, limited: str) -> None:
    found = check(text).limited(7)
    assert found == limited
    check(found)


@settings(max_examples=examples(300))
@given(queries())
def test_what_the_grammar_derives_is_read(query: tuple[list[str], str]) -> None:
    _, text = query
    assert parsed(text).text == text
    try:
        found = check(text, FREE)
    except QueryError as error:
        assert "would be answered wrongly" in error.detail  # GRAPH ?g around what the engine misreads
        return
    again = check(found.limited(3), FREE)
    assert (again.form, len(again.parsed.tokens)) in (
        (found.form, len(found.parsed.tokens)),
        (found.form, len(found.parsed.tokens) + 2),
    )


def store() -> ox.Store:
    made = ox.Store()
    s, p, o = (ox.NamedNode(f"http://x/{name}") for name in "spo")
    made.extend([ox.Quad(s, p, o), ox.Quad(o, p, s), ox.Quad(s, p, ox.Literal(1)), ox.Quad(o, p, s, p)])
    return made


def answered(text: str) -> list[str] | None:
    """What the engine answers, None for a text that it refuses."""
    try:
        found = store().query(text, base_iri="http://base/", prefixes=dict(v.PREFIXES))
        if isinstance(found, ox.QueryBoolean):
            return [str(bool(found))]
        return sorted(str(row) for row in found)
    except (SyntaxError, OSError, ValueError, RuntimeError):  # the last for unknown functions
        return None


@settings(max_examples=examples(200))
@given(queries(budget=80), st.integers(0, 3))
def test_the_engine_reads_as_we_do(query: tuple[list[str], str], rows: int) -> None:
    """The same tokens with single spaces mean the same to the engine, and the limit is that of the top."""
    _, text = query
    try:
        found = check(text, BRIEF)
    except RespondeatError:
        assume(False)
    expected = answered(text)
    spaced = " ".join(found.text[t.start : t.end] for t in found.parsed.tokens)
    names = any(
        t.kind in ("BNODE", "SAMPLE", "ANON", "BLANK_NODE_LABEL", "NOW", "(") for t in found.parsed.tokens
    )
    again = answered(spaced)
    assert (expected is None) == (again is None)
    if expected is not None and not names:
        assert again == expected
    limited = answered(found.limited(rows))
    if expected is None or found.form == "ASK":
        return
    assert limited is not None
    if found.form == "SELECT":
        assert len(limited) == min(len(expected), rows)


TEXTS = [
    "PREFIX x: <http://x/> SELECT ?a (COUNT(*) AS ?n) { ?a x:p ?b FILTER(?b < 3 && ?a != 'x') } GROUP BY ?a",
    "SELECT * { ?a (<http://x/p>|^<http://x/q>)*/!a ?b ; a [ <http://x/r> ( 1 2 'c'@en ) ] } LIMIT 3",
    'ASK { { ?a ?b ?c } UNION { ?a ?b 1.5 } MINUS { ?a ?b true } OPTIONAL { ?a ?b "d" } }',
    "CONSTRUCT { ?a ?b _:c } WHERE { GRAPH ?g { ?a ?b ?c } BIND(IF(BOUND(?a), 1, 2) AS ?d) }",
    "DESCRIBE ?a { VALUES (?a ?b) { (<http://x/a> UNDEF) } FILTER NOT EXISTS { ?a ?b 1 } } ORDER BY DESC(?a)",
]


@settings(max_examples=examples(400))
@given(st.sampled_from(TEXTS), st.data())
def test_what_the_engine_takes_of_faulty_texts_is_read(text: str, data: st.DataObject) -> None:
    """Tokens left out, doubled and exchanged: a text that the engine takes as SPARQL 1.1 is never refused."""
    found = check(text)
    tokens = [found.text[t.start : t.end] for t in found.parsed.tokens]
    places = st.integers(0, len(tokens) - 1)
    for _ in range(data.draw(st.integers(1, 3))):
        at, other = data.draw(places), data.draw(places)
        tokens[at] = data.draw(st.sampled_from(["", tokens[other], f"{tokens[at]} {tokens[other]}"]))
    mutated = " ".join(tokens)
    if "! !" in mutated or answered(mutated) is None:  # `!!` is of SPARQL 1.2
        return
    check(mutated, FREE)


HERE = "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }"  # a port that the engine refuses
HIDING = [
    f"SELECT * {{ ?s ?p ?a FILTER(isIRI(?s)) # '{HERE} '\n FILTER(?a != '{HERE}') }}",
    f"SELECT * {{ ?s ?p ?a FILTER(?a!=1||?a<1) # > {HERE} # '\n }}",
    f'SELECT * {{ ?s ?p """a \'{HERE}\' b""" OPTIONAL {{ ?s ?p "{HERE}" }} }}',
    f"SELECT * {{ ?s ?p ?a FILTER(1<2&&'{HERE}'>'a') FILTER(?a != \"#>{HERE}\") }}",
]
SIGNS = ["'", '"', "<", ">", "#", "\n", "\\", "\r", "'''", "\\u0027", "\\u000A", ":", "1", "", "", ""]


@settings(max_examples=examples(500))
@given(st.sampled_from(HIDING), st.data())
def test_no_text_that_passes_asks_another_server(text: str, data: st.DataObject) -> None:
    """Characters exchanged around hidden calls: what is a string or a comment to us is one to the engine."""
    check(text, FREE)
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(text)))
        sign, gone = data.draw(st.sampled_from(SIGNS)), data.draw(st.integers(0, 1))
        text = text[:at] + sign + text[at + gone :]
    try:
        check(text, FREE)
    except RespondeatError:
        return
    with suppress(SyntaxError):
        list(solutions(text))  # an OSError would tell that somebody was asked


def solutions(text: str) -> ox.QuerySolutions:
    found = store().query(text)
    assert isinstance(found, ox.QuerySolutions)
    return found


def test_the_engine_would_ask() -> None:
    with pytest.raises(OSError, match="HTTP"):
        list(solutions(f"SELECT * {{ {HERE} }}"))


WORDS = st.sampled_from(
    ["INSERT", "SERVICE <http://x/>", "LOAD", "DELETE WHERE {", "FROM <a:b>", "LIMIT 1", "}", "("]
)


@given(st.sampled_from(TEXTS), WORDS, st.data())
def test_words_in_strings_comments_and_iris_change_nothing(text: str, word: str, data: st.DataObject) -> None:
    found = check(text)
    at = data.draw(st.sampled_from([t.start for t in found.parsed.tokens]))
    hidden = check(f"{text[:at]} # {word}\n{text[at:]}")
    assert (hidden.form, hidden.from_graphs, len(hidden.parsed.tokens)) == (
        *(found.form, found.from_graphs),
        len(found.parsed.tokens),
    )
    check(text.replace("'x'", f"'{word}'").replace('"d"', f'"""{word}"""'))
    check(text.replace("http://x/", "http://x/INSERT#SERVICE/"))


@given(st.one_of(st.text(), st.text(alphabet="<>{}()[]'\"\\#?:.;,|&!=+-*/^_@ \nuaSELECT0123456789é\ud800\0")))
def test_any_text_raises_our_errors_only(text: str) -> None:
    try:
        assert check(text).text
    except RespondeatError as error:
        assert isinstance(error, (QueryError, ForbiddenQuery))
        assert error.detail


@given(st.binary(max_size=200))
def test_any_bytes_raise_our_errors_only(content: bytes) -> None:
    for text in (content.decode("latin-1"), content.decode("utf-8", "surrogateescape")):
        with suppress(QueryError, ForbiddenQuery):
            check("SELECT * { " + text)
