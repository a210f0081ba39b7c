"""The entities of an RO-Crate by their ids, and how they hang together."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final
from urllib.parse import unquote

from .crate_form import Entity
from .crate_terms import VERSION

METADATA: Final = "ro-crate-metadata.json"
LEGACY: Final = "ro-crate-metadata.jsonld"
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_DRIVE: Final = re.compile(r"[A-Za-z]:[/\\]")
_DESCRIPTORS: Final = (METADATA, "./" + METADATA, LEGACY, "./" + LEGACY)


@dataclass(frozen=True)
class Graph:
    """Entities by id. `iri` says what a term stands for, so that types are known by what they mean."""

    entities: Mapping[str, Entity]
    types: Mapping[str, frozenset[str]] = field(repr=False)

    @cached_property
    def descriptor(self) -> Entity | None:
        """The entity that stands for the metadata file (1.2: "Finding the Root Data Entity")."""
        for name in _DESCRIPTORS:
            if name in self.entities:
                return self.entities[name]
        ends = ("/" + METADATA, "/" + LEGACY)
        found = [
            e for name, e in self.entities.items() if name.endswith(ends) and list(references(e.get("about")))
        ]
        return found[0] if len(found) == 1 else None

    @cached_property
    def root(self) -> Entity | None:
        """The root data entity, to which the descriptor points."""
        told = list(references(self.descriptor.get("about"))) if self.descriptor else []
        return self.entities.get(told[0]) if told else None

    @property
    def versions(self) -> tuple[str, ...]:
        """The versions of RO-Crate that the descriptor says it conforms to."""
        told = references(self.descriptor.get("conformsTo")) if self.descriptor else ()
        return tuple(found[1] for one in told if (found := VERSION.fullmatch(one)))

    def is_a(self, entity: Entity, *kinds: str) -> bool:
        """Whether an entity is of one of these types, as IRIs or as terms of schema.org."""
        wanted = {k if ":" in k else "http://schema.org/" + k for k in kinds}
        return not wanted.isdisjoint(self.types[entity["@id"]])

    def data_entities(self) -> Iterator[Entity]:
        """Files and folders, the root and what has only a name within the metadata (`#x`) left out."""
        for name, entity in self.entities.items():
            if entity is self.root or entity is self.descriptor or name.startswith(("#", "_:", "./#")):
                continue
            if self.root is not None and name.startswith(self.root["@id"] + "#"):
                continue
            if self.is_a(entity, "MediaObject", "Dataset"):
                yield entity

    def reached(self) -> frozenset[str]:
        """The ids that `hasPart` leads to from the root, by any number of steps."""
        seen: set[str] = set()
        waiting = [self.root["@id"]] if self.root else []
        while waiting:
            entity = self.entities.get(waiting.pop(), {})
            new = {plain(one) for one in references(entity.get("hasPart"))} - seen
            seen |= new
            waiting += [self._named[one] for one in new if one in self._named]
        return frozenset(seen)

    @cached_property
    def _named(self) -> Mapping[str, str]:
        return {plain(id): id for id in self.entities}


def references(value: Any) -> Iterator[str]:
    """The ids that the value of a property refers to."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict) and isinstance(one.get("@id"), str):
            yield one["@id"]


def values(value: Any) -> list[Any]:
    """The values of a property, one or many; value objects as their value."""
    listed = value if isinstance(value, list) else [] if value is None else [value]
    return [one["@value"] if isinstance(one, dict) and "@value" in one else one for one in listed]


def text_of(entity: Entity, key: str) -> str:
    """The first text that a property has; "" without one."""
    return next((one for one in values(entity.get(key)) if isinstance(one, str)), "")


def is_absolute(id: str) -> bool:
    """Whether an id is an absolute IRI (a drive of Windows is none)."""
    return bool(_ABSOLUTE.match(id)) and not _DRIVE.match(id)


def plain(id: str) -> str:
    """An id without `./` in front, and with spaces escaped as they should be."""
    return (id[2:] if id.startswith("./") and len(id) > 2 else id).replace(" ", "%20")


def path_of(id: str) -> str:
    """The path that a relative id names, escapes resolved."""
    return unquote(plain(id).partition("#")[0].partition("?")[0])


def path_fault(id: str) -> str:
    """Why a relative id names no file within the package; "" when it may."""
    path = path_of(id)
    if path.startswith("/") or _DRIVE.match(path):
        return "its @id is an absolute path, and not one within the package"
    if ".." in path.replace("\\", "/").split("/"):
        return "its @id leads out of the package"
    if "\\" in path:
        return "its @id has a backslash; paths are written with /"
    return ""


def kinds_of(entity: Entity) -> Iterable[str]:
    """The types of an entity as they are written."""
    told = entity["@type"]
    return told if isinstance(told, list) else [told]
