"""Names in any spelling of the data mean what they mean; nothing is ever chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api import answers
from respondeat.api.dataset import BODIES, PERSONS, Dataset
from respondeat.errors import StoreMissing, UnknownName
from respondeat.ontology import vocabulary as v


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


def test_an_id_of_another_kind_means_nobody(data: Dataset) -> None:
    body = data.find("SRS")
    with pytest.raises(UnknownName, match="is of the kind Body, not of what is asked for \\(Person\\)"):
        data.find(body, PERSONS)
    with pytest.raises(UnknownName, match="is of the kind Body"):
        data.find(body.rpartition("/")[2], PERSONS)


@pytest.mark.parametrize("cls", [v.R + "Posting", v.ATTESTATION, v.PASSAGE])
@pytest.mark.parametrize("kinds", [None, PERSONS])
def test_the_id_of_a_record_is_no_entity(data: Dataset, cls: str, kinds: frozenset[str] | None) -> None:
    for id in sorted(data.records.instances(cls))[:2]:
        with pytest.raises(UnknownName, match="is the id of a record of the kind"):
            data.find(id, kinds)


def test_a_document_may_be_asked_about_where_no_kinds_are_asked_for(data: Dataset) -> None:
    id = min(data.records.instances(v.DOCUMENT))
    assert data.find(id) == id
    with pytest.raises(UnknownName, match="of the kind Document"):
        data.find(id, PERSONS)


@pytest.mark.parametrize("question", ["chain", "chokepoints", "fragility", "graph"])
def test_no_chain_leads_from_a_law_or_a_place_or_a_document(data: Dataset, question: str) -> None:
    for cls in (v.DOCUMENT, v.R + "LegalInstrument", v.R + "LegalProvision", v.R + "Place"):
        with pytest.raises(UnknownName, match="not of what is asked for"):
            answers.QUESTIONS[question](data, min(data.records.instances(cls)), "2020-05-03")


def test_nothing_near(data: Dataset) -> None:
    with pytest.raises(UnknownName, match="No name is near it"):
        data.find("Qqqqq Zzzzz")


def test_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="make one by loading or importing"):
        Dataset.open(tmp_path / "none")
