"""Records as JSON, in the form in which they are posted."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

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

from .changeset_json import KINDS
from .changeset_json_records import READERS
from .changeset_json_times import time_as_json

_CONCEPTS: Final = frozenset({"modality", "standard", "status", "confidence", "rule", "kind"})


def records_as_json(records: Iterable[Record]) -> dict[str, list[dict[str, Any]]]:
    """Records by kind, as a posting has them; what is not said is left out."""
    found: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        found.setdefault(KINDS[type(record).__name__], []).append(record_as_json(record))
    return {kind: found[kind] for kind in READERS if kind in found}


def record_as_json(record: Record) -> dict[str, Any]:
    """One record as a posting has it."""
    said = {"id": record.id, **_WRITERS[type(record)](record)}
    return {key: value for key, value in said.items() if value not in ("", (), None) and value != []}


def _entity(r: Entity) -> dict[str, Any]:
    said = {prop.removeprefix(v.R): _value(prop, "", value) for prop, value in r.attributes}
    return {"class": r.cls.removeprefix(v.R), **said}


def _value(prop: str, relation: str, value: Value) -> Any:
    if isinstance(value, Text):
        return {"text": value.text, "lang": value.lang} if value.lang else value.text
    concept = isinstance(value, str) and v.role_range(prop, relation).startswith("concept:")
    return value.removeprefix(v.R) if concept and isinstance(value, str) else value


def _statement(r: Statement) -> dict[str, Any]:
    return {
        "relation": r.relation.removeprefix(v.R),
        "roles": {prop.removeprefix(v.R): _value(prop, r.relation, value) for prop, value in r.roles},
        "time": time_as_json(r.time) if r.time else None,
        "note": r.note,
        "derived": r.derived or None,
    }


def _document(r: Document) -> dict[str, Any]:
    names = ("title", "sha256", "publisher", "url", "file_name", "media_type", "language", "version_of")
    written = time_as_json(r.written) if r.written else None
    return {**_members(r, names), "written": written, "note": r.note}


def _members(r: Record, names: Iterable[str]) -> dict[str, Any]:
    found = {name: getattr(r, name) for name in names}
    return {
        name: value.removeprefix(v.R)
        if name in _CONCEPTS
        else list(value)
        if isinstance(value, tuple)
        else value
        for name, value in found.items()
    }


def _plain(*names: str) -> Callable[[Any], dict[str, Any]]:
    return lambda record: _members(record, names)


def _name(r: Name) -> dict[str, Any]:
    return {**_members(r, ("entity", "form", "lang", "documents")), "preferred": r.preferred or None}


def _attestation(r: Attestation) -> dict[str, Any]:
    names = ("supports", "denies", "passages", "origin", "reported_by", "modality", "standard", "note")
    return {**_members(r, names), "withheld": r.withheld or None}


_WRITERS: Final[Mapping[type, Callable[[Any], dict[str, Any]]]] = MappingProxyType(
    {
        Entity: _entity,
        Name: _name,
        Document: _document,
        Passage: _plain("document", "start", "end", "sha256", "locator"),
        Statement: _statement,
        Attestation: _attestation,
        Assessment: _plain("assesses", "status", "confidence", "reason", "by", "revision_of"),
        Derivation: _plain("derives", "rule", "premises", "rule_version"),
        Contradiction: _plain("between", "kind", "reason"),
        Retraction: _plain("invalidates", "reason", "by"),
    }
)
