"""The writer's store: everything, one named graph for each changeset, described in the default graph."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import pyoxigraph as ox

from respondeat.errors import InputError
from respondeat.graph import quads as rdf
from respondeat.graph.statement import Changeset, Record

from .files import disk_faults, open_engine
from .protocol import ChangesetInfo
from .sequences import read_infos
from .tombstones import Tombstones

_N_TRIPLES = ox.RdfFormat.N_TRIPLES
_N_QUADS = ox.RdfFormat.N_QUADS
_AT_ONCE = 32_000_000  # bytes that are loaded in one go


def in_graph(triples: bytes, graph: str) -> bytes:
    """N-Triples lines as N-Quads in a graph. Literals hold no bare line break, so each is a line's end."""
    return triples.replace(b" .\n", f" <{graph}> .\n".encode())


class Writer:
    """The truth of a store. One process has it open."""

    def __init__(self, path: Path | None) -> None:
        """Open or make the store in a folder; in memory without one."""
        self._path = path or Path(":memory:")
        self._store = open_engine(path, "opening the writer's store")
        with disk_faults("reading the writer's store", self._path):
            self.infos: tuple[ChangesetInfo, ...] = read_infos(self._store)
            self.tombstones = Tombstones.read(self._store)

    def append(self, changesets: Sequence[Changeset], payloads: Mapping[str, bytes]) -> None:
        """Write changesets in one go, all or none, and have them on the disk when this returns.

        `payloads` are their records as N-Triples. Raises InputError for what the engine does not take.
        """
        parts: list[bytes] = []
        for number, changeset in enumerate(changesets, len(self.infos) + 1):
            parts.append(in_graph(payloads[changeset.id], changeset.id))
            parts.append(rdf.description(changeset, number))
        with disk_faults("writing a changeset", self._path):
            try:
                # Faster than `load` and `extend` at any size, and ingested as a whole or not at all.
                self._store.bulk_load(b"".join(parts), _N_QUADS)
            except (SyntaxError, ValueError) as error:
                raise InputError(f"The changeset is not valid RDF, nothing was written: {error}") from error
            self._store.flush()
            self.infos = read_infos(self._store)

    def triples(self, changeset: str) -> bytes:
        """What a changeset brought, as N-Triples."""
        with disk_faults("reading the writer's store", self._path):
            return self._store.dump(format=_N_TRIPLES, from_graph=ox.NamedNode(changeset)) or b""

    def records(self, changeset: str) -> tuple[Record, ...]:
        """The records that a changeset brought."""
        with disk_faults("reading the writer's store", self._path):
            return rdf.records(self._store.quads_for_pattern(None, None, None, ox.NamedNode(changeset)))

    def about(self, subject: str, prop: str | None = None) -> Iterator[tuple[str, ox.Quad]]:
        """What any changeset says of a subject, as (graph, quad)."""
        predicate = None if prop is None else ox.NamedNode(prop)
        for quad in self._store.quads_for_pattern(ox.NamedNode(subject), predicate, None):
            if isinstance(quad.graph_name, ox.NamedNode):
                yield quad.graph_name.value, quad

    def naming(self, target: str) -> Iterator[tuple[str, str, str]]:
        """What refers to something in any changeset, as (graph, property, subject)."""
        for quad in self._store.quads_for_pattern(None, None, ox.NamedNode(target)):
            if isinstance(quad.graph_name, ox.NamedNode) and isinstance(quad.subject, ox.NamedNode):
                yield quad.graph_name.value, quad.predicate.value, quad.subject.value

    def having(self, prop: str, text: str) -> set[str]:
        """The subjects that have a text as a value of a property in any changeset."""
        found = self._store.quads_for_pattern(None, ox.NamedNode(prop), ox.Literal(text))
        return {quad.subject.value for quad in found if isinstance(quad.subject, ox.NamedNode)}

    def graphs(self) -> Iterable[str]:
        """The graphs that hold anything."""
        return [g.value for g in self._store.named_graphs() if isinstance(g, ox.NamedNode)]

    def take(self, changesets: Iterable[tuple[Changeset, bytes]], tombstones: Tombstones) -> None:
        """Fill an empty store with changesets, in their order, and with tombstones.

        Each comes with its records as N-Triples. Not to be read before this returns.
        """
        with disk_faults("writing the writer's store anew", self._path):
            parts, size = list[bytes](), 0
            for number, (changeset, content) in enumerate(changesets, 1):
                parts += in_graph(content, changeset.id), rdf.description(changeset, number)
                size += len(content)
                if size > _AT_ONCE:
                    self._store.bulk_load(b"".join(parts), _N_QUADS, lenient=True)
                    parts, size = [], 0
            self._store.bulk_load(b"".join(parts), _N_QUADS, lenient=True)
            self._store.extend(tombstones.quads())
            self._store.flush()
            self.infos, self.tombstones = read_infos(self._store), tombstones

    def lift(self, tombstones: Tombstones) -> None:
        """Replace the tombstones by others with the same ids."""
        with disk_faults("writing a decision", self._path):
            old, new = set(self.tombstones.quads()), set(tombstones.quads())
            gone, come = ("".join(f"{q.triple} .\n" for q in quads) for quads in (old - new, new - old))
            self._store.update(f"DELETE DATA {{ {gone} }} ; INSERT DATA {{ {come} }}")  # all or nothing
            self._store.flush()
        self.tombstones = tombstones

    def backup(self, target: Path) -> None:
        """The store as it is now, in a new folder."""
        with disk_faults("backing up the writer's store", target):
            self._store.backup(target)

    def close(self) -> None:
        """Let go of the files."""
        del self._store
