"""What stands in a field for an entity means it alone."""

from pathlib import Path

from respondeat.api.dataset import Dataset
from respondeat.api.pages.meaning import meaning


def test_what_stands_in_a_field_means_the_entity_in_each_language(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        ids = list(dict.fromkeys(hit.entity for hit in data.index.search("Ella Fifthperson", 20)))
        for language in ("en", "be", "ru"):
            spoken = data.speaking(language)
            told = {id: meaning(spoken, id, None) for id in ids}
            assert all(spoken.find(text) == id for id, text in told.items())
            assert any(text == spoken.name(id) for id, text in told.items())
