"""Examples in these pages run in an empty folder, beside a store with the invented country."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.cli.root import run


@pytest.fixture(scope="session")
def exampelia(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the invented country."""
    store = tmp_path_factory.mktemp("docs") / "exampelia"
    assert run(["load-example", "--store", str(store)]) == 0
    return store


@pytest.fixture(autouse=True)
def beside_the_example(exampelia: Path, tmp_path: Path) -> Iterator[None]:
    """Run each page in a folder of its own that holds the store as `exampelia`."""
    shutil.copytree(exampelia, tmp_path / "exampelia")
    before = Path.cwd()
    os.chdir(tmp_path)
    yield
    os.chdir(before)
