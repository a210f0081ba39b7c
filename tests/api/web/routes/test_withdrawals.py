"""Raising a level and erasing over HTTP: for admins who see everything; gone at once for everybody else."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from respondeat.api.web.routes.withdrawals_described import ERASING, RAISING
from respondeat.ontology import vocabulary as v
from tests.api.test_schemas import fits
from tests.api.web.conftest import Asking
from tests.api.web.routes.test_changesets import POSTING
from tests.api.web.routes.test_review import example
from tests.api.web.writers import become, hashes, posted, quick

CHANGES = [("/v1/raise-level", example(RAISING)), ("/v1/erasures", example(ERASING))]


@pytest.fixture
def client(asking: Asking, copy: Path) -> TestClient:
    """An admin who sees every level of the invented country."""
    return become(quick(asking(copy), copy), "sealed", "write", "admin")


@pytest.mark.parametrize(("path", "body"), CHANGES)
def test_what_would_be_withdrawn_is_told_and_then_is(
    client: TestClient, copy: Path, path: str, body: dict[str, object]
) -> None:
    before = hashes(copy)
    tried = client.post(path, json=body, params={"dry_run": "true"})
    assert tried.status_code == 200, tried.text
    fits("withdrawal", tried.json())
    assert hashes(copy) == before
    done = client.post(path, json=body)
    assert done.status_code == 200, done.text
    fits("withdrawal", done.json())
    assert done.json()["records"] == tried.json()["records"]
    assert hashes(copy)[0] != before[0]
    target = example(RAISING if "level" in body else ERASING)["targets"][0]
    become(client, "public")
    whole = client.get("/v1/changesets", params={"page_size": 50}).json()
    for one in whole["changesets"]:
        assert f'"id": "{v.ID}{target}"' not in client.get(f"/v1/changesets/{one['id']}").text
    log = (copy / "custody" / "log.jsonl").read_text("utf-8")
    assert "-begun" in log and "-done" in log
    assert target not in log and done.json()["tombstone"].removeprefix(v.ID) in log


@pytest.mark.parametrize(("path", "body"), CHANGES)
def test_who_may_not_is_refused(client: TestClient, copy: Path, path: str, body: dict[str, object]) -> None:
    before = hashes(copy)
    become(client, "sealed", "write", "review")
    assert client.post(path, json=body).status_code == 403
    become(client, "restricted", "admin")
    assert client.post(path, json=body).status_code == 403
    become(client, "sealed", "admin")
    assert client.post(path, json={**body, "targets": ["s-" + "0" * 32]}).status_code == 404
    assert client.post(path, json={**body, "x": 1}).status_code == 422
    assert client.post(path, json={**body, "targets": []}).status_code == 422
    assert hashes(copy) == before


def test_what_was_raised_is_not_written_again_below_and_not_told(client: TestClient, copy: Path) -> None:
    made = posted(client, POSTING)
    statement = made.json()["changesets"][0]["ids"]["#head"]
    reason = {"reason": "The source asked for it.", "dependents": True}
    raised = client.post("/v1/raise-level", json={"targets": [statement], "level": "sealed", **reason})
    assert raised.status_code == 200, raised.text
    assert not (copy / "postings").exists()
    become(client, "public", "write")
    before = hashes(copy)
    again = {
        "level": "public",
        "statements": [
            {
                "id": "#head",
                "relation": "Posting",
                "roles": {
                    "holder": made.json()["changesets"][0]["ids"]["#pavo"],
                    "body": "b-cff51765bb5630cbd5e02ccbe31e60ea",
                    "capacity": "head",
                },
                "time": {"started": "2021-03-01"},
            }
        ],
        "attestations": [
            {"supports": "#head", "withheld": True, "origin": "b-ad6338b19f43458971373b862a2791fb"}
        ],
    }
    refused = posted(client, again)
    assert refused.status_code == 403, refused.text
    assert refused.json()["detail"].startswith("This may not be written at this level")
    assert hashes(copy) == before
