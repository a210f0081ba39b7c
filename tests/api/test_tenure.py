"""Events under each head's command by period: answer and terminal, on Exampelia and on the seed data."""

from pathlib import Path
from typing import Any

import pytest

from respondeat.api import answers
from respondeat.api.answers.tenure import CAVEAT
from respondeat.api.dataset import Dataset
from respondeat.errors import InputError
from tests.api.terminal import here


def asked(store: Path, *arguments: str) -> Any:
    told = here("--store", store, "tenure", *arguments, "--json")
    assert told.code == 0, told.err
    return told.json


def tally(part: Any) -> tuple[int, int]:
    return part["certain"], part["possible"]


def periods(head: Any) -> dict[str, tuple[int, int]]:
    return {p["period"]: tally(p) for p in head["periods"]}


def named(answer: Any, name: str) -> Any:
    return next(h for h in answer["heads"] if h["person"]["name"] == name)


def test_every_head_with_an_event(example: Path) -> None:
    answer = asked(example)
    assert answer["counts"] == {"heads": 12, "with_events": 8, "written": 8}
    ella, faro = (
        named(answer, f"{n} Fifthperson" if n == "Ella" else f"{n} Sixthperson") for n in ("Ella", "Faro")
    )
    assert periods(ella) == {"2020": (5, 0)}
    assert (ella["events"]["share_certain"], faro["events"]["share_certain"]) == (1.0, 0.4)
    bera = named(answer, "Bera Secondperson")
    assert periods(bera) == {"2020": (0, 6), "2021": (0, 1)}
    assert [s["derived"] for s in bera["spells"]] == [False, True, False]


def test_counts_are_those_of_events_under(example: Path) -> None:
    for head in asked(example, "--by", "month")["heads"]:
        under = here("--store", example, "events-under", head["person"]["id"], "--json").json["events"]
        single = [e for e in under if e["event"]["type"] == "Event"]
        certain = sum(e["grade"] == "certain" for e in single)
        assert tally(head["events"]) == (certain, len(single) - certain)
        assert sum(tally(head["patterns"])) == len(under) - len(single)
        cited = {s for e in under for s in e["statements"]} | {
            s for x in head["spells"] for s in x["statements"]
        }
        assert cited <= set(head["statements"])
        # besides these only what says when the events were
        dates = set(head["statements"]) - cited
        shown = here("--store", example, "show", single[0]["event"]["id"], "--json").json["statements"]
        assert dates & {s["id"] for s in shown if s["relation"] == "Existence"}


def test_the_heads_of_a_body_and_nobody_else(example: Path) -> None:
    answer = asked(example, "SRS", "--by", "month")
    assert [h["person"]["name"] for h in answer["heads"]] == [
        *("Gorm Oldperson", "Ella Fifthperson", "Faro Sixthperson")
    ]
    assert {s["body"]["name"] for h in answer["heads"] for s in h["spells"]} == {
        "Special Regiment of Sampleton (invented)"
    }
    assert periods(answer["heads"][1]) == {"2020-05": (4, 0), "2020-09": (1, 0)}
    assert answer["heads"][1]["spells"][0]["title"] == "Commander"


def test_only_what_was_within_the_days(example: Path) -> None:
    answer = asked(example, "Ella Fifthperson", "--on", "2020-05/2020-06", "--by", "quarter")
    assert answer["on"] == ["2020-05-01", "2020-06-30"]
    assert periods(answer["heads"][0]) == {"2020-Q2": (4, 0)}


def test_a_limit_is_told(example: Path) -> None:
    answer = asked(example, "--limit", "2")
    assert answer["counts"] == {"heads": 12, "with_events": 8, "written": 2} and len(answer["heads"]) == 2
    told = here("--store", example, "tenure", "--limit", "2").out
    assert "6 more heads are not shown" in told and "12 heads in the data; under 4 of them no event" in told


def test_the_caveat_is_part_of_every_answer(example: Path) -> None:
    for question in ((), ("SRS",), ("Gorm Oldperson",), ("--on", "1950")):
        answer = asked(example, *question)
        assert answer["caveat"] == CAVEAT and "uneven" in CAVEAT and answer["notice"]
        assert "Reporting is uneven" in here("--store", example, "tenure", *question).out


def test_somebody_who_heads_nothing_has_a_plain_answer(example: Path) -> None:
    (head,) = asked(example, "Nemo Painterperson")["heads"]
    assert (head["spells"], head["periods"], head["statements"]) == ([], [], [])
    assert head["events"] == {"certain": 0, "possible": 0, "open": 0, "share_certain": None}
    told = here("--store", example, "tenure", "Nemo Painterperson").out
    assert "names them as head of anything" in told and "No event in the data was under this command" in told
    lock_up = here("--store", example, "tenure", "Sampleton lock-up (invented)", "--on", "1950").out
    assert "No source in the data names a head for these days." in lock_up


@pytest.mark.parametrize(
    ("question", "code", "told"),
    [
        (("Nobody at all",), 3, "Nobody at all"),
        (("SRS", "--on", "2020-02-30"), 2, "2020-02-30"),
        (("SRS", "--on", "2021/2020"), 2, "starts after it ends"),
        (("SRS", "--by", "week"), 2, "week"),
        (("SRS", "--limit", "0"), 2, "0"),
    ],
)
def test_bad_input_is_said(example: Path, question: tuple[str, ...], code: int, told: str) -> None:
    done = here("--store", example, "tenure", *question)
    assert (done.code, told in done.err, "Traceback" in done.err) == (code, True, False)


def test_a_period_that_there_is_not(example: Path) -> None:
    with Dataset.open(example) as data, pytest.raises(InputError, match="month, quarter, year"):
        answers.tenure(data, by="week")


def test_without_a_report_what_it_carries_is_gone(example: Path) -> None:
    whole = named(asked(example), "Ella Fifthperson")
    left = here(
        "--store", example, "tenure", "Ella Fifthperson", "--json", "--without-document",
        "Report of the Invented Observers",
    ).json  # fmt: skip
    assert sum(tally(left["heads"][0]["events"])) < sum(tally(whole["events"]))


def test_names_are_shown_never_obeyed(example: Path) -> None:
    told = here("--store", example, "tenure").out
    assert "[invented]" in told and "\x1b" not in told


def test_the_interior_troops_in_the_seed_data(seed: Path) -> None:
    """Read by hand: entry 9 of the EU's list of 2 October 2020 names one commander, after the election."""
    answer = asked(seed, "Interior Troops", "--by", "year")
    (head,) = answer["heads"]
    (spell,) = head["spells"]
    assert (spell["valid"]["ee"], spell["valid"]["ls"]) == ("2020-08-09", "2020-10-02")
    under = here("--store", seed, "events-under", head["person"]["id"], "--json").json["events"]
    single = [e for e in under if e["event"]["type"] == "Event"]
    assert sum(tally(head["events"])) == len(single)
    assert tally(head["events"])[0] == sum(e["grade"] == "certain" for e in single) == 0
    assert min(periods(head)) == "2020"
