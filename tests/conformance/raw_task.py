"""A task for readers' processes: a query over the data that come with it, answered by the real task."""

from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox

from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Answered, Work, task
from respondeat.graph.stores.reading import StoreReader


def raw(data: Dataset, work: Work) -> Answered:
    """Parameters: those of `sparql`, `quads` as N-Quads, and `graphs`, the names of all graphs."""
    given = dict(work.parameters)
    store = ox.Store()
    store.load(given.pop("quads").encode(), format=ox.RdfFormat.N_QUADS)
    for name in given.pop("graphs"):
        store.add_graph(ox.NamedNode(name))
    reader = StoreReader(store, "public", 1, "0" * 64, Path())
    return task("sparql")(replace(data, reader=reader), replace(work, parameters=given))
