"""Opening a store with its command graph in a fresh process, and what the command graph takes in memory."""

import json
import subprocess
import sys
from collections.abc import Iterator
from statistics import median
from typing import Final

from .measure import Figure, at_most
from .stores import Asked

TIMES: Final = 5
_CHILD: Final = """
import json, sys
from pathlib import Path
from time import perf_counter, process_time
from respondeat.api.dataset import Dataset
cpu, wall = process_time(), perf_counter()
with Dataset.open(Path(sys.argv[1])) as data:
    cpu, wall = process_time() - cpu, perf_counter() - wall
    links, size = data.graph.link_count, data.graph.arrays.nbytes
print(json.dumps({"cpu": cpu, "wall": wall, "whole": process_time(), "links": links, "bytes": size}))
"""


def measure(asked: Asked) -> Iterator[Figure]:
    """Seconds to open, and bytes a link."""
    runs = [_opened(asked) for _ in range(TIMES)]
    yield at_most("open the store with its command graph, wall", median(r["wall"] for r in runs), 2, "s")
    yield Figure("… CPU", median(r["cpu"] for r in runs), "CPU s")
    yield Figure("the whole process, Python and imports too", median(r["whole"] for r in runs), "CPU s")
    yield Figure("links of the command graph", runs[0]["links"], "")
    yield at_most("memory of the command graph", runs[0]["bytes"] / runs[0]["links"], 150, "bytes a link")


def _opened(asked: Asked) -> dict[str, float]:
    run = subprocess.run([sys.executable, "-c", _CHILD, str(asked.path)], capture_output=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    return found
