"""The task of a page: written for who asks, in the form and language that were asked for."""

from pathlib import Path
from typing import Any

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work, task
from respondeat.api.tasks.page import page
from respondeat.errors import NotFound

START = {
    "page": "start",
    "path": "/",
    "address": {"text": ["Ministry"]},
    "given": {"text": "Ministry"},
    "format": "html",
    "language": "be",
    "reader": {"name": "somebody <b>", "scopes": ["read", "review"]},
}


def asked(data: Dataset, **changes: Any) -> str:
    done = page(data, Work(START | changes, 1000, 10**7))
    assert done.media_type == "text/html; charset=utf-8"
    return done.body.decode()


def test_it_is_written_in_the_language_for_the_reader(example: Path) -> None:
    assert task("page") is page
    with Dataset.open(example, "public") as data:
        made = asked(data)
        assert '<html lang="be">' in made
        assert "somebody &lt;b&gt;" in made
        assert "/review?language=be" in made
        assert "/enter" not in made
        assert data.dataset_hash in made


def test_what_a_page_cannot_show_is_an_error_that_repeats_little(example: Path) -> None:
    with Dataset.open(example, "public") as data, pytest.raises(NotFound):
        asked(data, page="entity", path="/entity/x", given={"id": "x" * 999}, address={})
