"""The line that tells an entity from others: the latest first, what speaks against it said."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.start.told import told
from respondeat.graph.command.states import LEFT_OUT, evidence
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as found:
        yield found


def test_a_person_has_their_latest_offices_with_days(data: Dataset) -> None:
    line = told(data, data.find("Ella Fifthperson"))
    assert line.startswith("Commander, Special Regiment of Sampleton (invented), ")
    assert any(letter.isdigit() for letter in line)


def test_a_body_has_its_kind_and_what_is_above_it(data: Dataset) -> None:
    line = told(data, data.find("Special Regiment of Sampleton (invented)"))
    assert "above it: " in line
    assert "de jure" in line or "command" in line or "control" in line


def test_an_event_has_its_kind_and_day(data: Dataset) -> None:
    assert "2020-05-03" in told(data, data.find("Raid in Paper Street (invented)"))


def test_every_entity_is_told_in_every_language(data: Dataset) -> None:
    for language in LANGUAGES:
        spoken = data.speaking(language)
        for cls in v.ENTITY_CLASSES:
            for id in spoken.records.instances(cls):
                told(spoken, id)
    assert told(data, f"{v.ID}nobody") == ""


def test_what_speaks_against_an_office_is_said_and_what_is_withdrawn_is_not_told(data: Dataset) -> None:
    found = (data.records.record(id) for id in data.records.instances(v.POSTING))
    for one in (one for one in found if isinstance(one, Statement)):
        state = evidence(data.records, one.id).state
        holder = str(one.get("holder"))
        only = data.records.pointing(v.R + "holder", holder) == (one.id,)
        if state in LEFT_OUT and only:
            assert told(data, holder) == ""
        elif state and only:
            assert "(" in told(data, holder)
