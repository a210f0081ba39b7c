"""Ordinary and hostile requests, some of them broken off, from many clients at once: the server stays.

A few hundred in every run; `RESPONDEAT_EXAMPLES=10000` asks as many.
"""

import itertools
import random
import socket
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from tests.examples import FUZZED, examples
from tests.hostile.served import PROCESSES, SPARQL, Answer, Served, children, held, serving
from tests.hostile.test_queries import QUERIES, memory_bound

CLIENTS: Final = 32
RUNS: Final = examples(320)
KINDS: Final = ("ordinary", "question", "hostile", "left", "broken")
WEIGHTS: Final = (50, 20, 15, 10, 5)

pytestmark = [pytest.mark.slow]


class Client:
    """One of many, with an address and chances of its own."""

    def __init__(self, server: Served, number: int, turns: Iterator[int]) -> None:
        self._server = server.client(number)
        self._chance = random.Random(number)
        self._turns = turns
        self.seen: Counter[str] = Counter()
        self.seconds: list[float] = []
        self.faults: list[str] = []

    def run(self) -> None:
        while next(self._turns, None) is not None:
            kind = self._chance.choices(KINDS, WEIGHTS)[0]
            try:
                getattr(self, f"_{kind}")()
            except Exception as error:  # noqa: BLE001 - whatever it is, it is told at the end
                self.faults.append(f"{kind}: {error!r}"[:200])
            self.seen[kind] += 1

    def _ordinary(self) -> None:
        self._usual(self._server.ordinary())

    def _question(self) -> None:
        self._usual(self._server.ask("GET", "/v1/search?text=Unit&limit=3"))

    def _usual(self, answer: Answer) -> None:
        """An answer, or its second is over on a machine that is as busy as this one makes it."""
        if answer.status == 504 and answer.problem["limit"]["name"] == "wall":
            self.seen["late"] += 1
            return
        assert answer.status == 200, answer.body[:300]
        self.seconds.append(answer.seconds)

    def _hostile(self) -> None:
        query = self._chance.choice(QUERIES)
        answer = self._server.query(query.text)
        assert answer.status in (200, 400, 403, 413, 503, 504), (query.name, answer.status, answer.body[:300])
        if answer.status != 200:
            assert answer.problem["detail"]
        self.seen[f"hostile {answer.status}"] += 1

    def _left(self) -> None:
        """Ask for much, and leave."""
        text = self._chance.choice(QUERIES).text.encode()[:8000]
        with socket.create_connection(
            ("127.0.0.1", self._server.port), 10, (self._server.address, 0)
        ) as client:
            head = f"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {SPARQL}\r\n"
            client.sendall(f"{head}Content-Length: {len(text)}\r\n\r\n".encode() + text)
            time.sleep(self._chance.random() / 5)

    def _broken(self) -> None:
        """Bytes that are no request, or half of one."""
        rubbish = self._chance.choice(
            [b"\x00" * 100, b"GET /", b"POST /sparql HTTP/1.1\r\nContent-Length: 9\r\n\r\nASK"]
        )
        with socket.create_connection(
            ("127.0.0.1", self._server.port), 10, (self._server.address, 0)
        ) as client:
            client.sendall(rubbish)
            time.sleep(self._chance.random() / 20)


def test_the_server_stays_whatever_comes(large: Path, capfd: pytest.CaptureFixture[str]) -> None:
    turns = iter(range(RUNS))
    shared = threading.Lock()

    def one_after_the_other() -> Iterator[int]:
        while True:
            with shared:
                turn = next(turns, None)
            if turn is None:
                return
            yield turn

    with serving(large) as server:
        for _ in range(10):
            server.ordinary()
        opened = max(held(pid) for pid in children(server.process.pid))
        clients = [Client(server, number, one_after_the_other()) for number in range(CLIENTS)]
        threads = [threading.Thread(target=client.run) for client in clients]
        most, began = 0, time.monotonic()
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            most = max(most, server.memory())
            time.sleep(0.2)
        took = time.monotonic() - began
        assert server.process.poll() is None
        assert Counter(fault for client in clients for fault in client.faults) == {}
        assert most < memory_bound(opened)
        assert server.client(1).ordinary().status == 200
        time.sleep(1)
        assert len(children(server.process.pid)) <= PROCESSES
    seen = sum((client.seen for client in clients), Counter())
    seconds = sorted(itertools.chain.from_iterable(client.seconds for client in clients))
    assert sum(seen[kind] for kind in KINDS) == RUNS
    assert seen["late"] < (seen["ordinary"] + seen["question"]) / 5
    figures = {
        "seconds": round(took),
        "MB at most": most >> 20,
        "median ms": round(seconds[len(seconds) // 2] * 1000),
        "99% ms": round(seconds[int(len(seconds) * 0.99)] * 1000),
    }
    with capfd.disabled():
        sys.stdout.write(f"\n{figures} {dict(seen)}\n" if FUZZED else "")
