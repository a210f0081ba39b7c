"""The command structure as an answer: beside chains and boards of the same day, over days, on a terminal."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from respondeat.api import answers
from respondeat.api.dataset import Dataset
from respondeat.api.without import without
from respondeat.errors import InputError
from respondeat.graph.days import day, iso
from tests.api.terminal import here

MINISTRY = "Ministry of Order of Exampelia (invented)"
RAID = "Raid in Paper Street (invented)"
DAY = "2020-05-03"

Json = dict[str, Any]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("structure") / "store"
    assert here("load-example", "--store", store).code == 0
    return store


@pytest.fixture(scope="module")
def data(store: Path) -> Iterator[Dataset]:
    with Dataset.open(store) as opened:
        yield opened


def boxes(answer: Json) -> dict[str, Json]:
    return {box["node"]["id"]: box for box in answer["boxes"]}


@pytest.mark.parametrize(("target", "on"), [(RAID, None), ("SRS", DAY), ("Ella Fifthperson", DAY)])
def test_hops_of_chains_are_links_or_heads_with_the_same_sources(
    data: Dataset, target: str, on: str | None
) -> None:
    structure, chains = answers.structure(data, target, on), answers.chain(data, target, on)
    told = boxes(structure)
    links = {(link["source"], link["target"]): link for link in structure["links"]}
    for hop in (hop for chain in chains["chains"] for hop in chain["hops"]):
        lower, upper = hop["source"]["id"], hop["target"]["id"]
        if upper in told:
            row = links[lower, upper]
            assert hop["link"] in row["links"]
        else:
            row = next(head for head in told[lower]["heads"] if head["person"]["id"] == upper)
        same = ("grade", "state", "title") if upper not in told else ("grade", "state", "derived", "pattern")
        assert {key: row[key] for key in same} == {key: hop[key] for key in same}
        assert row["sources"] == hop["sources"]
    assert structure["left_out"] == chains["left_out"]


def test_heads_and_gaps_are_those_of_commanders(data: Dataset) -> None:
    structure = answers.structure(data, MINISTRY, DAY, down=5)
    assert {box["rank"] for box in structure["boxes"]} == {-2, -1, 0, 1}
    for id, box in boxes(structure).items():
        alone = answers.commanders(data, id, DAY)
        assert box["gap"] == alone["gap"]
        for key in ("heads", "others"):
            assert [{**row, "reasons": None} for row in box[key]] == [
                {**row, "reasons": None} for row in alone[key]
            ]


def test_what_speaks_against_a_row_is_told_with_its_reason(data: Dataset) -> None:
    answer = answers.structure(data, MINISTRY, DAY, down=5)
    posts = [row for box in answer["boxes"] for key in ("heads", "others") for row in box[key]]
    assert not [row for row in (*answer["links"], *posts) if row["state"] == "supported" and row["reasons"]]
    (contested,) = (row for row in answer["links"] if row["state"] == "contested")
    assert [one["reason"] for told in contested["reasons"] for one in told["assessments"]] == [
        "One origin for it, unnamed; the Ministry against it."
    ]
    (taken,) = (row for row in answer["denied"] if row["state"] == "retracted")
    assert [one["reason"] for told in taken["reasons"] for one in told["retractions"]] == [
        "The newspaper corrected the name on the next day (invented)."
    ]
    chains = answers.chain(data, "Special Regiment of Sampleton (invented)", DAY)["chains"]
    hops = [hop for one in chains for hop in one["hops"] if hop["state"] == "contested"]
    assert hops
    assert all(hop["reasons"] == contested["reasons"] for hop in hops)


def test_what_a_question_sets_aside_is_no_retraction(data: Dataset) -> None:
    left = data.less(without(data, origins=["Invented Observers"]))
    answer = answers.structure(left, MINISTRY, DAY, down=5)
    aside = [row for row in answer["denied"] if row["state"] == "set-aside"]
    assert aside
    assert all(row["reasons"] == [] for row in aside)
    told = [one["reason"] for row in answer["denied"] for r in row["reasons"] for one in r["retractions"]]
    assert told
    assert all("newspaper corrected" in reason for reason in told)


def test_what_stands_directly_below_is_told_by_subordinates(data: Dataset) -> None:
    structure = answers.structure(data, MINISTRY, DAY, up=0, down=1)
    below = answers.subordinates(data, MINISTRY, DAY)["subordinates"]
    assert {id for id, box in boxes(structure).items() if box["rank"] == -1} == {
        row["body"]["id"] for row in below
    }
    by_source = {link["source"]: link for link in structure["links"]}
    for row in below:
        link = by_source[row["body"]["id"]]
        assert link["way"] == "down"
        assert [link[key] for key in ("grade", "basis", "sources")] == [
            row[key] for key in ("grade", "basis", "sources")
        ]


def picture(data: Dataset, day: str) -> tuple[object, ...]:
    """The heads and links of a day that changes speak of, with their grades."""
    answer = answers.structure(data, MINISTRY, day, down=5)
    heads = {(b["node"]["id"], h["person"]["id"], h["grade"]) for b in answer["boxes"] for h in b["heads"]}
    links = {(x["source"], x["target"], *x["links"], x["grade"]) for x in answer["links"]}
    return heads, links


def test_the_picture_changes_on_the_days_that_are_told(data: Dataset) -> None:
    answer = answers.structure(data, MINISTRY, DAY, down=5)
    days = [change["day"] for change in answer["changes"]]
    assert days == sorted(set(days))
    at = days.index(DAY)
    for first, after in pairwise(days[at - 2 : at + 3]):
        last = iso(day(after) - 1)
        assert picture(data, first) == picture(data, last)
    assert picture(data, iso(day(DAY) - 1)) != picture(data, DAY)


def test_steps_have_bounds(data: Dataset) -> None:
    for steps in ({"up": -1}, {"down": 65}):
        with pytest.raises(InputError, match="from 0 to 64"):
            answers.structure(data, MINISTRY, DAY, **steps)  # type: ignore[arg-type]


def test_the_terminal_shows_every_box_and_what_the_limit_left_out(store: Path, data: Dataset) -> None:
    shown = here("structure", MINISTRY, "--on", DAY, "--down", "5", "--store", store, "--no-quotes").out
    for box in answers.structure(data, MINISTRY, DAY, down=5)["boxes"]:
        assert box["node"]["name"].split(" (")[0].split()[0] in shown
    assert "GAP" in shown and "Something changed on" in shown
    cut = here("structure", MINISTRY, "--on", DAY, "--down", "5", "--limit", "2", "--store", store).out
    assert "left out by the limit" in cut
