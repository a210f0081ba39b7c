"""Names of a table to entities, as OpenRefine asks."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.web.conftest import Asking

LOCK_UP = "b-0fe295f0132067839a2671d2e8a3237b"


@pytest.fixture
def client(asking: Asking, example: Path) -> TestClient:
    return asking(example)


def queried(client: TestClient, **queries: Any) -> Any:
    answer = client.post("/reconcile", data={"queries": json.dumps(queries)})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_the_manifest_names_services_that_answer(client: TestClient) -> None:
    told = client.get("/reconcile").json()
    assert told["versions"] == ["0.2"]
    for kind in ("entity", "type", "property"):
        service = told["suggest"][kind]
        found = client.get(service["service_url"] + service["service_path"], params={"prefix": "p"})
        assert found.status_code == 200
        assert all({"id", "name"} <= one.keys() for one in found.json()["result"])
    proposals = told["extend"]["propose_properties"]
    proposed = client.get(proposals["service_url"] + proposals["service_path"], params={"type": "Person"})
    ids = {p["id"] for p in proposed.json()["properties"]}
    assert {"names", "birthDate", "Posting"} <= ids and "bodyKind" not in ids


def test_a_name_however_alike_is_never_a_match_and_an_id_is(client: TestClient) -> None:
    name = client.get(f"/v1/show?entity={LOCK_UP}")
    told = queried(client, a={"query": "Sampleton lock-up (invented)"}, b={"query": LOCK_UP})
    first = told["a"]["result"][0]
    assert (first["id"], first["score"], first["match"]) == (LOCK_UP, 100.0, False)
    assert first["description"] == "place of detention, invented"
    assert [(r["id"], r["match"]) for r in told["b"]["result"]] == [(LOCK_UP, True)]
    assert name.status_code in (200, 404)


def test_kinds_are_kept_to_and_what_contradicts_comes_last(client: TestClient) -> None:
    told = queried(
        client,
        kind={"query": "Sampleton", "type": "Place"},
        kinds={"query": "Sampleton", "type": [{"id": "Body"}, "Place"], "limit": 2},
        other={"query": LOCK_UP, "type": "Person"},
        held={"query": "Sampleton lock-up", "properties": [{"pid": "bodyKind", "v": "court"}]},
    )
    assert {r["type"][0]["id"] for r in told["kind"]["result"]} == {"Place"}
    assert len(told["kinds"]["result"]) == 2
    assert told["other"]["result"] == []
    against = [{"id": "bodyKind", "value": False} in r["features"] for r in told["held"]["result"]]
    assert against == sorted(against) and any(against)


def test_a_table_is_extended_by_names_attributes_and_statements_with_their_times(client: TestClient) -> None:
    asked = {
        "ids": [LOCK_UP, "no-such"],
        "properties": [{"id": p} for p in ("names", "within", "Participation")],
    }
    told = client.get("/reconcile", params={"extend": json.dumps(asked)}).json()
    assert [m["id"] for m in told["meta"]] == ["names", "within", "Participation"]
    row = told["rows"][LOCK_UP]
    assert row["names"] == [{"str": "Sampleton lock-up (invented)"}]
    assert row["within"][0]["name"] == "Sampleton (invented)"
    assert any("2020-05; supported; 1 source" in cell["str"] for cell in row["Participation"])
    assert told["rows"]["no-such"] == {"names": [], "within": [], "Participation": []}


@pytest.mark.parametrize(
    "sent",
    [
        {"queries": "{"},
        {"queries": "[]"},
        {"queries": "[" * 100_000},
        {"queries": '{"q0": 1}'},
        {"queries": r'{"\ud800": {"query": "x"}}'},
        {"queries": '{"q0": {"query": "x", "limit": NaN}}'},
        {"queries": '{"q0": {"query": 5}}'},
        {"queries": '{"q0": {"query": "x", "limit": 0}}'},
        {"queries": '{"q0": {"query": "x", "limit": true}}'},
        {"queries": '{"q0": {"query": "x", "type": 7}}'},
        {"queries": '{"q0": {"query": "x", "properties": {}}}'},
        {"queries": json.dumps({str(n): {"query": "x"} for n in range(101)})},
        {"extend": '{"ids": "x", "properties": []}'},
        {"extend": '{"ids": [], "properties": [{"id": "nothing"}]}'},
        {"extend": '{"ids": [], "properties": ["names"]}'},
        {"queries": "{}", "extend": "{}"},
        {"other": "x"},
    ],
    ids=str,
)
def test_what_cannot_be_read_is_told(client: TestClient, sent: dict[str, str]) -> None:
    answer = client.post("/reconcile", data=sent)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert len(answer.json()["detail"]) < 400


def test_a_body_that_is_no_form_is_refused(client: TestClient) -> None:
    assert client.post("/reconcile", json={"queries": {}}).status_code == 415


def test_what_is_above_the_level_is_as_if_it_were_not(asking: Asking, example: Path) -> None:
    told = client_ids(asking(example), "Mira Nobody")
    assert told == ["p-13f367c9eaf4923333401b4b4488d62d"]


def client_ids(client: TestClient, name: str) -> list[str]:
    return [r["id"] for r in queried(client, a={"query": name})["a"]["result"]]
