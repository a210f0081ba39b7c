"""Answers: a gap exactly when nobody is certain, the same question the same bytes, a past moment replayed."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.api import answers
from respondeat.api.dataset import Dataset
from respondeat.errors import DateError, InputError
from respondeat.graph.dates import day, iso

BODIES = (
    "Second Section",
    "SRS",
    "CPDS",
    "Ministry of Order",
    "Presidency of Exampelia (invented)",
    "Joint Staff of Exampelia (invented)",
)


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example) as opened:
        yield opened


@pytest.fixture(scope="module")
def judged(data: Dataset) -> Callable[[str, int, int], None]:
    def judge(body: str, first: int, length: int) -> None:
        on = f"{iso(first)}/{iso(first + length)}" if length else iso(first)
        heads = answers.commanders(data, body, on)
        assert (heads["gap"] is None) == any(h["grade"] == "certain" for h in heads["heads"])
        above = answers.superiors(data, body, on)
        assert (above["gap"] is None) == any(s["grade"] == "certain" for s in above["superiors"])
        for answer, key, role in ((heads, "heads", "person"), (above, "superiors", "body")):
            who = [row[role]["id"] for row in answer[key]]
            assert len(who) == len(set(who)), "one row for each, never one for each statement"
            assert not {row[role]["id"] for row in answer["left_out"]} & set(who)

    return judge


@settings(max_examples=150)
@given(
    body=st.sampled_from(BODIES),
    first=st.integers(day("2004-01-01"), day("2022-01-01")),
    length=st.sampled_from([0, 0, 1, 6, 30, 365]),
)
def test_a_gap_is_there_exactly_when_nobody_is_certain(
    judged: Callable[[str, int, int], None], body: str, first: int, length: int
) -> None:
    judged(body, first, length)


def test_a_gap_names_who_was_before_and_after(data: Dataset) -> None:
    gap = answers.commanders(data, "Second Section", "2020-05-03")["gap"]
    assert [gap[k]["person"]["name"] for k in gap] == ["Ivo Seventhperson", "Juno Eighthperson"]
    assert [gap[k]["day"] for k in gap] == ["2019-12-31", "2020-09-01"]
    early = answers.commanders(data, "Second Section", "1990-01-01")["gap"]
    assert early["last_before"] is None


def test_two_attestations_years_apart_leave_the_time_between_possible(data: Dataset) -> None:
    answer = answers.commanders(data, "Ministry of Order", "2020-05-03")
    assert [(h["person"]["name"], h["grade"]) for h in answer["heads"]] == [("Bera Secondperson", "possible")]
    assert answer["gap"]["last_before"]["day"] == "2018-03-01"


def test_a_handover_gives_both(data: Dataset) -> None:
    answer = answers.commanders(data, "CPDS", "2019-06-15")
    assert {h["person"]["name"] for h in answer["heads"]} == {"Cyra Thirdperson", "Dono Fourthperson"}
    (conflict,) = answer["conflicts"]
    assert conflict["kind"] == "handover"
    assert conflict["days"] == [["2019-06-15", "2019-06-15"]]


def test_the_time_shown_is_that_which_says_most(data: Dataset) -> None:
    answer = answers.commanders(data, "SRS", "2020-05-03")
    (ella,) = [h for h in answer["heads"] if h["person"]["name"] == "Ella Fifthperson"]
    assert (ella["valid"]["es"], ella["valid"]["le"]) == ("2019-10-01", "2020-12-01")
    assert len(ella["statements"]) == 2
    assert ella["title"] == "Commander"


def test_a_deputy_is_no_head(data: Dataset) -> None:
    answer = answers.commanders(data, "SRS", "2020-05-03")
    assert "Kali Ninthperson" not in {h["person"]["name"] for h in answer["heads"]}
    assert [(o["person"]["name"], o["capacity"]) for o in answer["others"]] == [
        ("Kali Ninthperson", "deputyHead")
    ]


def test_a_chain_reaches_the_top_and_says_what_it_rests_on(data: Dataset) -> None:
    answer = answers.chain(data, "Raid in Paper Street (invented)")
    assert answer["on"] == ["2020-05-03", "2020-05-03"]
    tops = {one["hops"][-1]["target"]["name"]: one for one in answer["chains"] if one["grade"] == "certain"}
    top = tops["Aaro Firstperson"]
    assert [hop["link"] for hop in top["hops"]] == ["perpetrator", *["deJureCommand"] * 4, "head"]
    assert top["grade"] == "certain"
    for hop in top["hops"]:
        assert hop["statements"]
        assert {s["statement"] for s in hop["sources"]} == set(hop["statements"])
    assert answer["notice"].startswith("Sourced statements of others as recorded on 2026-11-01;")
    assert "not evidence of guilt" in answer["notice"]


def test_an_administrative_link_is_never_climbed(data: Dataset) -> None:
    answer = answers.chain(data, "Second Section", "2020-05-03")
    assert "Supply Office" not in json.dumps(answer["chains"])


def test_what_is_denied_by_one_source_is_marked(data: Dataset) -> None:
    answer = answers.chain(data, "SRS", "2021-02-15")
    hops = {(h["link"], h["target"]["name"]): h for c in answer["chains"] for h in c["hops"]}
    hop = hops["deFactoControl", "Ministry of Order of Exampelia (invented)"]
    assert hop["state"] == "contested"
    assert {s["verdict"] for s in hop["sources"]} == {"supports", "denies"}


def test_the_retracted_is_left_out_and_found_in_the_past(example: Path) -> None:
    with Dataset.open(example) as now:
        assert "Hilo" not in json.dumps(answers.commanders(now, "Second Section", "2020-05-03"))
    with Dataset.open(example, recorded_at="2026-10-15") as past:
        answer = answers.commanders(past, "Second Section", "2020-05-03")
        assert [h["person"]["name"] for h in answer["heads"]] == ["Hilo Wrongperson"]
        assert answer["recorded_at"] == "2026-10-01T12:00:00Z"
    with Dataset.open(example, recorded_at="2020-01-01") as empty:
        assert answers.search(empty, "Ella Fifthperson")["hits"] == []


def test_events_under_a_person_are_those_of_their_days(data: Dataset) -> None:
    names = [e["event"]["name"] for e in answers.events_under(data, "Ella Fifthperson")["events"]]
    assert names[:2] == ["Raid in Paper Street (invented)", "Dispersal in Sampleton Square (invented)"]
    assert sorted(names[2:]) == [
        "Arrest of Nemo Painterperson (invented)",
        "Arrest of Olla Lessonperson (invented)",
        "Raid in Mill Lane (invented)",
    ]
    after = answers.events_under(data, "Juno Eighthperson")["events"]
    assert [e["event"]["name"] for e in after] == ["Raid in Mill Lane (invented)"]
    assert answers.events_under(data, "Gorm Oldperson")["events"] == []


def test_the_same_question_has_the_same_answer(example: Path) -> None:
    def ask() -> str:
        with Dataset.open(example) as data:
            return json.dumps(answers.chain(data, "Raid in Paper Street (invented)"))

    assert ask() == ask()


@pytest.mark.parametrize(
    "on", ["2020-02-30", "2020-06-01/2020-05-01", "yesterday", "", "2020-05-01/", "../2020"]
)
def test_days_that_are_none_are_refused(data: Dataset, on: str) -> None:
    with pytest.raises(DateError):
        answers.commanders(data, "SRS", on)


def test_a_body_has_no_day_of_its_own(data: Dataset) -> None:
    with pytest.raises(InputError, match="--on"):
        answers.chain(data, "SRS")
    with pytest.raises(InputError, match="--on"):
        answers.chain(data, "Conduct of the riot units (invented)")


def test_chains_are_cut_and_it_is_said(data: Dataset) -> None:
    answer: dict[str, Any] = answers.chain(data, "Raid in Paper Street (invented)", limit=2)
    assert (len(answer["chains"]), answer["truncated"]) == (2, True)
    short = answers.chain(data, "Raid in Paper Street (invented)", max_hops=2)
    assert all(len(c["hops"]) <= 2 for c in short["chains"])
    assert any(c["cut_short"] for c in short["chains"])
    assert "cut-short" in {gap["kind"] for gap in short["gaps"]}
