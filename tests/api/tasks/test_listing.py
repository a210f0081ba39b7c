"""The tasks of lists: pages always, kinds that there are, the same at each level as what it holds."""

import json
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work, task
from respondeat.api.tasks.listing import KINDS, changesets, entities
from respondeat.errors import RequestError
from respondeat.ontology import vocabulary as v


def told(data: Dataset, name: str, **given: Any) -> Any:
    return json.loads(task(name)(data, Work(given, 1000, 10**7)).body)


@pytest.mark.parametrize("level", v.LEVELS)
def test_entities_are_those_of_the_level(seed_store: Path, level: str) -> None:
    with Dataset.open(seed_store, level) as data:
        ids = {id for cls in v.ENTITY_CLASSES for id in data.records.instances(cls)}
        assert len(ids) > 100
        first = told(data, "entities")
        assert (first["total"], len(first["entities"])) == (len(ids), 100)
        assert sum(told(data, "entities", kind=kind)["total"] for kind in KINDS) == len(ids)
        every = told(data, "entities", page={"size": 1000, "cursor": None})["entities"]
        assert {one["id"] for one in every} == set(sorted(ids)[:1000])


def test_a_kind_that_there_is_not_is_refused(example: Path) -> None:
    with Dataset.open(example) as data, pytest.raises(RequestError, match="Person"):
        entities(data, Work({"kind": "Ghost"}, 10, 10))


def test_changesets_are_told_as_they_are_known(example: Path) -> None:
    with Dataset.open(example) as data:
        done = changesets(data, Work({"page": {"size": 1, "cursor": None}}, 10, 10))
        assert done.meta["total"] == len(data.recorded)
        (first,) = json.loads(done.body)["changesets"]
        info = data.recorded[0]
        assert first == {
            "id": info.id,
            "sequence": 1,
            "recorded_at": info.recorded_at,
            "level": info.level,
            "author": info.author,
            "note": info.note or None,
        }
