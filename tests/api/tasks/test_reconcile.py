"""What a table is held against and extended by; over HTTP: tests/api/web/test_reconcile.py."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work, task
from respondeat.api.tasks.reconcile import known
from respondeat.api.tasks.reconcile_properties import agrees, properties, proposed
from respondeat.errors import InputError
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v


@pytest.fixture
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as opened:
        yield opened


def done(data: Dataset, **parameters: Any) -> Any:
    return json.loads(task("reconcile")(data, Work(parameters, 100, 10**6)).body)


def test_a_value_agrees_contradicts_or_is_not_there(data: Dataset) -> None:
    found = known(data, "b-0fe295f0132067839a2671d2e8a3237b")
    assert isinstance(found, Entity)
    assert agrees(data, found, "bodyKind", ["temporaryDetention"]) is True
    assert agrees(data, found, "bodyKind", ["court"]) is False
    assert agrees(data, found, "within", ["SAMPLETON (invented)"]) is True
    assert agrees(data, found, "birthDate", ["1965"]) is None
    assert agrees(data, found, "noSuchProperty", ["x"]) is None
    assert agrees(data, found, "bodyKind", [" "]) is None


def test_a_year_agrees_with_a_day_in_it(data: Dataset) -> None:
    born = Entity.of(v.ID + "p-x", "Person", birthDate="1965-03-01")
    assert [agrees(data, born, "birthDate", [day]) for day in ("1965", "1965-03-01", "1966")] == [
        True,
        True,
        False,
    ]


def test_what_is_proposed_for_a_kind_is_among_the_properties() -> None:
    every = {p["id"] for p in properties()}
    assert len(every) == len(properties())
    for kind in ("Person", "Body", "Event", "Post", "Place", ""):
        assert {p["id"] for p in proposed(kind)} <= every
    assert {"gender", "birthDate"} <= {p["id"] for p in proposed("Person")}
    assert "gender" not in {p["id"] for p in proposed("Body")}


def test_every_property_of_every_entity_can_be_told(data: Dataset) -> None:
    ids = [id for cls in v.ENTITY_CLASSES for id in data.reader.instances(cls)]
    wanted = [{"id": p["id"]} for p in properties()]
    for at in range(0, len(wanted), 30):
        told = done(data, do="extend", extend={"ids": ids, "properties": wanted[at : at + 30]})
        assert set(told["rows"]) == set(ids)
        cells = [c for row in told["rows"].values() for row_cells in row.values() for c in row_cells]
        assert all(c.keys() in ({"str"}, {"bool"}, {"int"}, {"date"}, {"id", "name"}) for c in cells)


def test_what_is_not_in_the_specification_is_told(data: Dataset) -> None:
    with pytest.raises(InputError, match="nothing to do"):
        done(data, do="merge")
