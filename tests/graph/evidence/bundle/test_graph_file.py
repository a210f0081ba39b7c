"""The graph file is one form of TriG, read back block by block and by an engine."""

import io
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.graph.evidence.bundle import graph_file
from respondeat.graph.evidence.verifier.blocks import Block, read_blocks
from respondeat.graph.evidence.verifier.verdict import Unreadable

CHANGESETS = tuple(f"https://example.org/cs-{n}" for n in range(3))
SUBJECTS = st.sampled_from([f"https://example.org/{x}" for x in ("a", "b", "ab", "ў", "a/b", "B", "a-b")])


@st.composite
def block(draw: st.DrawFn) -> Block:
    graph = draw(st.sampled_from(CHANGESETS))
    subject = draw(SUBJECTS)
    words = draw(st.sets(st.text("abў\\n {}.>", max_size=5), min_size=1, max_size=4))
    texts = (w.replace("\\", "\\\\") for w in words)
    lines = sorted(f'<{subject}> <https://example.org/p> "{w}" .\n'.encode() for w in texts)
    return Block(graph, subject, b"".join(dict.fromkeys(lines)))


def described(id: str) -> Block:
    return Block("", id, f'<{id}> <https://example.org/p> "described" .\n'.encode())


def pieces(text: bytes) -> Iterator[bytes]:
    return iter(io.BytesIO(text))


@given(st.lists(block(), max_size=12, unique_by=lambda b: (b.graph, b.subject)), st.randoms())
def test_blocks_come_back_whatever_their_order(found: list[Block], random: object) -> None:
    whole = [*map(described, CHANGESETS), *found]
    written = b"".join(graph_file(CHANGESETS, whole))
    read = list(read_blocks(pieces(written)))
    assert set(read) == set(whole)
    assert b"".join(graph_file(CHANGESETS, reversed(read))) == written
    quads = ox.Store()
    quads.load(written, format=ox.RdfFormat.TRIG)
    for one in whole:
        graph = ox.NamedNode(one.graph) if one.graph else ox.DefaultGraph()
        stored = list(quads.quads_for_pattern(ox.NamedNode(one.subject), None, None, graph))
        assert len(stored) == one.lines.count(b"\n")


@pytest.mark.parametrize(
    "text",
    [
        b"<a:b> {\n",
        b"}\n",
        b"<a:b> {\n<c:d> {\n}\n}\n",
        b"<> {\n}\n",
        b'<a:b> {\n<a:c> <a:p> "x" .\n<a:b> <a:p> "x" .\n}\n',
        b'<a:b> <a:p> "y" .\n<a:b> <a:p> "x" .\n',
        b'<a:b> <a:p> "x" .\n<a:b> <a:p> "x" .\n',
        b"# a comment\n",
        b"\n",
        b'<a:b> <a:p> "x" .',
        b'_:b <a:p> "x" .\n',
        b'<a:\xff> <a:p> "x" .\n',
    ],
)
def test_any_other_form_is_refused(text: bytes) -> None:
    with pytest.raises(Unreadable):
        list(read_blocks(pieces(text)))
