"""Contradictions as answer and on the terminal, on Exampelia."""

from pathlib import Path
from typing import Any

import pytest

from respondeat.api.phrases_conflicts import BECAUSE, KINDS
from respondeat.graph.analyses.conflicts import Kind, Why
from respondeat.graph.analyses.conflicts.shape import VERDICTS
from tests.api.terminal import here


def asked(example: Path, *arguments: str) -> Any:
    told = here("--store", example, "conflicts", *arguments, "--json")
    assert told.code == 0, told.err
    return told.json


def of(answer: Any, kind: str) -> list[Any]:
    return [row for row in (*answer["conflicts"], *answer["not_contradictory"]) if row["kind"] == kind]


def test_every_rule_has_a_verdict_and_words() -> None:
    assert set(BECAUSE) == {why.value for why in Why}
    assert set(VERDICTS) == set(Why)
    assert set(KINDS) == {kind.value for kind in Kind}


def test_what_contradicts_and_what_only_seems_to(example: Path) -> None:
    answer = asked(example)
    found = [(row["kind"], row["grade"], row["rule"]) for row in answer["conflicts"]]
    assert found == [
        ("heads", "certain", "two-heads"),
        ("denials", "certain", "denied"),
        ("denials", "certain", "denied"),
        ("figures", "certain", "values"),
        ("places", "possible", "two-places"),
    ]
    seeming = [(row["kind"], row["rule"], row["concept"]) for row in answer["not_contradictory"]]
    assert seeming == [
        ("heads", "handover", "notContradictory"),
        ("heads", "one-passage", "notContradictory"),
        ("figures", "other-as-of", "notContradictory"),
    ]
    counts = {
        row["kind"]: (row["certain"], row["possible"], row["not_contradictory"]) for row in answer["counts"]
    }
    assert counts["heads"] == (1, 0, 2)
    assert counts["places"] == (0, 1, 0)
    assert {c for row in answer["conflicts"] for c in (row["concept"],)} == {
        "exclusive",
        "denial",
        "boundConflict",
    }


def test_both_sides_have_their_sources(example: Path) -> None:
    (heads,) = (row for row in asked(example)["conflicts"] if row["kind"] == "heads")
    assert heads["days"] == [["2020-09-20", "2020-09-20"]]
    titles = {
        s["document"]["title"] for side in heads["sides"] for one in side["said"] for s in one["sources"]
    }
    assert titles == {
        "Gazette of Exampelia (invented)",
        "The Sampleton Example (invented newspaper), 1 July 2021",
    }
    assert [note["kind"] for note in heads["noted"]] == ["exclusive"]
    assert heads["one_origin"] is None
    handover = asked(example)["not_contradictory"][0]
    assert handover["one_origin"]["name"] == "Ministry of Order of Exampelia (invented)"


def test_a_denial_has_its_sources_apart(example: Path) -> None:
    (denial,) = of(asked(example, "Death of Pavo Wheelperson in Colony 1 (invented)"), "denials")
    says, denies = denial["sides"]
    assert [(s["verdict"], s["origin"]["name"]) for s in says["said"][0]["sources"]] == [
        ("supports", "Invented Observers")
    ]
    assert [(s["verdict"], s["origin"]["name"]) for s in denies["said"][0]["sources"]] == [
        ("denies", "Ministry of Order of Exampelia (invented)")
    ]
    assert denies["denies"] is True


def test_the_analysts_reason_is_told(example: Path) -> None:
    told = " ".join(here("--store", example, "conflicts", "Faro Sixthperson").out.split())
    assert "not contradictory because an analyst noted" in told
    assert "both gave commands on that day" in told


@pytest.mark.parametrize(
    ("target", "kinds"),
    [
        ("Dono Fourthperson", {"heads"}),
        ("Nemo Painterperson", {"places"}),
        ("Otherville (invented)", {"places"}),
        ("Gorm Oldperson", set()),
        ("Special Regiment of Sampleton", {"heads", "denials"}),
    ],
)
def test_a_target_keeps_what_touches_it(example: Path, target: str, kinds: set[str]) -> None:
    answer = asked(example, target)
    assert {row["kind"] for row in (*answer["conflicts"], *answer["not_contradictory"])} == kinds


def test_no_conflict_is_a_plain_answer(example: Path) -> None:
    told = here("--store", example, "conflicts", "Gorm Oldperson")
    assert told.code == 0
    assert "No rule finds a contradiction, and no analyst noted one." in told.out
    nothing = asked(example, "--recorded-at", "2000-01-01")
    assert (nothing["conflicts"], nothing["not_contradictory"], nothing["statements"]) == ([], [], [])


def test_a_kind_and_a_limit_narrow_what_is_written(example: Path) -> None:
    answer = asked(example, "--kind", "denials", "--limit", "1")
    assert [row["kind"] for row in answer["conflicts"]] == ["denials"]
    assert answer["counts"] == [
        {"kind": "denials", "certain": 2, "possible": 0, "not_contradictory": 0, "truncated": []}
    ]
    assert "and 1 more" in here("--store", example, "conflicts", "--kind", "denials", "--limit", "1").out


def test_what_if_a_document_were_not_there(example: Path) -> None:
    """Without the gazette nothing contradicts the newspaper, and no tenure ends where another begins."""
    answer = asked(example, "--without-document", "Gazette of Exampelia (invented)")
    assert [row["rule"] for row in of(answer, "heads")] == ["one-passage"]


@pytest.mark.parametrize("wrong", [("Nobody at all",), ("--kind", "quarrels"), ("--limit", "0")])
def test_what_cannot_be_asked_is_told(example: Path, wrong: tuple[str, ...]) -> None:
    told = here("--store", example, "conflicts", *wrong)
    assert told.code in (2, 3)
    assert told.out == ""
    assert told.err
