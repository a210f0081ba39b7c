"""`graph.trig`: the changesets of a bundle as they are, in the one form that its hashes are taken of."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from respondeat.graph.evidence.verifier.blocks import Block


def graph_file(order: Iterable[str], blocks: Iterable[Block]) -> Iterator[bytes]:
    """The file, piece by piece, of blocks in any order; `order` has the changesets of the history."""
    place = {changeset: number for number, changeset in enumerate(order)}
    told = sorted(blocks, key=lambda b: (b.graph != "", place[b.graph or b.subject], _bytes(b.subject)))
    for graph, found in groupby(told, key=lambda b: b.graph):
        if graph:
            yield f"<{graph}> {{\n".encode()
        for block in found:
            yield block.lines
        if graph:
            yield b"}\n"


def _bytes(subject: str) -> bytes:
    return f"<{subject}>".encode()
