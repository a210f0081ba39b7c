"""Dossiers on the sheets of the Security Force Monitor: the figures that the documentation gives."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from respondeat.api.answers import acts, dossier, elements
from respondeat.api.answers.acts import Of
from respondeat.api.dataset import Dataset
from respondeat.errors import UnknownName
from tests.graph.importers.sfm_sheets import table

FORCE = "Nigeria Police Force"
FILES = {
    "units": "ng_units_police.tsv",
    "persons": "ng_persons_police.csv",
    "sources": "sources_20190501.csv",
}


@pytest.fixture(scope="module")
def folder(test_data: Callable[[str], Path]) -> Path:
    return test_data("sfm-nigeria-police")


@pytest.fixture(scope="module")
def police(police_store: Path) -> Iterator[Dataset]:
    with Dataset.open(police_store) as opened:
        yield opened


def rows(path: Path, column: str, value: str) -> int:
    """How many rows of a sheet have this value in this column."""
    head, *cells = table(path)
    return sum(row[head.index(column)] == value for row in cells)


def test_the_dossier_of_the_force_has_what_its_rows_have(police: Dataset, folder: Path) -> None:
    answer = dossier(police, FORCE)
    totals = {part["part"]: part["total"] for part in answer["parts"]}
    assert totals == {"time": 1, "posts": 4, "above": 1, "below": 1, "places": 4}
    assert rows(folder / FILES["persons"], "Organization", FORCE) == totals["posts"]
    assert rows(folder / FILES["units"], "OrganizationOrganization:parent_id", FORCE) == totals["below"]
    assert (len(answer["one_origin"]["statements"]), answer["one_origin"]["of"]) == (3, 11)
    assert [g["kind"] for g in answer["gaps"]] == ["open_postings"]


def test_the_police_sheets_name_no_event(police: Dataset) -> None:
    assert acts(police)["total"] == acts(police, Of.INTERNATIONAL)["total"] == 0
    (head, *_) = dossier(police, FORCE)["parts"][1]["statements"]
    with pytest.raises(UnknownName):
        elements(police, head["roles"]["holder"]["id"], "any event")
