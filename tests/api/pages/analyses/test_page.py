"""Every question as a page: in every language, on both stores, with its forms for programs."""

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from respondeat.api.answers import QUESTIONS
from respondeat.api.language import LANGUAGES
from respondeat.ontology import vocabulary as v
from tests.api.histories import ASKED
from tests.api.web.conftest import Asking, asking

__all__ = ["asking"]

CASES = [(name, parameters) for name, all_of_it in sorted(ASKED.items()) for parameters in all_of_it]
SEED: dict[str, dict[str, Any]] = {
    "acts": {},
    "chain": {"target": "Interior Troops", "on": "2020-08-10"},
    "chokepoints": {},
    "commanders": {"body": "Interior Troops", "on": "2020-08-10"},
    "conflicts": {},
    "decisions": {"stage": "court"},
    "detention": {},
    "dossier": {"entity": "Interior Troops"},
    "events-under": {"person": "Yuri Khadzimuratavich KARAEU"},
    "figures": {},
    "fragility": {"target": "Interior Troops", "on": "2020-08-10"},
    "gaps": {"target": "Interior Troops", "on": "2020-08"},
    "measures": {},
    "patterns": {},
    "reliance": {"person": "Yuri Khadzimuratavich KARAEU"},
    "single-origin": {},
    "superiors": {"target": "Interior Troops", "on": "2020-08-10"},
    "tenure": {},
}


@pytest.fixture
def client(asking: Asking, example: Path) -> TestClient:
    return asking(example, limits={"requests_per_minute": 100_000})


def given(parameters: dict[str, Any]) -> dict[str, Any]:
    return {key: str(value).lower() if value is True else value for key, value in parameters.items()}


def test_every_question_is_asked_here() -> None:
    assert set(ASKED) >= set(QUESTIONS)


@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_every_question_has_its_page_in_every_language(
    client: TestClient, name: str, parameters: dict[str, Any]
) -> None:
    asked = client.get(f"/v1/{name}", params=given(parameters))
    for language in LANGUAGES:
        found = client.get(f"/analyses/{name}", params={**given(parameters), "language": language})
        if asked.status_code == 200:  # what lacks a parameter is a form that asks for it
            assert found.status_code == 200
            check(found.text, asked.json())


def check(page: str, answer: dict[str, Any]) -> None:
    """Nothing is called by its key, every id of an element is its own, every statement can be reached."""
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert sorted(ids) == sorted(set(ids))
    assert not [to for to in re.findall(r'href="#([^"]+)"', page) if to not in ids]
    assert " style=" not in page
    told = {id.removeprefix(v.ID) for id in cited(answer)}
    assert [id for id in sorted(told) if id not in page] == []


def cited(value: object) -> set[str]:
    """The statements of the sources of an answer."""
    if isinstance(value, dict):
        own = {value["statement"]} if "verdict" in value and "statement" in value else set()
        return own.union(*map(cited, value.values())) if value else own
    return set().union(*map(cited, value)) if isinstance(value, list) and value else set()


@pytest.mark.parametrize(("name", "parameters"), CASES)
def test_json_is_that_of_programs_and_tables_can_be_read(
    client: TestClient, name: str, parameters: dict[str, Any]
) -> None:
    asked = client.get(f"/v1/{name}", params=given(parameters))
    if asked.status_code != 200:
        return
    found = client.get(f"/analyses/{name}", params={**given(parameters), "format": "json"})
    assert json.loads(found.content) == asked.json()
    assert found.content == asked.content
    table = client.get(f"/analyses/{name}", params={**given(parameters), "format": "csv"})
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert all(len(row) == len(rows[0]) for row in rows)


@pytest.mark.parametrize("name", sorted(SEED))
def test_the_seed_data_can_be_asked(asking: Asking, seed_store: Path, name: str) -> None:
    client = asking(seed_store, limits={"requests_per_minute": 100_000})
    for language in ("en", "be"):
        found = client.get(f"/analyses/{name}", params={**SEED[name], "language": language})
        assert found.status_code == 200, found.text[:2000]
        assert 'id="answer"' in found.text
