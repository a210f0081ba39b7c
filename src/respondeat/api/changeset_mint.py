"""Ids for what a posting describes: from content, as everywhere, or random where a hash could be guessed."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, Final

from respondeat.errors import InputError
from respondeat.graph.importers.identifiers import LETTERS, shared_id
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Contradiction,
    Derivation,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
    content_id,
    statement_id,
)
from respondeat.ontology import vocabulary as v

from .changeset_draft import Draft, is_local
from .changeset_view import View

_ORDER: Final = (
    *(Document, Entity, Name, Passage, Statement, Attestation),
    *(Assessment, Derivation, Contradiction, Retraction),
)
"""A record refers to records of its own kind or of those before it; a retraction to any."""


class Minted:
    """The records of a posting with their ids, and which id each name of the posting's own got."""

    def __init__(self, draft: Draft, view: View, seed: bytes) -> None:
        self._draft, self._view, self._seed = draft, view, seed
        self.ids: dict[str, str] = {}
        self._protected = {
            r.id for r in draft.records if isinstance(r, Entity) and r.get(v.PROTECTED) is True
        }
        self._shut: set[str] = set()  # statements about a protected person
        made: list[Record] = []
        things = [r for r in draft.records if isinstance(r, Entity | Document)]
        for record in things:
            if is_local(record.id):
                self.ids[record.id] = self._id_of_thing(record)
        for kind in _ORDER:
            made += self._of_kind([r for r in draft.records if type(r) is kind])
        self.records = tuple(dict.fromkeys(made))

    def _random(self, prefix: str, local: str) -> str:
        """An id that cannot be guessed without the seed, and is the same when the posting comes again."""
        return f"{v.ID}{prefix}-{hashlib.sha256(self._seed + local.encode()).hexdigest()[:32]}"

    def _id_of_thing(self, record: Entity | Document) -> str:
        if isinstance(record, Entity):
            kind, key = record.cls.removeprefix(v.R), self._draft.keys.get(record.id, "")
            if key and record.id not in self._protected:
                return shared_id(kind, key)
            return self._random(LETTERS.get(kind, "x"), record.id)
        if record.sha256:
            if known := self._view.documents_of(record.sha256):
                return known[0]
            if self._view.whole:  # else one above the level could be another under the same id
                return content_id("doc", record.sha256)
        return self._random("doc", record.id)

    def _of_kind(self, drafts: list[Any]) -> Iterator[Record]:
        """Records whose references among themselves are settled first; a circle stays under its names."""
        left, before = drafts, -1
        while left and len(left) != before:
            before, waiting = len(left), []
            names = {r.id for r in left if is_local(r.id)}
            for record in left:
                if not isinstance(record, Entity | Document) and names & set(pointed(record)) - {record.id}:
                    waiting.append(record)
                else:
                    yield self._settled(record)
            left = waiting
        yield from left

    def _settled(self, record: Any) -> Record:
        bare = renamed(record, self.ids)
        if isinstance(record, Entity) and not bare.cls:
            found = self._view.record(bare.id)
            bare = replace(bare, cls=found.cls if isinstance(found, Entity) else "")
        shut = self._is_shut(record, bare)
        if is_local(record.id) and record.id not in self.ids:
            id = self._random(_LETTER[type(bare)], record.id) if shut else content_of(bare)
            self.ids[record.id] = id or self._random("x", record.id)
        made: Record = replace(bare, id=self.ids.get(record.id, record.id))
        if shut and isinstance(made, Statement):
            self._shut.add(made.id)
        return made

    def _is_shut(self, record: Any, bare: Record) -> bool:
        """Whether a hash of the record could tell something of a protected person."""
        if isinstance(bare, Statement):
            before = {value for _, value in record.roles if isinstance(value, str)}
            return bool(before & self._protected) or any(
                isinstance(value, str) and self._view.protected(value) for _, value in bare.roles
            )
        if isinstance(bare, Attestation):
            about = (*bare.supports, *bare.denies)
            return any(id in self._shut or self._view.speaks_of_protected(id) for id in about)
        return False


_LETTER: Final[Mapping[type, str]] = MappingProxyType({Statement: "s", Attestation: "a"})


def content_of(record: Record) -> str:
    """The id that follows from the content, "" for what has none: entities, documents, faulty records."""
    try:
        return _content_of(record)
    except InputError:
        return ""


def _content_of(r: Record) -> str:
    match r:
        case Passage():
            return Passage.of(r.document, r.start, r.end, r.sha256, r.locator).id
        case Name():
            return Name.of(r.entity, r.form, r.lang).id
        case Statement():
            return statement_id(r.relation, r.roles, r.time)
        case Attestation():
            return Attestation.of(
                supports=r.supports,
                denies=r.denies,
                passages=r.passages,
                origin=r.origin,
                reported_by=r.reported_by,
                modality=r.modality,
                standard=r.standard,
            ).id
        case Assessment():
            return Assessment.of(r.assesses, r.status, r.confidence, r.reason, r.by, r.revision_of).id
        case Derivation():
            return Derivation.of(r.derives, r.rule, r.premises, r.rule_version).id
        case Contradiction():
            return Contradiction.of(*r.between, r.kind, r.reason).id
        case Retraction():
            return Retraction.of(r.invalidates, r.reason, r.by).id
        case _:
            return ""


REFERENCES: Final[Mapping[type, tuple[tuple[str, str], ...]]] = MappingProxyType(
    {
        Name: (("entity", v.PREF_LABEL), ("documents", v.QUOTED_FROM)),
        Document: (("version_of", v.VERSION_OF),),
        Passage: (("document", v.HAS_SOURCE),),
        Attestation: (
            ("supports", v.SUPPORTS),
            ("denies", v.DENIES),
            ("passages", v.HAS_PASSAGE),
            ("origin", v.ORIGIN),
            ("reported_by", v.REPORTED_BY),
        ),
        Assessment: (("assesses", v.ASSESSES), ("revision_of", v.REVISION_OF)),
        Derivation: (("derives", v.DERIVES), ("premises", v.PREMISE)),
        Contradiction: (("between", v.BETWEEN),),
        Retraction: (("invalidates", v.INVALIDATED),),
    }
)
"""The members of each kind of record that refer to records, with their properties."""


def references(record: Record) -> Iterator[tuple[str, str]]:
    """What a record refers to, as (property, id)."""
    if isinstance(record, Entity | Statement):
        relation = record.relation if isinstance(record, Statement) else ""
        for prop, value in _pairs(record):
            if isinstance(value, str) and _is_reference(prop, relation):
                yield prop, value
    for member, prop in REFERENCES.get(type(record), ()):
        found = getattr(record, member)
        yield from ((prop, id) for id in ((found,) if isinstance(found, str) else found) if id)


def _pairs(record: Entity | Statement) -> Iterable[tuple[str, Any]]:
    return record.attributes if isinstance(record, Entity) else record.roles


def _is_reference(prop: str, relation: str) -> bool:
    try:
        return v.role_range(prop, relation) == "entity"
    except KeyError:
        return False  # no property of the model, which another check says


def pointed(record: Record) -> tuple[str, ...]:
    """The ids that a record refers to."""
    return tuple(id for _, id in references(record))


def renamed(record: Any, ids: Mapping[str, str]) -> Any:
    """A record with other ids in what it refers to; its own stays."""

    def new(value: Any) -> Any:
        return ids.get(value, value) if isinstance(value, str) else value

    if isinstance(record, Entity):
        return replace(
            record, attributes=tuple(sorted(((p, new(x)) for p, x in record.attributes), key=repr))
        )
    if isinstance(record, Statement):
        roles = ((p, new(x)) for p, x in record.roles)
        return replace(record, roles=tuple(sorted(roles, key=lambda pair: (pair[0], repr(pair[1])))))
    changed: dict[str, Any] = {}
    for member, _ in REFERENCES.get(type(record), ()):
        found = getattr(record, member)
        changed[member] = new(found) if isinstance(found, str) else tuple(sorted({new(id) for id in found}))
    if isinstance(record, Contradiction):
        a, b = sorted(map(new, record.between))
        changed["between"] = (a, b)
    return replace(record, **changed)
