"""The report of a structure: links are told by names, not by ids."""

from pathlib import Path

from respondeat.api.answers.asked import ask
from respondeat.api.bundles.questions import QUESTIONS
from respondeat.api.dataset import Dataset
from respondeat.api.report import as_html, report
from respondeat.api.report.structure import with_ends
from tests.api.report.conftest import about_of


def test_links_are_told_by_the_names_of_their_ends(example: Path) -> None:
    with Dataset.open(example) as data:
        asked = {
            "target": "Ministry of Order of Exampelia (invented)",
            "on": "2020-05",
            "down": 3,
            "limit": 3,
        }
        answer = ask(QUESTIONS, data, "structure", asked)
    told = with_ends(answer)
    assert {one["source"]["id"] for one in told["links"]} == {one["source"] for one in answer["links"]}
    assert all(one["under"]["name"] for one in told["groups"]) and told["groups"]
    page = as_html(report({"answer": answer, "contradictions": []}, about_of(answer))).decode()
    assert "Special Regiment of Sampleton" in page


def test_a_link_that_nothing_carries_is_told_by_names_too() -> None:
    ends = [{"id": "a", "name": "Invented Section"}, {"id": "b", "name": "Invented Staff"}]
    told = with_ends({"boxes": [], "links": [], "groups": [], "denied": [{"source": "a", "ends": ends}]})
    assert told["denied"] == [{"source": ends[0], "target": ends[1], "ends": []}]
