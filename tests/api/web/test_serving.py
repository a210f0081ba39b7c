"""What a server serves with is found again from a request, and is one for each application."""

from pathlib import Path

from fastapi import FastAPI
from starlette.requests import HTTPConnection

from respondeat.api.web.serving import serving
from tests.api.web.conftest import Asking


def test_each_application_has_its_own(asking: Asking, example: Path, tmp_path: Path) -> None:
    found = []
    for store in (example, tmp_path):
        app = asking(store).app
        assert isinstance(app, FastAPI)
        found.append(serving(HTTPConnection({"type": "http", "app": app})))
    assert [one.settings.store for one in found] == [example, tmp_path]
    assert found[0].asker is not found[1].asker
