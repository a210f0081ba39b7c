"""Ordinary queries over HTTP, beside `oxigraph serve` (the same engine) and rdflib-endpoint, in one run.

Each server has the same data, is asked the same queries in random order over the same number of connections
by the same client on the same machine, one server after the other; so the ratios count, not the figures.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.request import urlopen

from respondeat.api.dataset import Dataset
from respondeat.ontology.prefixes import PREFIXES

from .measure import Figure, at_least
from .serving_load import Load, load
from .stores import make

QUADS: Final = 100_000
SECONDS: Final = 6.0
CONNECTIONS: Final = 8
Server = tuple[int, int]
"""Its port and its process."""

_KINDS: Final = (
    # who heads a body, with the days and the sources
    "SELECT ?person ?capacity ?day ?origin { ?s r:body <BODY> ; r:holder ?person ; r:capacity ?capacity . "
    "OPTIONAL { ?s r:latestStartDay ?day } ?a r:supports ?s ; r:origin ?origin }",
    # what is above it, and above that, with names
    "SELECT * { ?s r:subordinate <BODY> ; r:superior ?above . ?t r:subordinate ?above ; r:superior ?top . "
    "?top skosxl:prefLabel/skosxl:literalForm ?name }",
    # events in which a body took part
    "SELECT ?event ?role ?day { ?s r:actor <BODY> ; r:event ?event ; r:role ?role . "
    "OPTIONAL { ?s r:latestStartDay ?day } }",
    # everything said of a person
    "SELECT ?s ?p ?o { ?s r:holder <PERSON> ; ?p ?o }",
    # by name
    'SELECT ?e ?name { ?name skosxl:literalForm "NAME" . ?e skosxl:prefLabel|skosxl:altLabel ?name }',
    # is anybody known to hold a post there
    "ASK { ?s r:body <BODY> ; r:holder ?x }",
    # statements of one origin about a body
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s r:body <BODY> . ?a r:supports ?s ; r:origin ?o }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s r:holder <PERSON> ; ?p ?o }",
)


def measure(
    quads: int = QUADS, seconds: float = SECONDS, connections: int = CONNECTIONS, peers: bool = True
) -> Iterator[Figure]:
    """Answers a second and their times, and the ratios that were asked for."""
    with tempfile.TemporaryDirectory(prefix="respondeat-bench-") as name:
        folder = Path(name)
        make(folder / "store", quads)
        asked = queries(folder / "store")
        ours = _asked(ourselves(folder), "/sparql", asked, connections, seconds)
        yield from _told("respondeat serve", *ours)
        if not peers:
            return
        oxigraph = _asked(_oxigraph(folder), "/query", asked, connections, seconds)
        yield from _told("oxigraph serve", *oxigraph)
        yield at_least("answers a second, of oxigraph serve's", ours[0].rate / oxigraph[0].rate, 0.5)
        rdflib = _asked(_rdflib(folder), "/sparql", asked, connections, seconds)
        yield from _told("rdflib-endpoint", *rdflib)
        yield at_least(
            "answers a second, of rdflib-endpoint's", ours[0].rate / max(rdflib[0].rate, 1 / seconds), 20
        )


def _told(name: str, found: Load, cpu: float) -> Iterator[Figure]:
    if found.bad:
        yield Figure(f"{name}: not answered, or not within 15 s", found.bad, "queries")
    yield Figure(f"{name}: answers", found.rate, "a second")
    yield Figure(f"{name}: CPU of the server for an answer", cpu, "ms")
    for part, said in ((0.5, "half"), (0.95, "95 of 100"), (0.99, "99 of 100")):
        yield Figure(f"{name}: {said} within", found.share(part), "ms")


def queries(store: Path, count: int = 40) -> list[str]:
    """Ordinary queries about bodies and persons of a store, with their prefixes."""
    with Dataset.open(store, "public") as data:
        bodies = _some(data, "?s r:body ?x", count)
        persons = _some(data, "?s r:holder ?x", count)
        made = [
            kind.replace("BODY", body).replace("PERSON", person).replace("NAME", data.name(body))
            for body, person in zip(bodies, persons, strict=False)
            for kind in _KINDS
        ]
    prefixes = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("r", "skosxl"))
    return [prefixes + text for text in made]


def _some(data: Dataset, pattern: str, count: int) -> list[str]:
    found = data.reader.query(f"SELECT DISTINCT ?x {{ {pattern} }} ORDER BY ?x")
    every = [str(row[0].value) for row in found]  # type: ignore[union-attr]
    return every[:: max(1, len(every) // count)][:count]


def _asked(
    server: AbstractContextManager[Server], path: str, asked: Sequence[str], connections: int, seconds: float
) -> tuple[Load, float]:
    """What came of the load, and the CPU milliseconds of the server for each answer."""
    with server as (port, pid):
        url = f"http://127.0.0.1:{port}{path}"
        load(url, asked, connections, min(1.0, seconds / 3))  # whatever is made on first use is made
        before = cpu_of(pid)
        found = load(url, asked, connections, seconds)
        return found, 1000 * (cpu_of(pid) - before) / max(1, len(found.times) + found.bad)


@contextmanager
def ourselves(folder: Path) -> Iterator[Server]:
    """Our own server, as a user starts it; only the bounds of one client are lifted."""
    limits = {"REQUESTS_PER_MINUTE": "100000000", "PER_CLIENT": "64"}
    environment = {f"RESPONDEAT_LIMITS__{k}": x for k, x in limits.items()} | {
        "RESPONDEAT_LOG_LEVEL": "error"
    }
    command = [sys.executable, "-m", "respondeat", "serve", "--store", str(folder / "store"), "--port", "0"]
    with _process(command, environment) as server:
        assert server.stdout is not None
        for line in server.stdout:
            if found := re.search(rb"http://127\.0\.0\.1:([0-9]+)", line):
                yield int(found[1]), server.pid
                return
        raise AssertionError("the server told no address")


@contextmanager
def _oxigraph(folder: Path) -> Iterator[Server]:
    data = _dumped(folder)
    program = str(Path(sys.executable).with_name("oxigraph"))
    location = str(folder / "oxigraph")
    subprocess.run(
        [program, "load", "--location", location, "--file", str(data)], check=True, capture_output=True
    )
    command = [program, "serve-read-only", "--location", location, "--bind", f"127.0.0.1:{(port := _free())}"]
    with _process(command) as server:
        _wait(f"http://127.0.0.1:{port}/")
        yield port, server.pid


@contextmanager
def _rdflib(folder: Path) -> Iterator[Server]:
    program = str(Path(sys.executable).with_name("rdflib-endpoint"))
    command = [program, "serve", "--host", "127.0.0.1", "--port", str(port := _free()), str(_dumped(folder))]
    with _process(command) as server:
        _wait(f"http://127.0.0.1:{port}/sparql?query=ASK%20%7B%7D")
        yield port, server.pid


def _dumped(folder: Path) -> Path:
    """The default graph of the public level, as every server has it."""
    target = folder / "data.nt"
    if not target.exists():
        with Dataset.open(folder / "store", "public") as data, target.open("w") as out:
            for quad in data.reader.quads():
                if str(quad.graph_name) == "DEFAULT":
                    out.write(f"{quad.triple} .\n")
    return target


def _free() -> int:
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def cpu_of(pid: int) -> float:
    """CPU seconds of a process and its children, those that have ended too (Linux; 0 elsewhere)."""
    total, ticks = 0.0, os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        total = sum(map(int, fields[11:15])) / ticks
        for thread in Path(f"/proc/{pid}/task").iterdir():
            total += sum(map(cpu_of, map(int, (thread / "children").read_text().split())))
    except OSError:
        return total
    return total


@contextmanager
def _process(
    command: list[str], environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    env = os.environ | (environment or {})
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=env) as server:
        try:
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            try:
                server.wait(20)
            except subprocess.TimeoutExpired:
                server.kill()


def _wait(url: str, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            with urlopen(url, timeout=5):
                return
        except HTTPError:
            return  # it answers
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"{url} does not answer")
