"""An entrance to a store that holds nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.access.people import People, empty_store


@pytest.fixture
def people(tmp_path: Path) -> Iterator[People]:
    made = People.at(empty_store(tmp_path / "store"))
    yield made
    made.entrance.close()
