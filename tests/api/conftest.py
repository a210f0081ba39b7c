"""A store with the invented country, made once; copies of it for whoever writes."""

import shutil
from pathlib import Path

import pytest

from tests.api.terminal import here


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store. Nobody writes to it."""
    store = tmp_path_factory.mktemp("example") / "store"
    done = here("load-example", "--store", store)
    assert done.code == 0, done.err
    return store


@pytest.fixture
def copy(example: Path, tmp_path: Path) -> Path:
    """A copy of the store, to be written to."""
    return Path(shutil.copytree(example, tmp_path / "copy"))
