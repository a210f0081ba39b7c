"""SERVICE never reaches the engine, however it is written; what only looks like it does."""

import pytest

from respondeat.errors import InputError
from respondeat.graph.stores import MemoryStore

HERE = "<http://127.0.0.1:9/>"  # nothing listens; the engine would say so as an OSError

REFUSED = [
    "SELECT * { SERVICE %s { ?s ?p ?o } }",
    "SELECT * { service silent %s { ?s ?p ?o } }",
    "SELECT * {SERVICE%s{?s ?p ?o}}",
    "PREFIX : %s SELECT * { SERVICE: { ?s ?p ?o } }",
    "PREFIX x: %s SELECT * { SeRvIcE\nSILENT x: { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s ?p true. SERVICE %s { ?s ?p ?o } }",
    "PREFIX x: <http://x/> SELECT * { ?s ?p x:a.SERVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s ?p '''a'b''' SERVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s ?p 'a\\'' SERVICE %s { ?s ?p ?o } }",
    'SELECT * { ?s ?p "a\\\\" SERVICE %s { ?s ?p ?o } }',
    "SELECT * { # 'comment\n SERVICE %s { ?s ?p ?o } # ' \n}",
    "SELECT * { ?s ?p ?o FILTER(?o<1) SERVICE %s { ?s ?p ?o } FILTER(?o>1) }",
    "SELECT * { \\u0053ERVICE %s { ?s ?p ?o } }",
    "SELECT * { \\U00000053\\u0045RVICE %s { ?s ?p ?o } }",
    "SELECT * { ?s ?p \\u0027a\\u0027 SERVICE %s { ?s ?p ?o } }",
    "SELECT * { VALUES ?g { %s } SERVICE ?g { ?s ?p ?o } }",
    "SELECT * { { SELECT * { OPTIONAL { SERVICE %s { ?s ?p ?o } } } } }",
    "ASK { FILTER EXISTS { SERVICE %s { ?s ?p ?o } } }",
]

ANSWERED = [
    "SELECT ?service { ?service ?p $Service }",
    "SELECT * { ?s ?p 'SERVICE' }",
    'SELECT * { ?s ?p """a "SERVICE" b""" }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://x/>",
    "SELECT * { ?s <http://x/service/SERVICE> ?o }",
    "SELECT * { ?s r:service ?o }",
    "SELECT * { ?s ?p ?o FILTER(CONTAINS(STR(?o), 'security service')) }",
]


@pytest.mark.parametrize("query", REFUSED)
def test_asking_another_server_is_refused(query: str) -> None:
    with (
        MemoryStore() as store,
        store.reader("public") as reader,
        pytest.raises(InputError, match=r"queries never leave this machine"),
    ):
        reader.query(query.replace("%s", HERE))


@pytest.mark.parametrize("query", ANSWERED)
def test_what_only_looks_like_it_is_answered(query: str) -> None:
    with MemoryStore() as store, store.reader("public") as reader:
        assert list(reader.query(query)) == []  # type: ignore[arg-type]
