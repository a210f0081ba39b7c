"""Chokepoints on the sheets of Security Force Monitor, checked by hand against the sheet of units."""

from pathlib import Path

from tests.api.terminal import here

SQUAD = "Special Anti-Robbery Squad (Abia State Police Command)"
DAY = "2016-06-01"


def test_one_line_from_a_squad_to_the_top(police: Path) -> None:
    told = here("--store", police, "chokepoints", SQUAD, "--on", DAY, "--json").json
    assert [(p["node"]["name"], p["every"], p["ends"]) for p in told["points"]] == [
        ("State Criminal Investigation Department (Abia State Police Command)", True, 5),
        ("Abia State Police Command", True, 5),
        ("Zone 9 Police Command", False, 3),
        ("Force Headquarters", False, 2),
        ("Nigeria Police Force", False, 1),
        ("President of the Federal Republic of Nigeria", False, 1),
    ]
    assert all(p["to_the_top"] for p in told["points"])
    assert [p["grade"] for p in told["points"]] == ["certain", *["possible"] * 5]


def test_who_stands_between_and_how_many_below(police: Path) -> None:
    between = here(
        "--store", police, "chokepoints", "--measure", "betweenness", "--on", DAY, "--limit", "3", "--json"
    ).json
    assert (between["counts"]["nodes"], between["counts"]["links"]) == (856, 870)
    assert [(p["node"]["name"], round(p["pairs"])) for p in between["points"]] == [
        ("Force Headquarters", 2178),
        ("Zone 2 Police Command", 805),
        ("Lagos State Police Command", 735),
    ]
    reach = here(
        "--store", police, "chokepoints", "--measure", "reach", "--on", DAY, "--limit", "4", "--json"
    ).json
    below = {p["node"]["name"]: p["below"]["bodies"] for p in reach["points"]}
    assert below["Nigeria Police Force"] == 727 and below["Force Headquarters"] == 726


def test_no_event_in_the_sheets(police: Path) -> None:
    assert "0 events with a chain" in here("--store", police, "chokepoints").out
