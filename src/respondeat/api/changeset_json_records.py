"""Records of each kind in a posted changeset."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

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
    Text,
    Value,
)
from respondeat.ontology import vocabulary as v

from .changeset_json_given import Given
from .changeset_json_times import time_of

_CLASSES: Final = tuple(cls.removeprefix(v.R) for cls in v.ENTITY_CLASSES)
_RELATIONS: Final = tuple(relation.name for relation in v.RELATIONS.values())
_DIGITS: Final = frozenset("0123456789abcdef")
_DOCUMENT: Final = ("title", "sha256", "publisher", "url", "file_name", "media_type", "language")


def _document(given: Given, id: str) -> Document:
    given.allow(("id", *_DOCUMENT, "written", "version_of", "note"))
    said = {name: given.text(name) for name in _DOCUMENT}
    _digest(given)
    return Document(
        id,
        **said,
        written=time_of(given, "written"),
        version_of=given.ref("version_of"),
        note=given.text("note"),
    )


def _digest(given: Given) -> str:
    found = given.text("sha256")
    if found and (len(found) != 64 or not set(found) <= _DIGITS):
        given.fault("sha256", found, "must be 64 hexadecimal digits in lower case")
    return found


def _entity(given: Given, id: str) -> Entity:
    attributes = {prop.removeprefix(v.R): prop for prop in v.ATTRIBUTES}
    given.allow(("id", "key", "class", *attributes))
    cls = given.text("class", needed=not given.has("id"))
    if cls and cls not in _CLASSES:
        given.fault("class", cls, f"is no class; there are {', '.join(_CLASSES)}")
    pairs = []
    for name, prop in attributes.items():
        if given.has(name) and (value := _value(given, name, v.role_range(prop))) is not None:
            pairs.append((prop, value))
    return Entity(id, v.R + cls if cls else "", tuple(sorted(pairs, key=repr)))


def _value(given: Given, name: str, kind: str) -> Value | None:
    if kind == "entity":
        return given.ref(name) or None
    if kind.startswith("concept:"):
        return given.concept(name) or None
    if kind == "integer":
        return given.whole(name)
    if kind == "boolean":
        return given.flag(name)
    if kind == "edtf":
        found = given.text(name)
        return Text(found) if found else None
    return given.words(name)


def _name(given: Given, id: str) -> Name:
    given.allow(("id", "entity", "form", "lang", "preferred", "documents"))
    entity, form = given.ref("entity", needed=True), given.text("form", needed=True)
    return Name(id, entity, form, given.text("lang"), given.flag("preferred"), given.refs("documents"))


def _passage(given: Given, id: str) -> Passage:
    given.allow(("id", "document", "start", "end", "sha256", "locator"))
    start, end = given.whole("start"), given.whole("end")
    if (start is None) != (end is None) or (start is not None and end is not None and not 0 <= start < end):
        given.fault("start", start, "and end stand together, 0 <= start < end")
    return Passage(id, given.ref("document", needed=True), start, end, _digest(given), given.text("locator"))


def _statement(given: Given, id: str) -> Statement:
    given.allow(("id", "relation", "roles", "time", "note", "derived"))
    name = given.text("relation", needed=True)
    kind = v.RELATIONS.get(v.R + name)
    pairs: list[tuple[str, Value]] = []
    if kind is None:
        if name:
            given.fault("relation", name, f"is no relation; there are {', '.join(_RELATIONS)}")
    elif (roles := given.object("roles")) is not None:
        names = {role.removeprefix(v.R): role for role in sorted(kind.roles)}
        roles.allow(names)
        for local, role in names.items():
            if roles.has(local):
                value = _value(roles, local, v.role_range(role, kind.iri))
                pairs += [] if value is None else [(role, value)]
    relation = kind.iri if kind else v.R + "Existence"
    return Statement(
        id, relation, tuple(sorted(pairs)), time_of(given), given.text("note"), given.flag("derived")
    )


def _attestation(given: Given, id: str) -> Attestation:
    concepts = ("modality", "standard")
    given.allow(
        ("id", "supports", "denies", "passages", "origin", "reported_by", *concepts, "withheld", "note")
    )
    supports, denies = given.refs("supports"), given.refs("denies")
    if not given.has("supports") and not given.has("denies"):
        given.fault("supports", None, "or denies is missing: an attestation is about at least one statement")
    return Attestation(
        id,
        supports,
        denies,
        given.refs("passages"),
        given.ref("origin"),
        given.ref("reported_by"),
        given.concept("modality") or v.R + "asserted",
        given.concept("standard"),
        given.flag("withheld"),
        given.text("note"),
    )


def _assessment(given: Given, id: str) -> Assessment:
    given.allow(("id", "assesses", "status", "confidence", "reason", "by", "revision_of"))
    return Assessment(
        id,
        given.ref("assesses", needed=True),
        given.concept("status", needed=True),
        given.concept("confidence"),
        given.text("reason"),
        given.ref("by"),
        given.ref("revision_of"),
    )


def _derivation(given: Given, id: str) -> Derivation:
    given.allow(("id", "derives", "rule", "premises", "rule_version"))
    derives, rule = given.ref("derives", needed=True), given.concept("rule", needed=True)
    return Derivation(
        id, derives, rule, given.refs("premises", needed=True), given.text("rule_version") or "1"
    )


def _contradiction(given: Given, id: str) -> Contradiction:
    given.allow(("id", "between", "kind", "reason"))
    between = given.refs("between", needed=True)
    if given.has("between") and len(between) != 2:
        given.fault("between", None, "must be the ids of two statements")
    pair = (between[0], between[-1]) if between else ("", "")
    return Contradiction(id, pair, given.concept("kind", needed=True), given.text("reason"))


def _retraction(given: Given, id: str) -> Retraction:
    given.allow(("id", "invalidates", "reason", "by"))
    return Retraction(
        id, given.refs("invalidates", needed=True), given.text("reason", needed=True), given.ref("by")
    )


READERS: Final[Mapping[str, Callable[[Given, str], Record]]] = MappingProxyType(
    {
        "documents": _document,
        "entities": _entity,
        "names": _name,
        "passages": _passage,
        "statements": _statement,
        "attestations": _attestation,
        "assessments": _assessment,
        "derivations": _derivation,
        "contradictions": _contradiction,
        "retractions": _retraction,
    }
)
"""What reads the records of each list of a posting: an object and the record's id in the draft."""
