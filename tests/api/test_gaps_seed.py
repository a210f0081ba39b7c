"""What is missing on the seed data, checked by hand against its rows."""

from pathlib import Path
from typing import Any

from tests.api.terminal import here


def ask(store: Path, *arguments: str) -> Any:
    done = here("--store", store, "gaps", *arguments, "--json")
    assert done.code == 0, done.out
    return done.json


def test_the_interior_troops_in_august_2020(seed: Path) -> None:
    """Question 9: one commander is named, at some time from 9 August to 2 October; five acts name the troops.

    The crackdown began on a day of August 2020 and still went on in 2025, so that it surely went on in the
    month; the other four began on 9 August or later, on a day that no source states. One pattern that names
    the troops has no date at all.
    """
    answer = ask(seed, "Interior Troops", "--on", "2020-08")
    assert answer["events"] == {"single": 5, "patterns": 1, "undated": 1}
    assert answer["kinds"] == {"no-head": 1, "undated": 1}
    head, undated = answer["gaps"]
    assert (head["kind"], head["node"]["name"]) == ("no-head", "Interior Troops")
    assert head["days"] == [["2020-08-01", "2020-08-31"]]
    assert head["unanswered"] == {"certain": 1, "possible": 4}
    assert head["basis"] == "bounded"
    assert head["nobody"] == []
    (commander,) = head["possible"]
    assert commander["person"]["name"] == "Yuri Genadzevich NAZARANKA"
    assert (commander["valid"]["ee"], commander["valid"]["ls"]) == ("2020-08-09", "2020-10-02")
    assert [e["event"]["name"] for e in head["events"] if e["grade"] == "certain"] == [
        "Crackdown on the protests of 2020"
    ]
    assert undated["node"]["name"] == "Abuses by state security forces"
    assert undated["patterns"] == {"certain": 0, "possible": 1}


def test_the_ministry_weighs_most_in_its_branch(seed: Path) -> None:
    """No minister is certain in that month, and no source states to whom the ministry answered."""
    answer = ask(seed, "Ministry of Internal Affairs", "--on", "2020-08")
    top = answer["gaps"][:2]
    assert [(g["kind"], g["node"]["name"]) for g in top] == [
        ("no-head", "Ministry of Internal Affairs"),
        ("no-superior", "Ministry of Internal Affairs"),
    ]
    assert top[0]["unanswered"] == top[1]["unanswered"]
    assert sum(top[0]["unanswered"].values()) == answer["events"]["single"]
    assert {"Yuri Khadzimuratavich KARAEU"} <= {p["person"]["name"] for p in top[0]["possible"]}
    assert top[0]["last_before"]["day"] == "2009-04-06"  # the last day of a minister who retired
    troops = next(g for g in answer["gaps"] if g["node"]["name"] == "Interior Troops")
    # the acts name many bodies of the ministry: none of them alone leaves an act unanswered
    assert troops["unanswered"] == {"certain": 0, "possible": 0}
    assert troops["through"]["events"] == 5


def test_the_whole_data(seed: Path) -> None:
    answer = ask(seed, "--limit", "1000")
    assert answer["total"] == len(answer["gaps"])
    prisons = next(g for g in answer["gaps"] if g["kind"] == "placeholder")
    assert prisons["node"]["name"] == "Prisons of Belarus (not named one by one)"
    assert {e["event"]["name"] for e in prisons["events"]} == {
        f"Death of {name} in custody"
        for name in ("Ales Pushkin", "Ihar Lednik", "Mikalai Klimovich", "Vadzim Khrasko", "Vitold Ashurak")
    }


def test_ranks_without_a_posting_in_a_period(seed: Path) -> None:
    rows = ask(seed, "--on", "1990", "--kind", "no-posting", "--limit", "1000")["gaps"]
    assert all(row["ranks"] and row["last_before"] is None for row in rows)
