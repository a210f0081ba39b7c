"""A text that comes again is planned as the first time, for each limit; tables are asked each time."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.sparql.bounds import Bounds
from respondeat.api.tasks.sparql_plan import planned
from respondeat.errors import QueryError, TooLarge

TABLE = 'SELECT * { ( "Special Regiment of Sampleton (invented)" "2021-06-01" ) r:commanders ( ?who ) }'


def test_each_limit_has_a_text_of_its_own(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        for limit in (7, 8, 7):
            plan = planned("SELECT * { ?s ?p ?o }", Bounds(), "", limit)
            assert plan.expanded(data, 100).rstrip().endswith(f"LIMIT {limit}")
        assert "LIMIT" not in planned("CONSTRUCT WHERE { ?s ?p ?o }", Bounds(), "", 7).expanded(data, 100)


def test_tables_are_those_of_the_data_each_time(example: Path) -> None:
    told = []
    for level in ("public", "public", "sealed"):
        with Dataset.open(example, level) as data:
            told.append(planned(TABLE, Bounds(), "", 100).expanded(data, 1000))
    assert told[0] == told[1]
    assert all("VALUES" in text and text.endswith("LIMIT 100 ") for text in told)


def test_a_long_text_and_a_wrong_one_are_read_each_time(example: Path) -> None:
    long = "SELECT * { ?s ?p ?o }" + " " * 5000
    with Dataset.open(example, "public") as data:
        assert planned(long, Bounds(), "", 3).expanded(data, 9) == planned(long, Bounds(), "", 3).text
    for _ in range(2):
        with pytest.raises(TooLarge):
            planned("SELECT * { ?s ?p ?o }", Bounds(patterns=0), "", 3)
        with pytest.raises(QueryError):
            planned("SELECT * { GRAPH ?g { VALUES ?x { 1 } } }", Bounds(), "", 3)
