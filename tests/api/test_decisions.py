"""Decision chains from the terminal: the invented cases, one by one and from the other end."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.terminal import here

NEMO, PAVO = "Nemo Painterperson", "Pavo Wheelperson"
ARTICLE = "Article 77 of the Criminal Code of Exampelia (invented)"


def ask(store: Path, *arguments: str) -> Any:
    done = here("--store", store, "decisions", *arguments, "--json")
    assert done.code == 0, done.out
    return done.json


def stage(case: Any, name: str) -> Any:
    return next((s for s in case["stages"] if s["stage"] == name), {"rows": [], "gaps": []})


def values(case: Any, name: str) -> list[str | None]:
    return [r["value"] and r["value"]["name"] for r in stage(case, name)["rows"]]


def test_the_whole_chain_of_a_case(example: Path) -> None:
    (case,) = ask(example, NEMO)["cases"]
    assert values(case, "arrest") == [None, "Second Section (invented)"]
    assert values(case, "investigator") == ["Toma Searchperson"]
    assert values(case, "prosecutor") == ["Sila Chargeperson"]
    assert values(case, "judge") == ["Quin Gavelperson"]
    assert values(case, "court") == ["District Court of Sampleton (invented)"]
    assert values(case, "article") == ["Article 10 of the Criminal Code of Exampelia (invented)"]
    assert stage(case, "sentence")["rows"][0]["beside"] == [
        {"property": "sentence", "value": "three years in a colony"}
    ]
    assert values(case, "custody") == ["Colony 1 of Exampelia (invented)", "Uno Keyperson", "Vera Keyperson"]
    extended = {b["property"]: b["value"] for r in stage(case, "extension")["rows"] for b in r["beside"]}
    assert extended["sentence"] == "one year added"
    assert extended["judge"]["name"] == "Rada Gavelperson"
    assert extended["ground"] == "disobedience in a colony"
    assert values(case, "release") == [None, "Aaro Firstperson"]
    assert (
        stage(case, "release")["rows"][0]["beside"][0]["value"] == "on the condition of leaving the country"
    )
    assert [s["stage"] for s in case["stages"] if s["gaps"]] == ["defence"]


def test_every_row_has_statements_and_sources(example: Path) -> None:
    answer = ask(example, NEMO)
    rows = [r for s in answer["cases"][0]["stages"] for r in s["rows"]]
    assert all(r["statements"] and r["sources"] for r in rows)
    told = {i for r in rows for i in r["statements"]}
    assert told == set(answer["statements"])
    assert answer["notice"]


def test_a_death_in_custody_and_what_the_ministry_says_against_it(example: Path) -> None:
    (case,) = ask(example, PAVO)["cases"]
    died, held, head = stage(case, "death")["rows"]
    assert (died["state"], held["state"], head["state"]) == ("supported", "contested", "contested")
    assert (held["value"]["name"], head["value"]["name"]) == (
        "Colony 1 of Exampelia (invented)",
        "Vera Keyperson",
    )
    assert {s["verdict"] for s in held["sources"]} == {"supports", "denies"}
    assert [s["stage"] for s in case["stages"] if s["gaps"]] == ["investigator", "prosecutor", "defence"]
    told = here("--store", example, "decisions", PAVO).out
    assert "GAP no statement in the graph names an investigator" in told
    assert "CONTESTED" in told and "AGAINST: Ministry of Order" in told


def test_an_event_leads_to_the_case_and_says_what_only_the_person_joins(example: Path) -> None:
    answer = ask(example, f"Sentencing of {NEMO} (invented)")
    (case,) = answer["cases"]
    linked = {(s["stage"], r["linked"]) for s in case["stages"] for r in s["rows"]}
    assert {("judge", "same event"), ("arrest", "same person"), ("custody", "same person")} <= linked
    assert ("judge", "same person") not in linked
    assert (
        "another event of the same person"
        in here("--store", example, "decisions", f"Sentencing of {NEMO} (invented)").out
    )


def test_days_asked_for(example: Path) -> None:
    (case,) = ask(example, NEMO, "--on", "2021-11-05")["cases"]
    assert [s["stage"] for s in case["stages"] if s["rows"]] == ["custody", "extension"]
    assert values(case, "custody") == ["Colony 1 of Exampelia (invented)", "Vera Keyperson"]
    told = here("--store", example, "decisions", NEMO, "--on", "2021-11-05").out
    assert "no statement in the graph that can be of the days asked for tells of an arrest" in told
    assert ask(example, NEMO, "--on", "1950-01-01")["cases"] == []
    april = ask(example, NEMO, "--on", "2021-04-10")["cases"][0]
    assert [(g["kind"], g["place"]["name"]) for g in stage(april, "custody")["gaps"]] == [
        ("no-head", "Colony 1 of Exampelia (invented)")
    ]


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("Quin Gavelperson", {("judge", NEMO), ("judge", "Olla Lessonperson")}),
        ("Rada Gavelperson", {("judge", PAVO), ("extension", NEMO)}),
        ("Sila Chargeperson", {("prosecutor", NEMO)}),
        ("Toma Searchperson", {("investigator", NEMO)}),
        ("Second Section (invented)", {("arrest", NEMO), ("arrest", "Olla Lessonperson")}),
        (ARTICLE, {("extension", NEMO)}),
        ("Aaro Firstperson", {("release", NEMO)}),
    ],
)
def test_from_the_other_end(target: str, wanted: set[tuple[str, str]], example: Path) -> None:
    decided = ask(example, target)["decided"]
    assert {(r["stage"], r["person"]["name"]) for r in decided["rows"]} == wanted
    assert decided["total"] == len(wanted)


def test_a_colony_held_three_persons_of_whom_one_died(example: Path) -> None:
    rows = ask(example, "Colony 1 of Exampelia (invented)")["decided"]["rows"]
    assert {r["person"]["name"] for r in rows if r["stage"] == "custody"} == {NEMO, PAVO, "Olla Lessonperson"}
    assert [r["person"]["name"] for r in rows if r["stage"] == "death"] == [PAVO]


def test_a_stage_alone_lists_everybody(example: Path) -> None:
    for name, persons in (("release", {NEMO}), ("death", {PAVO}), ("extension", {NEMO})):
        answer = ask(example, "--stage", name)
        assert {c["person"]["name"] for c in answer["cases"]} == persons
        assert {s["stage"] for c in answer["cases"] for s in c["stages"]} == {name}
    assert ask(example, "--stage", "judge", "--limit", "1")["persons"] == 3
    assert (
        "And 2 persons more" in here("--store", example, "decisions", "--stage", "judge", "--limit", "1").out
    )


def test_a_protected_person_is_told_by_stub_below_her_level(example: Path) -> None:
    sealed = ask(example, "Mira Nobody")
    (case,) = sealed["cases"]
    assert stage(case, "custody")["rows"][0]["beside"][-1]["value"] == "a cell without a window"
    public = here("--store", example, "decisions", "--stage", "custody", "--level", "public", "--json").out
    assert "Mira" not in public and "window" not in public


def test_what_if_and_the_past(example: Path) -> None:
    without = ask(example, NEMO, "--without-origin", "Invented Observers")
    assert without["cases"] == [] and without["statements"] == []
    assert ask(example, NEMO) == ask(example, NEMO)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "say whose case"),
        (("--stage", "nonsense"), 2, "is not one of"),
        (("Nobody at all",), 3, "Nobody at all"),
        ((NEMO, "--on", "31.31.2020"), 2, "31.31.2020"),
        ((NEMO, "--limit", "0"), 2, "0"),
    ],
)
def test_bad_input(arguments: tuple[str, ...], code: int, said: str, example: Path) -> None:
    done = here("--store", example, "decisions", *arguments)
    assert done.code == code
    assert said in done.err


def test_nothing_is_said_plainly(example: Path) -> None:
    told = here("--store", example, "decisions", "Raid in Paper Street (invented)").out
    assert "No statement in the graph tells of a case here." in told
    told = here("--store", example, "decisions", "--stage", "defence").out
    assert "No statement in the graph tells at this stage of a case here." in told
