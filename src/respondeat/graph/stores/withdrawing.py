"""Raising records to a higher level, and erasing them by law: what has to be done, worked out as a value.

Nothing is done here; `rewriting` does it. What the rules are:

- What is withdrawn leaves every changeset below the level (every changeset, where it is erased). What is left
  of a changeset gets a new id from what is left, so that the history of a lower level is that of a store in
  which the rest never was: its dataset hash says nothing of it, not even to whom guesses what it was. A
  changeset of which nothing is left is gone from the history.
- Raised records stand in a changeset of the higher level that bears the moment and the author of the one
  they were in: what is asked there of a past moment is answered as before. Its note says when they were
  raised, by whom and why.
- A record that is left in part, such as an attestation of two statements, gets a random id at every level:
  the old one is a hash of the whole, by which the rest could be guessed. One that was known at a level below
  what went keeps its id. The part and the whole have one id, and are one record to whoever may see both.
- Of an entity that statements still speak of, its class stays and the mark of a protected person; its
  attributes and all its names are withdrawn. Its IRI stays wherever statements have it.
- An answer that was given before has a dataset hash that the history of these levels no longer holds; it is
  not told whether what it stood for was withdrawn or never there, for that would confirm a guess. The owner
  finds it in the tombstone.
"""

from collections.abc import Collection
from dataclasses import replace

from respondeat.errors import InputError, UnknownName
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Changeset,
    Entity,
    Record,
    Retraction,
    random_id,
)
from respondeat.ontology import vocabulary as v

from .protocol import ChangesetInfo
from .sequences import chain_hash, visible
from .tombstones import Changed, Tombstone, Tombstones
from .withdrawing_closure import Closure
from .withdrawing_records import reduced, renamed, stub
from .withdrawing_results import Divided, Order, Plan, Withdrawal
from .withdrawing_told import files_gone, passages_left, refusal, told_of
from .withdrawing_view import Below, is_iri
from .writer import Writer


def plan(writer: Writer, order: Order) -> Plan:
    """What has to be done. Raises UnknownName, InputError, and ValidationError where it is refused."""
    return _Planning(writer, order).made()


class _Planning:
    """One plan being made."""

    def __init__(self, writer: Writer, order: Order) -> None:
        Changeset.of((), recorded_at=order.recorded_at, author=order.author)  # checks the moment
        if not order.reason.strip():
            raise InputError("Say why: without a reason nobody can tell later whether this was right.")
        if not order.targets:
            raise InputError("Nothing to withdraw was named. Give ids of records or of changesets.")
        if order.level and order.level not in v.LEVELS[1:]:
            raise InputError(f"Nothing is raised to {order.level!r}; there are {', '.join(v.LEVELS[1:])}.")
        self.writer, self.order = writer, order
        self.below = Below(writer, order.top)
        self.infos = {info.id: info for info in writer.infos}
        self.whole = frozenset(id for id in order.targets if id in self.infos)
        for id in order.targets:
            self._known(id)
        named = [id for id in order.targets if id not in self.whole]
        records, entities = self._only_there()
        self.closure = Closure(
            self.below,
            [*named, *records],
            [id for id in entities if id not in named],
            dependents=order.dependents,
        )
        if self.closure.refused:
            raise refusal(self.closure)
        self.divided = self.closure.divided()
        self.ids = self._new_ids()

    def _known(self, id: str) -> None:
        """Raises unless there is something below the level under this id."""
        info = self.infos.get(id)
        if not is_iri(id):
            raise UnknownName(f"There is no record and no changeset with the id {id!r}. Nothing was changed.")
        if info is not None and v.LEVELS.index(info.level) < self.order.top:
            return
        if info is None and self.below.described(id):
            return
        if info is None and not Below(self.writer, len(v.LEVELS)).described(id):
            raise UnknownName(f"There is no record and no changeset with the id {id}. Nothing was changed.")
        raise InputError(f"{id} is not known below {self.order.level} already. Nothing was changed.")

    def _only_there(self) -> tuple[list[str], list[str]]:
        """The records and the entities that go with the changesets that are named, for no other keeps them.

        Another changeset keeps a record when it describes it at a level that is not above the named ones.
        """
        records: dict[str, None] = {}
        entities: dict[str, None] = {}
        for changeset in sorted(self.whole):
            for record in self.writer.records(changeset):
                places = self.below.described(record.id)
                named = [at for graph, at in places.items() if graph in self.whole]
                others = [at for graph, at in places.items() if graph not in self.whole]
                if named and not any(at <= min(named) for at in others):
                    (entities if isinstance(record, Entity) else records)[record.id] = None
        return list(records), list(entities)

    def _new_ids(self) -> dict[str, str]:
        """New ids of the records that are left in part, and of those whose id follows from such a one."""
        found: dict[str, str] = {}
        waiting = [id for id, lost in self.divided.items() if self._guessable(id, lost)]
        while waiting:
            id = waiting.pop()
            if id not in found:
                found[id] = random_id(id.removeprefix(v.ID).partition("-")[0])
                waiting += [
                    other
                    for prop, other in self.below.referring(id)
                    if prop in (v.INVALIDATED, v.REVISION_OF) and other not in self.closure.gone
                ]
        return found

    def _guessable(self, id: str, lost: int) -> bool:
        """Whether an id can be a hash of what is withdrawn: not where it was known below what went."""
        mine = self.below.level(id)
        of_parts = isinstance(self.below.record(id), Attestation | Retraction | Assessment)
        return of_parts and mine is not None and mine >= lost

    def made(self) -> Plan:
        """The plan."""
        touched = self._touched()
        content: dict[str, tuple[ChangesetInfo, tuple[Record, ...] | None]] = {}
        raised: dict[str, tuple[ChangesetInfo, tuple[Record, ...] | None]] = {}
        changed: list[Changed] = []
        for info in self.writer.infos:
            if info.id not in touched:
                content[info.id] = (info, None)
                continue
            stay, move = self._parted(info)
            if stay == self.writer.records(info.id):
                content[info.id] = (info, None)
                continue
            left = _changeset(info, stay) if stay else None
            up = self._raised(info, move) if move and self.order.level else None
            for one, place in ((left, content), (up, raised)):
                if one is not None:
                    place.setdefault(one[0].id, one)
            changed.append(Changed(info.id, info.level, left[0].id if left else "", up[0].id if up else ""))
        told = self._told(tuple(changed))
        whole = {**content, **{id: one for id, one in raised.items() if id not in content}}
        forbidden = dict.fromkeys(self.closure.gone, self.order.top) | dict.fromkeys(self.ids, len(v.LEVELS))
        return Plan(told, tuple(whole.values()), self._tombstones(told), forbidden)

    def _touched(self) -> frozenset[str]:
        everywhere = Below(self.writer, len(v.LEVELS))
        found = set(self.whole)
        for id in (*self.closure.gone, *self.closure.entities):
            found |= self.below.changesets(id)
        for id in self.ids:
            found |= everywhere.changesets(id)
        return frozenset(found)

    def _parted(self, info: ChangesetInfo) -> tuple[tuple[Record, ...], tuple[Record, ...]]:
        """The records that stay in a changeset, and those that move up from it, whole."""
        records = self.writer.records(info.id)
        if v.LEVELS.index(info.level) >= self.order.top:
            return tuple(renamed(r, self.ids) for r in records), ()
        stay: list[Record] = []
        move: list[Record] = []
        for record in records:
            left = self._left(record, info.id)
            if left is not None:
                stay.append(renamed(left, self.ids))
            if left != record:
                move.append(renamed(record, self.ids))
        return tuple(stay), tuple(move)

    def _left(self, record: Record, changeset: str) -> Record | None:
        """What is left of a record in a changeset below the level."""
        if isinstance(record, Entity):
            if record.id in self.closure.entities:
                return stub(record) if self._spoken_of(record.id) else None
            return None if changeset in self.whole else record
        if record.id in self.closure.gone or changeset in self.whole:
            return None
        return reduced(record, self.closure.gone)

    def _spoken_of(self, entity: str) -> bool:
        """Whether anything that stays below the level speaks of an entity."""
        gone, blank, whole = self.closure.gone, self.closure.entities, self.whole
        named = any(p in (v.PREF_LABEL, v.ALT_LABEL) and n not in gone for p, n in self.below.saying(entity))
        return named or any(
            graph not in whole and subject not in gone and subject not in blank
            for graph, subject in self.below.speakers(entity)
        )

    def _raised(
        self, info: ChangesetInfo, records: Collection[Record]
    ) -> tuple[ChangesetInfo, tuple[Record, ...]]:
        order = self.order
        said = f"raised from {info.level} on {order.recorded_at} by {order.author}: {order.reason}"
        note = f"{info.note} ({said})" if info.note else said
        return _changeset(replace(info, level=order.level, note=note), tuple(records))

    def _told(self, changed: tuple[Changed, ...]) -> Withdrawal:
        order, below, closure = self.order, self.below, self.closure
        gone = [told_of(below, id, because) for id, because in (closure.gone | closure.entities).items()]
        divided = [
            Divided(id, type(below.record(id)).__name__, self.ids.get(id, id))
            for id in self.divided.keys() | self.ids.keys()
        ]
        return Withdrawal(
            "raise" if order.level else "erase",
            order.level,
            random_id("ts"),
            order.recorded_at,
            order.author,
            order.reason,
            tuple(sorted(gone, key=lambda g: (bool(g.because), g.kind, g.id))),
            tuple(sorted(divided, key=lambda d: (d.kind, d.was))),
            tuple(sorted(id for id in closure.entities if self._spoken_of(id))),
            changed,
            passages_left(below, closure, self.divided),
            files_gone(self.writer, below, closure) if order.files else (),
        )

    def _tombstones(self, told: Withdrawal) -> Tombstones:
        known, closure = self.writer.tombstones, self.closure
        infos = self.writer.infos
        saw = {v.LEVELS.index(c.level) for c in told.changesets}
        hashes = [
            (level, chain_hash(visible(infos, level)))
            for place, level in enumerate(v.LEVELS)
            if place >= min(saw, default=len(v.LEVELS))
        ]
        return known.and_(
            Tombstone(
                told.tombstone,
                told.kind,
                told.level,
                told.recorded_at,
                told.author,
                told.reason,
                told.changesets,
                tuple(hashes),
                known.hashed([*closure.gone, *self.ids]),
                known.hashed(closure.entities),
                known.hashed(id for id in closure.entities if id in self.order.targets),
                told.files,
            )
        )


def _changeset(info: ChangesetInfo, records: tuple[Record, ...]) -> tuple[ChangesetInfo, tuple[Record, ...]]:
    """A changeset of the same moment, level, author and note with these records, and so with its own id."""
    made = Changeset.of(
        sorted(records, key=lambda r: r.id),
        recorded_at=info.recorded_at,
        level=info.level,
        author=info.author,
        note=info.note,
    )
    return replace(info, id=made.id), made.records
