"""A server in a process of its own, as a user starts it, and how it is asked and looked at."""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

SPARQL: Final = "application/sparql-query"
_MB: Final = 2**20
_ADDRESSES: Final = 3 * 2**30  # of any one process here: a test that went wrong takes no machine down

LIMITS: Final = {
    "WALL_SECONDS": 1,
    "CPU_SECONDS": 2,
    "MEMORY_MB": 256,
    "ANSWER_MB": 8,
    "WORKERS": 2,
    "SPARES": 1,
    "PER_CLIENT": 64,
    "WAITING": 200,
    "WAIT_SECONDS": 30,
    "REQUESTS_PER_MINUTE": 10_000_000,
}
"""Low, so that the tests take no longer than they must."""

PROCESSES: Final = LIMITS["WORKERS"] + LIMITS["SPARES"] + 1
"""Beside the server: those that read the one level asked for, and the one that they are made from."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said, and how long it took."""

    status: int
    type: str
    body: bytes
    seconds: float

    @property
    def problem(self) -> dict[str, Any]:
        """The problem that it told."""
        assert self.type == "application/problem+json", (self.status, self.type, self.body[:200])
        told: dict[str, Any] = json.loads(self.body)
        assert told["status"] == self.status
        return told


@dataclass(frozen=True, slots=True)
class Served:
    """A server, as it is asked from an address: each is a client of its own."""

    process: "subprocess.Popen[str]"
    port: int
    address: str = "127.0.0.1"

    def client(self, number: int) -> "Served":
        """The same server, asked from another address."""
        return replace(self, address=f"127.0.0.{1 + number}")

    def ask(
        self, method: str, path: str, body: bytes | None = None, timeout: float = 30, **fields: str
    ) -> Answer:
        """The answer to one request over a connection of its own, from an address of this machine."""
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout, (self.address, 0))
        try:
            connection.request(method, path, body, {k.replace("_", "-"): v for k, v in fields.items()})
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        kind = (response.getheader("content-type") or "").partition(";")[0]
        return Answer(response.status, kind, content, time.monotonic() - began)

    def query(self, text: str | bytes, timeout: float = 30) -> Answer:
        """The answer to a query, posted as it is."""
        body = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
        return self.ask("POST", "/sparql", body, timeout, Content_Type=SPARQL)

    def ordinary(self) -> Answer:
        """A query as everybody asks."""
        return self.query("SELECT ?unit ?above { ?s r:subordinate ?unit ; r:superior ?above } LIMIT 10")

    def processes(self) -> list[int]:
        """The server and what it has started."""
        return [self.process.pid, *children(self.process.pid)]

    def memory(self) -> int:
        """Bytes that they hold, what they share counted once."""
        return sum(held(pid) for pid in self.processes())


def children(pid: int) -> list[int]:
    """The processes that a process and its own have started, whichever of their threads did."""
    found: list[int] = []
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += map(int, listed.read_text().split())
        except OSError:
            continue  # the thread is gone
    return found + [one for child in found for one in children(child)]


def held(pid: int) -> int:
    """The memory of a process, its share of what is shared (proc_pid_smaps(5))."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


@contextmanager
def serving(store: Path, **limits: object) -> Iterator[Served]:
    """A server over a store; it and all that it has started are gone afterwards."""
    told = {f"RESPONDEAT_LIMITS__{name}": str(value) for name, value in (LIMITS | limits).items()}
    command = [sys.executable, "-m", "respondeat", "serve", "--store", str(store), "--port", "0"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | told | {"RESPONDEAT_CONNECTIONS__HEAD_SECONDS": "2"},
        preexec_fn=_bounded,
    ) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            address = next(word for word in line.split() if word.startswith("http://"))
            one = Served(process, int(address.rstrip("/").rpartition(":")[2]))
            yield one
            started = one.processes()[1:]
            assert process.poll() is None, "the server ended by itself"
            process.terminate()
            assert process.wait(20) == 0
            assert [pid for pid in started if Path(f"/proc/{pid}").exists()] == []
        finally:
            process.kill()


def _bounded() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (_ADDRESSES, _ADDRESSES))
