"""Every question as a page: in every language, on both stores, with its forms for programs."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from starlette.testclient import TestClient

from respondeat.api.answers import QUESTIONS
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.analyses import rows
from respondeat.api.settings import LimitSettings, Settings
from respondeat.api.web.app import create_app
from respondeat.api.workers.here import Here
from respondeat.ontology import vocabulary as v
from tests.api.histories import ASKED

CASES = [
    (at, name, parameters)
    for name, all_of_it in sorted(ASKED.items())
    for at, parameters in enumerate(all_of_it, len(name))
]
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


@pytest.fixture(scope="module")
def client(example: Path) -> Iterator[TestClient]:
    yield from clients(example)


@pytest.fixture(scope="module")
def seed_client(seed_store: Path) -> Iterator[TestClient]:
    yield from clients(seed_store)


def clients(store: Path) -> Iterator[TestClient]:
    """A client for all tests of this file: what they ask changes nothing."""
    settings = Settings(store=store, limits=LimitSettings(requests_per_minute=100_000))
    with TestClient(create_app(settings, Here(store)), base_url="http://localhost") as made:
        yield made


def given(parameters: dict[str, Any]) -> dict[str, Any]:
    return {key: str(value).lower() if value is True else value for key, value in parameters.items()}


def test_every_question_is_asked_here() -> None:
    assert set(ASKED) >= set(QUESTIONS)


@pytest.mark.parametrize(("at", "name", "parameters"), CASES)
def test_every_question_has_its_page_and_is_the_same_for_programs(
    client: TestClient, at: int, name: str, parameters: dict[str, Any]
) -> None:
    asked = client.get(f"/v1/{name}", params=given(parameters))
    if asked.status_code != 200:  # what lacks a parameter is a form that asks for it
        return
    language = LANGUAGES[at % len(LANGUAGES)]
    found = client.get(f"/analyses/{name}", params={**given(parameters), "language": language})
    assert found.status_code == 200, found.text[:2000]
    check(found.text, asked.json())
    told = client.get(f"/analyses/{name}", params={**given(parameters), "format": "json"})
    assert told.content == asked.content
    table = client.get(f"/analyses/{name}", params={**given(parameters), "format": "csv"})
    lines = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"))))
    assert all(len(line) == len(lines[0]) for line in lines)


def test_a_form_reached_by_an_id_shows_the_name_and_asks_the_same(seed_client: TestClient) -> None:
    chain = {"target": "Interior Troops", "on": "2020-08-10"}
    id = seed_client.get("/v1/gaps", params=chain).json()["target"]["id"].removeprefix(v.ID)
    page = seed_client.get("/analyses/gaps", params={**chain, "target": id}).text
    assert 'name="target" value="Interior Troops"' in page
    assert f'name="target" value="{id}"' not in page
    unknown = seed_client.get("/analyses/gaps", params={**chain, "target": "x-1"}).text
    assert 'name="target" value="x-1"' in unknown


@pytest.mark.parametrize("name", ["chain", "structure"])
def test_a_table_has_every_gap_of_the_answer(client: TestClient, name: str) -> None:
    cases = [parameters for _, asked, parameters in CASES if asked == name]
    counted = 0
    for parameters in cases:
        answer = client.get(f"/v1/{name}", params=given(parameters)).json()
        boxes = (*answer.get("boxes", ()), *answer.get("unlinked", ()))
        wanted = [(gap["kind"], gap["body"]["name"]) for gap in answer.get("gaps", ())]
        wanted += [("no-head", box["node"]["name"]) for box in boxes if box["gap"]]
        table = client.get(f"/analyses/{name}", params={**given(parameters), "format": "csv"})
        rows = csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))
        told = [(row["kind"], row["body.name"]) for row in rows if row.get("part") == "gaps"]
        assert told == wanted
        counted += len(told)
    assert counted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_form_and_the_list_of_them_are_there_in_every_language(
    client: TestClient, language: str
) -> None:
    listed = client.get("/analyses", params={"language": language}).text
    for name in QUESTIONS:
        assert f'href="/analyses/{name}?language={language}"' in listed
    for name in ("decisions", "fragility", "search", "elements", "custody"):  # they need something
        assert client.get(f"/analyses/{name}", params={"language": language}).status_code == 200


def test_examples_of_the_list_are_answered(client: TestClient) -> None:
    listed = client.get("/analyses?language=en").text
    examples = re.findall(r'<p class="example">.*?<a href="([^"]+)"', listed)
    assert len(examples) > 15
    for one in examples:
        found = client.get(unescape(one))
        assert found.status_code == 200, one
        assert 'id="answer"' in found.text, one


def test_a_page_of_links_has_the_boxes_that_they_join(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = {"target": "Ministry of Order of Exampelia (invented)", "on": "2020-05", "down": "3"}
    monkeypatch.setattr(rows, "PAGE", 1)
    assert len(client.get("/v1/structure", params=given).json()["boxes"]) > 2
    found = client.get("/analyses/structure", params={**given, "row": 2})
    assert found.status_code == 200, found.text[:2000]


@pytest.mark.parametrize(("name", "english"), [("measures", "possible: "), ("detention", ", place, ")])
def test_no_word_of_an_answer_is_left_in_english(seed_client: TestClient, name: str, english: str) -> None:
    assert english in seed_client.get(f"/analyses/{name}?language=en").text
    assert english not in seed_client.get(f"/analyses/{name}?language=ru").text


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


@pytest.mark.parametrize("name", sorted(SEED))
def test_the_seed_data_can_be_asked(seed_client: TestClient, name: str) -> None:
    found = seed_client.get(f"/analyses/{name}", params={**SEED[name], "language": "be"})
    assert found.status_code == 200, found.text[:2000]
    assert 'id="answer"' in found.text


def test_a_name_that_is_none_is_told_above_the_form_which_keeps_it(client: TestClient) -> None:
    found = client.get("/analyses/commanders?body=Special+Regimant&on=2020-05-03")
    assert found.status_code == 404
    assert 'value="Special Regimant"' in found.text
    (link, *_) = re.findall(r'<li><a href="(/analyses/commanders[^"]+)"', found.text)
    assert "on=2020-05-03" in link
    assert client.get(unescape(link)).status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/analyses/commanders?body=SRS&on=never", 400),
        ("/analyses/gaps?limit=many", 400),
        ("/analyses/gaps?person=SRS", 400),
        ("/analyses/gaps?recorded_at=someday", 400),
        ("/analyses/gaps?without_document=nothing+of+that+name", 404),
        ("/analyses/events-under?person=Aaro+Firstperson&row=x", 400),
        ("/analyses/nothing", 404),
        ("/analyses/gaps?format=svg", 404),
    ],
)
def test_what_cannot_be_asked_has_the_status_of_its_error(client: TestClient, path: str, status: int) -> None:
    found = client.get(path)
    assert found.status_code == status
    assert "etag" not in found.headers
    assert 'role="alert"' in found.text


def test_hostile_texts_stay_texts(client: TestClient) -> None:
    hostile = "<img src=x onerror=alert(1)>\u202e"
    found = client.get("/analyses/gaps", params={"target": hostile})
    assert found.status_code == 404
    assert "<img" not in found.text
    assert "\u202e" not in found.text


def test_drawings_are_files_too(client: TestClient) -> None:
    drawn = client.get("/analyses/tenure?format=svg")
    assert drawn.headers["content-type"].startswith("image/svg+xml")
    assert ElementTree.fromstring(drawn.content).tag.endswith("svg")
    assert client.get("/analyses/detention?format=png").content.startswith(b"\x89PNG")


def test_a_switch_sets_a_source_aside_and_can_be_taken_back(client: TestClient) -> None:
    page = client.get("/analyses/fragility?target=SRS&on=2020-05-03&language=en").text
    name, value = re.findall(r'type="checkbox" name="(without_(?:document|origin))" value="([^"]+)"', page)[0]
    without = client.get(
        "/analyses/fragility",
        params={"target": "SRS", "on": "2020-05-03", name: value, "language": "en"},
    )
    assert f'name="{name}" value="{value}" checked' in without.text
    assert without.text.count('data-label="End"') < page.count('data-label="End"')


def test_one_question_at_two_moments_of_the_record(client: TestClient) -> None:
    found = client.get("/analyses/commanders?body=SRS&on=2020-05-03&compared_with=2000-01-01&language=en")
    assert "another answer then" in found.text


def test_more_rows_can_be_asked_for(client: TestClient) -> None:
    found = client.get("/analyses/gaps?limit=1&language=en").text
    assert "limit=5" in found


def test_the_custody_log_is_told_of_and_not_shown(client: TestClient) -> None:
    found = client.get("/analyses/custody?language=en").text
    assert "respondeat custody" in found
    assert "/v1/audit" not in found
