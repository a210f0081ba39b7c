"""Detention and figures from the terminal, on the invented country."""

from pathlib import Path
from typing import Any

import pytest

from respondeat.api import answers
from respondeat.api.dataset import Dataset
from tests.api.terminal import Ran, here


def ask(store: Path, *arguments: str) -> Ran:
    return here("--store", store, "detention", *arguments)


def told(store: Path, *arguments: str) -> Any:
    return ask(store, *arguments, "--json").json


def by_name(answer: Any) -> dict[str, Any]:
    return {f"{h['detained']['name']}, {h['regime']}": h for h in answer["held"]}


def test_who_is_held_where_and_how_long(example: Path) -> None:
    answer = told(example)
    held = by_name(answer)
    nemo = held["Nemo Painterperson, imprisonment"]
    assert nemo["custodian"]["name"] == "Colony 1 of Exampelia (invented)"
    [spell] = nemo["spells"]
    assert (spell["length"], spell["still_on"]) == ([577, 577], None)
    [spell] = held["Olla Lessonperson, imprisonment"]["spells"]
    assert (spell["length"], spell["still_on"]) == ([598, None], "2022-06-01")
    assert answer["statements"] == sorted(answer["statements"])
    assert set(spell["statements"]) <= set(answer["statements"])


def test_incommunicado_only_on_attested_days(example: Path) -> None:
    [cut] = told(example)["incommunicado"]
    assert cut["detained"]["name"] == "Olla Lessonperson"
    assert [s["certain_days"] for s in cut["spans"]] == [
        [["2021-02-01", "2021-02-14"]],
        [["2021-03-20", "2021-03-20"]],
    ]
    assert cut["unattested"] == [["2021-02-15", "2021-03-19"]]
    shown = ask(example).out
    assert "not attested in between: 2021-02-15 to 2021-03-19" in shown


def test_a_death_with_the_chain_above_the_colony(example: Path) -> None:
    [death] = told(example, "Death of Pavo Wheelperson in Colony 1 (invented)")["deaths"]
    assert death["on"] == ["2021-07-03", "2021-07-03"]
    assert [x["person"]["name"] for x in death["victims"]] == ["Pavo Wheelperson"]
    assert [(h["basis"], h["grade"], h["state"]) for h in death["held_by"]] == [
        ("event", None, "contested"),
        ("custody", "certain", "supported"),
    ]
    [above] = death["above"]
    assert [(h["person"]["name"], h["grade"]) for h in above["heads"]] == [("Vera Keyperson", "certain")]
    assert [s["body"]["name"] for s in above["superiors"]] == ["Prison Department of Exampelia (invented)"]
    assert {way["nodes"][-1]["name"] for way in above["ways"]} >= {"Aaro Firstperson"}
    shown = ask(example).out
    assert "CONTESTED" in shown and "head: Vera Keyperson" in shown


def test_a_day(example: Path) -> None:
    answer = told(example, "--on", "2021-02-05")
    grades = {name: h["grade"] for name, h in by_name(answer).items()}
    assert grades["Olla Lessonperson, incommunicado"] == "certain"
    assert grades["People held after the gathering (invented), policeCustody"] == "undated"
    assert "Mira Nobody, policeCustody" not in grades
    assert answer["deaths"] == []
    assert "(undated" in ask(example, "--on", "2021-02-05").out


def test_counts_never_add_persons_and_groups(example: Path) -> None:
    counts = told(example)["counts"]
    assert counts["persons"] == {"certain": 4, "possible": 0, "undated": 0}
    genders = {row["gender"]: row["persons"]["certain"] for row in counts["by_gender"]}
    assert genders == {"female": 2, "male": 2}
    assert {row["group"]["name"] for row in counts["by_group"]} == {
        "Painters of Exampelia (invented)",
        "Teachers of Exampelia (invented)",
    }
    assert [row["group"]["name"] for row in counts["groups"]] == [
        "People held after the gathering (invented)"
    ]
    assert "nothing here can be added up" in ask(example).out


@pytest.mark.parametrize("target", ["Colony 1 of Exampelia (invented)", "Olla Lessonperson"])
def test_a_target_narrows_it(example: Path, target: str) -> None:
    answer = told(example, target)
    named = {h["detained"]["name"] for h in answer["held"]} | {h["custodian"]["name"] for h in answer["held"]}
    assert target in named
    assert "Mira Nobody" not in named
    assert [c["detained"]["name"] for c in answer["incommunicado"]] == ["Olla Lessonperson"]


def test_a_group_brings_those_whom_sources_count_to_it(example: Path) -> None:
    answer = told(example, "Teachers of Exampelia (invented)")
    assert {h["detained"]["name"] for h in answer["held"]} == {"Olla Lessonperson"}


def test_the_public_learns_nothing_of_protected_custody(example: Path) -> None:
    public = ask(example, "--level", "public", "--json")
    assert "Mira" not in public.out and "window" not in public.out
    assert "Mira" not in ask(example, "--level", "public").out
    [victim] = [h for h in public.json["held"] if h["detained"].get("protected")]
    assert "name withheld" in victim["detained"]["name"]
    assert [s["withheld"] for s in victim["sources"]] == [True]
    assert victim["spells"][0]["conditions"] == []


def test_long_lists_are_cut_and_counted(example: Path) -> None:
    answer = told(example, "--limit", "1")
    assert answer["held_count"] > len(answer["held"]) == 1
    assert f"{answer['held_count'] - 1} more are not shown" in ask(example, "--limit", "1").out


@pytest.mark.parametrize("more", [("--on", "1950"), ("Ella Fifthperson",), ("The Sampleton Example",)])
def test_nothing_is_a_plain_answer(example: Path, more: tuple[str, ...]) -> None:
    shown = ask(example, *more)
    if shown.code == 0 and "--on" not in more:
        assert "No statement of custody" in shown.out
    assert shown.code in (0, 3)


def test_before_anything_was_recorded(example: Path) -> None:
    assert "No statement of custody" in ask(example, "--recorded-at", "2020-01-01").out
    assert (
        "No source in the data gives such a figure"
        in ask(example, "--recorded-at", "2020-01-01", "--figures", "all").out
    )


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("Nobody at all",), 3),
        (("--on", "31.31.2020"), 2),
        (("--on", "2021/2020"), 2),
        (("--figures", "sorrow"), 2),
        (("--limit", "0"), 2),
    ],
)
def test_bad_input(example: Path, arguments: tuple[str, ...], code: int) -> None:
    assert ask(example, *arguments).code == code


def test_without_the_report_the_days_go(example: Path) -> None:
    assert told(example, "--without-origin", "Invented Observers")["incommunicado"] == []


# ---- figures ----


def test_the_history_of_a_figure(example: Path) -> None:
    answer = told(example, "--figures", "politicalPrisoners")
    assert [(f["as_of"], f["comparator"], f["value"]) for f in answer["figures"]] == [
        ("2020-12-31", "exactly", 12),
        ("2021-06-30", "atLeast", 15),
        ("2021-07-01", "about", 15),
        ("2021-12-31", "atMost", 18),
        ("2021-12-31", "over", 20),
    ]
    assert [f["measure"] for f in answer["figures"]] == [1, 1, 2, 1, 1]
    assert {o["origin"]["name"]: o["figures"] for o in answer["origins"]}["Invented Observers"] == 3
    shown = ask(example, "--figures", "politicalPrisoners").out
    for words in ("15 or more", "about 15", "18 or less", "more than 20", "Reporting is uneven"):
        assert words in shown


def test_figures_of_every_metric_and_of_a_year(example: Path) -> None:
    every = told(example, "--figures", "all")
    assert {f["metric"] for f in every["figures"]} >= {"politicalPrisoners", "womenImprisoned", "detained"}
    year = told(example, "--figures", "all", "--on", "2020")
    assert [f["value"] for f in year["figures"]] == [12]


def test_figures_of_an_event(example: Path) -> None:
    answer = told(example, "Dispersal in Sampleton Square (invented)", "--figures", "all")
    assert [f["value"] for f in answer["figures"]] == [40]


def test_figures_cut_for_a_reader(example: Path) -> None:
    assert "more are not shown" in ask(example, "--figures", "all", "--limit", "2").out


def test_a_notebook_asks_the_same(example: Path) -> None:
    with Dataset.open(example, "sealed") as data:
        assert answers.detention(data) == told(example, "--no-quotes")
        assert answers.figures(data, "politicalPrisoners") == told(
            example, "--figures", "politicalPrisoners", "--no-quotes"
        )
