"""`graph.trig` as blocks: the lines on one subject in one changeset.

The file is TriG of one form only. First, in the default graph, what is said of each changeset; then each
changeset's graph: a line `<changeset> {`, its triples as N-Triples, a line `}`. The changesets of both parts
stand in the order of the history, the blocks of a graph by subject, the lines of a block by their bytes.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


class Unreadable(ValueError):
    """A file of a bundle that is not written as bundles are."""


@dataclass(frozen=True, slots=True)
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
    graph, subject, lines = "", b"", list[bytes]()
    for line in file:
        if not line.startswith(b"<") or not line.endswith((b" .\n", b"> {\n")):
            if line != b"}\n" or not graph:
                raise Unreadable(f"graph.trig has a line that is no triple: {_shown(line)}")
            yield from _finished(graph, subject, lines)
            graph, subject, lines = "", b"", []
        elif line.endswith(b"> {\n"):
            if graph:
                raise Unreadable(f"graph.trig opens a graph within another: {_shown(line)}")
            yield from _finished(graph, subject, lines)
            graph, subject, lines = _text(line[1:-4]), b"", []
            if not graph:
                raise Unreadable("graph.trig has a graph without a name.")
        else:
            told = line.partition(b" ")[0]
            if told != subject:
                if graph and told < subject:
                    raise Unreadable(f"graph.trig has a subject that is not in its place: {_shown(line)}")
                yield from _finished(graph, subject, lines)
                subject, lines = told, []
            if lines and line <= lines[-1]:
                raise Unreadable(f"graph.trig has a line that is not in its place: {_shown(line)}")
            lines.append(line)
    if graph:
        raise Unreadable("graph.trig breaks off within a graph.")
    yield from _finished(graph, subject, lines)


def _finished(graph: str, subject: bytes, lines: list[bytes]) -> Iterator[Block]:
    if lines:
        if not subject.endswith(b">"):
            raise Unreadable(f"graph.trig has a subject that is no IRI: {_shown(subject)}")
        yield Block(graph, _text(subject[1:-1]), b"".join(lines))


def _text(name: bytes) -> str:
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        raise Unreadable("graph.trig is not UTF-8.") from None


def _shown(line: bytes) -> str:
    return repr(line[:80].decode("utf-8", "replace"))
