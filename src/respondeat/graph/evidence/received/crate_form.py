"""The form of an RO-Crate's metadata: JSON-LD, flattened and compacted, its terms defined by a context.

Rules of the specification 1.1 ("RO-Crate JSON-LD") and 1.2 ("RO-Crate Structure", "RO-Crate Metadata").
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from .crate_terms import Terms
from .findings import Finding, error, warning

Entity = Mapping[str, Any]

_VALUE: Final = frozenset({"@value", "@type", "@language", "@direction", "@index"})
_MOST: Final = 500_000  # entities


def entities_of(document: Any) -> tuple[list[Entity], list[Finding]]:
    """The entities of a metadata file, and what is wrong with its outer form; no entity then."""
    if not isinstance(document, dict):
        return [], [error("json-ld", "", "the metadata file is no JSON object")]
    if "@context" not in document:
        return [], [error("context", "", "there is no @context, so that nobody can tell what its terms mean")]
    graph = document.get("@graph")
    if not isinstance(graph, list):
        return [], [error("flattened", "", "there is no list of entities (@graph)")]
    if len(graph) > _MOST:
        return [], [error("size", "", f"there are more than {_MOST:,} entities")]
    faults = [f for number, entity in enumerate(graph, 1) for f in _entity_faults(number, entity)]
    if faults:
        return [], faults
    seen: set[str] = set()
    for entity in graph:
        if entity["@id"] in seen:
            faults.append(
                error("flattened", entity["@id"], "it is described twice: flattened JSON-LD says all once")
            )
        seen.add(entity["@id"])
    return list(graph), faults


def _entity_faults(number: int, entity: Any) -> Iterator[Finding]:
    where = f"entity {number} of @graph"
    if not isinstance(entity, dict):
        yield error("flattened", where, "it is no object")
        return
    name = entity.get("@id")
    if not isinstance(name, str) or not name:
        yield error("id", where, "it has no @id")
    kinds = entity.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    if not listed or not all(isinstance(kind, str) and kind for kind in listed):
        yield error("type", name if isinstance(name, str) and name else where, "it has no @type")


def form_findings(entities: list[Entity], terms: Terms) -> Iterator[Finding]:
    """What breaks the form, entity by entity."""
    for fault in dict.fromkeys(terms.faults):
        yield error("context", "", fault)
    unknown: set[str] = set()
    for entity in entities:
        for key, value in entity.items():
            if not terms.knows(key):
                unknown.add(key)
            if key not in ("@id", "@type"):
                yield from _flat(entity["@id"], key, value)
    for address in terms.unknown:
        yield warning("context", address, "this context is not kept here, so its terms are taken as they are")
    for key in sorted(unknown):
        if terms.unknown and not key.startswith(("http:", "https:", "@")):
            continue  # one of those contexts may define it
        yield error("compacted", key, "@context defines no such term")


def _flat(where: str, key: str, value: Any) -> Iterator[Finding]:
    if key == "@reverse" and isinstance(value, dict):
        for term, told in value.items():
            yield from _flat(where, term, told)
    elif isinstance(value, list):
        for one in value:
            yield from _flat(where, key, one)
    elif isinstance(value, dict):
        if "@value" in value:
            yield from _value_object(where, key, value)
        elif set(value) != {"@id"} or not isinstance(value["@id"], str):
            yield error(
                "flattened", where, f"{key} holds an entity within this one: only its @id may stand there"
            )


def _value_object(where: str, key: str, value: Mapping[str, Any]) -> Iterator[Finding]:
    """JSON-LD 1.1, 9.5: value objects."""
    if not set(value) <= _VALUE:
        yield error("value-object", where, f"{key} holds a value with members that values do not have")
    if "@language" in value and "@type" in value:
        yield error("value-object", where, f"{key} holds a value with both a language and a type")
    if isinstance(value["@value"], list | dict):
        yield error("value-object", where, f"{key} holds a value that is a list or an object")
    if "@language" in value and not isinstance(value["@value"], str):
        yield error("value-object", where, f"{key} holds a value with a language that is no text")
