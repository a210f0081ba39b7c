"""What was known at a past moment: the changesets recorded up to it, and the retractions among them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import Final, Protocol

from respondeat.errors import DateError
from respondeat.ontology import vocabulary as v

from .statement import (
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
)

# which properties of a record point at others
_POINTERS: Final[Mapping[type, tuple[tuple[str, str], ...]]] = {
    Attestation: (
        (v.SUPPORTS, "supports"),
        (v.DENIES, "denies"),
        (v.HAS_PASSAGE, "passages"),
        (v.ORIGIN, "origin"),
        (v.REPORTED_BY, "reported_by"),
        (v.MODALITY, "modality"),
        (v.STANDARD_OF_PROOF, "standard"),
    ),
    Assessment: (
        (v.ASSESSES, "assesses"),
        (v.STATUS, "status"),
        (v.CONFIDENCE, "confidence"),
        (v.ATTRIBUTED_TO, "by"),
        (v.REVISION_OF, "revision_of"),
    ),
    Derivation: ((v.DERIVES, "derives"), (v.RULE, "rule"), (v.PREMISE, "premises")),
    Contradiction: ((v.BETWEEN, "between"), (v.KIND, "kind")),
    Retraction: ((v.INVALIDATED, "invalidates"), (v.ATTRIBUTED_TO, "by")),
    Passage: ((v.HAS_SOURCE, "document"),),
    Name: ((v.QUOTED_FROM, "documents"),),
    Document: ((v.VERSION_OF, "version_of"),),
}


def moment(text: str) -> datetime:
    """A moment given as a day or in ISO 8601; a day means its end in UTC. Raises DateError.

    >>> moment("2026-11-22").isoformat()
    '2026-11-22T23:59:59.999999+00:00'
    """
    day_only = len(text.strip()) == len("2026-11-22")
    try:
        found = datetime.fromisoformat(text.strip())
        if day_only:
            found = found.replace(hour=23, minute=59, second=59, microsecond=999999)
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, OverflowError) as error:  # in UTC it may lie before the year 1 or after 9999
        detail = f"{text!r} is no moment: write it as 2026-11-22 or 2026-11-22T10:00:00Z"
        raise DateError(detail) from error


class Records(Protocol):
    """What questions read records from: a reader of a store, records in memory, or either less a part."""

    def record(self, id: str) -> Record | None:
        """The record with this id."""

    def names(self, entity: str) -> tuple[Name, ...]:
        """The name forms of an entity, the preferred ones first."""

    def pointing(self, prop: str, target: str) -> tuple[str, ...]:
        """The subjects that have `target` as a value of `prop`."""

    def instances(self, cls: str) -> Iterator[str]:
        """The ids of everything of this class, in no particular order."""


_CLASSES: Final[Mapping[type, str]] = {
    Name: v.LABEL,
    Document: v.DOCUMENT,
    Passage: v.PASSAGE,
    Attestation: v.ATTESTATION,
    Assessment: v.ASSESSMENT,
    Derivation: v.DERIVATION,
    Contradiction: v.CONTRADICTION,
    Retraction: v.RETRACTION,
}


class RecordSet:
    """Records in memory that answer as a reader of a store does: those of one id are one record."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._by_id: dict[str, Record] = {}
        self._names: dict[str, dict[str, None]] = defaultdict(dict)
        self._pointing: dict[tuple[str, str], set[str]] = defaultdict(set)
        self._instances: dict[str, dict[str, None]] = defaultdict(dict)
        for r in records:
            # what points where is noted of each description, as in a store: a merged one keeps one value
            self._note(r)
            known = self._by_id.get(r.id)
            self._by_id[r.id] = r if known is None or known == r else _merged(known, r)
        self.records = tuple(self._by_id.values())

    def _note(self, r: Record) -> None:
        self._instances[_class(r)][r.id] = None
        if isinstance(r, Name):
            self._names[r.entity][r.id] = None
        for prop, target in _pointers(r):
            self._pointing[prop, target].add(r.id)

    def record(self, id: str) -> Record | None:
        """The record with this id."""
        return self._by_id.get(id)

    def names(self, entity: str) -> tuple[Name, ...]:
        """The name forms of an entity, the preferred ones first."""
        found = (self._by_id[id] for id in self._names.get(entity, ()))
        forms = (n for n in found if isinstance(n, Name))
        return tuple(sorted(forms, key=lambda n: (not n.preferred, n.lang, n.form, n.id)))

    def pointing(self, prop: str, target: str) -> tuple[str, ...]:
        """The subjects that have `target` as a value of `prop`, sorted."""
        return tuple(sorted(self._pointing.get((prop, target), ())))

    def instances(self, cls: str) -> Iterator[str]:
        """The ids of everything of this class, in no particular order."""
        return iter(self._instances.get(cls, ()))


def _class(r: Record) -> str:
    match r:
        case Entity():
            return r.cls
        case Statement():
            return r.relation
        case Document(version_of=known) if known:
            return v.DOCUMENT_VERSION
    return _CLASSES[type(r)]


def _pointers(r: Record) -> Iterator[tuple[str, str]]:
    if isinstance(r, Statement | Entity):
        for prop, value in r.roles if isinstance(r, Statement) else r.attributes:
            if isinstance(value, str):
                yield prop, value
    for prop, field in _POINTERS.get(type(r), ()):
        targets = getattr(r, field)
        for target in (targets,) if isinstance(targets, str) else targets:
            if target:
                yield prop, target


def _merged(one: Record, other: Record) -> Record:
    """What both say: every value where there may be several, else the first in order that is there."""
    if type(one) is not type(other):
        return one
    both = {f.name: _both(getattr(one, f.name), getattr(other, f.name)) for f in fields(one)}
    if isinstance(one, Attestation):
        both["withheld"] = both["withheld"] and not both["passages"]
    return replace(one, **both)  # type: ignore[arg-type]


def _both(a: object, b: object) -> object:
    match a, b:
        case bool(), bool():
            return a or b
        case str(), str():
            return min(filter(None, (a, b)), default="")
        case tuple(), tuple():
            return tuple(sorted({*a, *b}, key=lambda x: x if isinstance(x, str) else (x[0], repr(x[1]))))
    return b if a is None else a
