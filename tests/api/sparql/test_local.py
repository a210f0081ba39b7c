"""SPARQL over one level, as values and as text."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api import sparql
from respondeat.api.dataset import Dataset
from respondeat.errors import ForbiddenQuery, InputError, TooLarge


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as opened:
        yield opened


def test_rows_have_titles_and_text(data: Dataset) -> None:
    query = "SELECT ?s ?none ?title { ?s r:title ?title OPTIONAL { ?s r:nothing ?none } } ORDER BY ?title"
    titles, rows = sparql.rows(sparql.ask(data, query))
    found = list(rows)
    assert titles == ["s", "none", "title"]
    assert found[0][1:] == ["", "Commander"]
    assert found[0][0].startswith("https://w3id.org/respondeat/id/s-")


def test_yes_and_no_and_triples(data: Dataset) -> None:
    titles, rows = sparql.rows(sparql.ask(data, "ASK { ?s a r:Posting }"))
    assert (titles, list(rows)) == (["answer"], [["yes"]])
    titles, rows = sparql.rows(sparql.ask(data, "CONSTRUCT { ?s a r:Posting } { ?s a r:Posting }"))
    assert titles == ["subject", "predicate", "object"]
    assert {row[2] for row in rows} == {"https://w3id.org/respondeat/ns#Posting"}


def test_json_is_that_of_w3c(data: Dataset) -> None:
    made = json.loads(sparql.as_json(sparql.ask(data, "SELECT ?t { ?s r:title ?t }")))
    assert made["head"]["vars"] == ["t"]
    assert {b["t"]["type"] for b in made["results"]["bindings"]} == {"literal"}


def test_functions_and_tables_are_known(data: Dataset) -> None:
    query = """SELECT ?name { ("Special Regiment of Sampleton" "2020-05-03") r:commandersStatement (?who ?s)
        FILTER(r:certainOn(?s, "2020-05-03")) ?who skosxl:prefLabel/skosxl:literalForm ?name }"""
    _, rows = sparql.rows(sparql.ask(data, query))
    assert {row[0] for row in rows} == {"Ella Fifthperson", "Faro Sixthperson"}


def test_graphs_are_those_of_the_level(data: Dataset) -> None:
    graph = data.recorded[0].id
    assert bool(sparql.ask(data, f"ASK FROM <{graph}> {{ ?s ?p ?o }}"))
    with pytest.raises(ForbiddenQuery, match=r"no graph http://example\.org/none"):
        sparql.ask(data, f"ASK FROM <{graph}> FROM NAMED <http://example.org/none> {{ ?s ?p ?o }}")


def test_the_owner_is_bounded_only_by_what_the_engine_bears(data: Dataset) -> None:
    assert bool(sparql.ask(data, "ASK { VALUES ?a { " + "1 " * 50_000 + "} }"))
    with pytest.raises(TooLarge, match="300 brackets"):
        sparql.ask(data, "ASK " + "{" * 4000 + "}" * 4000)


@pytest.mark.parametrize(
    "query", ["INSERT DATA { <urn:a> <urn:b> <urn:c> }", "SELECT * { SERVICE <urn:x> {} }", "?"]
)
def test_only_questions_are_answered(data: Dataset, query: str) -> None:
    with pytest.raises(InputError):
        sparql.ask(data, query)
