"""`graph.trig` as blocks: the lines on one subject in one changeset.

The file is TriG of one form only. First, in the default graph, what is said of each changeset; then each
changeset's graph: a line `<changeset> {`, its triples as N-Triples, a line `}`. The changesets of both parts
stand in the order of the history, the blocks of a graph by subject, the lines of a block by their bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from .verdict import Unreadable

_LARGEST_BLOCK: Final = 1 << 26  # bytes


@dataclass(frozen=True)
class Block:
    """What one changeset says of one subject: `lines` of N-Triples, sorted, each with its end.

    `graph` is the changeset, or "" for the description of the changeset `subject` itself.
    """

    graph: str
    subject: str
    lines: bytes

    @property
    def sha256(self) -> str:
        """The hash of the lines, as hexadecimal digits."""
        return hashlib.sha256(self.lines).hexdigest()


def read_blocks(file: Iterable[bytes]) -> Iterator[Block]:
    """The blocks of a `graph.trig` in order. Raises Unreadable for a file of any other form."""
    graph, subject = "", b""
    lines: list[bytes] = []
    size = 0
    for line in file:
        if not line.startswith(b"<") or not line.endswith((b" .\n", b"> {\n")):
            if line != b"}\n" or not graph:
                raise Unreadable(f"graph.trig has a line that is no triple: {_shown_line(line)}")
            yield from _finished_block(graph, subject, lines)
            graph, subject, lines = "", b"", []
        elif line.endswith(b"> {\n"):
            if graph:
                raise Unreadable(f"graph.trig opens a graph within another: {_shown_line(line)}")
            yield from _finished_block(graph, subject, lines)
            graph, subject, lines = _iri(line[1:-4]), b"", []
            if not graph:
                raise Unreadable("graph.trig has a graph without a name.")
        else:
            told = line.partition(b" ")[0]
            if told != subject:
                if graph and told < subject:
                    raise Unreadable(
                        f"graph.trig has a subject that is not in its place: {_shown_line(line)}"
                    )
                yield from _finished_block(graph, subject, lines)
                subject, lines, size = told, [], 0
            if lines and line <= lines[-1]:
                raise Unreadable(f"graph.trig has a line that is not in its place: {_shown_line(line)}")
            size += len(line)
            if size > _LARGEST_BLOCK:
                raise Unreadable(f"graph.trig says more of one subject than is read: {_shown_line(line)}")
            lines.append(line)
    if graph:
        raise Unreadable("graph.trig breaks off within a graph.")
    yield from _finished_block(graph, subject, lines)


def _finished_block(graph: str, subject: bytes, lines: list[bytes]) -> Iterator[Block]:
    if lines:
        if not subject.endswith(b">"):
            raise Unreadable(f"graph.trig has a subject that is no IRI: {_shown_line(subject)}")
        yield Block(graph, _iri(subject[1:-1]), b"".join(lines))


def _iri(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("graph.trig is not UTF-8.") from None


def _shown_line(line: bytes) -> str:
    return repr(line[:80].decode("utf-8", "replace"))
