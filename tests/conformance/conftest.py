"""The endpoint over any data: one application, whose store is that of the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from respondeat.api.settings import LimitSettings, Settings
from respondeat.api.web.app import create_app
from tests.conformance.raw import Raw

SUITE = "w3c-rdf-tests/sparql/sparql11"


@pytest.fixture(scope="session")
def suite(test_data: Callable[[str], Path]) -> Path:
    """The W3C's tests; skips where they are not there."""
    return test_data(SUITE)


@pytest.fixture(scope="session")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Raw:
    """What the application asks."""
    return Raw(tmp_path_factory.mktemp("raw"))


@pytest.fixture(scope="session")
def client(raw: Raw, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Who asks the application over it."""
    settings = Settings(
        store=tmp_path_factory.mktemp("no-store"),
        allowed_hosts=("testserver", "www.example"),
        limits=LimitSettings(requests_per_minute=1_000_000),
    )
    with TestClient(create_app(settings, raw)) as found:
        yield found
