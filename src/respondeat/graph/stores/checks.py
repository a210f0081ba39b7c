"""Whether a store is what it should be: every level just what the writer's store implies."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from respondeat.errors import StoreError
from respondeat.graph.statement import Changeset
from respondeat.ontology import vocabulary as v

from . import versions
from .files import hash_file
from .layout import Layout
from .protocol import ChangesetInfo
from .reading import StoreReader
from .sequences import chain_hash, visible
from .writer import Writer


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a store that is not as it should be."""

    place: str  # "writer", or a level
    detail: str


def check(layout: Layout, writer: Writer) -> tuple[Problem, ...]:
    """All problems found; empty when the store is sound. Reads everything: seconds per million quads."""
    return tuple(_writer(writer)) + tuple(
        problem for level in v.LEVELS for problem in _readable(layout, writer, level)
    )


def _writer(writer: Writer) -> Iterator[Problem]:
    numbers = [info.sequence for info in writer.infos]
    if numbers != list(range(1, len(numbers) + 1)):
        yield Problem("writer", f"the changesets are not numbered from 1 without a gap: {numbers}")
    described = {info.id for info in writer.infos}
    for graph in sorted(set(writer.graphs()) - described):
        yield Problem("writer", f"graph {graph} has content and no description")
    yield from _withdrawn(writer)


def _withdrawn(writer: Writer) -> Iterator[Problem]:
    """What was raised or erased and stands there all the same."""
    if not writer.tombstones.all:
        return
    for info in writer.infos:
        found = Changeset(info.id, info.recorded_at, info.level, info.author, writer.records(info.id))
        for id, one in writer.tombstones.barring(found):
            yield Problem(
                "writer",
                f"{id} stands in {info.id} ({info.level}), from which tombstone {one.id} withdrew it",
            )


def _readable(layout: Layout, writer: Writer, level: str) -> list[Problem]:
    try:
        return list(_level(layout, writer, level))
    except StoreError as error:
        return [Problem(level, error.detail)]


def _level(layout: Layout, writer: Writer, level: str) -> Iterator[Problem]:
    expected = visible(writer.infos, level)
    with versions.read(layout, level) as reader:
        if reader.dataset_hash != chain_hash(expected) or reader.changesets() != expected:
            yield Problem(level, "its changesets are not those that the writer's store implies")
            return
        yield from _graphs(reader, writer, level, expected)
        yield from _union(reader, level)
    yield from _indexes(layout, level)


def _indexes(layout: Layout, level: str) -> Iterator[Problem]:
    version = versions.current(layout, level)
    if version is None:
        return  # what reads it has said so
    for name, digest in version.files.items():
        path = version.path / name
        if not path.is_file() or hash_file(path) != digest:
            yield Problem(level, f"{path} is missing, or is not what was written")


def _graphs(
    reader: StoreReader, writer: Writer, level: str, expected: tuple[ChangesetInfo, ...]
) -> Iterator[Problem]:
    may_see = {info.id for info in expected}
    for graph in sorted(
        {q.graph_name.value for q in reader.quads() if isinstance(q.graph_name, ox.NamedNode)}
    ):
        if graph not in may_see:
            yield Problem(level, f"graph {graph} is not for this level")
    for info in expected:
        if _digest(reader.triples(info.id)) != _digest(writer.triples(info.id)):
            yield Problem(level, f"changeset {info.id} differs from the writer's store")


def _union(reader: StoreReader, level: str) -> Iterator[Problem]:
    said = {ox.NamedNode(info.id) for info in reader.changesets()}
    default, named = set(), set()
    for quad in reader.quads():
        digest = hashlib.blake2b(str(quad.triple).encode(), digest_size=16).digest()
        if isinstance(quad.graph_name, ox.NamedNode):
            named.add(digest)
        elif quad.subject not in said:
            default.add(digest)
    if default != named:
        yield Problem(
            level,
            f"the default graph is not the union of the changesets: {len(named - default)} triples are "
            f"missing, {len(default - named)} too many",
        )


def _digest(triples: bytes) -> bytes:
    """Equal for equal sets of triples, in whatever order a store gives them."""
    return hashlib.sha256(b"\n".join(sorted(triples.splitlines()))).digest()
