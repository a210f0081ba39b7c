"""A bundle's graph as data to be asked: what its recipient has."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from respondeat.api.dataset import INDEXES, Dataset
from respondeat.graph.command import CommandGraph, CommandIndex
from respondeat.graph.evidence.verifier.blocks import Block
from respondeat.graph.names import NameIndex
from respondeat.graph.names.level import NameLevelIndex
from respondeat.graph.stores import handed_over


@contextmanager
def received(level: str, order: Sequence[str], blocks: Iterable[Block]) -> Iterator[Dataset]:
    """The data of blocks, in memory, until the block ends; `order` has the changesets of the history.

    Raises InputError for what is no N-Triples, or for a changeset that is not described.
    """
    graphs: dict[str, list[bytes]] = {}
    for block in blocks:
        graphs.setdefault(block.graph, []).append(block.lines)
    joined = {graph: b"".join(lines) for graph, lines in graphs.items()}
    with handed_over(level, joined.pop("", b""), order, joined, INDEXES) as reader:
        graph = CommandGraph.open(reader.index_directory(CommandIndex.name))
        index = NameIndex(reader.index_directory(NameLevelIndex.name))
        with Dataset(reader, reader, graph, index, Path(), reader.changesets(), reader.dataset_hash) as data:
            yield data
