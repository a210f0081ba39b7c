"""A changeset as it was posted: records under names of the posting's own, before they get their ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from respondeat.graph.statement import Record

LOCAL: Final = "urn:respondeat:posting#"
"""What a name of the posting's own, such as `#p1`, begins with once it is read as an IRI."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a posting that cannot stand: at which record, along which property, and why.

    `place` is a JSON pointer (RFC 6901) into the posting, "" where it is RDF.
    """

    focus: str
    path: str
    value: str
    message: str
    place: str = ""

    def as_json(self) -> dict[str, str]:
        """The fault as a violation of a problem."""
        said = {"focus": self.focus, "path": self.path, "value": self.value, "message": self.message}
        return {**said, "place": self.place} if self.place else said


@dataclass(frozen=True, slots=True)
class Draft:
    """A changeset before its ids are made.

    `keys` are the keys from which the ids of entities follow, `places` where records stand in the JSON, both
    by the id in the draft; `triples` what was posted as RDF, and `lost` the part of it for which no record
    has room; `own` ids that the server itself gives.
    """

    records: tuple[Record, ...]
    level: str
    author: str = ""
    note: str = ""
    recorded_at: str = ""
    id: str = ""
    keys: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    places: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    triples: bytes | None = None
    lost: tuple[tuple[str, str, str], ...] = ()
    own: frozenset[str] = frozenset()


def is_local(iri: str) -> bool:
    """Whether an IRI is a name of the posting's own."""
    return iri.startswith(LOCAL)


def shown(iri: str) -> str:
    """A name of the posting's own as it was written, or the place of what has none; another IRI as it is."""
    name = iri.removeprefix(LOCAL)
    return iri if name == iri else name if name.startswith("/") else f"#{name}"
