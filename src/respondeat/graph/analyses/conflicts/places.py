"""Where persons were: at two places far apart on one day."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from respondeat.graph.command.upheld import of
from respondeat.graph.replay import Records
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v

from .shape import Found, Kind, Known, Side, Why
from .sweep import overlaps

WITHIN: Final = v.R + "within"
LOCATION: Final = v.R + "Location"
_STATE: Final = v.R + "State"
_PLACE: Final = v.R + "Place"
_DETENTION: Final = v.R + "PlaceOfDetention"
_SEAT: Final = v.R + "seat"
_EVENT_PLACE: Final = v.R + "placeOfEvent"
_PRESENT: Final = frozenset(
    v.R + role for role in ("perpetrator", "mainPerpetrator", "participant", "victim", "witness")
)
_LONG: Final = 3  # days in a row of which the middle one leaves no room for a move
AT_HOME: Final = frozenset({v.R + "homeArrest", v.R + "openRegime"})


class Presence(NamedTuple):
    """A person surely was at a place from `lo` to `hi`, by these statements."""

    lo: int
    hi: int
    place: str
    statements: tuple[str, ...]


class Places:
    """In which larger places a place lies, by its attributes and the seats that sources state."""

    def __init__(self, known: Known) -> None:
        self._known = known
        self._around: dict[str, frozenset[str]] = {}

    def around(self, place: str) -> frozenset[str]:
        """The place and all that it lies within, States too."""
        found = self._around.get(place)
        if found is None:
            seen, waiting = {place}, [place]
            while waiting:
                for outer in self._outer(waiting.pop()):
                    if outer not in seen:
                        seen.add(outer)
                        waiting.append(outer)
            found = self._around[place] = frozenset(seen)
        return found

    def _outer(self, place: str) -> Iterator[str]:
        entity = self._known.entity(place)
        if entity is not None:
            yield from (x for p, x in entity.attributes if p in (WITHIN, v.OF_STATE) and isinstance(x, str))
        if entity is None or entity.cls != _PLACE:  # a body, a place of detention: where it has its seat
            for known in of(self._known.records, v.R + "located", place, LOCATION):
                if known.statement.iri("role") in ("", _SEAT):
                    yield known.statement.iri("place")

    def apart(self, a: str, b: str) -> bool:
        """Whether both are known to lie in different places, of which none lies in another's.

        Of each it must be known in what it lies; only in a State must they both lie.
        """
        mine, theirs = self.around(a), self.around(b)
        if len(mine) < 2 or len(theirs) < 2:
            return False
        return all(self._is_state(x) for x in mine & theirs) and not (self._is_state(a) or self._is_state(b))

    def _is_state(self, place: str) -> bool:
        entity = self._known.entity(place)
        return entity is not None and entity.cls == _STATE


def places(records: Records, found: Found) -> None:
    """Rules `two-places` and `two-places-long`; only days on which both surely hold."""
    where = Places(found.known)
    for person, presences in sorted(_presences(records, found.known).items()):
        own = sorted(presences)
        for i, j in overlaps([(p.lo, p.hi) for p in own]):
            a, b = own[i], own[j]
            if a.place == b.place or not where.apart(a.place, b.place):
                continue
            if not all(found.known.said(s) for p in (a, b) for s in p.statements):
                continue
            lo, hi = max(a.lo, b.lo), min(a.hi, b.hi)
            why = Why.TWO_PLACES_LONG if hi - lo + 1 >= _LONG else Why.TWO_PLACES
            sides = Side(a.statements), Side(b.statements)
            if not found.add(Kind.PLACES, why, (person, a.place, b.place), sides, ((lo, hi),)):
                return


def _presences(records: Records, known: Known) -> dict[str, set[Presence]]:
    by_person: dict[str, set[Presence]] = defaultdict(set)
    at_events: dict[str, set[Presence]] = defaultdict(set)
    for said in _dated(records, LOCATION):
        located, (lo, hi) = said.iri("located"), _sure(said)
        if lo == hi:  # where one lives over a time does not say where one is on a day of it
            entity = known.entity(located)
            if entity is not None and entity.cls == v.PERSON:
                by_person[located].add(Presence(lo, hi, said.iri("place"), (said.id,)))
            elif entity is not None and entity.cls == v.EVENT and said.iri("role") in ("", _EVENT_PLACE):
                at_events[located].add(Presence(lo, hi, said.iri("place"), (said.id,)))
    for person, spell in custody(records, known):
        if place := _held_at(known, spell):
            by_person[person].add(Presence(*_sure(spell), place, (spell.id,)))
    for event, held in at_events.items():
        if len({p.place for p in held}) == 1:  # what happens in several places says of nobody in which
            for one in of(records, v.R + "event", event, v.PARTICIPATION):
                actor = known.entity(one.statement.iri("actor"))
                if actor is not None and actor.cls == v.PERSON and one.statement.iri("role") in _PRESENT:
                    by_person[actor.id].update(
                        p._replace(statements=tuple(sorted((*p.statements, one.statement.id)))) for p in held
                    )
    return by_person


def custody(records: Records, known: Known) -> Iterator[tuple[str, Statement]]:
    """The custody of single persons on days that are certain, away from home."""
    for said in _dated(records, v.CUSTODY):
        detained = known.entity(said.iri("detained"))
        if detained is not None and detained.cls == v.PERSON and said.iri("regime") not in AT_HOME:
            yield detained.id, said


def _dated(records: Records, relation: str) -> Iterator[Statement]:
    """The statements of a relation that surely hold on some day, not derived, in no order."""
    for id in records.instances(relation):
        said = records.record(id)
        if isinstance(said, Statement) and not said.derived and said.time is not None:
            b = said.time.bounds
            if b.ls is not None and b.ee is not None and b.ls <= b.ee:
                yield said


def _sure(said: Statement) -> tuple[int, int]:
    bounds = said.time.bounds if said.time else None
    if bounds is None or bounds.ls is None or bounds.ee is None:
        return 1, 0
    return bounds.ls, bounds.ee


def _held_at(known: Known, said: Statement) -> str:
    """Where somebody is held: the place, or the custodian that is one."""
    custodian = known.entity(said.iri("custodian"))
    return said.iri("place") or (
        custodian.id if custodian is not None and custodian.cls == _DETENTION else ""
    )
