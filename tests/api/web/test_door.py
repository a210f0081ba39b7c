"""`respondeat serve` as a process: it starts, answers, stops; what is wrong is one message."""

import json
import os
import re
import signal
import socket
from pathlib import Path

import pytest

from tests.api.server import server
from tests.api.terminal import here, process
from tests.api.web.processes import alive, readers
from tests.api.web.test_logs import CANARY

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_it_answers_until_it_is_told_to_stop(example: Path, number: int) -> None:
    if signal.getsignal(number) is signal.SIG_IGN:
        pytest.skip("whoever runs the tests has this signal ignored (nohup), and so has the server")
    with server(example) as running:
        assert re.fullmatch(
            rf"Respondeat answers at http://127\.0\.0\.1:\d+/ from {re.escape(str(example))}\. "
            r"Stop it with Ctrl-C\.\n",
            running.said,
        )
        with running.client() as client:
            assert client.get("/healthz").text == "alive\n"
            assert client.get("/readyz").text == "ready\n"
            found = client.get("/v1/search", params={"text": "Special Regiment"})
            assert found.json()["hits"][0]["name"] == "Special Regiment of Sampleton (invented)"
            assert client.get(f"/v1/show?entity={CANARY}", headers={"User-Agent": CANARY}).status_code == 404
            assert "respondeat_requests_total" in client.get("/metrics").text
        for text in (f"GET /{CANARY}", f"{CANARY} / HTTP/1.1", f"GET / HTTP/1.1\r\n{CANARY}"):
            with socket.create_connection(("127.0.0.1", running.port), timeout=30) as opened:
                opened.sendall(f"{text}\r\n\r\n".encode())
                assert opened.recv(100).startswith(b"HTTP/1.1 400")
        children = readers(running.process.pid)
        assert children
        assert running.stop(number) == 0
        assert [pid for pid in children if alive(pid)] == []
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", running.port)).close()
    assert [line["route"] for line in running.log()][:2] == ["/healthz", "/readyz"]
    assert not any(CANARY in line or "127.0.0.1" in line for line in running.lines)


def test_the_seed_data_are_served_with_one_command(seed_store: Path) -> None:
    asked = {"target": "Akrestina detention centre", "on": "2020-08-10"}
    with server(seed_store) as running, running.client() as client:
        found = client.get("/v1/chain", params=asked)
        assert found.status_code == 200
        assert found.json()["chains"]
        again = client.get("/v1/chain", params=asked, headers={"If-None-Match": found.headers["etag"]})
        assert again.status_code == 304
        assert running.stop() == 0
    options = ("--on", asked["on"], "--json", "--no-quotes", "--level", "public")
    printed = here("--store", seed_store, "chain", asked["target"], *options)
    assert found.json() == json.loads(printed.out)


def test_it_can_be_tried(example: Path) -> None:
    done = process("serve", "--store", example, "--port", "0", "--check")
    assert done.code == 0
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/ answers\. Everything is ended\.\n", done.out)


def test_a_store_that_is_not_there_is_said_and_what_to_do(tmp_path: Path) -> None:
    done = process("serve", "--store", tmp_path / "none", "--port", "0")
    assert (done.code, done.out) == (5, "")
    assert "There is no store at" in done.err
    assert "loading or importing" in done.err


def test_a_store_of_a_newer_version_is_said(copy: Path) -> None:
    manifest = copy / "respondeat.json"
    told = json.loads(manifest.read_text("utf-8"))
    manifest.write_text(json.dumps(told | {"format": 999}), "utf-8")
    done = process("serve", "--store", copy, "--port", "0")
    assert done.code == 5
    assert "Install a newer version" in done.err


def test_a_port_that_is_taken_is_said(example: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = process("serve", "--store", example, "--port", str(taken.getsockname()[1]))
    assert done.code == 2
    assert "Another program listens at port" in done.err
    assert "--port" in done.err


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--host", "0.0.0.0"), "other machines reach"),
        (("--host", "::"), "other machines reach"),
        (("--host", "nobody.invalid"), "no address of this machine"),
        (("--host", "192.0.2.1", "--network"), "no address of this machine"),
        (("--port", "70000"), "port takes a whole number from 0 to 65535"),
        (("--config", "none.toml"), "cannot be read"),
    ],
)
def test_what_cannot_be_listened_at_is_said(example: Path, options: tuple[str, ...], told: str) -> None:
    given = [] if "--port" in options else ["--port", "0"]
    done = process("serve", "--store", example, *given, *options)
    assert done.code == 2
    assert told in done.err
    assert len(done.err.splitlines()) == 1


def test_other_machines_are_served_when_it_is_said(example: Path) -> None:
    with server(example, "--host", "0.0.0.0", "--network") as running, running.client() as client:
        assert client.get("/healthz").status_code == 200
        assert client.get("/healthz", headers={"Host": "evil.example"}).status_code == 400
        assert running.stop() == 0


def test_a_store_that_may_not_be_read_is_said(copy: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read everything")
    copy.chmod(0)
    try:
        done = process("serve", "--store", copy, "--port", "0")
    finally:
        copy.chmod(0o700)
    assert done.code in (2, 5)
    assert str(copy) in done.err
