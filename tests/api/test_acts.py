"""Acts as an answer and in the terminal; what the seed data hold read in them by hand."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.answers import acts
from respondeat.api.answers.acts import Of
from respondeat.api.dataset import INDEXES, Dataset
from respondeat.errors import UnknownName
from respondeat.graph.stores import EmbeddedStore
from tests.api.terminal import here


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example) as opened:
        yield opened


@pytest.fixture(scope="module")
def seed(seed_store: Path) -> Iterator[Dataset]:
    with Dataset.open(seed_store) as opened:
        yield opened


def by_name(answer: Any) -> dict[str, Any]:
    return {one["actor"]["name"]: one for one in answer["actors"]}


def test_bodies_and_groups_with_patterns_apart(data: Dataset) -> None:
    found = by_name(acts(data))
    assert "Second Section (invented)" in found
    group = found["Riot units of Exampelia (invented)"]
    assert [row["event"]["name"] for row in group["patterns"]] == ["Conduct of the riot units (invented)"]
    assert group["events"] == []
    for one in found.values():
        assert all(row["event"]["type"] == "Pattern" for row in one["patterns"])
        assert all(row["event"]["type"] == "Event" for row in one["events"])


def test_events_are_in_the_order_of_their_days(data: Dataset) -> None:
    (section,) = acts(data, actor="Second Section (invented)")["actors"]
    days = [row["event_on"][0] for row in section["events"]]
    assert days == sorted(days)
    assert len(days) >= 3


def test_a_limit_leaves_the_total(data: Dataset) -> None:
    whole, cut = acts(data), acts(data, limit=1)
    assert cut["total"] == whole["total"] == len(whole["actors"]) > 1
    assert cut["actors"] == whole["actors"][:1]
    assert cut["statements"] == whole["statements"]


def test_whom_nobody_names_and_names_that_are_none(data: Dataset) -> None:
    assert acts(data, actor="Mira Nobody")["actors"] == []
    with pytest.raises(UnknownName):
        acts(data, actor="Nobody at all")


def test_the_terminal_says_when_nobody_is_named(example: Path) -> None:
    ran = here("acts", "Mira Nobody", "--store", example)
    assert "Nobody in the data is named so." in ran.out


def test_an_empty_store_names_nobody(tmp_path: Path) -> None:
    EmbeddedStore.create(tmp_path / "store", INDEXES).close()
    answer = here("acts", "--store", tmp_path / "store", "--json").json
    assert (answer["actors"], answer["total"], answer["recorded_at"]) == ([], 0, None)
    ran = here("dossier", "Nobody at all", "--store", tmp_path / "store", "--json")
    assert (ran.code, ran.json["error"]["candidates"]) == (3, [])


def test_actors_stand_by_name_not_by_count(seed: Dataset) -> None:
    names = [one["actor"]["name"].casefold() for one in acts(seed)["actors"]]
    assert names == sorted(names)


# ---- the seed data, by hand ----


def test_the_department_is_named_in_a_pattern_only(seed: Dataset) -> None:
    (one,) = acts(seed, actor="GUBOPiK")["actors"]
    assert one["events"] == []
    assert [(row["type"], row["what"]) for row in one["patterns"]] == [("illTreatment", "perpetrator")]


def test_the_alfa_unit_in_the_crackdown_of_2020(seed: Dataset) -> None:
    (one,) = acts(seed, actor="ALFA Unit")["actors"]
    assert "Torture in the crackdown of 2020" in {row["event"]["name"] for row in one["events"]}


def test_who_did_what_between_states_and_international_bodies(seed: Dataset) -> None:
    found = by_name(acts(seed, Of.INTERNATIONAL))
    referral = found["Lithuania"]["events"]
    assert [(row["type"], row["what"], row["valid"]["ls"]) for row in referral] == [
        ("referral", "referrer", "2024-09-30")
    ]
    assert {row["what"] for row in found["Lithuania"]["characterisations"]} == {
        *("crimeDeportation", "crimePersecution", "crimesAgainstHumanity", "crimeOtherInhumaneActs"),
    }
    experts = found["Group of Independent Experts on Belarus"]
    assert {row["type"] for row in experts["events"]} == {"finding", "investigation"}
    (listed,) = found["Council of the European Union"]["listings"]
    assert (listed["listed"], listed["first"]["es"], listed["last"]["es"]) == (
        120,
        "2004-09-24",
        "2021-06-21",
    )
    for imposer in ("United States", "United Kingdom", "European Union"):
        assert "sanction" in {row["type"] for row in found[imposer]["events"]}
    assert "Belarus" not in found  # nothing is done by the state of which things are said
    assert "Russia" not in found


def test_in_russian_on_the_terminal(seed_store: Path) -> None:
    out = here("acts", "--of", "international", "--language", "ru", "--no-quotes", "--store", seed_store).out
    assert "Литва" in out
    assert "передача ситуации" in out
    assert "это не доказательство вины" in " ".join(out.split())
