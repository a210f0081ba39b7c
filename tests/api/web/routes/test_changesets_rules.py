"""Each rule of the model broken once through HTTP: told with record and property, and nothing is written."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from starlette.testclient import TestClient

from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import resource
from tests.api.web.conftest import Asking
from tests.api.web.writers import JSON, TRIG, become, empty, hashes, quick, told

EXAMPLE = resource("example.trig").decode()
MUTANTS: list[dict[str, str]] = yaml.safe_load(
    (Path(__file__).parents[3] / "ontology" / "mutants.yaml").read_text("utf-8")
)

TAGGED = {
    "as-second": "the gazette names another",
    "x-figures": "two populations and two days",
    "retraction": "the passage is about another centre",
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with nothing in it, for nothing is ever written."""
    return empty(tmp_path_factory.mktemp("rules") / "store")


@pytest.fixture
def client(asking: Asking, store: Path) -> TestClient:
    """An admin who sees everything: readable ids are taken as given."""
    return become(quick(asking(store), store), "sealed", "write", "admin")


def test_there_are_as_many_mutants_as_rules_ask_for() -> None:
    assert len(MUTANTS) >= 110


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m["name"])
def test_a_mutant_is_refused_with_its_record(client: TestClient, store: Path, mutant: dict[str, str]) -> None:
    before = hashes(store)
    text = EXAMPLE.replace(mutant["search"], mutant["replace"])
    assert text != EXAMPLE
    refused = client.post("/v1/changesets", content=text.encode(), headers=TRIG)
    assert refused.status_code == 422, refused.text
    assert refused.json()["type"] == "/problems/validation"
    found: list[dict[str, Any]] = refused.json()["violations"]
    at = [one for one in found if one["focus"] == v.ID + mutant["focus"] and mutant["says"] in one["message"]]
    assert at, found
    assert hashes(store) == before


def test_the_example_itself_is_taken_by_who_may_give_its_ids(asking: Asking, tmp_path: Path) -> None:
    fresh = empty(tmp_path / "store")
    client = become(quick(asking(fresh), fresh), "sealed", "write", "admin")
    refused = client.post("/v1/changesets", content=EXAMPLE.encode(), headers=TRIG)
    assert told(refused) == [
        (v.ID + "s-held", v.R + "condition", ""),  # words about a protected person, in public
        *((v.ID + f"{name}", v.REASON, text) for name, text in TAGGED.items()),
    ]
    text = EXAMPLE.replace('        r:condition "no lawyer"@en .', "        .")
    for tagged in TAGGED.values():
        text = text.replace(f'"{tagged}"@en', f'"{tagged}"')
    made = client.post("/v1/changesets", content=text.encode(), headers=TRIG)
    assert made.status_code == 201, made.text
    assert [one["id"] for one in made.json()["changesets"]] == [
        v.ID + name for name in ("cs-first", "cs-first-restricted", "cs-second")
    ]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\u202eb"], ids=ascii)
def test_a_text_that_no_form_can_carry_is_refused_where_it_stands(client: TestClient, text: str) -> None:
    posting = {
        "level": "public",
        "entities": [{"id": "#t", "class": "Place", "invented": True}],
        "names": [{"entity": "#t", "form": text, "lang": "en", "preferred": True}],
    }
    refused = client.post("/v1/changesets", content=json.dumps(posting), headers=JSON)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/validation")
    assert [(one["place"], one["path"]) for one in refused.json()["violations"]] == [("/names/0", "form")]


@pytest.mark.parametrize("depth", [1, 3, 2000])
def test_lists_and_blank_nodes_are_refused_as_what_the_model_has_not(client: TestClient, depth: int) -> None:
    nested = "(" * depth + ")" * depth
    text = f"@prefix r: <{v.R}> . <#a> a r:Place ; r:note {nested} ; r:within [ r:note {nested} ] ."
    refused = client.post("/v1/changesets?level=public", content=text, headers=TRIG)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/validation")
