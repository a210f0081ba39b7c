"""Whether the server lives and answers."""

import shutil
from pathlib import Path

from tests.api.web.conftest import Asking


def test_it_lives_and_is_ready(asking: Asking, example: Path) -> None:
    client = asking(example)
    for path in ("/healthz", "/readyz"):
        told = client.get(path)
        assert (told.status_code, told.headers["cache-control"]) == (200, "no-store")


def test_it_lives_and_is_not_ready_when_the_store_is_gone(asking: Asking, copy: Path) -> None:
    client = asking(copy)
    assert client.get("/readyz").status_code == 200
    shutil.rmtree(copy)
    assert client.get("/healthz").status_code == 200
    told = client.get("/readyz")
    assert (told.status_code, told.json()["type"]) == (503, "/problems/store-missing")
    assert str(copy) not in told.text
