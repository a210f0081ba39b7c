"""What one level may see, brought up to date from the writer's store.

A named graph for each changeset, and their union once more as the default graph, so that a query without
GRAPH counts a triple once however many changesets hold it.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

import pyoxigraph as ox

from respondeat.graph import quads as rdf
from respondeat.graph.statement import Changeset

from .files import aside, disk_faults, open_engine, publish, remove_tree
from .protocol import ChangesetInfo
from .reading import StoreReader
from .sequences import chain_hash, read_infos
from .writer import in_graph

_N_TRIPLES = ox.RdfFormat.N_TRIPLES
_N_QUADS = ox.RdfFormat.N_QUADS
_SMALL = 4_000_000  # bytes; below it one load is faster than two, above it two take less memory and time

Triples = Callable[[str], bytes]  # changeset id to N-Triples


class LevelStore:
    """The read store of a level that the writing process works on; readers open copies."""

    def __init__(self, level: str, path: Path | None) -> None:
        """Open or make the store in a folder; in memory without one."""
        self.level = level
        self._path = path or Path(":memory:")
        self._store = open_engine(path, "opening a level's store")
        with disk_faults("reading a level's store", self._path):
            self.infos: tuple[ChangesetInfo, ...] = read_infos(self._store)

    @classmethod
    def opened(
        cls, level: str, path: Path, visible: Sequence[ChangesetInfo], below: "LevelStore | None"
    ) -> Self:
        """The level's store, made if it is not there: as a copy of `below`, else empty.

        What does not begin the history of `visible` is not this level's: it is put away and made anew.
        """
        if path.exists():
            found = cls(level, path)
            if found.begins(visible):
                return found
            found.close()
            remove_tree(path)
        if below is not None and below.begins(visible):
            unfinished = aside(path)
            below.backup(unfinished)
            with disk_faults("making a level's store", path):
                publish(unfinished, path)
        return cls(level, path)

    def begins(self, visible: Sequence[ChangesetInfo]) -> bool:
        """Whether this holds the first of these changesets, and nothing else."""
        return [i.id for i in self.infos] == [i.id for i in visible[: len(self.infos)]]

    def advance(self, visible: Sequence[ChangesetInfo], triples: Triples) -> None:
        """Take in what is not yet here. Broken off at any point it is just done again."""
        missing = visible[len(self.infos) :]
        if not missing:
            return
        with disk_faults("bringing a level's store up to date", self._path):
            for info in missing:
                self._take(info, triples(info.id))
            self._store.flush()
        self.infos = tuple(visible)

    def _take(self, info: ChangesetInfo, content: bytes) -> None:
        # The description comes last: with it the changeset counts as here. What the writer's store took
        # is not checked again.
        said = rdf.description(
            Changeset(info.id, info.recorded_at, info.level, info.author, (), info.note), info.sequence
        )
        if len(content) < _SMALL:
            whole = b"".join((in_graph(content, info.id), content, said))
            self._store.bulk_load(whole, _N_QUADS, lenient=True)
            return
        self._store.bulk_load(content, _N_TRIPLES, to_graph=ox.NamedNode(info.id), lenient=True)
        self._store.bulk_load(content, _N_TRIPLES, lenient=True)
        self._store.bulk_load(said, _N_TRIPLES, lenient=True)

    def backup(self, target: Path) -> None:
        """The store as it is now, in a new folder, sharing unchanged files where the file system can."""
        with disk_faults("making a version of a level", target):
            self._store.backup(target)

    def reader(self, level: str, indexes: Path) -> StoreReader:
        """A reader of the store itself: right as long as nothing is taken in."""
        return StoreReader(self._store, level, len(self.infos), chain_hash(self.infos), indexes)

    def close(self) -> None:
        """Let go of the files."""
        del self._store
