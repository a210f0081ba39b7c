"""The writer's store written anew without what is erased, checked, and put in the place of the old one.

A store of the engine keeps the bytes of what was deleted until its files happen to be merged. So the new one
is written into a folder of its own, only from what stays; when it is whole it gets the name that says so, and
that is the moment of the withdrawal: whoever opens the store after it puts the new one in the place of the
old. Broken off before that, nothing has happened.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from respondeat.errors import StoreError
from respondeat.graph import quads as rdf
from respondeat.graph.statement import Changeset
from respondeat.ontology import vocabulary as v

from .files import MARK, aside, disk_faults, publish, remove_tree, sync
from .layout import Layout
from .protocol import ChangesetInfo
from .withdrawing_results import Plan
from .writer import Writer


def write_anew(layout: Layout, old: Writer, plan: Plan) -> None:
    """Write what stays beside the old store, check it, and give it the name under which it is taken over.

    Raises StoreError, StoreFull; then nothing has changed.
    """
    unfinished = aside(layout.writer)
    new = Writer(unfinished)
    try:
        new.take(_content(old, plan), plan.tombstones)
        _check(old, new, plan)
    finally:
        new.close()
    with disk_faults("taking over the writer's store", layout.root):
        publish(unfinished, layout.next_writer)


def take_over(layout: Layout) -> None:
    """Put a new writer's store that is whole in the place of the old one; broken off, it is done again."""
    if not layout.next_writer.exists():
        return
    with disk_faults("taking over the writer's store", layout.root):
        if layout.writer.exists():
            remove_tree(layout.writer)
        layout.next_writer.replace(layout.writer)
        sync(layout.root)


def leftovers(layout: Layout) -> Iterator[str]:
    """What could not be removed of what was to go."""
    for folder in layout.unfinished():
        yield from (str(path) for path in sorted(folder.glob(f"*{MARK}*")))


def _content(old: Writer, plan: Plan) -> Iterator[tuple[Changeset, bytes]]:
    for info, records in plan.content:
        content = old.triples(info.id) if records is None else rdf.lines(records)
        yield _described(info), content


def _described(info: ChangesetInfo) -> Changeset:
    return Changeset(info.id, info.recorded_at, info.level, info.author, (), info.note)


def _check(old: Writer, new: Writer, plan: Plan) -> None:
    """Raises StoreError unless the new store is just what the plan says, and nothing in it tells the rest."""
    expected = tuple(replace(info, sequence=n) for n, (info, _) in enumerate(plan.content, 1))
    if new.infos != expected or set(new.graphs()) - {i.id for i in expected}:
        raise _wrong("its changesets are not those that stay")
    for info, records in plan.content:
        should = old.triples(info.id) if records is None else rdf.lines(records)
        if _digest(new.triples(info.id)) != _digest(should):
            raise _wrong(f"changeset {info.id} is not what it should be")
    levels = {info.id: v.LEVELS.index(info.level) for info in new.infos}
    for id, top in plan.forbidden.items():
        speaking = {graph for graph, _ in new.about(id)} | {graph for graph, _, _ in new.naming(id)}
        if any(levels[graph] < top for graph in speaking):
            raise _wrong(f"something still speaks of {id}")


def _wrong(what: str) -> StoreError:
    return StoreError(
        f"The store written anew was not taken over, for {what}. Nothing was changed; please report this."
    )


def _digest(triples: bytes) -> bytes:
    """Equal for equal sets of triples, in whatever order a store gives them."""
    return hashlib.sha256(b"\n".join(sorted(set(triples.splitlines())))).digest()
