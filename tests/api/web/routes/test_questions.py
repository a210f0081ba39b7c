"""Every question over HTTP: the same answer as at the terminal, by GET and by POST."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from respondeat.api.answers import QUESTIONS
from respondeat.api.answers.asked import ask
from respondeat.api.dataset import Dataset
from respondeat.api.tasks.pages import PAGED, UNPAGED
from respondeat.api.web.examples import EXAMPLES
from respondeat.api.web.routes.questions import parameters_of
from respondeat.errors import UnknownName
from tests.api.test_every_answer import OF_THE_EXAMPLE
from tests.api.test_schemas import fits
from tests.api.web.told import asked, problem

NAMES = sorted(QUESTIONS)
ASKED = [(name, parameters) for name in NAMES for parameters in OF_THE_EXAMPLE[name]]


@pytest.fixture(scope="module")
def client(example: Path) -> Iterator[TestClient]:
    with asked(example) as made:
        yield made


def test_every_question_has_an_example_and_says_whether_it_has_pages() -> None:
    assert sorted(EXAMPLES) == NAMES
    assert sorted({*PAGED, *UNPAGED}) == NAMES
    assert set(PAGED) & set(UNPAGED) == set()


@pytest.mark.parametrize("name", NAMES)
def test_every_parameter_says_what_it_is(name: str) -> None:
    assert [p.name for p in parameters_of(name) if not p.description] == []


@pytest.mark.parametrize(("name", "parameters"), ASKED)
def test_an_answer_is_that_of_the_terminal(
    name: str, parameters: dict[str, Any], client: TestClient, example: Path
) -> None:
    got = client.get(f"/v1/{name}", params=parameters)
    with Dataset.open(example, "public") as data:
        try:
            wanted = json.loads(json.dumps(ask(QUESTIONS, data, name, parameters)))
        except UnknownName:
            assert parameters == {"entity": "Mira Nobody"}  # a protected person: the name stands higher
            problem(got, 404, "unknown-name")
            return
    assert got.status_code == 200, got.text
    assert got.headers["content-type"] == "application/json"
    assert got.json() == wanted
    fits(name, got.json())
    posted = client.post(f"/v1/{name}", json=parameters)
    assert (posted.status_code, posted.json()) == (200, wanted)
    assert "etag" in got.headers and "etag" not in posted.headers
