"""Sanctions lists and contradictions on the sheets of Security Force Monitor."""

from pathlib import Path

from tests.api.terminal import here


def test_nobody_is_on_a_list_in_the_data(police: Path) -> None:
    answer = here("--store", police, "measures", "--no-quotes", "--json").json
    assert (answer["events"], answer["bodies"], answer["lists"]) == (0, 731, [])
    assert answer["counts"] == {"no-listing": 265, "other-time": 0, "possible": 0, "listed": 0}
    told = " ".join(here("--store", police, "measures", "--limit", "1", "--no-quotes").out.split())
    assert "No event in the data is tied to anybody there" in told
    assert "No list is in the data. That says nothing about who is listed where." in told


def test_who_was_above_the_force_is_on_no_list(police: Path) -> None:
    answer = here("--store", police, "measures", "Nigeria Police Force", "--no-quotes", "--json").json
    assert {r["status"] for r in answer["persons"]} == {"no-listing"}
    assert len(answer["persons"]) == 3


def test_two_heads_at_once(police: Path) -> None:
    """By hand from the sheet of persons: first and last citations of the commanders of these commands."""
    answer = here("--store", police, "conflicts", "--no-quotes", "--json").json
    certain = {
        (next(n["name"] for n in row["about"] if n["type"] == "Body"), tuple(row["days"][0]))
        for row in answer["conflicts"]
    }
    assert certain == {
        ("Abia State Police Command", ("2015-02-04", "2015-02-10")),
        ("Abia State Police Command", ("2011-04-17", "2011-05-31")),
        ("Anambra State Police Command", ("2015-03-27", "2015-03-27")),
        ("Delta State Police Command", ("2007-08-16", "2007-08-16")),
    }
    assert {row["rule"] for row in answer["conflicts"]} == {"two-heads"}
    rules = sorted(row["rule"] for row in answer["not_contradictory"])
    assert rules == ["handover", "moved", "moved", "moved", "moved", "two-posts", "two-posts", "two-posts"]
