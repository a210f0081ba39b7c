"""Assessments, retractions, judgements on identity: at the level of their object, once, never a merge."""

import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from respondeat.api.web.routes.review_described import ASSESSING, JUDGING, RETRACTING
from respondeat.graph.statement import Assessment, Retraction, Statement
from respondeat.graph.stores import open_reader
from respondeat.ontology import vocabulary as v
from tests.api.test_schemas import fits
from tests.api.web.conftest import Asking
from tests.api.web.routes.test_changesets import POSTING
from tests.api.web.writers import WRITER, become, hashes, posted, quick

STATEMENT = "s-ce655a5f7845e17e96c17f4dc1e3dacf"
VICTIM = v.ID + "p-47463074f671c78fe843248fff279937"
PERSONS = [
    v.ID + f"p-{name}"
    for name in (
        "4a801ffa50f3f840a36777cebd35d9b0",
        "cbb96e027f317e5d7cf04d3678ac9bc4",
        "beb1039a9b4c3f2c53d60c482cfc7784",
        "9c371550e4d0a793e6bb2950ee0fcc9f",
    )
]


def example(described: dict[str, Any]) -> dict[str, Any]:
    """The example of an operation."""
    found = described["openapi_extra"]["requestBody"]["content"]["application/json"]["example"]
    return json.loads(json.dumps(found))  # type: ignore[no-any-return]


@pytest.fixture
def client(asking: Asking, copy: Path) -> TestClient:
    """A reviewer of the public level over the invented country."""
    return become(quick(asking(copy), copy), "public", "review")


def protected_statement(copy: Path, level: str = "public") -> str:
    """A statement about the protected person that a level sees."""
    with open_reader(copy, level) as reader:
        return next(iter(reader.pointing(v.R + "actor", VICTIM)))


@pytest.mark.parametrize(
    ("path", "described"),
    [("/v1/assessments", ASSESSING), ("/v1/retractions", RETRACTING), ("/v1/identity-judgements", JUDGING)],
)
def test_what_a_reviewer_says_is_written_once(
    client: TestClient, copy: Path, path: str, described: dict[str, Any]
) -> None:
    before = hashes(copy)
    tried = client.post(path, json=example(described), params={"dry_run": "true"})
    assert (tried.status_code, hashes(copy)) == (200, before)
    made = client.post(path, json=example(described))
    assert made.status_code == 201, made.text
    fits("posted", made.json())
    (one,) = made.json()["changesets"]
    assert (one["level"], one["author"]) == ("public", v.ID + WRITER)
    assert client.get(made.headers["location"]).status_code == 200
    after = hashes(copy)
    again = client.post(path, json=example(described))
    assert (again.status_code, again.json()["changesets"][0]["id"]) == (200, one["id"])
    assert hashes(copy) == after != before


def test_an_assessment_is_seen_and_replaced_and_never_changed(client: TestClient) -> None:
    first = client.post("/v1/assessments", json={"assesses": STATEMENT, "status": "contested", "reason": "a"})
    id = client.get(first.headers["location"]).json()["assessments"][0]["id"]
    shown = client.get("/v1/show", params={"entity": "Ella Fifthperson"}).text
    assert '"contested"' in shown
    body = {"assesses": STATEMENT, "status": "accepted", "confidence": "high", "revision_of": id}
    second = client.post("/v1/assessments", json=body)
    assert second.status_code == 201, second.text
    record = client.get(second.headers["location"]).json()["assessments"][0]
    assert (record["revision_of"], record["by"]) == (id, v.ID + WRITER)
    of_another = {**body, "assesses": "s-44ab052ae9b379445b62ffe5b7391282"}
    assert client.post("/v1/assessments", json=of_another).status_code == 404


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/assessments", {"assesses": "s-" + "0" * 32, "status": "accepted"}),
        ("/v1/assessments", {"assesses": PERSONS[0], "status": "accepted"}),
        ("/v1/assessments", {"assesses": STATEMENT, "status": "accepted", "revision_of": STATEMENT}),
        ("/v1/retractions", {"invalidates": [STATEMENT, "s-" + "0" * 32], "reason": "x"}),
        (
            "/v1/identity-judgements",
            {"first": PERSONS[0], "second": STATEMENT, "verdict": "same", "reason": "x"},
        ),
    ],
)
def test_what_is_not_there_is_not_found(
    client: TestClient, copy: Path, path: str, body: dict[str, Any]
) -> None:
    before = hashes(copy)
    refused = client.post(path, json=body)
    assert (refused.status_code, refused.json()["type"]) == (404, "/problems/not-found")
    assert hashes(copy) == before


@pytest.mark.parametrize(
    ("path", "body", "places"),
    [
        ("/v1/assessments", {}, ["/assesses", "/status"]),
        ("/v1/assessments", [], [""]),
        ("/v1/assessments", {"assesses": STATEMENT, "status": "accepted", "by": "x"}, ["/by"]),
        ("/v1/assessments", {"assesses": STATEMENT, "status": "accepted", "level": "x"}, ["/level"]),
        ("/v1/retractions", {"invalidates": STATEMENT, "reason": ""}, ["/reason"]),
        (
            "/v1/identity-judgements",
            {"first": PERSONS[0], "second": PERSONS[0], "verdict": "merge", "reason": "x"},
            ["/verdict", "/second"],
        ),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(
    client: TestClient, path: str, body: object, places: list[str]
) -> None:
    refused = client.post(path, json=body)
    assert refused.status_code == 422
    found = [one["path"] for one in refused.json()["violations"]]
    assert all(place in found for place in places), found


def test_a_status_that_is_none_is_told_by_the_rules(client: TestClient, copy: Path) -> None:
    before = hashes(copy)
    refused = client.post("/v1/assessments", json={"assesses": STATEMENT, "status": "guilty"})
    assert refused.status_code == 422
    assert [one["path"] for one in refused.json()["violations"]] == [v.STATUS]
    thing = client.post("/v1/retractions", json={"invalidates": PERSONS[0], "reason": "x"})
    assert thing.status_code == 422  # what is said is taken back, not a thing
    assert hashes(copy) == before


def test_who_may_not_review_is_refused(client: TestClient) -> None:
    become(client, "sealed", "write", "admin")
    for path, described in (("/v1/assessments", ASSESSING), ("/v1/retractions", RETRACTING)):
        assert client.post(path, json=example(described)).status_code == 403


def test_it_is_never_said_below_its_object(client: TestClient, copy: Path) -> None:
    become(client, "restricted", "write", "review")
    made = posted(client, {**POSTING, "level": "restricted"}).json()["changesets"][0]["ids"]
    public = hashes(copy)[0]
    for path, body in (
        ("/v1/retractions", {"invalidates": made["#head"], "reason": "x"}),
        ("/v1/assessments", {"assesses": made["#head"], "status": "accepted"}),
        ("/v1/identity-judgements", {**judgement(0, 1), "second": made["#pavo"]}),
    ):
        assert client.post(path, json={**body, "level": "public"}).status_code == 403
        assert client.post(path, json={**body, "level": "sealed"}).status_code == 403
        here = client.post(path, json=body)
        assert [one["level"] for one in here.json()["changesets"]] == ["restricted"]
        become(client, "public", "review")
        assert client.post(path, json=body).status_code == 404
        become(client, "restricted", "review")
    assert hashes(copy)[0] == public
    high = client.post(
        "/v1/assessments", json={"assesses": STATEMENT, "status": "accepted", "level": "restricted"}
    )
    assert high.json()["changesets"][0]["level"] == "restricted"


def test_of_a_protected_person_the_reason_stands_above_public(client: TestClient, copy: Path) -> None:
    statement = protected_statement(copy)
    words = "Her sister told us in the spring"
    for path, body in (
        ("/v1/assessments", {"assesses": statement, "status": "contested", "reason": words}),
        ("/v1/retractions", {"invalidates": statement, "reason": words}),
    ):
        become(client, "public", "review")
        refused = client.post(path, json=body)
        assert refused.status_code == 403
        assert words not in refused.text
        become(client, "restricted", "review")
        made = client.post(path, json=body)
        assert made.status_code == 201, made.text
        assert [one["level"] for one in made.json()["changesets"]] == ["public", "restricted"]
        assert client.post(path, json=body).status_code == 200
    with open_reader(copy, "public") as reader:
        said = b"".join(str(quad).encode() for quad in reader.quads())
        assert words.encode() not in said
        retracted = [reader.record(i) for i in reader.pointing(v.INVALIDATED, statement)]
        assert [r.reason for r in retracted if isinstance(r, Retraction)] == ["withheld"]
        (assessed,) = (reader.record(i) for i in reader.pointing(v.ASSESSES, statement))
        assert isinstance(assessed, Assessment) and assessed.reason == ""
    with open_reader(copy, "restricted") as reader:
        full = [reader.record(i) for i in reader.pointing(v.ASSESSES, statement)]
        assert {r.reason for r in full if isinstance(r, Assessment)} == {"", words}
        assert {r.revision_of for r in full if isinstance(r, Assessment)} == {"", assessed.id}


def test_what_is_taken_back_is_so_from_then_on_and_there_before(client: TestClient) -> None:
    body = {"invalidates": STATEMENT, "reason": "The passage is about another regiment."}
    day = {"body": "SRS", "on": "2020-05-03"}
    before = client.get("/v1/commanders", params=day)
    assert client.post("/v1/retractions", json=body).status_code == 201
    after = client.get("/v1/commanders", params=day)
    assert STATEMENT in before.text
    assert STATEMENT not in after.text
    then = client.get("/v1/commanders", params=day | {"recorded_at": "2026-11-05"})
    assert STATEMENT in then.text


def judgement(first: int, second: int, verdict: str = "same") -> dict[str, str]:
    return {"first": PERSONS[first], "second": PERSONS[second], "verdict": verdict, "reason": "x"}


def test_judgements_imply_and_forbid_and_merge_nothing(client: TestClient, copy: Path) -> None:
    path = "/v1/identity-judgements"
    assert client.post(path, json=judgement(0, 1)).json()["implies"] == []
    chained = client.post(path, json=judgement(1, 2))
    assert chained.json()["implies"] == [sorted((PERSONS[0], PERSONS[2]))]
    refused = client.post(path, json=judgement(0, 2, "different"))
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/conflict")
    assert client.post(path, json=judgement(3, 2, "different")).status_code == 201
    told = client.post(path, json=judgement(3, 0))
    assert told.status_code == 409
    (against,) = told.json()["candidates"]
    taken_back = {"invalidates": against["id"], "reason": "Another look."}
    assert client.post("/v1/retractions", json=taken_back).status_code == 201
    assert client.post(path, json=judgement(3, 0)).status_code == 201
    with open_reader(copy, "public") as reader:
        assert all(reader.record(id) is not None for id in PERSONS)
        both = [reader.record(i) for i in reader.instances(v.R + "Identity")]
    assert len(both) == 4
    assert all(isinstance(s, Statement) for s in both)


def test_the_order_of_the_two_makes_no_other_judgement(client: TestClient) -> None:
    path = "/v1/identity-judgements"
    ids = []
    for body in (judgement(0, 1, "different"), judgement(1, 0, "different")):
        made = client.post(path, json=body)
        where = "/v1/changesets/" + made.json()["changesets"][0]["id"]
        ids.append(client.get(where).json()["statements"][0]["id"])
    assert ids[0] == ids[1]


def test_a_judgement_can_rest_on_passages(client: TestClient, copy: Path) -> None:
    with open_reader(copy, "public") as reader:
        passage = min(reader.instances(v.PASSAGE))
    made = client.post("/v1/identity-judgements", json={**judgement(0, 1), "passages": [passage]})
    assert made.json()["changesets"][0]["records"] == {"entities": 1, "statements": 1, "attestations": 1}


def test_of_a_protected_person_identity_is_not_public(client: TestClient, copy: Path) -> None:
    body = {"first": VICTIM, "second": PERSONS[0], "verdict": "different", "reason": "x"}
    assert client.post("/v1/identity-judgements", json=body).status_code == 403
    become(client, "restricted", "review")
    made = client.post("/v1/identity-judgements", json=body)
    assert [one["level"] for one in made.json()["changesets"]] == ["restricted"], made.text


PROTECTED: dict[str, Any] = {
    "entities": [{"id": "#her", "class": "Person", "protected": True, "invented": True}],
    "statements": [
        {"id": "#s", "relation": "Participation", "roles": {
            "actor": "#her", "event": "e-c973153b054d4a624f57abc4b482ca37", "role": "victim"}}
    ],
    "attestations": [
        {"supports": "#s", "withheld": True, "origin": "b-ad6338b19f43458971373b862a2791fb"}
    ],
}  # fmt: skip


def test_a_protected_person_gets_ids_that_cannot_be_guessed(client: TestClient) -> None:
    become(client, "public", "write")
    first = posted(client, {"level": "public", **PROTECTED})
    assert first.status_code == 201, first.text
    again = posted(client, {"level": "public", **PROTECTED})
    assert (again.status_code, again.json()["changesets"][0]["ids"]) == (
        200,
        first.json()["changesets"][0]["ids"],
    )
    become(client, "public", "write", id="k-" + "3" * 32)
    other = posted(client, {"level": "public", **PROTECTED}).json()["changesets"][0]["ids"]
    assert set(other.values()).isdisjoint(first.json()["changesets"][0]["ids"].values())


@pytest.mark.parametrize(
    ("change", "prop"),
    [
        ({"names": [{"entity": "#her", "form": "Mira Somebody"}]}, "literalForm"),
        ({"names": [{"entity": VICTIM, "form": "Mira Somebody"}]}, "literalForm"),
        ({"entities": [{**PROTECTED["entities"][0], "birthDate": "1990"}]}, "birthDate"),
        ({"statements": [{**PROTECTED["statements"][0], "note": "the baker"}]}, "note"),
        (
            {
                "documents": [{"id": "#d", "title": "Report (invented)"}],
                "passages": [{"id": "#q", "document": "#d", "locator": "7"}],
                "attestations": [{"supports": "#s", "passages": "#q"}],
            },
            "passage",
        ),
        (
            {"assessments": [{"assesses": "#s", "status": "accepted", "reason": "Her sister says so"}]},
            "reason",
        ),
    ],
)
def test_what_could_tell_who_a_protected_person_is_is_refused_in_public(
    client: TestClient, copy: Path, change: dict[str, Any], prop: str
) -> None:
    become(client, "restricted", "write")
    before = hashes(copy)
    refused = posted(client, {"level": "public", **PROTECTED, **change})
    assert refused.status_code == 422, refused.text
    assert prop in [one["path"].rpartition("#")[2] for one in refused.json()["violations"]]
    assert hashes(copy) == before
    assert posted(client, {"level": "restricted", **PROTECTED, **change}).status_code == 201
    assert hashes(copy)[0] == before[0]
