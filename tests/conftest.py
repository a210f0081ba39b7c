"""What every test shares: no reading of the user's own store, and settings of hypothesis."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.examples import FUZZED

# A shared machine can be slow at any moment, so no deadline; the examples are the same each time, unless many
# are asked for.
settings.register_profile("respondeat", deadline=None, derandomize=not FUZZED, print_blob=True)
settings.load_profile("respondeat")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty home: no test reads or writes what belongs to whoever runs it."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("RESPONDEAT_STORE", raising=False)
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        patch.setenv("NO_COLOR", "1")
        yield home


@pytest.fixture(scope="session")
def test_data() -> Callable[[str], Path]:
    """A file or folder of the research data that is not in this repository; skips where it is not there."""

    def find(name: str) -> Path:
        folder = os.environ.get("RESPONDEAT_TEST_DATA")
        if not folder:
            pytest.skip("RESPONDEAT_TEST_DATA is not set")
        path = Path(folder) / name
        if not path.exists():
            pytest.skip(f"there is no {path}")
        return path

    return find
