"""An answer without a server is the answer of the server; see also test_cli_serving.py."""

from pathlib import Path

import pytest

from respondeat.api.settings import Settings
from respondeat.api.web.asking import asked
from respondeat.errors import InputError, StoreMissing
from tests.api.web.conftest import Asking


def test_it_is_the_answer_of_the_application(asking: Asking, example: Path) -> None:
    found = asked(Settings(store=example), "public", "/v1/search?text=SRS", "*/*")
    there = asking(example).get("/v1/search?text=SRS")
    assert found.body == there.content
    assert found.exit_code == 0
    assert f"etag: {there.headers['etag']}".encode() in found.head


def test_it_is_asked_as_the_owner(example: Path) -> None:
    settings = Settings(store=example, public_access=False, metrics="admin")
    assert asked(settings, "public", "/v1/search?text=SRS", "*/*").exit_code == 0
    assert asked(settings, "public", "/metrics", "*/*").exit_code == 0


def test_what_is_no_path_and_no_store_is_said(example: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        asked(Settings(store=example), "public", "https://example.org/", "*/*")
    with pytest.raises(StoreMissing):
        asked(Settings(store=tmp_path / "none"), "public", "/healthz", "*/*")
