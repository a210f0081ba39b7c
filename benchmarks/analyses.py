"""Every analysis over a whole graph with cases, at three sizes: CPU time, peak memory, how the time grows.

Each is asked in a process of its own as the terminal asks it, proof and all, without the rendering. Where a
question has no form for the whole graph, its worst target is asked for. One that is not there is passed over.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from math import log
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from .measure import Figure, at_most
from .stores import make_cases

SIZES: Final = (100_000, 300_000, 1_000_000)
MEMORY: Final = 2048  # MB, at the peak
EXPONENT: Final = 1.5  # seconds ~ quads ** this
FLOOR: Final = 0.5  # seconds; below it growth is noise
PERIOD: Final = "2010-01-01/2024-12-31"

Parameters = Mapping[str, str | list[str]]
ASKED: Final[Mapping[str, tuple[str, Parameters]]] = {
    "gaps": ("gaps", {}),
    "gaps, below a root over 15 years": ("gaps", {"target": "@root", "on": PERIOD}),
    "fragility, head of a root": ("fragility", {"target": "@event", "person": "@head"}),
    "fragility, all above": ("fragility", {"target": "@event"}),
    "conflicts": ("conflicts", {}),
    "decisions, all sentences": ("decisions", {"stage": "sentence"}),
    "decisions, judge": ("decisions", {"target": "@judge"}),
    "chokepoints, all events": ("chokepoints", {}),
    "chokepoints, an event over 15 years": ("chokepoints", {"target": "@event", "on": PERIOD}),
    "betweenness, a day": ("chokepoints", {"on": "2015-06-01", "measure": "betweenness"}),
    "betweenness, 15 years": ("chokepoints", {"on": PERIOD, "measure": "betweenness"}),
    "reach, 15 years": ("chokepoints", {"on": PERIOD, "measure": "reach"}),
    "tenure": ("tenure", {}),
    "patterns": ("patterns", {}),
    "elements, head of a root": ("elements", {"person": "@head", "event": "@event"}),
    "measures": ("measures", {}),
    "detention": ("detention", {}),
    "figures": ("figures", {}),
    "replay of a chain": ("replay", {"target": "@event"}),
    "dossier, head of a root": ("dossier", {"entity": "@head"}),
    "dossier, root": ("dossier", {"entity": "@root"}),
}

_WARM: Final = 2_000
_ROOT: Final = Path(__file__).resolve().parent.parent


def measure(sizes: Sequence[int] = SIZES, chosen: Sequence[str] = ()) -> Iterator[Figure]:
    """CPU seconds and MB of every question at every size, and how the seconds grow from first to last."""
    took: dict[str, list[tuple[int, float]]] = {}
    with TemporaryDirectory(prefix="respondeat-bench-") as compiled:
        for _ in _runs(_WARM, chosen, compiled):
            pass  # so that no figure has the compiling of libraries in it
        for quads in sizes:
            for title, run in _runs(quads, chosen, compiled):
                took.setdefault(title, []).append((quads, run["cpu"]))
                yield Figure(f"{title}, {quads:,} quads", run["cpu"], "CPU s")
                yield at_most("… memory at the peak", run["mb"], MEMORY, "MB")
                yield Figure("… answer", run["size"] / 1024, "kB of JSON")
    for title, points in took.items():
        if (grown := exponent(points)) is not None:
            yield at_most(f"{title}: CPU time grows with quads to the power of", grown, EXPONENT, "")


def _runs(quads: int, chosen: Sequence[str], compiled: str) -> Iterator[tuple[str, Mapping[str, float]]]:
    with TemporaryDirectory(prefix="respondeat-bench-") as folder:
        store = Path(folder) / "store"
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            targets = apart.submit(make_cases, store, quads).result()
        for title, (name, parameters) in ASKED.items():
            if not chosen or name in chosen:
                run = asked(store, name, parameters, targets, compiled)
                if run is not None:
                    yield title, run


def asked(
    store: Path, name: str, parameters: Parameters, targets: Mapping[str, str], compiled: str
) -> dict[str, float] | None:
    """What one question took in a process of its own; None where there is no such question.

    `compiled` is a folder for what Python compiles.
    """
    meant: dict[str, Any] = {
        key: targets[value[1:]] if isinstance(value, str) and value.startswith("@") else value
        for key, value in parameters.items()
    }
    command = [sys.executable, "-m", "benchmarks.asking", str(store), name, json.dumps(meant)]
    settings = {k: value for k, value in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    settings["PYTHONPYCACHEPREFIX"] = compiled
    run = subprocess.run(command, capture_output=True, check=False, text=True, cwd=_ROOT, env=settings)
    if run.returncode:
        raise RuntimeError(f"{name} {meant}: {run.stderr[-2000:]}")
    found: dict[str, float] = json.loads(run.stdout)
    return found or None


def exponent(points: Sequence[tuple[int, float]]) -> float | None:
    """The power of the size with which the time grows; None for too few or too short times to tell."""
    (small, one), (large, other) = points[0], points[-1]
    if small == large or other < FLOOR:
        return None
    return log(max(other, 1e-3) / max(one, 1e-3)) / log(large / small)
