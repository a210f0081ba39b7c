"""The application over a store, asked without a server."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from respondeat.api.settings import Settings
from respondeat.api.web.app import create_app
from respondeat.api.workers.here import Here

Asking = Callable[..., TestClient]


@pytest.fixture
def asking(request: pytest.FixtureRequest) -> Asking:
    """A client of the application over a store; settings as keywords."""

    def made(store: Path, **settings: Any) -> TestClient:
        given = Settings(store=store, **settings)
        app = create_app(given, Here(store))
        client = TestClient(app, base_url="http://localhost", raise_server_exceptions=True)
        client.__enter__()
        request.addfinalizer(lambda: client.__exit__(None, None, None))
        return client

    return made
