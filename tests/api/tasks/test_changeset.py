"""One changeset as a level may see it."""

import json
from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work, task
from respondeat.errors import NotFound

ABOVE = "cs-12120a0beb52cedeb55fd020f6d01047"


def ask(data: Dataset, id: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(task("changeset")(data, Work({"id": id}, 10, 10**7)).body)
    return found


def test_its_records_stand_in_the_form_in_which_they_are_posted(example: Path) -> None:
    with Dataset.open(example, "restricted") as data:
        told = ask(data, ABOVE)
        assert (told["level"], told["sequence"]) == ("restricted", 2)
        assert told["counts"] == {
            kind: len(told[kind])  # type: ignore[arg-type]
            for kind in ("documents", "entities", "names", "passages", "statements", "attestations")
        }
        assert ask(data, str(told["id"])) == told


def test_one_above_is_one_that_is_not_there(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        told = set()
        for id in (ABOVE, "cs-" + "0" * 32, "", "p-1"):
            with pytest.raises(NotFound) as refused:
                ask(data, id)
            told.add(refused.value.detail)
    assert len(told) == 1
