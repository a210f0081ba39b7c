"""Events under command of every head there is, by month: at once, and one head after the other."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Final

from .measure import Figure, at_most
from .stores import Asked

BAR: Final = 60  # CPU seconds for all heads, asked for at 10,000,000 quads
MEMORY: Final = 2000  # MB, asked for at 1,000,000 quads
SAMPLE: Final = 200
_CHILD: Final = """
import json, resource, sys
from pathlib import Path
from time import process_time
from respondeat.api.dataset import Dataset
from respondeat.graph.analyses.events_under import events_under
from respondeat.graph.analyses.tenure import By, tenure
with Dataset.open(Path(sys.argv[1])) as data:
    start = process_time()
    found = tenure(data.graph, by=By.MONTH)
    took = process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sample = found.heads[:: max(1, len(found.heads) // int(sys.argv[2]))]
    start = process_time()
    same = all(len(events_under(data.graph, h.person).events) == h.events.total for h in sample)
    each = (process_time() - start) / max(1, len(sample))
pairs = sum(h.events.total for h in found.heads)
told = {"cpu": took, "kb": peak, "heads": len(found.heads), "pairs": pairs, "each": each, "same": same}
print(json.dumps(told))
"""


def measure(asked: Asked) -> Iterator[Figure]:
    """CPU seconds and peak memory in a process of its own, and the ratio to `events_under` for each head."""
    command = [sys.executable, "-c", _CHILD, str(asked.path), str(SAMPLE)]
    run = subprocess.run(command, capture_output=True, check=True)
    found: dict[str, float] = json.loads(run.stdout)
    if not found["same"]:
        raise AssertionError("tenure and events_under count differently")
    yield at_most("tenure(), all heads, by month", found["cpu"], BAR, "CPU s")
    yield at_most("memory of the process at its peak", found["kb"] / 1024, MEMORY, "MB")
    yield Figure("heads", found["heads"], "")
    yield Figure("pairs of a head and an event", found["pairs"], "")
    yield Figure("events_under(), one head, mean", found["each"] * 1e3, "ms")
    yield Figure("… for all heads, times tenure()", found["each"] * found["heads"] / found["cpu"], "times")
