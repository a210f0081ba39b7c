"""Importing research sheets of Security Force Monitor, where the environment says that they lie.

`RESPONDEAT_TEST_DATA` names a folder that holds `sfm-nigeria-police`.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from respondeat.api.dataset import INDEXES
from respondeat.graph.importers.base import Imported
from respondeat.graph.importers.security_force_monitor import read_sfm
from respondeat.graph.stores import EmbeddedStore
from respondeat.ontology.validation import validate

from .measure import Figure, cpu
from .stores import changeset


def measure() -> Iterator[Figure]:
    """Rows a CPU second, read and written; nothing where the sheets are not there."""
    folder = sheets()
    if folder is None:
        return
    units, persons, sources = (next(folder.glob(name)) for name in ("*units*", "*persons*", "sources*"))
    found: list[Imported] = []
    reading = cpu(lambda: found.append(read_sfm(units, persons, sources)))
    with TemporaryDirectory(prefix="respondeat-bench-") as target:
        path = Path(target) / "store"
        writing = cpu(lambda: _write(path, found[0]))
    rows = found[0].rows
    yield Figure("rows of the sheets", rows, "")
    yield Figure("read into records", reading, "CPU s")
    yield Figure("written, with validation and indexes", writing, "CPU s")
    yield Figure("rows a CPU second", rows / (reading + writing), "")


def sheets() -> Path | None:
    """The folder of the sheets, None where it is not."""
    given = os.environ.get("RESPONDEAT_TEST_DATA")
    folder = Path(given) / "sfm-nigeria-police" if given else None
    return folder if folder is not None and folder.is_dir() else None


def _write(path: Path, imported: Imported) -> None:
    with EmbeddedStore.create(path, INDEXES, validate) as store:
        store.write([changeset(imported.records)])
