"""The terminal: how long `respondeat` takes to start, and to answer on a small store."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from .measure import Figure
from .stores import make

QUADS: Final = 20_000
TIMES: Final = 5


def measure(quads: int = QUADS, times: int = TIMES) -> Iterator[Figure]:
    """CPU seconds of whole processes."""
    with TemporaryDirectory(prefix="respondeat-bench-") as folder:
        asked = make(Path(folder) / "store", quads)
        event, day = asked.events[0][0], "2015-06-01"
        store = ("--store", str(asked.path))
        yield Figure("respondeat --version", run(times, "--version"), "CPU s")
        chain = run(times, *store, "chain", event, "--on", day, "--json")
        yield Figure(f"respondeat chain, store of {asked.quads:,} quads", chain, "CPU s")


def run(times: int, *arguments: str) -> float:
    """Median CPU seconds of a command in processes of its own."""
    return median(_once(arguments) for _ in range(times))


def _once(arguments: tuple[str, ...]) -> float:
    before = _children()
    command = [sys.executable, "-m", "respondeat", *arguments]
    subprocess.run(command, check=True, capture_output=True)
    return _children() - before


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
