"""The task behind /sparql: whole answers of one level, or an error that says why not."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Answered, Work, task
from respondeat.errors import (
    ForbiddenQuery,
    NotAcceptable,
    QueryError,
    RespondeatError,
    Stopped,
    StoreError,
    TooLarge,
)
from respondeat.graph.stores.reading import StoreReader

ALL = "SELECT * { ?s ?p ?o }"
Ask = Callable[..., Answered]


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as found:
        yield found


@pytest.fixture
def ask(data: Dataset) -> Ask:
    def asked(query: str, most: int = 10_000, size: int = 10_000_000, **parameters: Any) -> Answered:
        return task("sparql")(data, Work({"query": query, **parameters}, most, size))

    return asked


def bindings(done: Answered) -> list[dict[str, dict[str, str]]]:
    found: list[dict[str, dict[str, str]]] = json.loads(done.body)["results"]["bindings"]
    return found


def changesets(ask: Ask) -> list[str]:
    found = bindings(ask("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g"))
    return [row["g"]["value"] for row in found]


def test_it_answers_in_the_form_that_is_wanted(ask: Ask) -> None:
    assert ask("ASK {}").body == b'{"head":{},"boolean":true}'
    assert ask("ASK {}", results="text/csv").body == b"true"
    done = ask("SELECT (1 AS ?x) {}", results="text/tab-separated-values")
    assert (done.body, done.media_type) == (b"?x\n1\n", "text/tab-separated-values")
    assert dict(done.meta) == {"complete": "yes"}
    nt = ask("CONSTRUCT { <urn:a> <urn:b> 1 } {}", graph="application/n-triples")
    assert nt.body.startswith(b"<urn:a> <urn:b> ")
    assert ask("DESCRIBE <urn:nothing>").media_type == "text/turtle"


def test_a_form_that_is_not_taken_is_told_for_the_query_at_hand(ask: Ask) -> None:
    with pytest.raises(
        NotAcceptable, match=r"^SELECT is answered in one of: application/sparql-results\+json"
    ):
        ask(ALL, results=None)
    with pytest.raises(NotAcceptable, match=r"^CONSTRUCT is answered in one of: text/turtle"):
        ask("CONSTRUCT WHERE { ?s ?p ?o }", graph=None)
    assert ask("ASK {}", graph=None).body


def test_prefixes_functions_and_tables_are_known(ask: Ask) -> None:
    assert bindings(ask("SELECT ?x { ?x a r:Person } LIMIT 1"))
    assert bindings(ask("SELECT (r:dayNumber('1970-01-02') AS ?n) {}"))[0]["n"]["value"]
    call = '( "Special Regiment of Sampleton (invented)" "2021-06-01" ) r:commanders ( ?who ?grade )'
    found = bindings(ask(f"SELECT * {{ {call} }}"))
    assert found
    assert all(row["grade"]["value"] in ("certain", "possible") for row in found)
    with pytest.raises(QueryError, match=r"r:nosuch"):
        ask("SELECT (r:nosuch(1) AS ?n) {}")


def test_rows_are_whole_or_not_given(ask: Ask) -> None:
    count = len(bindings(ask(ALL)))
    assert len(bindings(ask(ALL, most=count))) == count
    for query in (ALL, f"{ALL} LIMIT {count}", "SELECT * { { SELECT * { ?s ?p ?o } } }"):
        with pytest.raises(Stopped) as met:
            ask(query, most=count - 1)
        assert (met.value.limit, met.value.allowed) == ("rows", count - 1)
    with pytest.raises(Stopped) as met:
        ask("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", most=count - 1)
    assert met.value.limit == "rows"
    assert len(bindings(ask(f"{ALL} LIMIT 3", most=3))) == 3


def test_solutions_that_give_no_triple_do_not_count(ask: Ask) -> None:
    query = "CONSTRUCT { ?s r:none ?nothing . <urn:a> <urn:b> <urn:c> } WHERE { ?s ?p ?o }"
    done = ask(query, most=1, graph="application/n-triples")
    assert done.body == b"<urn:a> <urn:b> <urn:c> .\n"


def test_rows_that_were_asked_for_are_cut_and_that_is_said(ask: Ask) -> None:
    done = ask(ALL, most=100, rows=7)
    assert len(bindings(done)) == 7
    assert dict(done.meta) == {"rows_limit": 7, "complete": "unknown"}
    assert dict(ask(f"{ALL} LIMIT 2", rows=7).meta) == {"rows_limit": 7, "complete": "yes"}
    triples = ask("CONSTRUCT WHERE { ?s ?p ?o }", rows=7, graph="application/n-triples")
    assert (triples.body.count(b"\n"), triples.meta["complete"]) == (7, "no")
    assert dict(ask("ASK {}", rows=7).meta) == {"complete": "yes"}


def test_bytes_are_whole_or_not_given(ask: Ask) -> None:
    for parameters in ({}, {"results": "text/html"}, {"results": "text/csv"}):
        size = len(ask(f"{ALL} LIMIT 9", **parameters).body)
        assert ask(f"{ALL} LIMIT 9", size=size, **parameters).body
        with pytest.raises(Stopped) as met:
            ask(f"{ALL} LIMIT 9", size=size - 1, **parameters)
        assert (met.value.limit, met.value.allowed) == ("bytes", size - 1)


def test_a_page_shows_the_first_thousand_and_says_so(ask: Ask) -> None:
    done = ask(ALL, results="text/html")
    assert dict(done.meta) == {"rows_limit": 1000, "complete": "no"}
    assert b"1000 rows: these are the first" in done.body
    assert dict(ask(f"{ALL} LIMIT 5", results="text/html").meta) == {"rows_limit": 1000, "complete": "yes"}
    assert ask(ALL, results="text/html", rows=3).meta["complete"] == "no"
    assert b"Yes (true)" in ask("ASK {}", results="text/html").body


def test_the_data_set_is_that_of_the_protocol_before_that_of_the_query(ask: Ask) -> None:
    one, two, *_ = changesets(ask)
    count = "SELECT (COUNT(*) AS ?n) %s { ?s ?p ?o }"
    named = "SELECT DISTINCT ?g %s { GRAPH ?g { ?s ?p ?o } }"

    def number(text: str, **parameters: Any) -> int:
        return int(bindings(ask(text, **parameters))[0]["n"]["value"])

    in_one, in_two = (number(count % f"FROM <{iri}>") for iri in (one, two))
    assert 0 < in_one < number(count % "")
    assert number(count % "", default_graphs=[one]) == in_one
    assert number(count % f"FROM <{two}>", default_graphs=[one]) == in_one
    assert number(count % f"FROM <{one}> FROM <{two}>") <= in_one + in_two
    assert number(count % "", named_graphs=[one]) == 0
    assert number(count % f"FROM NAMED <{one}>") == 0
    for text, parameters in (
        (named % f"FROM NAMED <{one}>", {}),
        (named % "", {"named_graphs": [one]}),
        (named % f"FROM NAMED <{two}>", {"named_graphs": [one], "default_graphs": [two]}),
    ):
        assert [row["g"]["value"] for row in bindings(ask(text, **parameters))] == [one]
    assert bindings(ask(named % f"FROM <{one}>")) == []
    assert bindings(ask(named % "", default_graphs=[one])) == []


@pytest.mark.parametrize(
    "iri", ["urn:nowhere", "http://127.0.0.1:9/x.ttl", "file:///etc/passwd", "no iri", ""]
)
def test_a_graph_that_is_not_there_is_refused_and_never_fetched(ask: Ask, iri: str) -> None:
    for key in ("default_graphs", "named_graphs"):
        with pytest.raises(ForbiddenQuery, match="There is no graph"):
            ask("ASK {}", **{key: [iri]})
    if ":" in iri:
        for clause in ("FROM", "FROM NAMED"):
            with pytest.raises(ForbiddenQuery, match="There is no graph"):
                ask(f"ASK {clause} <{iri}> {{}}")


def test_a_graph_above_the_level_is_as_one_that_is_not_there(example: Path, ask: Ask) -> None:
    known = set(changesets(ask))
    with Dataset.open(example, "sealed") as whole:
        above = next(info.id for info in whole.recorded if info.id not in known)
    told = []
    for iri in (above, "https://w3id.org/respondeat/id/cs-00000000000000000000000000000000"):
        with pytest.raises(ForbiddenQuery) as met:
            ask(f"ASK FROM <{iri}> {{}}")
        told.append(met.value.detail.replace(iri, "IRI"))
    assert told[0] == told[1]


def test_relative_iris_are_resolved_against_the_base(ask: Ask) -> None:
    found = ask("CONSTRUCT { <a> <b> <c> } {}", base="http://h/sparql", graph="application/n-triples")
    assert found.body == b"<http://h/a> <http://h/b> <http://h/c> .\n"
    with pytest.raises(QueryError):
        ask("ASK { <a> <b> <c> }")


REFUSED: dict[str, type[RespondeatError]] = {
    "SELECT": QueryError,
    "SELECT ?x ?x {}": QueryError,
    "SELECT (<urn:f>(1) AS ?x) {}": QueryError,
    "INSERT DATA { <urn:a> <urn:b> 1 }": ForbiddenQuery,
    "LOAD <file:///etc/passwd>": ForbiddenQuery,
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }": ForbiddenQuery,
    "SELECT * { ?s ?p ?o }" + " " * 9000: TooLarge,
}


@pytest.mark.parametrize(("text", "kind"), REFUSED.items())
def test_what_cannot_or_may_not_run(ask: Ask, text: str, kind: type[RespondeatError]) -> None:
    with pytest.raises(kind):
        ask(text)


def test_the_bounds_of_the_text_are_those_that_are_given(ask: Ask) -> None:
    with pytest.raises(TooLarge) as met:
        ask(ALL, bounds=[8192, 100, 0, 1000])
    assert met.value.limit == "query_patterns"
    assert ask(ALL + " " * 9000, bounds=[20_000, 100, 64, 1000]).body


@pytest.mark.parametrize("at", ["query", "serialize"])
def test_faults_of_the_store_name_no_file(ask: Ask, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    class Broken:
        def serialize(self, *_: object) -> None:
            raise OSError("a fault in /var/lib/secret")

    def broken(*_: object, **__: object) -> Broken:
        if at == "query":
            raise StoreError("a fault in /var/lib/secret")
        return Broken()

    monkeypatch.setattr(StoreReader, "query", broken)
    with pytest.raises(StoreError) as met:
        ask("ASK {}")
    assert "secret" not in met.value.detail
    assert "respondeat doctor" in met.value.detail


def test_the_data_of_a_level_are_described(example: Path) -> None:
    told = {}
    for level in ("public", "sealed"):
        with Dataset.open(example, level) as data:
            done = task("void")(data, Work({"root": "http://h/", "media_type": "text/turtle"}, 10, 10**6))
            assert data.dataset_hash.encode() in done.body
            told[level] = done.body
    assert told["public"] != told["sealed"]
