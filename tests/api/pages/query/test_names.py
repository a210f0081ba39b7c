"""Values by name: what has a page leads to it, what has none does not."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.pages.place import Place
from respondeat.api.pages.query.names import value
from respondeat.api.sparql.page import Cell
from respondeat.ontology import vocabulary as v

HERE = Place("/sparql", "be", {"level": ("public",)})


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as found:
        yield found.speaking("be")


def test_entities_and_documents_lead_to_their_pages_and_statements_to_their_place(data: Dataset) -> None:
    person, document = data.find("Dono Fourthperson"), next(data.records.instances(v.DOCUMENT))
    statement = next(data.records.instances(v.POSTING))
    told = value(data, HERE, Cell("d:x", person))
    assert told.text == data.name(person)
    assert told.href == HERE.entity(person)
    assert value(data, HERE, Cell("d:y", document)).href == HERE.entity(document)
    said = value(data, HERE, Cell("d:z", statement))
    assert (said.text, said.note) == ("d:z", "служба на пасадзе")
    assert said.href.startswith("/entity/")
    assert said.href.endswith(f"#{statement.removeprefix(v.ID)}")
    assert f"statement={statement.removeprefix(v.ID)}&" in said.href
    attestation = next(data.records.instances(v.ATTESTATION))
    assert value(data, HERE, Cell("d:a", attestation)).href == ""
    assert value(data, HERE, Cell("d:none", f"{v.ID}none")).text == "d:none"


def test_words_of_the_model_have_their_labels_and_numbers_are_known(data: Dataset) -> None:
    assert value(data, HERE, Cell("r:head", v.HEAD)).text == "кіраўнік"
    assert value(data, HERE, Cell("r:superior", v.R + "superior")).text == "r:superior"
    assert value(data, HERE, Cell("1.5e3", note="xsd:double")).number == 1500
    assert value(data, HERE, Cell("٣")).number is None
    assert value(data, HERE, Cell("nan")).number is None
