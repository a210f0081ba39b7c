"""Answers for a terminal: numbered sources, the same shown once, gaps where they are."""

import io
from typing import Any

import pytest
from rich.console import Console

from respondeat.api import render
from respondeat.api.answers import chain, commanders, events_under, patterns, search
from respondeat.api.dataset import Dataset
from respondeat.api.render.sources import Sources


def entry(number: int) -> dict[str, Any]:
    said = {
        "verdict": "supports",
        "modality": "asserted",
        "standard": None,
        "reported_by": None,
        "note": None,
    }
    return {
        **said,
        "origin": {"name": f"Origin {number}"},
        "withheld": False,
        "document": None,
        "passages": [],
    }


def printed(show: Any, *arguments: Any, width: int = 100) -> str:
    out = io.StringIO()
    show(*arguments, Console(file=out, width=width, highlight=False))
    return out.getvalue()


def test_sources_are_numbered_once_and_runs_are_short() -> None:
    sources = Sources()
    assert sources.cite([entry(1)]) == "[1]"
    assert sources.cite([entry(2), entry(1)]) == "[1][2]"
    assert sources.cite([entry(n) for n in (1, 3, 4, 5, 7)]) == "[1][3-6]"
    assert sources.cite([entry(9), entry(7)]) == "[6][7]"
    listed = printed(lambda out: out.print(sources.listed()))
    assert [line.split()[-1] for line in listed.splitlines()] == ["1", "2", "3", "4", "5", "7", "9"]


@pytest.fixture
def data(example: Any) -> Any:
    with Dataset.open(example) as opened:
        yield opened


def test_what_hangs_above_a_body_is_shown_once(data: Dataset) -> None:
    told = printed(render.chain, chain(data, "SRS", "2021-02-15"))
    assert told.count("Aaro Firstperson") == 1
    assert "further up as shown above" in told


def test_from_a_person_the_post_is_told_the_right_way_round(data: Dataset) -> None:
    told = printed(render.chain, chain(data, "Ella Fifthperson", "2020-05-03"))
    assert "head (“Commander”) of Special Regiment of Sampleton (invented)" in told


def test_two_heads_on_a_day_are_flagged(data: Dataset) -> None:
    told = printed(lambda a, out: render.board(a, "heads", out), commanders(data, "CPDS", "2019-06-15"))
    assert "Two heads on the same day, as in a handover: " in told
    assert "Cyra Thirdperson" in told
    assert "Dono Fourthperson" in told


def test_markup_in_names_is_text(data: Dataset) -> None:
    answer = search(data, "SRS")
    answer["hits"][0]["name"] = "[red]Guard[/red] [link=x]"
    assert "[red]Guard[/red] [link=x]" in printed(render.hits, answer)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_ids_stay_whole(data: Dataset, width: int) -> None:
    answer = search(data, "SRS")
    assert answer["hits"][0]["id"].rpartition("/")[2] in printed(render.hits, answer, width=width)


def test_nothing_found_is_said(data: Dataset) -> None:
    assert "No name in the data is near it" in printed(render.hits, {**search(data, "qqqq"), "hits": []})


def test_where_the_chain_was_cut_nobody_says_that_no_source_names_a_head(data: Dataset) -> None:
    cut = chain(data, "Raid in Paper Street (invented)", max_hops=1)
    assert "no-head" in {gap["kind"] for gap in cut["gaps"]}
    told = printed(render.chain, cut)
    assert "the chain was cut before whoever is possible" in told
    assert "no source names a head" not in told


def test_an_own_part_is_not_told_as_a_command(data: Dataset) -> None:
    told = printed(render.events, events_under(data, "Wim Stripeperson"))
    assert "No event in the data was under this command." in told
    flat = " ".join(told.split())
    assert "Apart: events in which a source names this person, which says nothing of a command:" in flat
    assert "Raid in Mill Lane (invented) (as participant), 2020-09-20" in flat


@pytest.mark.parametrize("width", [60, 80, 109, 110])
def test_figures_of_patterns_are_whole_on_a_narrow_screen(data: Dataset, width: int) -> None:
    answer = patterns(data)
    told = printed(render.patterns, answer, width=width)
    assert all(f"{row['p']:.3g}" in told for row in answer["association"]["rows"])
