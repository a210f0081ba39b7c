"""How much of a data set goes into a bundle: as little as gives the same answers."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from respondeat.api.dataset import Dataset
from respondeat.graph.evidence.verifier.blocks import Block
from respondeat.graph.quads import description
from respondeat.graph.replay import Records
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Contradiction,
    Derivation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
)
from respondeat.graph.stores import ChangesetInfo
from respondeat.ontology import vocabulary as v

Reach = Literal["cited", "neighbours", "whole"]
REACHES: Final[tuple[Reach, ...]] = ("cited", "neighbours", "whole")
"""What a bundle holds of the data, the least first.

`cited`: what the answers name, with all that speaks for and against it. `neighbours`: also every statement on
a person, body, place or event that they name. `whole`: all that the level sees.
"""

_ABOUT_STATEMENTS: Final = (v.SUPPORTS, v.DENIES, v.ASSESSES, v.DERIVES, v.BETWEEN)
_ROLES: Final = tuple(sorted({role for relation in v.RELATIONS.values() for role in relation.roles}))


@dataclass(frozen=True, slots=True)
class Chosen:
    """The ids of the records that a bundle needs of one level; `documents` are those that it cites."""

    ids: frozenset[str]
    documents: frozenset[str]


def chosen(data: Dataset, told: Any, reach: Reach) -> Chosen:
    """What of the data is needed for an answer at a reach that is not `whole`."""
    cited = _closure(data.records, _ids(data.records, told))
    documents = frozenset(id for id in cited if isinstance(data.records.record(id), Document))
    if reach == "cited":
        return Chosen(frozenset(cited), documents)
    around = {id for entity in cited for id in _statements_on(data.records, entity)}
    return Chosen(frozenset(_closure(data.records, cited | around)), documents)


def blocks(data: Dataset, ids: Iterable[str]) -> Iterator[Block]:
    """What the changesets of the data say of some subjects."""
    known = {info.id for info in data.recorded}
    for id in ids:
        for graph, lines in data.reader.described(id):
            if graph in known:
                yield Block(graph, id, lines)


def all_blocks(data: Dataset, changesets: Iterable[str]) -> Iterator[Block]:
    """All that some changesets say."""
    for id in changesets:
        found: dict[bytes, list[bytes]] = {}
        for line in data.reader.triples(id).splitlines(keepends=True):
            found.setdefault(line.partition(b" ")[0], []).append(line)
        for subject, lines in found.items():
            yield Block(id, subject[1:-1].decode(), b"".join(sorted(lines)))


def descriptions(infos: Iterable[ChangesetInfo]) -> Iterator[Block]:
    """What is said of changesets themselves; their numbers are left out, which differ between levels."""
    for i in infos:
        told = description(Changeset(i.id, i.recorded_at, i.level, i.author, (), i.note))
        yield Block("", i.id, b"".join(sorted(told.splitlines(keepends=True))))


def _ids(records: Records, told: Any) -> set[str]:
    """The ids of records that stand anywhere in an answer."""
    if isinstance(told, dict):
        return {id for value in told.values() for id in _ids(records, value)}
    if isinstance(told, list):
        return {id for value in told for id in _ids(records, value)}
    return {told} if isinstance(told, str) and ":" in told and records.record(told) is not None else set()


def _closure(records: Records, ids: Iterable[str]) -> set[str]:
    """Records with all that they rest on and all that speaks for or against them."""
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        id = waiting.pop()
        if id in found:
            continue
        record = records.record(id)
        if record is None:
            continue
        found.add(id)
        waiting += [next for next in _beside(records, record) if next not in found]
    return found


def _beside(records: Records, r: Record) -> Iterator[str]:
    yield from records.pointing(v.INVALIDATED, r.id)
    for kind, beside in _BESIDE:
        if isinstance(r, kind):
            yield from beside(records, r)


def _statement(records: Records, r: Statement) -> Iterator[str]:
    yield from (value for _, value in r.roles if isinstance(value, str))
    for prop in _ABOUT_STATEMENTS:
        yield from records.pointing(prop, r.id)


def _entity(records: Records, r: Entity) -> Iterator[str]:
    yield from (value for _, value in r.attributes if isinstance(value, str))
    yield from (name.id for name in records.names(r.id))


def _document(records: Records, r: Document) -> Iterator[str]:
    yield r.version_of
    yield from records.pointing(v.VERSION_OF, r.id)


_BESIDE: Final[tuple[tuple[Any, Callable[[Records, Any], Iterable[str]]], ...]] = (
    (Statement, _statement),
    (Entity, _entity),
    (Document, _document),
    (Name, lambda _, r: r.documents),
    (Attestation, lambda _, r: (*r.passages, r.origin, r.reported_by)),
    (Passage, lambda _, r: (r.document,)),
    (Assessment, lambda records, r: (r.by, r.revision_of, *records.pointing(v.REVISION_OF, r.id))),
    (Derivation, lambda _, r: r.premises),
    (Contradiction, lambda _, r: r.between),
    (Retraction, lambda _, r: (r.by,)),
)


def _statements_on(records: Records, entity: str) -> Iterator[str]:
    if isinstance(records.record(entity), Entity):
        for role in _ROLES:
            yield from records.pointing(role, entity)
