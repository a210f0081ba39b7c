"""Listings of answers: tables whose rows open to their sources, and what an empty answer says."""

from pathlib import Path
from typing import Any

import pytest

from respondeat.api.answers import QUESTIONS
from respondeat.api.answers.asked import ask
from respondeat.api.dataset import Dataset
from respondeat.api.report.blocks import Block, Fold, Group, Notice, Table
from respondeat.api.report.listing_fragility import carrying
from respondeat.api.report.listings import LISTINGS, listed
from tests.api.conftest import example
from tests.api.histories import ASKED

__all__ = ["example"]

CASES = [(name, asked) for name in sorted(LISTINGS) for asked in ASKED[name]]


def blocks(found: Block) -> list[Block]:
    inside: tuple[Block, ...] = found.blocks if isinstance(found, Group | Fold) else ()
    if isinstance(found, Table):
        inside = found.folds
    return [found, *(one for block in inside for one in blocks(block))]


@pytest.fixture(scope="module")
def data(example: Path) -> Any:
    with Dataset.open(example) as opened:
        yield opened


@pytest.mark.parametrize(("name", "asked"), CASES)
def test_every_cell_stands_under_its_column(data: Dataset, name: str, asked: dict[str, Any]) -> None:
    answer = ask(QUESTIONS, data, name, asked)
    brief, sections = listed(name, answer, "en")
    assert brief
    anchors = [one.anchor for one in sections]
    assert len(anchors) == len(set(anchors))
    for table in (one for section in sections for one in blocks(section) if isinstance(one, Table)):
        assert table.caption
        for at, row in enumerate(table.rows):
            assert len(row) == len(table.columns)
            assert all(row)
            assert not table.sorts or len(table.sorts[at]) == len(row)
        assert len(table.folds) in (0, len(table.rows))
        assert not table.folds or table.fold


def test_what_is_not_there_is_no_denial(data: Dataset) -> None:
    answer = ask(
        QUESTIONS, data, "superiors", {"target": "Presidency of Exampelia (invented)", "on": "1900-01-01"}
    )
    _, sections = listed("superiors", answer, "en")
    (notice,) = [one for one in blocks(sections[0]) if isinstance(one, Notice)]
    assert notice.title == "No statement in the graph"


def test_what_carries_the_most_stands_first(data: Dataset) -> None:
    answer = ask(QUESTIONS, data, "fragility", {"target": "Raid in Paper Street (invented)"})
    found = carrying(answer)
    counts = [len(ends) for _, ends in found]
    assert counts == sorted(counts, reverse=True)
    assert {one["kind"] for one, _ in found} <= {"document", "origin"}
