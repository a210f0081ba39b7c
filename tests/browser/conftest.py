"""A browser for the tests of a module, and servers over the stores that are there once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.api.conftest import copy, example, seed_store
from tests.api.server import server
from tests.browser.browsing import launched

__all__ = ["browser", "copy", "example", "example_site", "seed_site", "seed_store"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; each test has contexts of its own in it.

    It is ended with its module: while it is there, no other test can run an event loop in this thread.
    """
    with sync_playwright() as playwright:
        made = launched(playwright)
        yield made
        made.close()


@pytest.fixture(scope="session")
def example_site(example: Path) -> Iterator[str]:
    """The address of a server over the invented country."""
    with server(example, limits__requests_per_minute="100000") as running:
        yield running.url


@pytest.fixture(scope="session")
def seed_site(seed_store: Path) -> Iterator[str]:
    """The address of a server over the seed data."""
    with server(seed_store, limits__requests_per_minute="100000") as running:
        yield running.url
