"""An application whose store is any data set: what is asked is the endpoint, the data are those of a test."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Work, task
from respondeat.api.workers import Body, Reply, Request
from respondeat.graph.command import graph_of
from respondeat.graph.names import NameIndex
from respondeat.graph.stores.reading import StoreReader

FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".rdf": ox.RdfFormat.RDF_XML,
    ".trig": ox.RdfFormat.TRIG,
}


class Raw:
    """An `Asker` over one store in memory at a time."""

    def __init__(self, folder: Path) -> None:
        NameIndex.create(folder / "names", [])
        self._index = NameIndex(folder / "names")
        self._folder = folder
        self._count = 0
        self.hold(ox.Store())

    def hold(self, store: ox.Store) -> None:
        """Answer from this store from now on."""
        self._count += 1
        reader = StoreReader(store, "public", 1, f"{self._count:064x}", self._folder)
        graph = graph_of([])
        self._data = Dataset(reader, reader, graph, self._index, self._folder, (), reader.dataset_hash)

    async def ask(self, level: str, request: Request, client: str = "") -> Reply:
        """See `Asker.ask`."""
        work = Work(request.parameters, request.limits.rows, request.limits.bytes)
        done = task(request.task)(self._data, work)
        return Reply(Body.of(done.body), done.media_type, self._data.dataset_hash, done.meta)

    async def dataset_hash(self, level: str) -> str:
        """See `Asker.dataset_hash`."""
        return self._data.dataset_hash

    async def refresh(self) -> None:
        """See `Asker.refresh`."""

    async def close(self) -> None:
        """See `Asker.close`."""


def loaded(data: Sequence[Path], named: Sequence[Path], base: str, empty: Sequence[str] = ()) -> ox.Store:
    """A store with these files: the default graph, named graphs (`base` and the file's name), empty ones."""
    store = ox.Store()
    for path in data:
        load(store, path, base, ox.DefaultGraph())
    for path in named:
        name = ox.NamedNode(base + path.name)
        store.add_graph(name)
        load(store, path, base, name)
    for iri in empty:
        store.add_graph(ox.NamedNode(iri))
    return store


def load(store: ox.Store, path: Path, base: str, graph: ox.NamedNode | ox.DefaultGraph) -> None:
    """Load a file into a graph."""
    form = FORMATS[path.suffix]
    store.load(path.read_bytes(), format=form, base_iri=base + path.name, to_graph=graph)
