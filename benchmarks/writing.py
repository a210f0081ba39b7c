"""Writing one changeset, phase by phase, beside the engine's own bulk load of the same quads."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import pyoxigraph as ox

from respondeat.api.dataset import INDEXES
from respondeat.graph import quads as rdf
from respondeat.graph.statement import Changeset, Record
from respondeat.graph.stores import EmbeddedStore, LevelIndex, Reader
from respondeat.graph.stores.neighbourhood import validate as validate_with_neighbourhood
from respondeat.graph.stores.writer import Writer
from respondeat.ontology.validation import validate

from .measure import Figure, at_most, cpu, settle
from .stores import changeset
from .synthetic import world


class Timed:
    """A level index that notes the CPU time it takes."""

    def __init__(self, index: LevelIndex) -> None:
        self.index, self.name = index, index.name
        self.seconds = 0.0

    def update(self, old: Path | None, new: Path, reader: Reader, added: Sequence[Record]) -> None:
        start = process_time()
        self.index.update(old, new, reader, added)
        self.seconds += process_time() - start


def measure(quads: int) -> Iterator[Figure]:
    """CPU seconds of each phase, and the two ratios."""
    made: list[Changeset] = []
    records = world(quads).records
    hashing = cpu(lambda: made.append(changeset(records)))
    lines = [rdf.nquads(made[0])]
    count = lines[0].count(b"\n")
    settle()
    indexes = [Timed(index) for index in INDEXES]
    with TemporaryDirectory(prefix="respondeat-bench-") as folder:
        bulk = cpu(lambda: _bulk_load(Path(folder) / "engine", lines.pop()))
        settle()
        phases = list(_phases(Path(folder) / "writer", made[0]))
        settle()
        whole = cpu(lambda: _write(Path(folder) / "all", made[0], indexes))
    yield Figure("quads of the changeset", count, "")
    yield Figure("the engine's bulk load of them", bulk, "CPU s")
    yield Figure("the changeset's id from its records", hashing, "CPU s")
    yield from phases
    writer = sum(phase.value for phase in phases)
    yield at_most("into the writer's store, validated", writer / bulk, 2, "bulk loads")
    for index in indexes:
        yield Figure(f"index {index.name}", index.seconds, "CPU s")
    yield Figure("EmbeddedStore.write, with read store and indexes", whole, "CPU s")
    yield at_most("… in bulk loads", whole / bulk, 6, "bulk loads")
    yield Figure("quads a CPU second", count / whole, "")


def _bulk_load(folder: Path, lines: bytes) -> None:
    store = ox.Store(folder)
    store.bulk_load(lines, ox.RdfFormat.N_QUADS)
    store.flush()


def _phases(folder: Path, made: Changeset) -> Iterator[Figure]:
    """What `EmbeddedStore.write` does before the read stores, step by step."""
    writer, payloads = Writer(folder), dict[str, bytes]()
    yield Figure(
        "records to lines", cpu(lambda: payloads.update({made.id: rdf.lines(made.records)})), "CPU s"
    )
    checks = cpu(lambda: validate_with_neighbourhood(payloads.values(), writer.about, validate))
    yield Figure("validation, with the neighbourhood", checks, "CPU s")
    yield Figure("load into the writer's store", cpu(lambda: writer.append([made], payloads)), "CPU s")


def _write(folder: Path, made: Changeset, indexes: Sequence[LevelIndex]) -> None:
    with EmbeddedStore.create(folder, indexes, validate) as store:
        store.write([made])
