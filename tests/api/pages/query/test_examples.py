"""Examples: each finds something in the seed data or in the invented country, and is seen as it says."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES, phrase
from respondeat.api.pages.query.examples import FIRST, GENERAL, Example, at_hand
from respondeat.api.tasks import Work, task
from respondeat.graph.command import graph_of


@pytest.fixture(scope="module")
def stores(example: Path, seed_store: Path) -> Iterator[tuple[Dataset, Dataset]]:
    with Dataset.open(example, "public") as one, Dataset.open(seed_store, "public") as other:
        yield one, other


def answered(data: Dataset, query: str) -> list[list[str]]:
    work = Work({"query": query, "results": "text/csv"}, 10_000, 10_000_000)
    return list(csv.reader(task("sparql")(data, work).body.decode().splitlines()))[1:]


def rows(data: Dataset, query: str) -> int:
    form = {"results": "text/csv", "graph": "application/n-triples"}
    done = task("sparql")(data, Work({"query": query, **form}, 10_000, 10_000_000))
    return len(done.body.splitlines()) - (done.media_type == "text/csv")


@pytest.mark.parametrize("one", [Example("first", FIRST), *GENERAL], ids=lambda one: one.key)
def test_a_question_of_the_model_finds_something(stores: tuple[Dataset, Dataset], one: Example) -> None:
    assert max(rows(data, one.text) for data in stores) > 0


def test_questions_about_the_data_at_hand_find_something_in_each(stores: tuple[Dataset, Dataset]) -> None:
    for data in stores:
        found = at_hand(data)
        assert len(found) == 4
        assert all(rows(data, one.text) > 0 for one in found)
        assert all(phrase(one.key, language, **one.values) for one in found for language in LANGUAGES)


def test_what_is_best_seen_as_a_chart_or_a_graph_can_be(stores: tuple[Dataset, Dataset]) -> None:
    seed = stores[1]
    for one in GENERAL:
        page = {"address": {"view": [one.view]}, "language": "en", "reader": {"name": "", "scopes": []}}
        html = {"results": "text/html", "graph": "text/html"}
        work = Work({"query": one.text, **html, "page": page}, 10_000, 10_000_000)
        text = task("sparql")(seed, work).body
        assert (b"<svg" in text) is (one.view == "chart"), one.key
        assert (b'id="drawing"' in text) is (one.view == "graph"), one.key


def test_without_links_there_are_no_questions_about_any(stores: tuple[Dataset, Dataset]) -> None:
    assert at_hand(replace(stores[0], graph=graph_of([]))) == ()


def test_a_month_counts_the_events_that_began_in_it_and_none_that_are_dated_to_more(
    stores: tuple[Dataset, Dataset],
) -> None:
    (months,) = (one.text for one in GENERAL if one.key.endswith(".days"))
    counted = answered(stores[1], months)
    bounds = answered(
        stores[1],
        """
        SELECT ?event (STR(?a) AS ?first) (STR(?b) AS ?last) WHERE {
          ?x a r:Existence ; r:entity ?event .
          ?event a r:Event .
          OPTIONAL { ?x sem:hasEarliestBeginTimeStamp ?a } OPTIONAL { ?x sem:hasLatestBeginTimeStamp ?b }
        }
        """,
    )
    known = {(first[:7], event) for event, first, last in bounds if first and first[:7] == last[:7]}
    assert len(known) < len({event for event, _, _ in bounds})  # some are dated to a year alone
    assert {month: int(n) for month, n in counted} == Counter(month for month, _ in known)
