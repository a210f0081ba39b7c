"""The invented documents, and data of them at each level."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from respondeat.api.dataset import Dataset

from .world import World, world

Opened = Callable[[str], Dataset]


@pytest.fixture(scope="package")
def there(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The world. Nobody changes it."""
    return world(tmp_path_factory.mktemp("passages"))


@pytest.fixture
def opened(there: World) -> Iterator[Opened]:
    """Its data at a level."""
    with ExitStack() as stack:
        yield lambda level: stack.enter_context(Dataset.open(there.store, level))
