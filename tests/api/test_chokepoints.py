"""Chokepoints as data and for a terminal, on the invented country and on the seed data."""

import json
from pathlib import Path
from typing import Any

import pytest

from respondeat.api import answers
from respondeat.api.answers.chokepoints import Measure
from respondeat.api.dataset import Dataset
from respondeat.errors import DateError, InputError, UnknownName
from respondeat.ontology import vocabulary as v
from tests.api.terminal import here

RAID = "Raid in Paper Street (invented)"


@pytest.fixture
def data(example: Path) -> Any:
    with Dataset.open(example) as opened:
        yield opened


def names(nodes: Any) -> list[str]:
    return [node["name"].removesuffix(" (invented)") for node in nodes]


def test_whom_every_chain_from_the_raid_passes(data: Dataset) -> None:
    """Two ways lead past the Directorate: a statement of de facto control goes round it."""
    answer = answers.chokepoints(data, RAID)
    assert {(end["node"]["name"], end["top"]) for end in answer["ends"]} == {
        ("Joint Staff of Exampelia (invented)", True),
        ("Aaro Firstperson", True),
        *((name, False) for name in ("Ella Fifthperson", "Faro Sixthperson", "Dono Fourthperson")),
        ("Bera Secondperson", False),
    }
    assert [
        (*names([p["node"]]), p["grade"], p["every"], p["to_the_top"], p["ends"], p["tops"])
        for p in answer["points"]
    ] == [
        ("Second Section", "certain", True, True, 6, 2),
        ("Special Regiment of Sampleton", "certain", False, False, 5, 1),
        ("Ministry of Order of Exampelia", "certain", False, False, 2, 1),
        ("Presidency of Exampelia", "certain", False, False, 1, 1),
        ("City Police Directorate of Sampleton", "certain", False, False, 1, 0),
    ]
    ministry = answer["points"][2]
    assert sorted(names(ministry["beyond"])) == ["Aaro Firstperson", "Bera Secondperson"]
    assert set(ministry["statements"]) <= set(answer["statements"])
    assert {s["statement"] for s in ministry["sources"]} >= set(ministry["statements"])
    assert answer["on"] == ["2020-05-03", "2020-05-03"]


def test_of_the_chains_that_surely_hold(data: Dataset) -> None:
    """Without what is only possible there is no way round the Directorate, and no way to the Minister."""
    answer = answers.chokepoints(data, RAID, grade="certain")
    points = {p["node"]["name"]: p for p in answer["points"]}
    directorate = points["City Police Directorate of Sampleton (invented)"]
    assert sorted(names(directorate["beyond"])) == ["Aaro Firstperson", "Dono Fourthperson"]
    assert "Bera Secondperson" not in {end["node"]["name"] for end in answer["ends"]}


def test_what_if_the_report_of_the_way_round_is_set_aside(example: Path) -> None:
    """Both the allegation and its denial: of the denial alone the way would be left, denied."""
    less = [x for modality in ("alleged", "denied") for x in ("--without-modality", modality)]
    told = here("--store", example, "chokepoints", RAID, *less, "--json", "--no-quotes").json
    points = {p["node"]["name"]: p["ends"] for p in told["points"]}
    assert points["City Police Directorate of Sampleton (invented)"] == 3


def test_of_all_events(data: Dataset) -> None:
    answer = answers.chokepoints(data)
    first = answer["points"][0]
    assert names([first["node"]]) == ["Second Section"]
    assert (first["events"], first["certain"], first["possible"]) == (3, 3, 0)
    assert RAID in {e["name"] for e in first["examples"]}
    assert answer["target"] is None and answer["on"] is None
    total = answer["counts"]
    told = sum(total[key] for key in ("events", "unlinked", "undated", "no_acts"))
    assert told == len(set(data.records.instances(v.EVENT)))
    then = answers.chokepoints(data, on="2020-05-03")
    assert then["counts"]["events"] < total["events"]
    assert all(p["events"] <= then["counts"]["events"] for p in then["points"])


def test_a_limit_cuts_and_says_so(data: Dataset, example: Path) -> None:
    whole = answers.chokepoints(data, RAID)
    cut = answers.chokepoints(data, RAID, limit=2)
    assert (cut["points"], cut["more"]) == (whole["points"][:2], 3)
    assert answers.chokepoints(data, RAID, limit=10**9)["points"] == whole["points"]
    assert "3 more rows not shown" in here("--store", example, "chokepoints", RAID, "--limit", "2").out


def test_between_and_reach(data: Dataset) -> None:
    between = answers.chokepoints(data, on="2020-05-03", measure=Measure.BETWEENNESS)
    assert names([between["points"][0]["node"]]) == ["Ministry of Order of Exampelia"]
    assert between["counts"]["sampled"] == between["counts"]["starts"]
    reach = answers.chokepoints(data, on="2020-05-03", measure=Measure.REACH)
    by_name = {p["node"]["name"]: p for p in reach["points"]}
    president = by_name["Aaro Firstperson"]
    assert president["above"] == {"bodies": 0, "persons": 0} and president["below"]["bodies"] >= 5
    assert by_name["Special Regiment of Sampleton (invented)"]["below"]["bodies"] >= 1


def test_the_same_bytes_each_time(example: Path) -> None:
    for arguments in ([RAID], [], ["--measure", "betweenness", "--on", "2020"]):
        once, again = (here("--store", example, "chokepoints", *arguments, "--json").out for _ in range(2))
        assert once == again


def test_words_of_the_terminal(example: Path) -> None:
    said = here("--store", example, "chokepoints", RAID).out
    assert "every chain" in said and "chains to some ends" in said and "not evidence of guilt" in said
    assert "neither the importance of a person" in " ".join(said.split())
    assert "A placeholder stands for" not in " ".join(said.split())
    period = here("--store", example, "chokepoints", "--measure", "betweenness", "--on", "2020").out
    assert "a way may join links that never held on one day" in period
    empty = here("--store", example, "chokepoints", "--on", "1800").out
    assert "0 events with a chain" in empty and "No person or body is passed" in empty
    nobody = here("--store", example, "chokepoints", "Mira Nobody", "--on", "2020-05-03").out
    assert "No chain: no source in the data states who stood above." in nobody


def test_an_estimate_is_told(example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from respondeat.graph.analyses.chokepoints import centrality

    monkeypatch.setattr(centrality, "STARTS", 3)
    said = here("--store", example, "chokepoints", "--measure", "betweenness", "--on", "2020-05-03").out
    assert "Estimated from 3 of" in said


@pytest.mark.parametrize(
    ("parameters", "error", "told"),
    [
        ({"target": "SRS"}, InputError, "has no day of its own"),
        ({"target": "Nobody at all", "on": "2020"}, UnknownName, "No entity"),
        ({"on": "31.31.2020"}, DateError, "not a date"),
        ({"on": "2021/2020"}, DateError, "starts after it ends"),
        ({"measure": "betweenness"}, InputError, "say on which day"),
        ({"measure": "reach", "target": "SRS", "on": "2020"}, InputError, "leave 'SRS' out"),
        ({"measure": "eigenvector"}, InputError, "There is no measure"),
        ({"grade": "likely"}, InputError, "There is no grade"),
        ({"limit": 0}, InputError, "takes limit from 1 to"),
    ],
)
def test_questions_that_cannot_be_answered(
    data: Dataset, parameters: dict[str, Any], error: type[InputError], told: str
) -> None:
    with pytest.raises(error, match=told):
        answers.chokepoints(data, **parameters)


def test_who_took_part_in_a_protest_is_not_asked_about(seed: Path) -> None:
    told = here("--store", seed, "chokepoints", "--json").json
    assert told["counts"]["no_acts"] > 40
    assert "Citizens of Belarus" not in {p["node"]["name"] for p in told["points"]}


def test_every_chain_from_the_detention_centre_on_the_seed_data(seed: Path) -> None:
    """Held by hand against the statements: one line from the facilities of the Ministry to the President."""
    of_events = " ".join(here("--store", seed, "chokepoints").out.split())
    assert "[placeholder]" in of_events and "which need not be one body" in of_events
    told = here(
        "--store", seed, "chokepoints", "Akrestina detention centre", "--on", "2020-08-10", "--json"
    ).json
    assert [p["node"]["name"] for p in told["points"] if p["to_the_top"]] == [
        "Detention facilities of the Interior Ministry (not named one by one)",
        "Penal Correction Department",
        "Ministry of Internal Affairs",
        "Alyaksandr Lukashenka",
    ]
    assert [end["node"]["name"] for end in told["ends"] if end["top"]] == ["Alyaksandr Lukashenka"]
    assert json.dumps(told).count("importance of a person") == 1
