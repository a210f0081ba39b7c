"""What was known at a past moment: the changesets recorded up to it, and the retractions among them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from respondeat.errors import DateError
from respondeat.ontology import vocabulary as v

from .statement import (
    Assessment,
    Attestation,
    Contradiction,
    Derivation,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
)

# which properties of a record point at others; the entity of a name is found by `names`
_POINTERS = {
    Attestation: ((v.SUPPORTS, "supports"), (v.DENIES, "denies"), (v.HAS_PASSAGE, "passages")),
    Assessment: ((v.ASSESSES, "assesses"), (v.REVISION_OF, "revision_of")),
    Derivation: ((v.DERIVES, "derives"), (v.PREMISE, "premises")),
    Contradiction: ((v.BETWEEN, "between"),),
    Retraction: ((v.INVALIDATED, "invalidates"),),
    Passage: ((v.HAS_SOURCE, "document"),),
}


def moment(text: str) -> datetime:
    """A moment given as a day or in ISO 8601; a day means its last second in UTC. Raises DateError.

    >>> moment("2026-11-22").isoformat()
    '2026-11-22T23:59:59+00:00'
    """
    day_only = len(text.strip()) == len("2026-11-22")
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError as error:
        detail = f"{text!r} is no moment: write it as 2026-11-22 or 2026-11-22T10:00:00Z"
        raise DateError(detail) from error
    if day_only:
        found = found.replace(hour=23, minute=59, second=59)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


class RecordSet:
    """Records in memory that answer as a reader of a store does."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.records = tuple(dict.fromkeys(records))
        self._by_id = {r.id: r for r in self.records}
        self._names: dict[str, list[Name]] = defaultdict(list)
        self._pointing: dict[tuple[str, str], set[str]] = defaultdict(set)
        for r in self.records:
            if isinstance(r, Name):
                self._names[r.entity].append(r)
            elif isinstance(r, Statement | Entity):
                for prop, value in r.roles if isinstance(r, Statement) else r.attributes:
                    if isinstance(value, str):
                        self._pointing[prop, value].add(r.id)
            for prop, field in _POINTERS.get(type(r), ()):
                targets = getattr(r, field)
                for target in (targets,) if isinstance(targets, str) else targets:
                    self._pointing[prop, target].add(r.id)

    def record(self, id: str) -> Record | None:
        """The record with this id."""
        return self._by_id.get(id)

    def names(self, entity: str) -> tuple[Name, ...]:
        """The name forms of an entity, the preferred ones first."""
        return tuple(sorted(self._names[entity], key=lambda n: (not n.preferred, n.lang, n.form)))

    def pointing(self, prop: str, target: str) -> tuple[str, ...]:
        """The subjects that have `target` as a value of `prop`, sorted."""
        return tuple(sorted(self._pointing.get((prop, target), ())))
