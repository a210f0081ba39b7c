"""Posting changesets: JSON and TriG, whole or not at all, once."""

import copy as copies
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from respondeat.api.web.routes.changesets_described import EXAMPLE
from respondeat.api.web.routes.changesets_described import TRIG as TRIG_EXAMPLE
from respondeat.graph import evidence
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v
from tests.api.terminal import here
from tests.api.test_schemas import fits
from tests.api.web.conftest import Asking
from tests.api.web.writers import TRIG, WRITER, become, empty, hashes, posted, quick, told

BODY = "b-cff51765bb5630cbd5e02ccbe31e60ea"
VICTIM = "p-47463074f671c78fe843248fff279937"
POSTING: dict[str, Any] = json.loads(json.dumps(EXAMPLE))


@pytest.fixture
def client(asking: Asking, copy: Path) -> TestClient:
    """A writer of the public level over the invented country."""
    return become(quick(asking(copy), copy), "public", "write")


def test_a_posting_is_written_told_and_found_again(client: TestClient, copy: Path) -> None:
    made = posted(client, POSTING)
    assert made.status_code == 201, made.text
    fits("posted", made.json())
    fits("changeset", POSTING)
    assert made.headers["cache-control"] == "no-store"
    (one,) = made.json()["changesets"]
    assert made.headers["location"] == "/v1/changesets/" + one["id"].removeprefix(v.ID)
    assert made.json()["dataset_hash"] == hashes(copy)[0]
    there = client.get(made.headers["location"])
    fits("changeset-read", there.json())
    assert there.json()["names"][0]["form"] == "Pavo Tenthperson (invented)"
    assert there.json()["statements"][0]["id"] == one["ids"]["#head"]
    found = client.get("/v1/search", params={"text": "Pavo Tenthperson"}).json()
    assert one["ids"]["#pavo"] in json.dumps(found)
    heads = client.get("/v1/commanders", params={"body": BODY, "on": "2021-03-01"}).json()
    assert one["ids"]["#pavo"] in json.dumps(heads)


def test_the_same_posting_again_is_the_same_changeset(client: TestClient, copy: Path) -> None:
    first = posted(client, POSTING)
    before = hashes(copy)
    again = posted(client, POSTING)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["changesets"] == [first.json()["changesets"][0] | {"status": "there"}]
    assert hashes(copy) == before
    assert "location" not in again.headers


def test_members_in_another_order_are_another_posting_of_another_person(client: TestClient) -> None:
    # Two persons of one name are two persons: only the same bytes, or the same key, are the same posting.
    other = dict(reversed(POSTING.items()))
    ids = [posted(client, p).json()["changesets"][0]["ids"]["#pavo"] for p in (POSTING, other)]
    assert len(set(ids)) == 2


def test_an_idempotency_key_stands_for_one_posting(client: TestClient, copy: Path) -> None:
    key = {"Idempotency-Key": "monday-1"}
    first = posted(client, POSTING, headers=key)
    assert first.status_code == 201
    assert posted(client, POSTING, headers=key).status_code == 200
    before = hashes(copy)
    other = posted(client, POSTING | {"note": "another"}, headers=key)
    assert (other.status_code, other.json()["type"]) == (409, "/problems/conflict")
    assert hashes(copy) == before
    become(client, "public", "write", id="k-" + "2" * 32)
    theirs = posted(client, POSTING | {"note": "another"}, headers=key)
    assert theirs.status_code == 201  # somebody else's key is another one
    for bad in ("", "a b", "x" * 256):
        assert posted(client, POSTING, headers={"Idempotency-Key": bad}).status_code == 400


def test_a_dry_run_checks_everything_and_writes_nothing(client: TestClient, copy: Path) -> None:
    before = hashes(copy)
    tried = posted(client, POSTING, params={"dry_run": "true"})
    assert (tried.status_code, tried.json()["dry_run"]) == (200, True)
    assert tried.json()["changesets"][0]["status"] == "checked"
    faulty = copies.deepcopy(POSTING)
    faulty["statements"][0]["roles"]["capacity"] = "boss"
    assert posted(client, faulty, params={"dry_run": "true"}).status_code == 422
    assert hashes(copy) == before
    assert not (copy / "postings").exists()
    assert posted(client, POSTING).status_code == 201


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"level": None}, "/level"),
        ({"level": "secret"}, "/level"),
        ({"levels": "public"}, "/levels"),
        ({"entities": {}}, "/entities"),
        ({"entities": [3]}, "/entities/0"),
        ({"entities": [{"class": "Persona"}]}, "/entities/0/class"),
        ({"entities": [{"class": "Person", "name": "x"}]}, "/entities/0/name"),
        ({"entities": [{"class": "Person", "gender": 3}]}, "/entities/0/gender"),
        ({"entities": [{"class": "Person", "protected": "yes"}]}, "/entities/0/protected"),
        ({"entities": [{"id": "#a b", "class": "Person"}]}, "/entities/0/id"),
        ({"entities": [{"id": "#a", "class": "Person"}, {"id": "#a", "class": "Body"}]}, "/entities/1/id"),
        ({"names": [{"form": "x"}]}, "/names/0/entity"),
        ({"documents": [{"sha256": "ABC"}]}, "/documents/0/sha256"),
        ({"documents": [{"written": {"on": "2021-02-30"}}]}, "/documents/0/written"),
        ({"passages": [{"document": "#gazette", "start": 5}]}, "/passages/0/start"),
        ({"passages": [{"document": "#gazette", "start": 5, "end": 5}]}, "/passages/0/start"),
        ({"passages": [{"document": "#gazette", "start": True, "end": 5}]}, "/passages/0/start"),
        ({"statements": [{"relation": "Loves", "roles": {}}]}, "/statements/0/relation"),
        ({"statements": [{"relation": "Posting", "roles": {"lover": "#pavo"}}]}, "/statements/0/roles/lover"),
        ({"statements": [{"relation": "Existence", "roles": {"entity": 4}}]}, "/statements/0/roles/entity"),
        (
            {
                "statements": [
                    {"relation": "Existence", "roles": {"entity": "#pavo"}, "time": {"on": "1.2.20"}}
                ]
            },
            "/statements/0/time",
        ),
        ({"statements": [{"relation": "Existence", "roles": {}, "time": {}}]}, "/statements/0/time"),
        (
            {"statements": [{"relation": "Existence", "roles": {}, "time": {"from": "2020"}}]},
            "/statements/0/time/from",
        ),
        ({"attestations": [{"origin": "#pavo"}]}, "/attestations/0/supports"),
        ({"attestations": [{"supports": [["x"]]}]}, "/attestations/0/supports"),
        ({"contradictions": [{"between": ["s-1"], "kind": "denial"}]}, "/contradictions/0/between"),
        ({"retractions": [{"invalidates": "s-1"}]}, "/retractions/0/reason"),
    ],
)
def test_what_does_not_fit_is_told_with_its_place(
    client: TestClient, copy: Path, change: dict[str, Any], place: str
) -> None:
    before = hashes(copy)
    refused = posted(client, POSTING | change)
    assert refused.status_code == 422, refused.text
    assert place in [one["place"] for one in refused.json()["violations"]], refused.text
    assert hashes(copy) == before


def test_all_faults_are_told_at_once(client: TestClient) -> None:
    faulty = {"level": "public", "entities": [{"class": "x"}] * 3, "names": [{}], "y": 1}
    places = [one["place"] for one in posted(client, faulty).json()["violations"]]
    assert places == [
        "/y",
        "/entities/0/class",
        "/entities/1/class",
        "/entities/2/class",
        "/names/0/entity",
        "/names/0/form",
    ]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "line 1, column 1"),
        (b'{"level": "public",}', "line 1, column 20"),
        (b'{\n"level" "public"}', "line 2, column 9"),
        (b'{"level": "\xff"}', "byte 11"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"level": "public", "level": "sealed"}', "'level' is given twice"),
        (b'{"level": NaN}', "NaN is no number"),
        (b'{"x": ' + b"9" * 5000 + b"}", "no JSON that can be read"),
    ],
)
def test_what_is_no_json_is_told_with_its_place(client: TestClient, body: bytes, says: str) -> None:
    refused = posted(client, body)
    assert refused.status_code == 400
    assert says in refused.json()["detail"]


@pytest.mark.parametrize("body", [b"[]", b"null", b'"x"', b"{}", b'{"level": "public"}'])
def test_what_is_no_changeset_is_refused(client: TestClient, body: bytes) -> None:
    assert posted(client, body).status_code == 422


def test_half_a_character_is_refused(client: TestClient, copy: Path) -> None:
    before = hashes(copy)
    body = json.dumps(POSTING).replace("Pavo Tenthperson", "Pavo \\ud800").encode()
    assert posted(client, body).status_code in (400, 422)
    assert hashes(copy) == before


@pytest.mark.parametrize(
    ("kind", "more"),
    [
        ("text/plain", {}),
        ("", {}),
        ("application/xml", {}),
        ("application/json; charset=latin1", {}),
        ("application/json", {"content-encoding": "gzip"}),
        ("text/turtle", {}),
    ],
)
def test_another_media_type_is_refused(client: TestClient, kind: str, more: dict[str, str]) -> None:
    refused = client.post("/v1/changesets", content=b"{}", headers={"content-type": kind, **more})
    assert (refused.status_code, refused.json()["type"]) == (415, "/problems/unsupported-media")


def test_parameters_of_the_address_are_checked(client: TestClient) -> None:
    for query in ("?dry_run=yes", "?level=secret", "?x=1", "?dry_run=true&dry_run=false"):
        assert client.post(f"/v1/changesets{query}", json=POSTING).status_code == 400
    assert client.post("/v1/changesets?level=restricted", json=POSTING).status_code == 400
    assert client.post("/v1/changesets?level=public", json=POSTING).status_code == 201


def test_who_may_not_write_or_not_at_the_level_is_refused(client: TestClient, copy: Path) -> None:
    before = hashes(copy)
    higher = posted(client, POSTING | {"level": "restricted"})
    assert (higher.status_code, higher.json()["type"]) == (403, "/problems/not-allowed")
    past = posted(client, POSTING | {"recorded_at": "2020-01-01T00:00:00Z"})
    assert past.status_code == 403  # what was known when is not for everybody to say
    become(client, "sealed", "review")
    assert posted(client, POSTING).status_code == 403
    become(client, "public")
    assert posted(client, POSTING).status_code == 403
    assert hashes(copy) == before


def test_an_admin_says_the_record_time_and_gets_the_id_of_the_content(client: TestClient) -> None:
    become(client, "sealed", "write", "admin")
    entity = {"class": "Place", "key": "x-newtown", "invented": True}
    body = {
        "level": "sealed",
        "recorded_at": "2026-11-01T12:00:00Z",
        "author": "curators",
        "entities": [entity],
    }
    first, again = (posted(client, body) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    (one,) = first.json()["changesets"]
    assert (one["recorded_at"], one["author"]) == ("2026-11-01T12:00:00Z", v.ID + "curators")
    assert posted(client, body | {"recorded_at": "yesterday"}).status_code == 400


def test_nobody_enters_a_changeset_in_another_s_name(client: TestClient) -> None:
    become(client, "sealed", "write")
    body = {"level": "sealed", "entities": [{"class": "Place", "invented": True}]}
    refused = posted(client, body | {"author": "curators"})
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-allowed")
    own = posted(client, body | {"author": WRITER})
    assert (own.status_code, told_author(own)) == (201, v.ID + WRITER)


@pytest.mark.parametrize("level", ["public", "restricted"])
def test_what_writes_nothing_above_public_is_logged_as_reading(
    client: TestClient, copy: Path, level: str
) -> None:
    """It tells what is there, and what is not."""
    become(client, level, "write", "review")

    def read() -> list[Any]:
        entries = evidence.entries(copy / "custody")
        return [(e.actor, e.details["task"], e.details["outcome"]) for e in entries if e.action == "read"]

    body = {"level": level, "entities": [{"class": "Place", "invented": True, "key": "x-logged"}]}
    assert client.post("/v1/changesets?dry_run=true", json=body).status_code == 200
    assert posted(client, body | {"names": 5}).status_code == 422
    assert client.post("/v1/retractions", json={"invalidates": "s-0", "reason": "x"}).status_code == 404
    assert posted(client, body).status_code == 201
    assert posted(client, body).status_code == 200
    done = [
        ("changeset", "ok"),
        ("changeset", "validation"),
        ("retraction", "not-found"),
        ("changeset", "ok"),
    ]
    noted = [(WRITER, f"writing-{task}", outcome) for task, outcome in done]
    assert read() == (noted if level != "public" else [])


def told_author(answer: Any) -> str:
    (one,) = answer.json()["changesets"]
    return str(one["author"])


def test_trig_with_names_of_its_own_is_a_posting(client: TestClient) -> None:
    made = client.post("/v1/changesets?level=public", content=TRIG_EXAMPLE, headers=TRIG)
    assert made.status_code == 201, made.text
    assert set(made.json()["changesets"][0]["ids"]) == {"#town", "#name"}
    again = client.post("/v1/changesets?level=public", content=TRIG_EXAMPLE, headers=TRIG)
    assert again.json()["changesets"][0] == made.json()["changesets"][0] | {"status": "there"}
    without = client.post("/v1/changesets", content=TRIG_EXAMPLE, headers=TRIG)
    assert without.status_code == 422
    assert "?level=" in without.text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("@prefix : ", "line 1 column 11"),
        ("<#a> a <#b> .\n<#c> { ", "line 2"),
        ("<#a> a [] .", "only IRIs and literals"),
        ("[] { <#a> a <#b> }", "blank node"),
        ("<#g> { <#a> a <#b> } <#c> a <#d> .", "outside of the changesets"),
    ],
)
def test_trig_that_cannot_be_read_is_told_with_the_place(
    client: TestClient, copy: Path, text: str, says: str
) -> None:
    before = hashes(copy)
    refused = client.post("/v1/changesets?level=public", content=text, headers=TRIG)
    assert refused.status_code == 400, refused.text
    assert says in refused.json()["detail"]
    assert hashes(copy) == before


def test_what_no_record_has_room_for_is_refused_and_not_lost(client: TestClient) -> None:
    more = (
        TRIG_EXAMPLE.replace(
            "<#name> a skosxl:Label", "<#name> <https://example.org/shoe-size> 44 ; a skosxl:Label"
        )
        + '<#town> <https://example.org/mayor> "Nobody" .\n<#x> <https://example.org/y> <#z> .'
    )
    refused = client.post("/v1/changesets?level=public", content=more, headers=TRIG)
    assert refused.status_code == 422
    paths = {path for _, path, _ in told(refused)}
    assert paths == {f"https://example.org/{name}" for name in ("shoe-size", "mayor", "y")}


def test_export_and_post_gives_the_same_store(asking: Asking, copy: Path, tmp_path: Path) -> None:
    other = empty(tmp_path / "other")
    client = become(quick(asking(other), other), "sealed", "write", "admin")
    for form, kind in (("trig", "application/trig"), ("nquads", "application/n-quads")):
        out = tmp_path / form
        assert here("export", form, "--store", copy, "--level", "sealed", "--out", out).code == 0
        made = client.post("/v1/changesets", content=out.read_bytes(), headers={"content-type": kind})
        assert made.status_code == (201 if form == "trig" else 200), made.text
        assert hashes(other) == hashes(copy)
    with EmbeddedStore.open(other) as written:
        assert written.check() == ()


def test_an_id_that_stands_for_other_content_is_a_conflict(
    asking: Asking, copy: Path, tmp_path: Path
) -> None:
    client = become(quick(asking(copy), copy), "sealed", "write", "admin")
    out = tmp_path / "out.trig"
    assert here("export", "trig", "--store", copy, "--level", "sealed", "--out", out).code == 0
    before = hashes(copy)
    other = out.read_text("utf-8").replace("One origin for it, unnamed", "Two origins for it, unnamed")
    assert other != out.read_text("utf-8")
    refused = client.post("/v1/changesets", content=other, headers=TRIG)
    assert (refused.status_code, refused.json()["type"]) in [(409, "/problems/conflict")]
    assert hashes(copy) == before


def test_what_is_there_is_never_changed_by_its_id(client: TestClient, copy: Path) -> None:
    """A posting that adds a time, a text or another holder to a statement on record would falsify it."""
    made = posted(client, POSTING).json()["changesets"][0]["ids"]
    before = hashes(copy)
    statement = {"id": made["#head"], "relation": "Posting"}
    roles = {"holder": made["#pavo"], "body": BODY, "capacity": "head"}
    more = [
        {**statement, "roles": {**roles, "title": "Chief"}, "time": {"started": "2021-03-01"}},
        {**statement, "roles": roles, "time": {"started": "2011-03-01"}},
        {**statement, "roles": roles},
        {**statement, "roles": {**roles, "holder": "p-7ac6a4653a103456aa0e679f83dba708"}},
        {**statement, "relation": "Existence", "roles": {"entity": BODY}},
    ]
    for one in more:
        refused = posted(client, {"level": "public", "statements": [one]})
        assert refused.status_code == 422, one
    entity = {"id": BODY, "class": "Person"}
    assert posted(client, {"level": "public", "entities": [entity]}).status_code == 422
    kind = {"id": BODY, "bodyKind": "court"}
    assert posted(client, {"level": "public", "entities": [kind]}).status_code == 422
    assert hashes(copy) == before


def test_more_can_be_said_of_what_is_there(client: TestClient) -> None:
    entity = {"id": "p-7ac6a4653a103456aa0e679f83dba708", "birthDate": "1954"}
    name = {"entity": "p-7ac6a4653a103456aa0e679f83dba708", "form": "A. Firstperson", "lang": "en"}
    made = posted(client, {"level": "public", "entities": [entity], "names": [name]})
    assert made.status_code == 201, made.text


def test_a_changeset_that_is_not_there_or_above_is_not_found(client: TestClient) -> None:
    above = "cs-12120a0beb52cedeb55fd020f6d01047"
    answers = [client.get(f"/v1/changesets/{id}") for id in (above, "cs-" + "0" * 32)]
    assert [a.status_code for a in answers] == [404, 404]
    assert answers[0].json() == answers[1].json()
    become(client, "restricted")
    assert client.get(f"/v1/changesets/{above}").status_code == 200
    full = client.get(f"/v1/changesets/{v.ID}{above}", params={"level": "restricted"})
    assert full.json()["level"] == "restricted"
    assert client.get(f"/v1/changesets/{above}", params={"level": "public"}).status_code == 404


def test_what_was_read_can_be_posted(asking: Asking, copy: Path, tmp_path: Path) -> None:
    other = empty(tmp_path / "other")
    source = become(asking(copy), "sealed")
    target = become(quick(asking(other), other), "sealed", "write", "admin")
    for one in source.get("/v1/changesets").json()["changesets"]:
        body = source.get(f"/v1/changesets/{one['id']}").json()
        for name in ("id", "sequence", "counts"):
            del body[name]
        made = posted(target, body)
        assert made.status_code == 201, made.text
        assert made.json()["changesets"][0]["ids"] == {}
