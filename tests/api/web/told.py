"""What is told over HTTP, held against what it should be."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from respondeat.api.settings import LimitSettings, Settings
from respondeat.api.web.app import create_app
from respondeat.api.workers.here import Here


@contextmanager
def asked(store: Path, **settings: Any) -> Iterator[TestClient]:
    """A client of the application over a store, for many tests."""
    limits = LimitSettings(**{"requests_per_minute": 1_000_000, **settings.pop("limits", {})})
    app = create_app(Settings(store=store, limits=limits, **settings), Here(store))
    with TestClient(app, base_url="http://localhost") as client:
        yield client


def problem(response: Any, status: int, kind: str) -> str:
    """The detail of a problem of this status and kind, whole and without a traceback."""
    assert response.status_code == status, response.text[:500]
    assert response.headers["content-type"] == "application/problem+json"
    told = response.json()
    assert (told["type"], told["status"]) == (f"/problems/{kind}", status)
    assert told["title"]
    assert told["detail"]
    assert "Traceback" not in response.text
    assert response.headers["cache-control"] == "no-store"
    detail: str = told["detail"]
    return detail
