"""The task of an entity: only entities and documents of the level, each form by its media type."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.pages.registry import PAGES
from respondeat.api.tasks import Work, task
from respondeat.api.tasks.entity import FORMS, entity
from respondeat.api.web.routes.entities import FORMATS
from respondeat.errors import NotFound
from respondeat.ontology import vocabulary as v

SRS = "b-cff51765bb5630cbd5e02ccbe31e60ea"


def test_every_form_is_offered_and_written(example: Path) -> None:
    assert [*FORMS] == [FORMATS[name] for name in FORMATS if name not in PAGES["entity"].forms]
    assert task("entity") is entity
    with Dataset.open(example, "public") as data:
        for media_type in FORMS:
            done = entity(data, Work({"id": SRS, "media_type": media_type}, 1000, 10**7))
            assert (done.media_type, SRS.encode() in done.body) == (media_type, True)


def test_records_of_other_kinds_are_no_entities(example: Path) -> None:
    with Dataset.open(example) as data:
        ids = [
            sorted(data.records.instances(cls))[0]
            for cls in (v.PASSAGE, v.ATTESTATION, v.LABEL, v.R + "Posting")
        ]
        said = set()
        for id in (*ids, "b-0", v.ID):
            for media_type in FORMS:
                with pytest.raises(NotFound) as met:
                    entity(data, Work({"id": id, "media_type": media_type}, 1000, 10**7))
                said.add(met.value.detail)
        assert len(said) == 1
