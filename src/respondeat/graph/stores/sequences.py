"""Which changesets which level may see, and the hash that stands for all of them."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence

import pyoxigraph as ox

from respondeat.errors import InputError
from respondeat.graph.statement import Changeset
from respondeat.ontology import vocabulary as v

from .protocol import ChangesetInfo

_TYPE = ox.NamedNode(v.TYPE)
_CHANGESET = ox.NamedNode(v.CHANGESET)


def read_infos(store: ox.Store) -> tuple[ChangesetInfo, ...]:
    """The changesets described in a store's default graph, by their sequence."""
    # Loops, for a comprehension's closure keeps the store open as long as an error from inside it is at hand.
    found: list[ChangesetInfo] = []
    for quad in store.quads_for_pattern(None, _TYPE, _CHANGESET, ox.DefaultGraph()):
        if isinstance(quad.subject, ox.NamedNode):
            found.append(_info(store, quad.subject))
    return tuple(sorted(found, key=lambda info: info.sequence))


def _info(store: ox.Store, subject: ox.NamedNode) -> ChangesetInfo:
    said: dict[str, str] = {}
    for quad in store.quads_for_pattern(subject, None, None, ox.DefaultGraph()):
        if isinstance(quad.object, ox.NamedNode | ox.Literal):
            said[quad.predicate.value] = quad.object.value
    return ChangesetInfo(
        subject.value,
        said.get(v.RECORDED_AT, ""),
        said.get(v.ACCESS_LEVEL, "").removeprefix(v.R),
        said.get(v.ATTRIBUTED_TO, ""),
        int(said.get(v.SEQUENCE, 0)),
        said.get(v.NOTE, ""),
    )


def unwritten(changesets: Iterable[Changeset], infos: Iterable[ChangesetInfo]) -> list[Changeset]:
    """The changesets that are not there yet, each once.

    Raises InputError when one id stands for two: the content of one would be taken for the other's.
    """
    levels = {info.id: info.level for info in infos}
    found: dict[str, Changeset] = {}
    for changeset in changesets:
        if found.setdefault(changeset.id, changeset) != changeset or (
            levels.get(changeset.id, changeset.level) != changeset.level
        ):
            raise InputError(
                f"Two changesets have the same id, {changeset.id}, and differ. Nothing was written: make them"
                " by `Changeset.of`, which gives each an id from its content."
            )
    return [changeset for id, changeset in found.items() if id not in levels]


def sees(reader: str, level: str) -> bool:
    """Whether a reader of one level may see what is of another."""
    return v.LEVELS.index(level) <= v.LEVELS.index(reader)


def seen_by(reader: str) -> tuple[str, ...]:
    """The levels that a reader of a level may see, the lowest first."""
    return tuple(level for level in v.LEVELS if sees(reader, level))


def visible(infos: Iterable[ChangesetInfo], level: str) -> tuple[ChangesetInfo, ...]:
    """The changesets that a level may see, numbered among themselves."""
    seen = (info for info in infos if sees(level, info.level))
    return tuple(
        ChangesetInfo(i.id, i.recorded_at, i.level, i.author, number, i.note)
        for number, i in enumerate(seen, 1)
    )


def owned(infos: Iterable[ChangesetInfo]) -> tuple[str, ...]:
    """The levels that have a read store of their own: the lowest, and those with a changeset of that level.

    The others see just what the next lower one sees, and share its store.
    """
    levels = {info.level for info in infos}
    return tuple(level for level in v.LEVELS if level == v.LEVELS[0] or level in levels)


def owner(owned_levels: Sequence[str], level: str) -> str:
    """The level whose read store a level reads."""
    return next(o for o in reversed(owned_levels) if sees(level, o))


def chain_hash(infos: Iterable[ChangesetInfo]) -> str:
    """SHA-256 chained over the ids of changesets in order: equal for equal histories only."""
    *_, last = chain_hashes(infos)
    return last


def chain_hashes(infos: Iterable[ChangesetInfo]) -> Iterator[str]:
    """The hash of no changeset, of the first, of the first two, and so on."""
    digest = hashlib.sha256(b"respondeat").digest()
    yield digest.hex()
    for info in infos:
        digest = hashlib.sha256(digest + info.id.encode()).digest()
        yield digest.hex()
