"""Decisions and patterns on sheets that hold no case: police units, and careers of judges."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.api.terminal import here


def test_the_police_sheets_hold_no_case(police: Path) -> None:
    for question in (
        ("decisions", "Nigeria Police Force"),
        ("decisions", "--stage", "arrest"),
        ("patterns",),
    ):
        answer = here("--store", police, *question, "--json").json
        assert answer["statements"] == []
    told = here("--store", police, "decisions", "Nigeria Police Force").out
    assert "No statement in the graph tells of a case here." in told
    told = here("--store", police, "patterns").out
    assert told.startswith("0 cases of 0 persons")
    assert "No statement in the graph tells of an arrest, conviction or custody of one person." in told


def test_careers_of_judges_hold_no_case(
    test_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    careers = test_data("zubr-belarus-judiciary") / "judge_career.csv"
    store = tmp_path_factory.mktemp("careers") / "store"
    done = here("import", "career", careers, "--mapping", "zubr-careers", "--store", store)
    assert done.code in (0, 1), done.err
    for stage in ("judge", "court"):
        assert here("--store", store, "decisions", "--stage", stage, "--json").json["persons"] == 0
    assert here("--store", store, "patterns", "--json").json["cases"] == 0
