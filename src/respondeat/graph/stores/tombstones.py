"""What stays of what was withdrawn: when, by whom, why, and hashes by which it is known when it comes again.

Tombstones stand in the writer's store only, beside the descriptions of changesets; no level's store holds
them. The ids of records stand there as SHA-256 with a salt of the store, so that they cannot be looked up in
a list; who has the writer's store can still try a guess.
"""

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Final, Literal

import pyoxigraph as ox

from respondeat.errors import ValidationError
from respondeat.graph.statement import Changeset, Entity, Name, Record
from respondeat.ontology import vocabulary as v

_SAYS: Final = ox.NamedNode("urn:respondeat:tombstone")
_SALT: Final = ox.NamedNode("urn:respondeat:salt")
_STORE: Final = ox.NamedNode("urn:respondeat:store")
_SHOWN: Final = 20
_LISTED: Final = 1000

Kind = Literal["raise", "erase"]
STUB: Final = frozenset({v.PROTECTED, v.INVENTED, v.PLACEHOLDER})
"""What stays said of an entity whose description was withdrawn, where what stays speaks of it."""


@dataclass(frozen=True, slots=True)
class Changed:
    """A changeset that lost records: its old id, and what it had.

    `now` is the id of what is left of it, `moved_to` of the changeset that has the rest; "" for nothing.
    """

    was: str
    level: str
    now: str = ""
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One withdrawal. `level` is the one to which was raised, "" where it was erased.

    `dataset_hashes` has by level the hash before it, for levels that saw what went; `records`, `entities` and
    `named` are salted hashes of ids: of records, of entities whose description went, and whose names did.
    """

    id: str
    kind: Kind
    level: str
    recorded_at: str
    author: str
    reason: str
    changesets: tuple[Changed, ...] = ()
    dataset_hashes: tuple[tuple[str, str], ...] = ()
    records: frozenset[str] = field(default=frozenset(), repr=False)
    entities: frozenset[str] = field(default=frozenset(), repr=False)
    named: frozenset[str] = field(default=frozenset(), repr=False)
    files: tuple[str, ...] = ()  # SHA-256 of documents whose bytes went
    lifted: tuple[str, str, str] | None = None  # when, by whom, why it no longer keeps anything out

    def bars(self, level: str) -> bool:
        """Whether what was withdrawn may not be written at a level."""
        if self.lifted is not None:
            return False
        return not self.level or v.LEVELS.index(level) < v.LEVELS.index(self.level)

    def as_json(self) -> dict[str, Any]:
        """The tombstone as JSON data."""
        return {
            "id": self.id,
            "kind": self.kind,
            "level": self.level,
            "recorded_at": self.recorded_at,
            "author": self.author,
            "reason": self.reason,
            "changesets": [[c.was, c.level, c.now, c.moved_to] for c in self.changesets],
            "dataset_hashes": dict(self.dataset_hashes),
            "records": sorted(self.records),
            "entities": sorted(self.entities),
            "named": sorted(self.named),
            "files": list(self.files),
            "lifted": list(self.lifted) if self.lifted else None,
        }


def _read(text: str) -> Tombstone:
    said = json.loads(text)
    return Tombstone(
        said["id"],
        said["kind"],
        said["level"],
        said["recorded_at"],
        said["author"],
        said["reason"],
        tuple(Changed(*c) for c in said["changesets"]),
        tuple(said["dataset_hashes"].items()),
        frozenset(said["records"]),
        frozenset(said["entities"]),
        frozenset(said["named"]),
        tuple(said["files"]),
        tuple(said["lifted"]) if said["lifted"] else None,
    )


class Tombstones:
    """All tombstones of a store."""

    def __init__(self, salt: str = "", found: Sequence[Tombstone] = ()) -> None:
        self._salt = salt or secrets.token_hex(32)
        self.all = tuple(sorted(found, key=lambda t: (t.recorded_at, t.id)))
        self._barring = cache(self._barring_at)

    @classmethod
    def read(cls, store: ox.Store) -> "Tombstones":
        """Those that the writer's store holds."""
        salt, found = "", list[Tombstone]()
        for quad in store.quads_for_pattern(None, _SALT, None, ox.DefaultGraph()):
            salt = str(getattr(quad.object, "value", ""))
        for quad in store.quads_for_pattern(None, _SAYS, None, ox.DefaultGraph()):
            found.append(_read(str(getattr(quad.object, "value", ""))))
        return cls(salt, found)

    def and_(self, other: Tombstone) -> "Tombstones":
        """These with another one; one of the same id gives way."""
        return Tombstones(self._salt, [*(t for t in self.all if t.id != other.id), other])

    def quads(self) -> Iterator[ox.Quad]:
        """How they are stored; nothing where there are none."""
        if self.all:
            yield ox.Quad(_STORE, _SALT, ox.Literal(self._salt))
        for one in self.all:
            said = ox.Literal(json.dumps(one.as_json(), ensure_ascii=False))
            yield ox.Quad(ox.NamedNode(one.id), _SAYS, said)

    def lifted(self, id: str, recorded_at: str, author: str, reason: str) -> "Tombstones | None":
        """These after a decision that one of them keeps nothing out any more; None when it is not there."""
        known = next((t for t in self.all if t.id == id), None)
        return None if known is None else self.and_(replace(known, lifted=(recorded_at, author, reason)))

    def hashed(self, ids: Iterable[str]) -> frozenset[str]:
        """Ids as tombstones hold them."""
        return frozenset(hashlib.sha256(f"{self._salt}\x1f{id}".encode()).hexdigest() for id in ids)

    def barring(self, changeset: Changeset) -> Iterator[tuple[str, Tombstone]]:
        """What of a changeset was withdrawn from its level, each with the tombstone that says so."""
        barred = self._barring(changeset.level)
        if not barred:
            return
        for one in barred.get(("changesets", changeset.id), ()):
            yield changeset.id, one
        for record in changeset.records:
            for kind, id in _known_by(record):
                (digest,) = self.hashed([id])
                for one in barred.get((kind, digest), ()):
                    yield record.id, one

    def _barring_at(self, level: str) -> Mapping[tuple[str, str], list[Tombstone]]:
        """The tombstones that bar a changeset by its id, or a record by a hash, from a level."""
        found: dict[tuple[str, str], list[Tombstone]] = defaultdict(list)
        for one in self.all:
            if one.bars(level):
                for known in dict.fromkeys(c.was for c in one.changesets):
                    found["changesets", known].append(one)
                for kind in ("records", "entities", "named"):
                    for digest in getattr(one, kind):
                        found[kind, digest].append(one)
        return dict(found)


def _known_by(record: Record) -> Iterator[tuple[str, str]]:
    """In which list of a tombstone a record is looked up, and under which id."""
    match record:
        case Entity():
            if {prop for prop, _ in record.attributes} - STUB:
                yield "entities", record.id
        case Name():
            yield "records", record.id
            yield "named", record.entity
        case _:
            yield "records", record.id


def refuse_withdrawn(changesets: Iterable[Changeset], tombstones: Tombstones) -> None:
    """Check that nothing comes back that was raised above its level or erased.

    Raises ValidationError, which names the tombstones; its `violations` list the first thousand records.
    """
    found = list(dict.fromkeys(told for changeset in changesets for told in tombstones.barring(changeset)))
    if not found:
        return
    lines = [f"- {id}: {_told(one)}" for id, one in found[:_SHOWN]]
    if len(found) > _SHOWN:
        lines.append(f"- and {len(found) - _SHOWN} more")
    raise ValidationError(
        "Nothing was written, for this was withdrawn from this level and does not come back by being loaded "
        "again. Leave it out; or, if it may stand here again, lift the tombstone first, with the reason:\n"
        + "\n".join(lines),
        violations=[
            {"focus": id, "path": "", "value": "", "message": _told(one)} for id, one in found[:_LISTED]
        ],
    )


def _told(one: Tombstone) -> str:
    # Not the reason nor the level: who writes may not see what is above them.
    return f"withdrawn on {one.recorded_at}, tombstone {one.id.removeprefix(v.ID)}"
