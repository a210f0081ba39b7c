"""Rows of the board on the EU's lists: the title and capacity of one office go with its own time."""

from pathlib import Path

import pytest

import respondeat
from respondeat.api.answers import commanders
from tests.api.terminal import here

ROWS = {
    # who, body: in which capacity and with what title in August 2020; their other office is later or undated
    ("Ihar Paulavich BURMISTRAU", "Interior Troops"): ("deputyHead", "First Deputy Commander"),
    ("Genadz Arkadzievich KAZAKEVICH", "Ministry of Internal Affairs"): (
        "deputyHead",
        "First Deputy Minister",
    ),
    ("Yuri Genadzevich NAZARANKA", "Ministry of Internal Affairs"): ("deputyHead", "Deputy Minister"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("seed") / "store"
    done = here("load-seed", "--store", path)
    assert done.code == 0, done.err
    return path


def test_the_title_of_one_office_does_not_stand_beside_the_time_of_another(store: Path) -> None:
    with respondeat.open(store) as data:
        for (who, where), told in ROWS.items():
            others = commanders(data, where, "2020-08-10")["others"]
            (row,) = [r for r in others if r["person"]["name"] == who]
            assert (row["capacity"], row["title"]) == told
            assert row["valid"]["ee"] == "2020-08-09"


def test_an_event_without_a_stated_end_says_so(store: Path) -> None:
    told = here("--store", store, "chain", "Torture in the crackdown of 2020").out
    assert "to a day that no source states" in " ".join(told.split()[:30])
    assert "None" not in told
