"""What recurs, from the terminal, on the invented cases."""

from pathlib import Path
from typing import Any

import pytest

from respondeat.api import answers
from respondeat.api.dataset import Dataset
from respondeat.errors import InputError
from tests.api.terminal import here

COURT, COLONY = "District Court of Sampleton (invented)", "Colony 1 of Exampelia (invented)"
TEN = "Article 10 of the Criminal Code of Exampelia (invented)"


def ask(store: Path, *arguments: str) -> Any:
    done = here("--store", store, "patterns", *arguments, "--json")
    assert done.code == 0, done.out
    return done.json


def combinations(answer: Any) -> dict[frozenset[str], tuple[int, int, int]]:
    return {
        frozenset(x["value"]["name"] for x in row["values"]): (
            row["certain"],
            row["possible"],
            row["persons"],
        )
        for row in answer["combinations"]["rows"]
    }


def test_four_decisions_upon_three_persons(example: Path) -> None:
    answer = ask(example)
    assert (answer["cases"], answer["persons"]) == (4, 3)
    assert {s["dimension"]: s["cases"] for s in answer["stated"]} == {
        "arresting-body": 3,
        "court": 4,
        "judge": 4,
        "article": 4,
        "colony": 4,
    }
    assert combinations(answer) == {
        frozenset({COURT, COLONY}): (4, 0, 3),
        frozenset({COURT, TEN, COLONY}): (3, 0, 3),
        frozenset({"Second Section (invented)", COURT, "Quin Gavelperson", TEN, COLONY}): (2, 0, 2),
        frozenset({COURT, "Rada Gavelperson", COLONY}): (2, 0, 2),
    }


def test_judge_by_article_with_its_tables(example: Path) -> None:
    answer = ask(example, "--by", "judge,article", "--min", "1")
    assert combinations(answer)[frozenset({"Quin Gavelperson", TEN})] == (2, 0, 2)
    found = answer["association"]
    assert (found["tests"], found["total"]) == (4, 3)
    first = found["rows"][0]
    assert (first["first"]["value"]["name"], first["table"]) == (
        "Quin Gavelperson",
        {"both": 2, "first_only": 0, "second_only": 1, "neither": 1},
    )
    assert (first["p"], first["odds_ratio"], first["adjusted"]) == (0.5, None, 1)
    assert found["correction"] == "Benjamini-Yekutieli"


def test_rows_have_events_statements_and_sources(example: Path) -> None:
    answer = ask(example)
    row = answer["combinations"]["rows"][2]
    assert row["events_total"] == 4 == len(row["events"])  # two arrests, two trials
    assert row["statements_total"] == len(row["statements"]) > 10
    assert {s["statement"] for s in row["sources"]} == set(row["statements"][:5])
    assert set(row["statements"]) <= set(answer["statements"])


def test_counts_of_acts(example: Path) -> None:
    single = ask(example)["indicators"]["single"]
    assert {m["type"]: m["count"] for m in single["means"]}["arrest"] == 3
    assert single["persons"]["count"] == 4  # the three sentenced, and one whose name is restricted
    assert single["months"]["count"] == 6


def test_the_terminal_says_what_figures_do_not_say(example: Path) -> None:
    told = " ".join(here("--store", example, "patterns").out.split())
    for words in (
        "Fisher's exact test, one-sided (greater), corrected by Benjamini-Yekutieli for",
        "The cases in the data are no sample",
        "how often chance alone would give a table at least so uneven",
        "A judge sits in one court or in few",
        "Whether acts were widespread or systematic is a question of law that no count answers.",
    ):
        assert words in told


def test_limits_and_an_empty_past(example: Path) -> None:
    answer = ask(example, "--limit", "1")
    assert (len(answer["combinations"]["rows"]), answer["combinations"]["total"]) == (1, 4)
    assert "And 3 more, not shown here" in here("--store", example, "patterns", "--limit", "1").out
    empty = here("--store", example, "patterns", "--recorded-at", "1990-01-01")
    assert "No statement in the graph tells of an arrest, conviction or custody of one person." in empty.out
    assert ask(example, "--min", "1000000")["combinations"]["rows"] == []


def test_the_same_question_has_the_same_answer(example: Path) -> None:
    first, second = (here("--store", example, "patterns", "--json").out for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--by", "weather,judge"), "no dimension 'weather'"),
        (("--by", "judge"), "two or more"),
        (("--by", "judge,judge"), "two or more"),
        (("--limit", "0"), "0"),
        (("--min", "0"), "0"),
        (("--min", "x"), "x"),
    ],
)
def test_bad_input(arguments: tuple[str, ...], said: str, example: Path) -> None:
    done = here("--store", example, "patterns", *arguments)
    assert done.code == 2
    assert said in done.err


def test_a_limit_below_one_is_refused_from_python_too(example: Path) -> None:
    with Dataset.open(example) as data, pytest.raises(InputError, match="takes limit from 1 to"):
        answers.patterns(data, limit=-1)
