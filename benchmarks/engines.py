"""NetworkX beside igraph at several sizes: from which on it pays to import the second."""

import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from respondeat.graph.analyses.chokepoints import STARTS, Engine, betweenness, dominators

from .measure import Figure, cpu, each
from .synthetic import SEED

SIZES: Final = (40, 1_000, 3_000, 10_000, 30_000, 100_000)
_TIMES: Final = 3


def measure(sizes: Sequence[int] = SIZES) -> Iterator[Figure]:
    """Milliseconds of each engine, and CPU seconds to import it."""
    for name in ("networkx", "igraph"):
        yield Figure(f"importing {name} after numpy", _imported(name), "CPU s")
    for size in sizes:
        up = _forest(size)
        down = [(upper, lower) for lower, upper in up]
        starts = list(range(1, size))[:STARTS]
        for engine in Engine:
            took = each(partial(dominators, size, down, engine), _TIMES)
            yield Figure(f"dominators, {size:,} places, {engine}", took * 1e3, "ms")
        for engine in Engine:
            took = cpu(partial(betweenness, size, up, starts, engine))
            yield Figure(f"betweenness, {size:,} places, {len(starts):,} starts, {engine}", took * 1e3, "ms")


def _forest(size: int) -> list[tuple[int, int]]:
    """A command graph: each under the one at a third of its number, of every third also under another."""
    rng = random.Random(SEED)
    links = {(place, (place - 1) // 3) for place in range(1, size)}
    links |= {(place, rng.randrange((place - 1) // 3 + 1)) for place in range(4, size, 3)}
    return sorted(links)


def _imported(name: str) -> float:
    code = f"import numpy, time; t = time.process_time(); import {name}; print(time.process_time() - t)"
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, check=True) for _ in range(_TIMES)
    ]
    return min(float(run.stdout) for run in runs)
