"""Stores made once: the invented country, the seed data, real sheets; copies for whoever writes."""

import shutil
from collections.abc import Callable
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
    """A copy of the store, to be written to; its custody log begins anew."""
    return Path(shutil.copytree(example, tmp_path / "copy", ignore=shutil.ignore_patterns("custody")))


@pytest.fixture(scope="session")
def seed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed data. Nobody writes to it."""
    store = tmp_path_factory.mktemp("seed") / "store"
    done = here("load-seed", "--store", store)
    assert done.code == 0, done.err
    return store


@pytest.fixture(scope="session")
def seed(seed_store: Path) -> Path:
    """The store of the seed data; tests that want it opened have a fixture of this name of their own."""
    return seed_store


@pytest.fixture(scope="session")
def police_store(test_data: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The police sheets of Security Force Monitor. Nobody writes to it."""
    folder = test_data("sfm-nigeria-police")
    store = tmp_path_factory.mktemp("police") / "store"
    sheets = {
        "--units": "ng_units_police.tsv",
        "--persons": "ng_persons_police.csv",
        "--sources": "sources_20190501.csv",
    }
    given = [part for option, name in sheets.items() for part in (option, folder / name)]
    done = here("import", "sfm", "--store", store, "--recorded-at", "2026-11-22T00:00:00Z", *given)
    assert done.code in (0, 1), done.err
    return store


@pytest.fixture(scope="session")
def police(police_store: Path) -> Path:
    """The store of the sheets; tests that want it opened have a fixture of this name of their own."""
    return police_store
