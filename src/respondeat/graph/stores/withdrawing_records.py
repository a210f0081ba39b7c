"""What is left of a record when something that it refers to is withdrawn."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Entity,
    Name,
    Record,
    Retraction,
)
from respondeat.ontology import vocabulary as v

from .tombstones import STUB

_PERSONS = frozenset({v.R + "Person", v.R + "PersonGroup"})


def reduced(record: Record, gone: Collection[str]) -> Record | None:
    """The record without references to what is gone; None when it speaks of nothing else.

    An attestation whose passages are all gone becomes a stub that is marked as withheld, without its note.
    """
    match record:
        case Attestation():
            return _attestation(record, gone)
        case Retraction():
            left = _less(record.invalidates, gone)
            return replace(record, invalidates=left) if left else None
        case Assessment() if record.revision_of in gone:
            return replace(record, revision_of="")
        case Name():
            return replace(record, documents=_less(record.documents, gone))
    return record


def _attestation(record: Attestation, gone: Collection[str]) -> Attestation | None:
    supports, denies = _less(record.supports, gone), _less(record.denies, gone)
    if not supports and not denies:
        return None
    made = replace(record, supports=supports, denies=denies, passages=_less(record.passages, gone))
    return made.stub() if record.passages and not made.passages else made


def _less(ids: tuple[str, ...], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id not in gone)


def stub(entity: Entity) -> Entity:
    """What stays said of an entity of which statements that stay speak: its class and what marks it."""
    kept = {(prop, value) for prop, value in entity.attributes if prop in STUB}
    if entity.cls in _PERSONS:
        kept = {pair for pair in kept if pair[0] != v.PROTECTED} | {(v.PROTECTED, True)}
    return replace(entity, attributes=tuple(sorted(kept, key=repr)))


def renamed(record: Record, ids: Mapping[str, str]) -> Record:
    """The record under the new ids: its own, and of what it refers to."""
    match record:
        case Attestation():
            return replace(record, id=ids.get(record.id, record.id))
        case Assessment():
            new = ids.get(record.revision_of, record.revision_of)
            return replace(record, id=ids.get(record.id, record.id), revision_of=new)
        case Retraction():
            targets = tuple(sorted(ids.get(i, i) for i in record.invalidates))
            return replace(record, id=ids.get(record.id, record.id), invalidates=targets)
    return record
