"""Calls of tables, read out of a query."""

from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.sparql.calls import Call, calls, string
from respondeat.api.sparql.checked import check
from respondeat.api.sparql.names import names
from respondeat.ontology import vocabulary as v

FORMS = {v.R + "chain": "( <target> ) r:chain ( ?chain )"}


def read(text: str) -> tuple[Call, ...]:
    parsed = check(text).parsed
    return calls(parsed, names(parsed), FORMS)


def test_what_stands_in_a_call() -> None:
    text = "SELECT * {\n ?a ?b ?c . ('it\\'s' r:x 'a'@en 'b'^^xsd:date 7) r:chain (?x $y) . ?d ?e ?f }"
    (found,) = read(text)
    assert found.table == v.R + "chain"
    assert found.arguments == ("it's", v.R + "x", "a", "b", "7")
    assert found.variables == ("x", "y")
    assert found.place == "line 2, column 50"
    assert text[found.block :].startswith("?a ?b ?c")
    assert text[: found.start] + text[found.end :] == "SELECT * {\n ?a ?b ?c .  ?d ?e ?f }"


def test_each_call_of_a_query() -> None:
    text = "SELECT * { ('a') r:chain (?a) . ('b') r:chain (?b) { ('c') r:chain (?c) } }"
    found = read(text)
    assert [call.arguments for call in found] == [("a",), ("b",), ("c",)]
    assert found[0].block == found[1].block == 11
    assert text[found[2].start : found[2].end] == "('c') r:chain (?c)"
    assert read("SELECT * { ?a ?b 'r:chain' }") == ()


def test_strings_say_what_was_written() -> None:
    assert string("''") == string('""') == string("''''''") == string('""""""') == ""
    assert string("'''a'b'''") == "a'b"
    assert string(r"'\t\b\n\r\f\\\"\''") == "\t\b\n\r\f\\\"'"


ESCAPES = {
    "\t": "\\t",
    "\b": "\\b",
    "\n": "\\n",
    "\r": "\\r",
    "\f": "\\f",
    "\\": "\\\\",
    "'": "\\'",
    '"': '\\"',
}


@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.sampled_from(["'", '"""'])
)
def test_any_string(text: str, quotes: str) -> None:
    written = quotes + "".join(ESCAPES.get(c, c) for c in text) + quotes
    assert read(f"ASK {{ ({written}) r:chain (?x) }}")[0].arguments == (text,)
