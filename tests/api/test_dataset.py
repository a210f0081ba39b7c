"""Names in any spelling of the data mean what they mean; nothing is ever chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.dataset import BODIES, PERSONS, Dataset
from respondeat.errors import StoreMissing, UnknownName


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example) as opened:
        yield opened


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Second Section (invented)", "Второй отдел (вымышленный)"),
        ("Second Section", "Другі аддзел (выдуманы)"),
        ("SRS", "Special Regiment of Sampleton"),
        ("Dono Fourthperson", "Дона Чaцвёртa"),
        ("Дона Чацвёрта", "Дона Чaцвёртa"),
        ("ministry of ORDER", "Министерство порядка (вымышленное)"),
    ],
)
def test_every_spelling_in_the_data_means_the_same(data: Dataset, one: str, other: str) -> None:
    assert data.find(one) == data.find(other)


def test_ids_are_found_whole_and_bare(data: Dataset) -> None:
    id = data.find("SRS")
    assert data.find(id) == data.find(id.rpartition("/")[2]) == id


def test_the_near_ones_are_told(data: Dataset) -> None:
    with pytest.raises(UnknownName) as error:
        data.find("Ela Fifthperson")
    assert error.value.candidates[0]["name"] == "Ella Fifthperson"
    assert str(error.value.candidates[0]["id"]).startswith("https://w3id.org/respondeat/id/p-")


def test_a_name_of_another_kind_is_told_as_such(data: Dataset) -> None:
    with pytest.raises(UnknownName, match="of the kind asked for") as error:
        data.find("Ella Fifthperson", BODIES)
    assert [c["name"] for c in error.value.candidates] == ["Ella Fifthperson"]
    assert data.find("Ella Fifthperson", PERSONS)


def test_nothing_near(data: Dataset) -> None:
    with pytest.raises(UnknownName, match="No name is near it"):
        data.find("Qqqqq Zzzzz")


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="make one by loading or importing"):
        Dataset.open(tmp_path / "none")
