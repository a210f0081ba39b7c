"""An answer as a table: values short, with what they stand for; it says where it was cut."""

import pyoxigraph as ox
import pytest

from respondeat.api.sparql.page import Cell, Table, table
from respondeat.api.sparql.writing import Caps
from respondeat.errors import Stopped
from respondeat.ontology import vocabulary as v

WHOLE = Caps(1000, 10**6)


def asked(query: str, caps: Caps = WHOLE) -> Table | bool:
    return table(ox.Store().query(query), caps)


def test_values_are_told_short_and_in_whole() -> None:
    shown = asked(
        f'SELECT * {{ VALUES ?x {{ <{v.R}Person> <{v.ID}p-1> <http://x/y> "be"@be 5 "plain" UNDEF }} }}'
    )
    assert isinstance(shown, Table)
    assert [row[0] for row in shown.rows] == [
        Cell("r:Person", f"{v.R}Person"),
        Cell("d:p-1", f"{v.ID}p-1"),
        Cell("http://x/y", "http://x/y"),
        Cell("be", note="@be"),
        Cell("5", note="xsd:integer"),
        Cell("plain"),
        None,
    ]


def test_triples_and_yes_and_no() -> None:
    assert asked("ASK {}") is True
    assert asked("ASK { ?s ?p ?o }") is False
    triples = asked("CONSTRUCT { <urn:a> <urn:b> 1 } {}")
    assert isinstance(triples, Table)
    assert (list(triples.titles), len(triples.rows)) == (["subject", "predicate", "object"], 1)
    assert triples.triples
    rows = asked("SELECT ?x { VALUES ?x { 1 } }")
    assert isinstance(rows, Table)
    assert not rows.triples


def test_it_says_where_it_was_cut_and_is_stopped_where_that_was_not_asked() -> None:
    query = "SELECT * { VALUES ?x { 1 2 3 } }"
    cut = asked(query, Caps(10, 10**6, 2))
    assert isinstance(cut, Table)
    assert (len(cut.rows), cut.complete) == (2, "no")
    whole = asked(query, Caps(10, 10**6, 3))
    assert isinstance(whole, Table)
    assert whole.complete == "yes"
    with pytest.raises(Stopped):
        asked(query, Caps(2, 10**6))
