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
from typing import Final, NamedTuple
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

_DAY: Final = 16_000
_BOUNDS: Final = " ".join(
    f"OPTIONAL {{ ?s r:{prop} ?{name} }}"
    for name, prop in (
        ("es", "earliestStartDay"),
        ("ls", "latestStartDay"),
        ("ee", "earliestEndDay"),
        ("le", "latestEndDay"),
    )
)
ORDINARY: Final = (
    # who heads a body on a day, with the bounds, by how many origins
    "SELECT ?person ?name ?es ?ls ?ee ?le (COUNT(DISTINCT ?origin) AS ?origins) { ?s r:body <BODY> ; "
    "r:capacity r:head ; r:holder ?person . OPTIONAL { ?person skosxl:prefLabel/skosxl:literalForm ?name } "
    f"{_BOUNDS} ?a r:supports ?s ; r:origin ?origin FILTER((!BOUND(?es) || ?es <= {_DAY}) && "
    f"(!BOUND(?le) || ?le >= {_DAY})) }} GROUP BY ?person ?name ?es ?ls ?ee ?le",
    # what is below it, with names and heads
    "SELECT ?unit ?name ?person { ?s r:superior <BODY> ; r:linkKind r:deJureCommand ; r:subordinate ?unit . "
    "OPTIONAL { ?unit skosxl:prefLabel/skosxl:literalForm ?name } "
    "?h r:body ?unit ; r:capacity r:head ; r:holder ?person }",
    # events in which what is below it took part
    "SELECT ?event ?name ?unit ?es { ?s r:superior <BODY> ; r:subordinate ?unit . "
    "?p r:actor ?unit ; r:event ?event . OPTIONAL { ?event skosxl:prefLabel/skosxl:literalForm ?name } "
    "OPTIONAL { ?e r:entity ?event ; r:earliestStartDay ?es } }",
    # everything said of a person, and who says so
    "SELECT ?s ?p ?o ?a ?verdict ?origin { ?s r:holder <PERSON> ; ?p ?o . ?a ?verdict ?s ; r:origin ?origin "
    "FILTER(?verdict IN (r:supports, r:denies)) }",
    # on which origins what is said of a body rests
    "SELECT ?origin (COUNT(DISTINCT ?s) AS ?n) { ?s r:superior <BODY> . ?a r:supports ?s ; r:origin ?origin }"
    " GROUP BY ?origin ORDER BY DESC(?n)",
    # statements of a person with their attestations, as a graph
    "CONSTRUCT { ?s ?p ?o . ?a ?b ?c } WHERE { ?s r:holder <PERSON> ; ?p ?o . ?a r:supports ?s ; ?b ?c }",
    # a name of which a part is known
    "SELECT ?e ?form { ?e a r:Person ; skosxl:prefLabel/skosxl:literalForm ?form "
    'FILTER(CONTAINS(LCASE(?form), "PART")) } LIMIT 20',
    "DESCRIBE <PERSON>",
)
"""What users come with, in SPARQL: a fraction of a millisecond to some, in the engine."""
LOOKUPS: Final = (
    "SELECT ?s ?p ?o { ?s r:holder <PERSON> ; ?p ?o }",
    "SELECT ?person ?capacity { ?s r:body <BODY> ; r:holder ?person ; r:capacity ?capacity }",
    "ASK { ?s r:body <BODY> ; r:holder ?x }",
    "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s r:body <BODY> . ?a r:supports ?s ; r:origin ?o }",
)
"""A tenth of a millisecond in the engine: what is measured is what stands around it."""


def measure(
    quads: int = QUADS, seconds: float = SECONDS, connections: int = CONNECTIONS, peers: bool = True
) -> Iterator[Figure]:
    """Answers a second and their times, and the ratios that were asked for."""
    with tempfile.TemporaryDirectory(prefix="respondeat-bench-") as name:
        folder = Path(name)
        make(folder / "store", quads)
        asked, lookups = queries(folder / "store", ORDINARY), queries(folder / "store", LOOKUPS)
        both = (asked, lookups)
        ours = _asked(ourselves(folder), "/sparql", both, connections, seconds)
        yield from _told("respondeat serve", ours)
        if not peers:
            return
        oxigraph = _asked(_oxigraph(folder), "/query", both, connections, seconds)
        yield from _told("oxigraph serve", oxigraph)
        ratios = [mine.load.rate / theirs.load.rate for mine, theirs in zip(ours, oxigraph, strict=True)]
        yield at_least("answers a second, of oxigraph serve's", ratios[0], 0.5)
        yield Figure("the same, for lookups", ratios[1], "times")
        rdflib = _asked(_rdflib(folder), "/sparql", (asked,), connections, seconds)
        yield from _told("rdflib-endpoint", rdflib)
        theirs = max(rdflib[0].load.rate, 1 / seconds)
        yield at_least("answers a second, of rdflib-endpoint's", ours[0].load.rate / theirs, 20)


def _told(name: str, found: "Sequence[Found]") -> Iterator[Figure]:
    for what, (load_, cpu) in zip(("ordinary", "lookups"), found, strict=False):
        start = f"{name}, {what}"
        if load_.bad:
            yield Figure(f"{start}: not answered, or not within 15 s", load_.bad, "queries")
        yield Figure(f"{start}: answers", load_.rate, "a second")
        yield Figure(f"{start}: CPU of the server for an answer", cpu, "ms")
        for part, said in ((0.5, "half"), (0.95, "95 of 100"), (0.99, "99 of 100")):
            yield Figure(f"{start}: {said} within", load_.share(part), "ms")


def queries(store: Path, kinds: Sequence[str], count: int = 40) -> list[str]:
    """Queries about bodies and persons of a store, with their prefixes."""
    with Dataset.open(store, "public") as data:
        bodies = _some(data, "?s r:superior ?x", count)
        persons = _some(data, "?s r:holder ?x", count)
        made = [
            kind.replace("BODY", body)
            .replace("PERSON", person)
            .replace("PART", data.name(person)[:4].lower())
            for body, person in zip(bodies, persons, strict=False)
            for kind in kinds
        ]
    prefixes = "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in ("r", "skosxl"))
    return [prefixes + text for text in made]


def _some(data: Dataset, pattern: str, count: int) -> list[str]:
    found = data.reader.query(f"SELECT DISTINCT ?x {{ {pattern} }} ORDER BY ?x")
    every = [str(row[0].value) for row in found]  # type: ignore[union-attr]
    return every[:: max(1, len(every) // count)][:count]


class Found(NamedTuple):
    """What came of a load, and the CPU milliseconds of the server for each answer."""

    load: Load
    cpu: float


def _asked(
    server: AbstractContextManager[Server],
    path: str,
    sets: Sequence[Sequence[str]],
    connections: int,
    seconds: float,
) -> list[Found]:
    """What comes of each set of queries, one after the other."""
    found = []
    with server as (port, pid):
        url = f"http://127.0.0.1:{port}{path}"
        for asked in sets:
            load(url, asked, connections, min(1.0, seconds / 3))  # whatever is made on first use is made
            before = cpu_of(pid)
            one = load(url, asked, connections, seconds)
            found.append(Found(one, 1000 * (cpu_of(pid) - before) / max(1, len(one.times) + one.bad)))
    return found


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
