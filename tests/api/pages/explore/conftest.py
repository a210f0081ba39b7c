"""A small world, opened once."""

from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.pages.base import Asked
from respondeat.api.pages.place import Place
from tests.api.pages.chain_world import small

Asking = Callable[..., Asked]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    """The store, opened."""
    with Dataset.open(small(tmp_path_factory.mktemp("explore") / "store"), "public") as opened:
        yield opened


@pytest.fixture
def asked() -> Asking:
    """What is asked of the page, parameters as keywords; `from_` for the one that Python has for itself."""

    def made(language: str = "en", **given: Any) -> Asked:
        told = {name.rstrip("_"): value for name, value in given.items()}
        texts = {
            name: tuple(value) if isinstance(value, list) else (str(value),) for name, value in told.items()
        }
        place = Place("/explore", language, MappingProxyType(texts))
        return Asked(place, MappingProxyType(told))

    return made
