"""Persons on chains and sanctions lists, as answer and on the terminal, on Exampelia."""

from pathlib import Path
from typing import Any

import pytest

from respondeat.api.answers.measures import LIMIT
from tests.api.terminal import Ran, here


def asked(example: Path, *arguments: str) -> Any:
    told: Ran = here("--store", example, "measures", *arguments, "--json")
    assert told.code == 0, told.err
    return told.json


def row(answer: Any, name: str) -> Any:
    return next(r for r in answer["persons"] if r["person"]["name"] == name)


def test_everybody_on_a_chain_and_what_the_lists_say_of_them(example: Path) -> None:
    answer = asked(example)
    assert answer["counts"] == {"no-listing": 6, "other-time": 0, "possible": 0, "listed": 3}
    assert [r["status"] for r in answer["persons"]] == ["no-listing"] * 6 + ["listed"] * 3
    assert (answer["events"], answer["patterns_left_out"]) == (8, 1)
    dono = row(answer, "Dono Fourthperson")
    assert [(u["regime"]["name"], u["on"]) for u in dono["regimes"]] == [
        ("Treasury of Otherland (invented)", "certain"),
        ("Union of Neighbours (invented)", "certain"),
    ]
    union = dono["regimes"][1]["listings"][0]
    assert (union["act"]["name"], union["annex"], union["entry"]) == (
        "Act 5 of the Union of Neighbours (invented)", "I", "2",
    )  # fmt: skip
    assert union["ended"] is True
    assert union["valid"]["es"] == "2021-03-10"
    assert union["sources"][0]["document"]["title"] == "Journal of the Union of Neighbours (invented)"
    aaro = row(answer, "Aaro Firstperson")["above"]
    assert (aaro["grade"], aaro["certain"], aaro["possible"], aaro["undated"]) == ("certain", 6, 0, 1)


@pytest.mark.parametrize(
    ("day", "union", "treasury"),
    [
        ("2021-03-09", "other-time", "other-time"),
        ("2021-03-10", "certain", "other-time"),
        ("2021-04-01", "certain", "certain"),
        ("2022-03-11", "other-time", "certain"),
        ("2022-03-10/2022-03-11", "possible", "certain"),
        ("2022-07-01", "other-time", "possible"),
    ],
)
def test_the_day_decides(example: Path, day: str, union: str, treasury: str) -> None:
    dono = asked(example, "Dono Fourthperson", "--on", day)["persons"][0]
    assert [u["on"] for u in dono["regimes"]] == [treasury, union]


def test_a_regime_is_meant_by_its_name_or_a_name_within_it(example: Path) -> None:
    answer = asked(example, "--regime", "Treasury")
    assert [r["name"] for r in answer["asked_regimes"][0]["regimes"]] == ["Treasury of Otherland (invented)"]
    assert row(answer, "Ella Fifthperson")["status"] == "no-listing"
    nobody = asked(example, "--regime", "Supply Office of Exampelia (invented)")
    assert nobody["asked_regimes"][0]["regimes"] == []
    assert nobody["counts"]["no-listing"] == 9
    assert nobody["lists"] == []
    told = here("--store", example, "measures", "--regime", "Ruritania")
    assert told.code == 3
    assert "Ruritania" in told.err


def test_who_stands_on_no_chain(example: Path) -> None:
    answer = asked(example, "Gorm Oldperson")
    assert [(r["person"]["name"], r["above"], r["status"]) for r in answer["persons"]] == [
        ("Gorm Oldperson", None, "no-listing")
    ]
    assert answer["off_chains"]["count"] == 0  # that person alone was asked about
    raid = asked(example, "Raid in Paper Street (invented)")
    assert [node["name"] for node in raid["off_chains"]["persons"]] == ["Vera Keyperson"]
    told = here("--store", example, "measures", "Gorm Oldperson").out
    assert "no chain" in told
    assert "no listing in the data" in told
    assert "unsanctioned" not in told


def test_a_body_means_the_events_under_it_and_whoever_was_above_it(example: Path) -> None:
    answer = asked(example, "Special Regiment of Sampleton")
    gorm = row(answer, "Gorm Oldperson")["above"]
    assert (gorm["certain"], gorm["possible"], gorm["grade"]) == (0, 0, "possible")
    assert row(answer, "Ella Fifthperson")["above"]["certain"] == 5


def test_the_limit_cuts_rows_and_counts_all(example: Path) -> None:
    answer = asked(example, "--limit", "2")
    assert answer["counts"]["no-listing"] == 6
    assert [r["status"] for r in answer["persons"]] == ["no-listing"] * 2 + ["listed"] * 2
    assert "and 4 more" in here("--store", example, "measures", "--limit", "2").out
    assert LIMIT == 100


def test_before_anything_was_recorded_there_is_nobody(example: Path) -> None:
    answer = asked(example, "--recorded-at", "2000-01-01")
    assert answer["persons"] == []
    assert answer["statements"] == []
    told = here("--store", example, "measures", "--recorded-at", "2000-01-01").out
    assert "No event in the data is tied to anybody there" in told
    assert "No list is in the data" in told


def test_what_if_without_the_journal(example: Path) -> None:
    """Without the document that attests them its listings are gone; the lists say what is left."""
    without = ("--without-document", "Journal of the Union of Neighbours (invented)")
    answer = asked(example, *without)
    assert row(answer, "Ella Fifthperson")["status"] == "no-listing"
    assert [act["act"]["name"] for act in answer["lists"]] == [
        "Order 9 of the Treasury of Otherland (invented)"
    ]


@pytest.mark.parametrize(
    "wrong", [("Nobody at all",), ("--on", "31.31.2020"), ("--on", "2021/2020"), ("--limit", "0")]
)
def test_what_cannot_be_asked_is_told(example: Path, wrong: tuple[str, ...]) -> None:
    told = here("--store", example, "measures", *wrong)
    assert told.code in (2, 3)
    assert told.out == ""
    assert told.err
