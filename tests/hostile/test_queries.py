"""Hostile queries, one after the other, against a server in a process of its own.

After each: it was refused or ended with a problem that says why, or answered rightly; within a second an
ordinary query of somebody else answers in its usual time; the memory is back under its bound; nothing is left
at work.
"""

import statistics
import threading
import time
from pathlib import Path
from typing import Final

import pytest

from respondeat.api.settings import LimitSettings
from respondeat.api.workers.bounds import most_memory
from tests.hostile.corpus import Query, queries
from tests.hostile.served import LIMITS, PROCESSES, Served, children, held

QUERIES: Final = queries()
_MB: Final = 2**20

pytestmark = [pytest.mark.slow]


class Watch:
    """The most memory that the service held, looked at again and again."""

    def __init__(self, server: Served) -> None:
        self.most = 0
        self._server = server
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.most = max(self.most, self._server.memory())

    def __enter__(self) -> "Watch":
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()


@pytest.fixture(scope="module")
def usual(server: Served) -> float:
    """How long an ordinary query takes."""
    return statistics.median(server.client(1).ordinary().seconds for _ in range(30))


@pytest.fixture(scope="module")
def bound(server: Served) -> int:
    """How much the service may hold: each process what it took to open and what its work may take."""
    return memory_bound(max(held(pid) for pid in children(server.process.pid)))


def memory_bound(opened: int) -> int:
    """The same for processes that hold so much once they have the level open."""
    told = {"workers": LIMITS["WORKERS"], "spares": LIMITS["SPARES"], "memory_mb": LIMITS["MEMORY_MB"]}
    no_jobs = LimitSettings(**told, jobs=1, job_memory_mb=64)
    return most_memory(no_jobs, opened)


def test_the_corpus_is_what_it_should_be() -> None:
    assert len(QUERIES) >= 60
    assert len({one.name for one in QUERIES}) == len({one.text for one in QUERIES}) == len(QUERIES)
    assert {outcome for one in QUERIES for outcome in one.outcome} == {"refused", "stopped", "answered"}
    assert sum("stopped" in one.outcome for one in QUERIES) >= 40


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.name)
def test_a_hostile_query(query: Query, server: Served, usual: float, bound: int) -> None:
    with Watch(server) as watch:
        answer = server.query(query.text)
        assert answered_as_usual(server, usual) < 1
    assert outcome(answer.status) in query.outcome, (answer.status, answer.body[:500])
    if answer.status != 200:
        told = answer.problem
        assert told["detail"]
        if answer.status in (413, 503, 504):
            assert told["limit"]["name"]
    assert watch.most < bound
    assert gone_back(server, bound)


def answered_as_usual(server: Served, usual: float) -> float:
    """After how many seconds an ordinary query has been answered in about its usual time; none is refused."""
    began = time.monotonic()
    while True:
        good = server.client(1).ordinary()
        assert good.status == 200, good.body
        if good.seconds < max(20 * usual, 0.25):
            return time.monotonic() - began


def outcome(status: int) -> str:
    """What became of a query."""
    return {200: "answered", 503: "stopped", 504: "stopped"}.get(
        status, "refused" if status < 500 else "fault"
    )


def gone_back(server: Served, bound: int) -> bool:
    """Whether no more processes are there than may be, each with no more than an answered query leaves."""
    most, began = PROCESSES, time.monotonic()
    while time.monotonic() - began < 5:
        if (
            len(children(server.process.pid)) <= most
            and server.memory() < bound - most * LIMITS["MEMORY_MB"] * _MB // 2
        ):
            return True
        time.sleep(0.05)
    return False


def test_the_server_told_nobody_where_its_files_are(server: Served, large: Path) -> None:
    for query in QUERIES:
        if query.outcome == ("refused",):
            assert str(large).encode() not in server.query(query.text).body
