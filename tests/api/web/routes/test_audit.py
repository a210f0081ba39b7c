"""The custody log over HTTP."""

import json
from pathlib import Path

import pytest

from respondeat.graph import evidence
from respondeat.graph.evidence import Head
from tests.api.terminal import here
from tests.api.web.conftest import Asking
from tests.api.web.entering import Server


@pytest.fixture
def server(asking: Asking, copy: Path) -> Server:
    made = Server.over(asking, copy)
    for number in range(12):
        made.user(f"reader-{number}")
    return made


@pytest.fixture
def admin(server: Server) -> dict[str, str]:
    return server.key("sealed", "read", "admin")


def test_pages_together_are_the_log(server: Server, admin: dict[str, str]) -> None:
    found, cursor = [], 0
    while True:
        page = server.client.get("/v1/audit", params={"cursor": cursor, "limit": 5}, headers=admin).json()
        assert len(page["entries"]) <= 5
        found += page["entries"]
        if page["next"] is None:
            break
        cursor = page["next"]
    assert found == [e.as_json() for e in evidence.entries(server.store / "custody")]
    assert page["head"] == str(evidence.head(server.store / "custody"))
    beyond = server.client.get("/v1/audit", params={"cursor": 1000}, headers=admin).json()
    assert (beyond["entries"], beyond["next"]) == ([], None)


@pytest.mark.parametrize("query", ["cursor=-1", "cursor=x", "limit=0", "limit=1001", "cursor=" + "9" * 30])
def test_cursors_that_are_none(server: Server, admin: dict[str, str], query: str) -> None:
    assert server.client.get(f"/v1/audit?{query}", headers=admin).status_code == 400


def test_it_tells_of_every_level_so_it_is_for_the_highest(server: Server) -> None:
    for level in ("public", "restricted"):
        shown = server.key(level, "read", "admin")
        for path in ("/v1/audit", "/v1/audit/verify", "/v1/audit/export"):
            assert server.client.get(path, headers=shown).status_code == 403


def test_a_change_of_the_log_is_told(server: Server, admin: dict[str, str]) -> None:
    told = server.client.get("/v1/audit/verify", headers=admin).json()
    assert (told["ok"], told["entries"], told["fault"]) == (True, 13, None)
    log = server.store / "custody" / "log.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    for changed, kind, n in (
        (lines[:-1], "truncated", 13),
        (lines[:4] + lines[5:], "removed", 5),
        ([lines[1], lines[0], *lines[2:]], "reordered", 1),
        ([*lines[:6], lines[6].replace(b"restricted", b"public"), *lines[7:]], "altered", 7),
    ):
        log.write_bytes(b"".join(changed))
        fault = server.client.get("/v1/audit/verify", headers=admin).json()["fault"]
        assert (fault["kind"], fault["n"]) == (kind, n)


def test_a_head_that_was_noted_is_held_against_it(server: Server, admin: dict[str, str]) -> None:
    noted = server.client.get("/v1/audit", headers=admin).json()["head"]
    server.key()
    verified = server.client.get("/v1/audit/verify", params={"head": noted}, headers=admin).json()
    assert verified["ok"]
    other = f"13:{'0' * 64}"
    fault = server.client.get("/v1/audit/verify", params={"head": other}, headers=admin).json()["fault"]
    assert fault["kind"] == "forged"
    for wrong in ("x", "13", "13:zz"):
        answer = server.client.get("/v1/audit/verify", params={"head": wrong}, headers=admin)
        assert (answer.status_code, answer.json()["type"]) == (400, "/problems/request")


def test_an_export_verifies_elsewhere_without_a_secret(
    server: Server, admin: dict[str, str], tmp_path: Path
) -> None:
    answer = server.client.get("/v1/audit/export", headers=admin)
    assert answer.headers["content-type"].startswith("application/jsonl")
    head = answer.headers["respondeat-custody-head"]
    file = tmp_path / "custody.jsonl"
    file.write_bytes(answer.content)
    assert len(answer.content.splitlines()) == 13
    assert here("custody", "verify", file, "--head", head).code == 0
    assert evidence.verify(file, Head.read(head)).ok
    file.write_bytes(b"".join(answer.content.splitlines(keepends=True)[:-1]))
    assert here("custody", "verify", file, "--head", head).code == 1
    assert server.logged()[-1][1] == "custody-log-exported"


def test_a_log_that_cannot_be_read_is_a_fault_of_the_machine(server: Server, admin: dict[str, str]) -> None:
    log = server.store / "custody" / "log.jsonl"
    log.write_bytes(b"{}\n" + log.read_bytes())
    answer = server.client.get("/v1/audit", headers=admin)
    assert answer.status_code == 500
    assert str(server.store) not in answer.text
    assert json.loads(answer.text)["type"] == "/problems/integrity"
