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
    # a comparison that looks like the beginning of an IRI, and hides a comment or a string from who thinks so
    "PREFIX : %s SELECT * { ?s ?p ?a FILTER(?a!=1||?a<1)SERVICE:y#>\n{ ?s ?p ?o } }",
    "SELECT * { ?s ?p ?a FILTER(true||?a<1)#>'''\nSERVICE %s { ?s ?p ?o } #'''\n }",
    "SELECT * { ?s ?p ?a FILTER(true||?a<?p#>'''\n)SERVICE %s { ?s ?p ?o } #'''\n }",
    "SELECT * { ?s ?p ?a FILTER(true||?a<'>')SERVICE %s { ?s ?p ?o } #'\n }",
    # the escapes of local names
    "PREFIX x: <http://x/> SELECT * { ?s ?p x:a\\#b . SERVICE %s { ?s ?p ?o } }",
    "PREFIX x: <http://x/> SELECT * { ?s ?p x:a.b\\'c . SERVICE %s { ?s ?p ?o } #'\n }",
    # an IRI with an escape and a quotation mark
    "SELECT * { ?s <a:\\u0041'> ?o . BIND('\\u0027' AS ?x) SERVICE %s { ?s ?p ?o } #'\n }",
]

ANSWERED = [
    "SELECT ?service { ?service ?p $Service }",
    "SELECT * { ?s ?p 'SERVICE' }",
    'SELECT * { ?s ?p """a "SERVICE" b""" }',
    "SELECT * { ?s ?p ?o } # SERVICE <http://x/>",
    "SELECT * { ?s <http://x/service/SERVICE> ?o }",
    "SELECT * { ?s r:service ?o }",
    "SELECT * { ?s <https://w3id.org/x#service> ?o . ?o <http://x/it's> 'a service' }",
    "PREFIX x: <http://x/> SELECT * { ?s x:a\\#service ?o FILTER(?o<1) FILTER(?o>'service') }",
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
