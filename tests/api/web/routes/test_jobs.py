"""Jobs over HTTP."""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.terminal import here
from tests.api.web.conftest import Asking


@pytest.fixture
def client(asking: Asking, example: Path) -> TestClient:
    return asking(example)


def started(client: TestClient, **wanted: Any) -> Any:
    answer = client.post("/v1/jobs", json=wanted)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"].endswith(answer.json()["id"])
    return answer.json()


def ended(client: TestClient, job: Any) -> Any:
    for _ in range(200):
        told = client.get(f"/v1/jobs/{job['id']}").json()
        if told["state"] not in ("waiting", "working"):
            return told
        time.sleep(0.05)
    raise AssertionError(told)


def test_a_job_gives_the_answer_of_its_question(client: TestClient) -> None:
    job = started(client, question="search", parameters={"text": "Sampleton"})
    assert ended(client, job)["state"] == "done"
    answer = client.get(job["answer"])
    assert answer.json() == client.get("/v1/search", params={"text": "Sampleton"}).json()
    assert answer.headers["cache-control"] == "no-store"


def test_a_query_is_answered_in_the_form_that_was_asked_for(client: TestClient) -> None:
    job = started(client, sparql="SELECT ?s { ?s a r:Person }", format="csv")
    assert ended(client, job)["state"] == "done"
    answer = client.get(job["answer"])
    assert answer.headers["content-type"].startswith("text/csv")
    direct = client.get("/sparql", params={"query": "SELECT ?s { ?s a r:Person }", "format": "csv"})
    assert answer.content == direct.content
    graph = started(client, sparql="CONSTRUCT { ?s a r:Person } { ?s a r:Person }")
    assert ended(client, graph)["state"] == "done"
    assert client.get(graph["answer"]).headers["content-type"].startswith("text/turtle")


def test_an_answer_is_not_given_out_after_something_was_withdrawn(asking: Asking, copy: Path) -> None:
    client = asking(copy)
    job = started(client, question="search", parameters={"text": "Sampleton"})
    assert ended(client, job)["state"] == "done"
    assert client.get(job["answer"]).status_code == 200
    person = client.get("/v1/search", params={"text": "Cyra Thirdperson"}).json()["hits"][0]["id"]
    done = here("erase", person, "--basis", "ordered", "--with-dependents", "--yes", "--store", copy)
    assert done.code == 0, done.err
    assert client.get(job["answer"]).status_code == 410
    assert client.get(f"/v1/jobs/{job['id']}").json()["state"] == "failed"


def test_a_job_sets_aside_what_its_question_would(client: TestClient) -> None:
    job = started(client, question="conflicts", without={"confidence": "high"})
    assert ended(client, job)["state"] == "done"
    told = client.get("/v1/conflicts", params={"min_confidence": "high"}).json()
    assert client.get(job["answer"]).json() == told
    assert told["without"]["confidence"] == "high"


def test_the_events_end_with_how_the_job_ended(client: TestClient) -> None:
    job = started(client, question="gaps", parameters={"target": "nobody of this name", "on": "2020"})
    ended(client, job)
    answer = client.get(job["events"])
    assert answer.headers["content-type"].startswith("text/event-stream")
    *_, last = [part for part in answer.text.split("\n\n") if part]
    fields = dict(line.split(": ", 1) for line in last.split("\n"))
    assert fields["event"] == "failed"
    assert json.loads(fields["data"])["error"]["type"] == "unknown-name"
    cut = client.get(job["events"], headers={"Last-Event-ID": fields["id"]})
    assert cut.text == ""
    assert client.get(job["answer"]).status_code == 404


def test_a_cancelled_job_is_gone(client: TestClient) -> None:
    job = started(client, question="conflicts")
    assert client.delete(f"/v1/jobs/{job['id']}").status_code == 204
    assert client.get(f"/v1/jobs/{job['id']}").status_code == 404


@pytest.mark.parametrize(
    ("wanted", "status"),
    [
        ({}, 400),
        ({"question": "search", "sparql": "ASK {}"}, 400),
        ({"question": "search", "other": 1}, 400),
        ({"question": 5}, 400),
        ({"question": "conflicts", "without": {"documents": 5}}, 400),
        ({"question": "conflicts", "without": {"other": []}}, 400),
        ({"question": "conflicts", "without": {"origins": ["x"] * 101}}, 400),
        ({"sparql": "ASK {}", "format": "docx"}, 406),
        ({"sparql": " "}, 400),
        ({"question": "search", "level": "sealed"}, 403),
    ],
    ids=str,
)
def test_what_does_not_fit_starts_no_job(client: TestClient, wanted: Any, status: int) -> None:
    assert client.post("/v1/jobs", json=wanted).status_code == status


@pytest.mark.parametrize("value", [r'"\ud800"', "NaN", "1e999", "[" * 600 + "]" * 600], ids=len)
def test_what_no_answer_could_repeat_starts_no_job(client: TestClient, value: str) -> None:
    body = f'{{"question": "search", "parameters": {{"text": {value}}}}}'
    answer = client.post("/v1/jobs", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (202, 400)
    if "[" not in value:
        assert answer.json()["type"] == "/problems/input"


def test_jobs_are_listed_for_those_who_are_known(client: TestClient) -> None:
    assert client.get("/v1/jobs").status_code == 401
