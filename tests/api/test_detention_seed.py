"""Detention and figures on the seed data, held by hand against the texts as they were entered."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.terminal import here

EARLIER, LATER = ["2024-02-09", "2024-12-31"], ["2025-08-01", "2025-08-01"]
BOTH = {"Ihar Losik", "Maryia Kalesnikava", "Mikalai Statkevich", "Viktar Babaryka"}


@pytest.fixture(scope="module")
def answer(seed: Path) -> Any:
    return here("--store", seed, "detention", "--json", "--no-quotes").json


def test_who_was_held_incommunicado_on_which_attested_days(answer: Any) -> None:
    """Text 003 names six at some time of its writing in 2024; text 002 eight on 1 August 2025."""
    cuts = {c["detained"]["name"]: c for c in answer["incommunicado"] if c["detained"]["type"] == "Person"}
    spans = {name: [[s["valid"]["ee"], s["valid"]["ls"]] for s in c["spans"]] for name, c in cuts.items()}
    assert {name for name, said in spans.items() if EARLIER in said} == BOTH | {
        "Ales Bialiatski",
        "Siarhei Tsikhanouski",
    }
    assert {name for name, said in spans.items() if LATER in said} == BOTH | {
        "Aliaksandr Aranovich",
        "Aliaksandr Frantskevich",
        "Maksim Znak",
        "Uladzimir Kniha",
    }
    for name, cut in cuts.items():
        between = [["2025-01-01", "2025-07-31"]] if name in BOTH else []
        assert cut["unattested"] == between, name
        certain = [s["certain_days"] for s in cut["spans"] if [s["valid"]["ee"], s["valid"]["ls"]] == EARLIER]
        assert certain in ([], [[]]), "at some time is on no day for certain"


def test_who_died_in_custody_and_where(answer: Any) -> None:
    """Text 003: Ashurak, Klimovich, Pushkin, Khrasko, Lednik; Navalny in Russia. Two patterns beside."""
    single = [d for d in answer["deaths"] if not d["pattern"]]
    assert {x["person"]["name"].split()[-1] for d in single for x in d["victims"]} == {
        *("Ashurak", "Klimovich", "Pushkin", "Khrasko", "Lednik", "Navalny"),
    }
    assert [d["pattern"] for d in answer["deaths"]] == [False] * 6 + [True] * 2
    held = {d["victims"][0]["person"]["name"]: [h["body"]["name"] for h in d["held_by"]] for d in single}
    assert held["Alexey Navalny"] == ["Penal colony in Siberia (not named)"]
    assert held["Vitold Ashurak"] == ["Prisons of Belarus (not named one by one)"]
    for death in single:
        assert [a["heads"] for a in death["above"]] == [[]]
        assert all(a["gap"] is not None for a in death["above"])


def test_groups_of_prisoners_are_told_as_parts_and_not_counted(answer: Any) -> None:
    parts = {
        row["group"]["name"]: [p["group"]["name"] for p in row["part_of"]]
        for row in answer["counts"]["groups"]
    }
    assert parts["Women among the political prisoners"] == ["Political prisoners in Belarus"]
    assert parts["Journalists among the political prisoners"] == ["Political prisoners in Belarus"]
    assert sum(answer["counts"]["persons"].values()) == 11


def test_figures_for_political_prisoners(seed: Path) -> None:
    told = here("--store", seed, "detention", "--figures", "politicalPrisoners", "--json", "--no-quotes").json
    rows = [(f["as_of"], f["comparator"], f["value"]) for f in told["figures"]]
    assert sorted(rows) == [
        ("2023-01-01/2026-11-22", "about", 1400),
        ("2024-02-09/2024-12-31", "over", 1400),
        ("2024-02-09/2024-12-31", "over", 1400),
        ("2025-05-01/2026-11-22", "atLeast", 1255),
        ("2025-08-01", "exactly", 1184),
        ("2025-08-01", "over", 1100),
        ("2025-08-01/2026-11-22", "over", 1000),
    ]
    assert len({f["measure"] for f in told["figures"]}) == 7  # every text counts somebody else
    viasna = [o["figures"] for o in told["origins"] if o["origin"]["name"] == "Viasna Human Rights Centre"]
    assert viasna == [3]
    count = next(f for f in told["figures"] if f["value"] == 1184)
    assert {c["kind"] for c in count["contradictions"]} == {"notContradictory"}


def test_the_public_answer_on_the_seed_data_is_the_whole(seed: Path, answer: Any) -> None:
    public = here("--store", seed, "detention", "--json", "--no-quotes", "--level", "public").json
    assert public["held"] == answer["held"]
