"""A server that is told to stop: what is at work ends, within a bound; the second time at once."""

import signal
import socket
import time
from pathlib import Path

import pytest

from tests.api.server import server
from tests.api.web.processes import alive, readers

pytestmark = pytest.mark.slow


def half_sent(port: int) -> socket.socket:
    """A connection whose request is not whole yet."""
    opened = socket.create_connection(("127.0.0.1", port), timeout=30)
    head = (
        "POST /v1/search HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/json",
        "Content-Length: 15",
    )
    opened.sendall("\r\n".join((*head, "", '{"text":')).encode())
    time.sleep(0.5)
    return opened


def test_what_is_at_work_ends_before_it_stops(example: Path) -> None:
    with server(example) as running, half_sent(running.port) as opened:
        running.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        opened.sendall(b' "SRS"}')
        assert opened.makefile("rb").readline() == b"HTTP/1.1 200 OK\r\n"
        assert running.process.wait(timeout=30) == 0


def test_who_never_ends_is_not_waited_for_longer_than_is_said(example: Path) -> None:
    with server(example, stop_seconds="1") as running, half_sent(running.port):
        begun = time.monotonic()
        assert running.stop() == 0
        assert 1 <= time.monotonic() - begun < 10


def test_the_second_signal_stops_it_at_once(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with server(example, stop_seconds="60") as running, half_sent(running.port):
        children = readers(running.process.pid)
        assert children
        assert list(tmp_path.iterdir()) != []
        running.process.send_signal(signal.SIGINT)
        time.sleep(1)
        assert running.process.poll() is None
        assert running.stop(signal.SIGINT, 5) == 1
        time.sleep(1)
        assert [pid for pid in children if alive(pid)] == []
        assert list(tmp_path.iterdir()) == []


def test_whoever_watches_a_job_is_told_that_it_is_cancelled(example: Path) -> None:
    with server(example, stop_seconds="60") as running, running.client() as client:
        endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        job = client.post("/v1/jobs", json={"sparql": endless}).json()
        with client.stream("GET", job["events"]) as events:
            begun = time.monotonic()
            running.process.send_signal(signal.SIGTERM)
            told = "".join(events.iter_text())
        assert running.process.wait(timeout=30) == 0
        assert time.monotonic() - begun < 20
        assert "cancelled" in told
