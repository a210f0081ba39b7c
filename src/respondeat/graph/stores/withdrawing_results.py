"""What is asked for when something is withdrawn, and what comes of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from respondeat.graph.statement import Record
from respondeat.ontology import vocabulary as v

from .protocol import ChangesetInfo
from .tombstones import Changed, Kind, Tombstones


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that is withdrawn. `because` is the id of what it follows, "" where it was asked for."""

    id: str
    kind: str  # the local name of its class
    level: str  # the lowest at which it was known
    because: str = ""


@dataclass(frozen=True, slots=True)
class Divided:
    """A record that stays without what it said of withdrawn ones, and the id that it has from then on."""

    was: str
    kind: str
    now: str


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """What is, or was, raised or erased.

    `level` is the one to which is raised, "" for erasing; `tombstone` the id of what stays in the writer's
    store; `stubs` are entities of which only the class stays; `passages` those that others still cite, whose
    words may tell what went; `files` the SHA-256 of documents that go.
    """

    kind: Kind
    level: str
    tombstone: str
    recorded_at: str
    author: str
    reason: str
    gone: tuple[Gone, ...]
    divided: tuple[Divided, ...]
    stubs: tuple[str, ...]
    changesets: tuple[Changed, ...]
    passages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The withdrawal as JSON data."""
        return {
            "kind": self.kind,
            "level": self.level or None,
            "tombstone": self.tombstone,
            "recorded_at": self.recorded_at,
            "author": self.author,
            "reason": self.reason,
            "records": [
                {"id": g.id, "kind": g.kind, "level": g.level, "because": g.because or None}
                for g in self.gone
            ],
            "divided": [{"was": d.was, "kind": d.kind, "now": d.now} for d in self.divided],
            "stubs": list(self.stubs),
            "changesets": [
                {"was": c.was, "level": c.level, "now": c.now or None, "moved_to": c.moved_to or None}
                for c in self.changesets
            ],
            "passages": list(self.passages),
            "files": list(self.files),
        }


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: ids of records or changesets, and who withdraws them when and why."""

    targets: tuple[str, ...]
    level: str  # "" to erase
    recorded_at: str
    author: str
    reason: str
    dependents: bool = False
    files: bool = False

    @property
    def top(self) -> int:
        """The place of the level in `vocabulary.LEVELS`, their number for erasing."""
        return v.LEVELS.index(self.level) if self.level else len(v.LEVELS)


@dataclass(frozen=True, slots=True)
class Plan:
    """A withdrawal, and the changesets with which the writer's store is written anew.

    A changeset of `content` whose records are None stays as it is.
    """

    withdrawal: Withdrawal
    content: tuple[tuple[ChangesetInfo, tuple[Record, ...] | None], ...] = field(repr=False)
    tombstones: Tombstones = field(repr=False)
    forbidden: Mapping[str, int] = field(repr=False)  # ids that no changeset below a level may speak of
