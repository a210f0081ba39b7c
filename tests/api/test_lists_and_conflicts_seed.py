"""Sanctions lists and contradictions on the seed data, checked by hand against its tables."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.terminal import here


def asked(seed: Path, *arguments: str) -> Any:
    told = here("--store", seed, *arguments, "--no-quotes", "--json")
    assert told.code == 0, told.err
    return told.json


def test_the_lists_of_the_regulation(seed: Path) -> None:
    """120 listings of one act; the days of listing are those of its five documents."""
    answer = asked(seed, "measures", "--limit", "1000")
    (act,) = answer["lists"]
    assert (act["persons"], act["others"]) == (120, 0)
    assert (act["first"], act["last"], act["until"]) == ("2004-09-24", "2021-06-21", "2026-08-22")
    assert len(act["documents"]) == 5
    total = sum(answer["counts"].values())
    assert answer["off_chains"]["count"] + total - answer["counts"]["no-listing"] == 120
    assert {row["actor"]["name"] for row in answer["told"]} == {
        "European Union",
        "United Kingdom",
        "United States",
    }


@pytest.mark.parametrize(
    ("day", "listed"), [("2004-09-23", 0), ("2004-09-24", 4), ("2020-10-02", 31), ("2021-06-21", 120)]
)
def test_how_many_are_listed_on_a_day(seed: Path, day: str, listed: int) -> None:
    """Entries 1 to 4 in 2004; on 2 October 2020 entries 5 to 29, 31 and 32; in the end all 120."""
    # asked of the listed persons themselves, on chains or not
    everybody = asked(seed, "measures", "--limit", "1000")
    names = [row["person"]["id"] for row in everybody["persons"] if row["status"] == "listed"]
    names += [node["id"] for node in everybody["off_chains"]["persons"]]
    answer = asked(seed, "measures", *names, "--on", day, "--limit", "1000")
    assert answer["counts"]["listed"] == listed


def test_an_entry_is_told_with_its_act_and_day(seed: Path) -> None:
    answer = asked(seed, "measures", "Yuri Khadzimuratavich KARAEU", "--on", "2021-01-01", "--regime", "EU")
    (row,) = answer["persons"]
    (listing,) = row["regimes"][0]["listings"]
    assert (listing["annex"], listing["entry"], listing["measure"]) == ("I.A", "5", "assetFreeze")
    assert (listing["valid"]["es"], listing["valid"]["ee"]) == ("2020-10-02", "2026-08-22")
    assert row["regimes"][0]["regime"]["name"] == "Council of the European Union"


def test_of_the_united_states_there_is_no_list_in_the_data(seed: Path) -> None:
    answer = asked(seed, "measures", "--regime", "United States")
    assert answer["asked_regimes"][0]["regimes"] == []
    assert set(answer["counts"]) - {k for k, n in answer["counts"].items() if n} == {
        "other-time",
        "possible",
        "listed",
    }


def test_what_contradicts_in_the_seed_data(seed: Path) -> None:
    answer = asked(seed, "conflicts", "--limit", "100")
    found = [(row["kind"], row["rule"], row["grade"]) for row in answer["conflicts"]]
    assert found == [
        ("times", "event-times", "certain"),  # the election of 2025: January, February
        ("heads", "one-day-each", "possible"),  # entries 24 and 25
        ("heads", "one-day-each", "possible"),  # entries 145 and 147
        ("figures", "other-population", "possible"),  # up to 300,000 and over 300,000
        ("noted", "noted", "possible"),  # entries 24, 85 and 91 against themselves
        ("noted", "noted", "possible"),
        ("noted", "noted", "possible"),
    ]
    flight = next(row for row in answer["conflicts"] if row["kind"] == "figures")
    values = sorted(
        (one["said"][0]["roles"]["comparator"], one["said"][0]["roles"]["value"]) for one in flight["sides"]
    )
    assert values == [("over", 300000), ("upTo", 300000)]
    assert flight["noted"][0]["kind"] == "boundConflict"


def test_what_only_seems_to_contradict(seed: Path) -> None:
    """Every note of an analyst that two figures do not contradict each other is told with its reason."""
    answer = asked(seed, "conflicts", "--limit", "100")
    noted = [c for row in answer["not_contradictory"] for c in row["noted"]]
    assert len(noted) == 11
    assert {c["kind"] for c in noted} == {"notContradictory"}
    assert all(c["reason"] for c in noted)
    deaths = next(
        r for r in answer["not_contradictory"] if any(n["name"].startswith("Deaths") for n in r["about"])
    )
    assert sorted(s["said"][0]["roles"]["value"] for s in deaths["sides"]) == [5, 8]
