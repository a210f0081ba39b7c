"""What a posting may say beside the rules of the model: only of what is there, nothing over what is there."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Contradiction,
    Document,
    Entity,
    Name,
    Passage,
    Record,
    Retraction,
    Statement,
    Text,
)
from respondeat.ontology import vocabulary as v

from .changeset_draft import Draft, Fault, is_local
from .changeset_mint import Minted, content_of, references
from .changeset_view import View

_WITHHELD: Final = "withheld"
_OPEN: Final = frozenset({v.PROTECTED, v.INVENTED, v.PLACEHOLDER})
_UNKNOWN_ID: Final = (
    "There is no record with this id that you may see, and no id is given to what is new: leave it out, or "
    "write a name of the posting's own such as #p1, and it gets one."
)
_PLAIN: Final = frozenset({v.REASON, v.NOTE, v.TITLE, v.PUBLISHER, v.LOCATOR})
_WITHOUT_TAG: Final = "This text has no language in the model; a tag, or a second text, would be lost"
_UNKNOWN: Final = "There is no such record that you may see: correct the id, or describe it in the posting."
_OTHER: Final = (
    "This record is there already and says otherwise: what is there is never changed. Leave the id out to "
    "say something new, or retract the old one."
)


def faults(draft: Draft, minted: Minted, view: View, beside: Iterable[Record] = ()) -> Iterator[Fault]:
    """All faults of a posting that can be told without the rules of the model, by its records.

    `beside` are the records of the other changesets that are posted in one go.
    """
    described = {record.id for record in (*minted.records, *beside)}
    others = {record.id: record for record in beside}
    made = frozenset(minted.ids.values()) | draft.own
    twice = _differing(minted.records)
    for record in minted.records:
        if record.id in twice:
            yield Fault(record.id, v.TYPE, "", "Two records of the posting have this id and differ.")
        if record.id in others and not agrees(others[record.id], record):
            yield Fault(
                record.id, v.TYPE, "", "Two changesets that are posted together say otherwise of this."
            )
        yield from _identified(record, view, made)
        for prop, id in references(record):
            if id not in described and view.record(id) is None:
                yield Fault(record.id, prop, id, _UNKNOWN)
        if isinstance(record, Entity):
            if not record.cls:
                yield Fault(record.id, v.TYPE, record.id, _UNKNOWN)
            for prop, value in record.attributes:
                if prop not in v.ATTRIBUTES:
                    yield Fault(record.id, prop, _text(value), "The model has no such property of an entity.")
    if draft.level == v.LEVELS[0]:
        yield from _giving_away(minted.records, view)
    for subject, prop, value in draft.lost:
        said = _WITHOUT_TAG if prop in _PLAIN else "The model has no place for this, and it would be lost"
        yield Fault(subject, prop, value, f"{said}: take it out.")


def _differing(records: Iterable[Record]) -> set[str]:
    """The ids that two records bear."""
    seen: dict[str, Record] = {}
    return {r.id for r in records if seen.setdefault(r.id, r) != r}


def _identified(record: Record, view: View, made: frozenset[str]) -> Iterator[Fault]:
    """Whether the record may bear its id: it is its content's, or that of what is there and says the same."""
    if is_local(record.id):
        yield Fault(record.id, "", "", "This record refers to itself in a circle, and can have no id.")
        return
    there = view.record(record.id)
    if there is not None:
        if not agrees(there, record):
            yield Fault(record.id, v.TYPE, "", _OTHER)
    elif not view.whole and record.id not in made and record.id != content_of(record):
        yield Fault(record.id, "", record.id, _UNKNOWN_ID)


_ADDED: Final[Mapping[type, frozenset[str]]] = {
    Statement: frozenset({"note"}),
    Attestation: frozenset(),
    Assessment: frozenset({"reason"}),
    Contradiction: frozenset({"reason"}),
    Passage: frozenset({"sha256"}),
    Name: frozenset({"preferred", "documents"}),
}
"""What may be said of a record at one level and left out at another."""


_EITHER: Final = frozenset({"roles", "preferred", "documents", "withheld"})


def agrees(there: Record, record: Record) -> bool:
    """Whether a record says of itself what is there, in full or with less beside it."""
    if isinstance(record, Entity | Document):
        same_class = not isinstance(record, Entity) or getattr(there, "cls", "") == record.cls
        return type(there) is type(record) and same_class  # what is added is held against the rules
    if type(there) is not type(record):
        return False
    if isinstance(there, Attestation) and isinstance(record, Attestation):
        free = {"passages", "note", "withheld"} if there.withheld or record.withheld else {"note"}
        return _equal_but(there, record, free)
    if isinstance(there, Statement) and isinstance(record, Statement):
        return _equal_but(there, record, {"note", "roles"}) and _same_roles(there, record)
    return _equal_but(there, record, _ADDED.get(type(record), frozenset()))


def _equal_but(a: Any, b: Any, free: Iterable[str]) -> bool:
    """Equal in every member, but for those that are free: these may be empty in one of the two."""
    for member in type(a).__dataclass_fields__:
        x, y = getattr(a, member), getattr(b, member)
        if x != y and not (member in free and (member in _EITHER or not x or not y)):
            return False
    return True


def _same_roles(a: Statement, b: Statement) -> bool:
    """The same roles; of a statement under a random id one may have texts that the other leaves out."""
    if a.roles == b.roles:
        return True
    if content_of(a) == a.id or content_of(b) == b.id:
        return False
    less, more = sorted((set(a.roles), set(b.roles)), key=len)
    return less <= more and all(isinstance(value, Text) for _, value in more - less)


def _giving_away(records: Iterable[Record], view: View) -> Iterator[Fault]:
    """What the public level may not be told of a protected person: all that could say who it is."""
    found = list(records)
    persons = {r.id for r in found if isinstance(r, Entity) and r.get(v.PROTECTED) is True}

    def is_protected(id: str) -> bool:
        return id in persons or view.protected(id)

    shut = {
        r.id
        for r in found
        if isinstance(r, Statement) and any(isinstance(x, str) and is_protected(x) for _, x in r.roles)
    }

    def is_shut(id: str) -> bool:
        return id in shut or view.speaks_of_protected(id)

    for record in found:
        for prop in _telling(record, is_protected, is_shut):
            yield Fault(
                record.id,
                prop,
                "",
                "This could tell who a protected person is, and the changeset is public: leave it out here, "
                "and post it at a higher level.",
            )


def _telling(record: Record, is_protected: Any, is_shut: Any) -> Iterator[str]:
    match record:
        case Entity() if is_protected(record.id):
            yield from (prop for prop, _ in record.attributes if prop not in _OPEN)
        case Name() if is_protected(record.entity):
            yield v.LITERAL_FORM
        case Statement() if is_shut(record.id):
            yield from (prop for prop, value in record.roles if isinstance(value, Text))
            if record.note:
                yield v.NOTE
            if content_of(record) == record.id:
                yield v.TYPE
        case Attestation() if any(is_shut(id) for id in (*record.supports, *record.denies)):
            if record.passages or not record.withheld:
                yield v.HAS_PASSAGE
            if record.note:
                yield v.NOTE
        case Assessment() if record.reason and is_shut(record.assesses):
            yield v.REASON
        case Contradiction() if record.reason and any(map(is_shut, record.between)):
            yield v.REASON
        case Retraction() if record.reason != _WITHHELD and any(map(is_shut, record.invalidates)):
            yield v.REASON


def _text(value: object) -> str:
    return value.text if isinstance(value, Text) else str(value)
