"""Stores of synthetic data on the disk.

Each is made in a process of its own, so that asking starts with a clear memory.
"""

from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from respondeat.api.dataset import INDEXES
from respondeat.graph.statement import Changeset, Record
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology import vocabulary as v

from .cases import cases
from .synthetic import QUADS_A_UNIT, world

AUTHOR: Final = v.ID + "benchmark"
MOMENT: Final = "2026-01-01T00:00:00Z"
BEFORE_THE_LAST: Final = "2026-01-15"
LAST_MOMENT: Final = "2026-02-01T00:00:00Z"
_RECORDS_A_CHANGESET: Final = 186_000  # about a million quads


@dataclass(frozen=True, slots=True)
class Asked:
    """A store and what can be asked of it."""

    path: Path
    quads: int
    events: tuple[tuple[str, int], ...]
    heads: tuple[str, ...]  # of the roots


def changeset(records: tuple[Record, ...], moment: str = MOMENT) -> Changeset:
    return Changeset.of(records, recorded_at=moment, author=AUTHOR)


@contextmanager
def store(quads: int) -> Iterator[Asked]:
    """A store of about so many quads in a temporary folder, which is removed afterwards."""
    with TemporaryDirectory(prefix="respondeat-bench-") as folder:
        with ProcessPoolExecutor(1, get_context("spawn")) as apart:
            asked = apart.submit(make, Path(folder) / "store", quads).result()
        yield asked


def make(path: Path, quads: int) -> Asked:
    """Write the store, in changesets of about a million quads; what was generated is not validated again."""
    made = world(quads)
    _write(path, made.records)
    return Asked(path, max(quads, QUADS_A_UNIT), made.events, made.heads)


def make_cases(path: Path, quads: int) -> Mapping[str, str]:
    """The same with cases, for the analyses: what to ask about. A twentieth was recorded later."""
    made = cases(quads)
    first = len(made.records) * 19 // 20
    _write(path, made.records[:first], made.records[first:])
    return made.targets


def _write(path: Path, records: tuple[Record, ...], later: tuple[Record, ...] = ()) -> None:
    with EmbeddedStore.create(path, INDEXES) as target:
        for start in range(0, len(records), _RECORDS_A_CHANGESET):
            target.write([changeset(records[start : start + _RECORDS_A_CHANGESET])])
        if later:
            target.write([changeset(later, LAST_MOMENT)])
