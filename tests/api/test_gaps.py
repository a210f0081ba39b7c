"""What is missing, asked of the invented country: as data and on a terminal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from respondeat.api import answers
from respondeat.api.answers.gaps_words import look_for
from respondeat.api.dataset import Dataset
from respondeat.errors import InputError
from tests.api.terminal import here

RAID = "Raid in Paper Street (invented)"
SECTION = "Second Section (invented)"

Ask = Callable[..., Any]


@pytest.fixture
def ask(example: Path) -> Ask:
    return lambda *arguments: here("--store", example, "gaps", *arguments, "--json").json


def the(answer: Any, kind: str, name: str) -> Any:
    (row,) = [g for g in answer["gaps"] if (g["kind"], g["node"]["name"]) == (kind, name)]
    return row


def test_the_section_without_a_head_weighs_most(ask: Ask) -> None:
    answer = ask()
    first = answer["gaps"][0]
    assert (first["kind"], first["node"]["name"], first["basis"]) == ("no-head", SECTION, "nobody")
    assert first["days"] == first["nobody"] == [["2020-05-03", "2020-05-04"]]
    assert first["last_before"]["person"]["name"] == "Ivo Seventhperson"
    assert first["last_before"]["day"] == "2019-12-31"
    assert first["first_after"]["person"]["name"] == "Juno Eighthperson"
    assert first["look_for"] == f"a source for who headed {SECTION} between 2020-05-03 and 2020-05-04"
    raid = next(e for e in first["events"] if e["event"]["name"] == RAID)
    assert (raid["grade"], raid["on"]) == ("certain", ["2020-05-03", "2020-05-03"])
    # the regiment took part in the dispersal too, and had two heads: that event is not left unanswered
    assert "Dispersal in Sampleton Square (invented)" not in {e["event"]["name"] for e in first["events"]}
    assert first["through"]["events"] == first["unanswered"]["certain"] + 1
    weights = [sum(g["unanswered"].values()) for g in answer["gaps"]]
    assert weights == sorted(weights, reverse=True)
    assert answer["total"] == len(answer["gaps"]) == sum(answer["kinds"].values())


def test_every_statement_is_cited_with_its_sources(ask: Ask) -> None:
    answer = ask()
    for gap in answer["gaps"]:
        near = [row for row in (gap["last_before"], gap["first_after"], *gap["possible"]) if row]
        told = {s for e in gap["events"] for s in e["statements"]} | {
            s for r in near for s in r["statements"]
        }
        assert told <= set(gap["statements"])
        assert {entry["statement"] for entry in gap["sources"]} <= set(gap["statements"])
        for event in gap["events"]:
            tied = {entry["statement"] for entry in gap["sources"]}
            assert set(event["statements"]) <= tied
    assert answer["statements"] == sorted({s for gap in answer["gaps"] for s in gap["statements"]})


def test_a_possible_head_is_told_with_what_it_rests_on(ask: Ask) -> None:
    row = the(
        ask("Ministry of Order", "--on", "2020-05", "--scope", "body"),
        "no-head",
        "Ministry of Order of Exampelia (invented)",
    )
    (minister,) = row["possible"]
    assert (minister["person"]["name"], minister["grade"], minister["basis"]) == (
        "Bera Secondperson",
        "possible",
        "open",
    )
    assert (row["basis"], row["nobody"]) == ("open", [])


def test_scopes_of_a_body(ask: Ask) -> None:
    regiment = "Special Regiment of Sampleton (invented)"
    branch = ask("SRS", "--on", "2020-05")
    assert branch["scope"] == "branch"
    assert {g["node"]["name"] for g in branch["gaps"]} == {SECTION}
    assert not [g for g in ask("SRS", "--on", "2020-05", "--scope", "body")["gaps"] if g["kind"] == "no-head"]
    chain = {g["node"]["name"] for g in ask("SRS", "--on", "2020-05", "--scope", "chain")["gaps"]}
    assert SECTION not in chain
    assert "Presidency of Exampelia (invented)" in chain
    quiet = ask("SRS", "--on", "2013", "--scope", "body", "--every-day", "--kind", "no-head")
    assert [g["node"]["name"] for g in quiet["gaps"]] == [regiment]
    assert quiet["events"] == {"single": 0, "patterns": 0, "undated": 0}


def test_the_chain_of_an_event_takes_its_own_day(ask: Ask) -> None:
    answer = ask(RAID)
    assert (answer["scope"], answer["on"]) == ("chain", ["2020-05-03", "2020-05-03"])
    assert {(g["kind"], g["node"]["name"]) for g in answer["gaps"]} >= {
        ("no-head", SECTION),
        ("no-superior", "Presidency of Exampelia (invented)"),
    }


def test_a_person_who_took_part_and_serves_nowhere(ask: Ask) -> None:
    (row,) = ask("--kind", "no-posting")["gaps"]
    assert (row["node"]["name"], row["as_told"]) == ("Wim Stripeperson", ["a lieutenant"])
    assert row["unanswered"] == {"certain": 0, "possible": 0}


def test_without_a_document_more_is_missing(ask: Ask) -> None:
    with_it, without = (
        ask("SRS", "--on", "2020-05", *more)
        for more in ((), ("--without-document", "Gazette of Exampelia (invented)"))
    )
    assert the(with_it, "no-head", SECTION)["last_before"] is not None
    assert the(without, "no-head", SECTION)["last_before"] is None
    assert without["without"]["documents"]


def test_what_the_public_sees_is_no_more_than_what_its_store_holds(ask: Ask) -> None:
    public = ask("--level", "public")
    assert public["level"] == "public"
    assert "Mira Nobody" not in str(public)


def test_the_same_question_gives_the_same_bytes(example: Path) -> None:
    one, other = (here("--store", example, "gaps", "--json").out for _ in range(2))
    assert one == other


def test_long_lists_are_cut_and_say_so(example: Path) -> None:
    told = here("--store", example, "gaps", "--limit", "1", "--events", "1").out
    assert "more; --limit shows more of them." in told
    assert "more (--events names more)" in told
    full = here("--store", example, "gaps", "--limit", "1000000", "--json").json
    assert len(full["gaps"]) == full["total"]


def test_a_terminal_reads_an_agenda(example: Path) -> None:
    told = " ".join(here("--store", example, "gaps", "SRS", "--on", "2020-05").out.split())
    assert "1. Second Section (invented): GAP nobody is attested as head, 2020-05-03 to 2020-05-04" in told
    assert "last head attested before: Ivo Seventhperson [invented], 2019-12-31 [1]" in told
    assert f"look for: a source for who headed {SECTION} between 2020-05-03 and 2020-05-04" in told
    assert "reporting is uneven" in told
    assert "not evidence of guilt" in told
    nothing = here("--store", example, "gaps", "SRS", "--on", "1900").out
    assert "0 gaps." in nothing
    assert "says nothing of what is not in the data" in " ".join(nothing.split())


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("Nobody at all",), 3, "No entity bears the name"),
        (("--scope", "branch"), 2, "a scope needs a target"),
        ((RAID, "--scope", "body"), 2, "is no body"),
        (("SRS", "--every-day"), 2, "which period"),
        (("SRS", "--on", "31.31.2020"), 2, "31.31.2020"),
        (("SRS", "--on", "2021/2020"), 2, "starts after it ends"),
    ],
)
def test_what_cannot_be_asked_is_told(
    example: Path, arguments: tuple[str, ...], code: int, message: str
) -> None:
    told = here("--store", example, "gaps", *arguments, "--json")
    assert told.code == code
    assert message in told.json["error"]["detail"]


def test_words_that_are_none_are_refused(example: Path) -> None:
    with Dataset.open(example) as data:
        with pytest.raises(InputError, match="no kind of gap 'holes'"):
            answers.gaps(data, kinds=["holes"])
        with pytest.raises(InputError, match="no scope 'tree'"):
            answers.gaps(data, "SRS", scope="tree")


@pytest.mark.parametrize(
    ("kind", "days", "link", "told"),
    [
        ("no-superior", [["2020-01-01", "2020-01-01"]], None, "a source for who stood above A on 2020-01-01"),
        (
            "no-posting",
            [[None, "2020-01-01"]],
            None,
            "a source for where A served up to 2020-01-01, and as what",
        ),
        (
            "placeholder",
            [["2020-01-01", None]],
            None,
            "a source that names what the placeholder “A” stands for from 2020-01-01 on",
        ),
        ("no-head", [[None, None]], None, "a source for who headed A at any time"),
        ("undated", [], None, "a source for the day of “A”"),
        ("undated", [], "deJureCommand", "a source for when it began and ended: A, under the command of B"),
        ("withheld", [], "head", "a reading at a higher level, or another source, for: B, head of A"),
        ("no-actor", [], None, "a source for who took part in “A”"),
    ],
)
def test_what_to_look_for(kind: str, days: list[list[str | None]], link: str | None, told: str) -> None:
    gap: dict[str, Any] = {"kind": kind, "node": {"name": "A"}, "days": days, "span": None}
    gap["link"] = {"kind": link, "target": {"name": "B"}} if link else None
    assert look_for(gap) == told
