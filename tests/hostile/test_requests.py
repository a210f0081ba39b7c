"""Hostile requests: what comes before a query is read, and clients that are slow, or leave."""

import socket
import threading
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest

from tests.hostile.served import SPARQL, Answer, Served, children

STUCK = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"

pytestmark = [pytest.mark.slow]


def fair(answer: Answer, *statuses: int) -> None:
    assert answer.status in statuses, (answer.status, answer.body[:300])
    assert answer.problem["detail"]


REQUESTS: dict[str, tuple[Callable[[Served], Answer], tuple[int, ...]]] = {
    "percent-encoded twice": (lambda s: s.ask("GET", f"/sparql?query={quote(quote('ASK {}'))}"), (400,)),
    "half an escape": (lambda s: s.ask("GET", "/sparql?query=ASK%7B%7D%F"), (400,)),
    "invalid UTF-8 in the address": (lambda s: s.ask("GET", "/sparql?query=ASK%FF%FE%7B%7D"), (400,)),
    "invalid UTF-8 in the path": (lambda s: s.ask("GET", "/%FF%FE"), (404,)),
    "invalid UTF-8 in the body": (lambda s: s.query(b"ASK {} # \xff\xfe"), (400,)),
    "NUL in the body": (lambda s: s.query(b"\x00" * 1000), (400,)),
    "an overlong form of a slash": (lambda s: s.query(b"ASK { <\xc0\xaf> a ?x }"), (400,)),
    "a surrogate in the body": (lambda s: s.query("ASK { ?s ?p '\ud800' }"), (400,)),
    "UTF-16": (lambda s: s.query("ASK {}".encode("utf-16")), (400,)),
    "a parameter a thousand times": (lambda s: s.ask("GET", "/sparql?" + "query=ASK{}&" * 1000), (400,)),
    "ten thousand parameters": (
        lambda s: s.ask(
            "POST",
            "/sparql",
            b"&".join(b"a%d=b" % i for i in range(10_000)),
            Content_Type="application/x-www-form-urlencoded",
        ),
        (400, 413),
    ),
    "a body over its size": (lambda s: s.query(b"#" * 2_000_000), (413,)),
    "a length that is none": (lambda s: s.ask("POST", "/sparql", b"", Content_Length="1e9"), (400, 413)),
    "a length that is negative": (lambda s: s.ask("POST", "/sparql", b"", Content_Length="-1"), (400, 413)),
    "a length beyond numbers": (
        lambda s: s.ask("POST", "/sparql", b"", Content_Length="9" * 100),
        (400, 413),
    ),
    "an update": (
        lambda s: s.ask("POST", "/sparql", b"DROP ALL", Content_Type="application/sparql-update"),
        (400, 403, 405, 415),
    ),
    "an address that climbs": (lambda s: s.ask("GET", "/../../../../etc/passwd"), (404,)),
    "an address that climbs by escapes": (
        lambda s: s.ask("GET", "/entity/%2e%2e%2f%2e%2e%2fetc%2fpasswd"),
        (404,),
    ),
    "a method that is none": (lambda s: s.ask("BREW", "/sparql"), (400, 405)),
    "another server's name": (lambda s: s.ask("GET", "/sparql?query=ASK{}", Host="evil.example"), (400, 421)),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_a_hostile_request(name: str, server: Served) -> None:
    request, statuses = REQUESTS[name]
    fair(request(server), *statuses)
    assert server.client(1).ordinary().status == 200


def raw(server: Served, *parts: bytes) -> bytes:
    """What is said to bytes that are sent as they are."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=15) as client:
        try:
            for part in parts:
                client.sendall(part)
        except OSError:
            pass  # it has said what it had to say
        found = bytearray()
        try:
            while piece := client.recv(65536):
                found += piece
        except ConnectionError:
            pass
        return bytes(found)


HOST = b"Host: 127.0.0.1\r\n"
POST = b"POST /sparql HTTP/1.1\r\n" + HOST + b"Content-Type: " + SPARQL.encode() + b"\r\n"


@pytest.mark.parametrize(
    ("parts", "status"),
    [
        ((b"GET /sparql HTTP/1.1\r\n" + HOST, *[b"X-%d: y\r\n" % i for i in range(10_000)], b"\r\n"), 431),
        ((b"GET /sparql?query=" + b"A" * 1_000_000 + b" HTTP/1.1\r\n\r\n",), 431),
        ((POST + b"Transfer-Encoding: chunked\r\n\r\n", *[b"1000\r\n" + b"#" * 4096 + b"\r\n"] * 2000), 413),
        ((POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",), 400),
        ((POST + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {}",), 400),
        ((POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",), 400),
        ((b"GET /sparql HTTP/1.1\r\n" + HOST + b"X: a\r\n b\x00c\r\n\r\n",), 400),
    ],
    ids=["headers", "address", "endless body", "two lengths", "two other lengths", "chunk", "NUL in a field"],
)
def test_hostile_bytes(parts: tuple[bytes, ...], status: int, server: Served) -> None:
    said = raw(server, *parts)
    assert said.startswith(b"HTTP/1.1 %d " % status), said[:300]
    assert b"application/problem+json" in said
    assert server.client(1).ordinary().status == 200


def test_many_slow_clients_keep_nobody_waiting(server: Served) -> None:
    """A hundred that send a byte now and then, or nothing."""
    held = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _ in range(100)]
    for i, client in enumerate(held):
        client.sendall(b"" if i % 2 else b"GET /sparql HTTP/1.1\r\nX:")
    for _ in range(10):
        answer = server.client(1).ordinary()
        assert answer.status == 200
        assert answer.seconds < 1
    time.sleep(4)  # they have had two seconds for a head
    ended = 0
    for client in held:
        client.setblocking(False)
        try:
            while client.recv(65536):
                pass
            ended += 1
        except BlockingIOError:
            pass
        client.close()
    assert ended == len(held)


def test_readers_that_do_not_read_hold_no_process(server: Served) -> None:
    everything = f"SELECT * {{ ?s ?p ?o }} LIMIT 20000"  # noqa: F541 - braces as in the others
    path = f"/sparql?query={quote(everything)}"
    held = [socket.create_connection(("127.0.0.1", server.port), timeout=20) for _ in range(8)]
    for client in held:
        client.sendall(b"GET " + path.encode() + b" HTTP/1.1\r\n" + HOST + b"\r\n")
    for _ in range(10):
        assert server.client(1).ordinary().status == 200
    time.sleep(1)
    assert server.ordinary().status == 200
    for client in held:
        client.close()


def test_work_ends_when_its_client_leaves(server: Served) -> None:
    """Clients that leave at once: more than there are processes, and none is kept."""
    before = set(children(server.process.pid))
    for _ in range(4):
        with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
            client.sendall(POST + b"Content-Length: %d\r\n\r\n%s" % (len(STUCK), STUCK.encode()))
            time.sleep(0.1)
    began = time.monotonic()
    assert server.client(1).ordinary().status == 200
    assert time.monotonic() - began < 1
    assert set(children(server.process.pid)) != before


def test_one_client_starves_no_other(server: Served) -> None:
    """Twenty stuck queries of one; somebody else is answered all the while."""
    answers: list[Answer] = []
    threads = [threading.Thread(target=lambda: answers.append(server.query(STUCK))) for _ in range(8)]
    for thread in threads:
        thread.start()
    slowest = 0.0
    while any(thread.is_alive() for thread in threads):
        good = server.client(1).ordinary()
        assert good.status == 200
        slowest = max(slowest, good.seconds)
        time.sleep(0.02)
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} <= {503, 504}
    assert slowest < 1
