"""Changesets that somebody hands over, whole or in part, read as a store is read."""

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from respondeat.errors import InputError

from .levels import LevelStore
from .protocol import ChangesetInfo, LevelIndex
from .reading import StoreReader
from .sequences import read_infos

_TRIES: Final = 40  # in two seconds


@contextmanager
def handed_over(
    level: str,
    descriptions: bytes,
    order: Sequence[str],
    graphs: Mapping[str, bytes],
    indexes: Sequence[LevelIndex],
) -> Iterator[StoreReader]:
    """A reader in memory over changesets, in the order given; gone when the block ends.

    `descriptions` and `graphs` (by changeset) are N-Triples. Its dataset hash is that of the whole history,
    however much of it the graphs hold. Raises InputError for what is no N-Triples, or for a changeset that
    is not described.
    """
    infos = _infos(descriptions, order)
    for id, content in graphs.items():
        for _ in _parsed(content, f"the changeset {id}"):
            pass  # what the engine takes in is not checked there
    with _scratch() as folder:
        made = LevelStore(level, None)
        try:
            made.advance(infos, lambda id: graphs.get(id, b""))
            with made.reader(level, folder) as reader:
                for index in indexes:
                    (folder / index.name).mkdir()
                    index.update(None, folder / index.name, reader, ())
                yield reader
        finally:
            made.close()


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder that is gone when the block ends, also while an index still finishes its files."""
    folder = Path(tempfile.mkdtemp(prefix="respondeat-"))
    try:
        yield folder
    finally:
        for _ in range(_TRIES):
            shutil.rmtree(folder, ignore_errors=True)
            if not folder.exists():
                break
            time.sleep(0.05)
        else:
            shutil.rmtree(folder)  # raises, and says what stays


def _infos(descriptions: bytes, order: Sequence[str]) -> tuple[ChangesetInfo, ...]:
    store = ox.Store()
    store.extend(_parsed(descriptions, "the descriptions of changesets"))
    found = {info.id: info for info in read_infos(store)}
    if missing := [id for id in order if id not in found]:
        raise InputError(f"The changeset {missing[0]} is not described.")
    return tuple(replace(found[id], sequence=number) for number, id in enumerate(order, 1))


def _parsed(content: bytes, what: str) -> Iterator[ox.Quad]:
    try:
        yield from ox.parse(content, format=ox.RdfFormat.N_TRIPLES)
    except SyntaxError as error:
        raise InputError(f"In {what}: {error}.") from None
