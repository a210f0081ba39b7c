"""Which entity or document an address means, and that nothing else is told apart from nothing."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.pages.entity.found import found
from respondeat.errors import NotFound
from respondeat.ontology import vocabulary as v


def test_only_entities_and_documents_have_pages(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        document = next(iter(sorted(data.records.instances(v.DOCUMENT))))
        assert found(data, document.removeprefix(v.ID)) == document == found(data, document)
        said = set()
        for id in (sorted(data.records.instances(v.ATTESTATION))[0], "b-0", "", "\0"):
            with pytest.raises(NotFound) as met:
                found(data, id)
            said.add(met.value.detail)
        assert len(said) == 1
