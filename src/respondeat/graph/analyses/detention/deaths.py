"""Deaths in custody: who died, when, and who is said to have held them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from respondeat.graph.command import EARLY, LATE, CommandGraph, State, When
from respondeat.graph.command.upheld import Listed, Upheld, of
from respondeat.graph.dates import Grade, grade
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v

from .custody import DETAINED, EVENT_ROLE, Grading, Spell, Window, custody, has_role, joint

DEATH = v.R + "deathInCustody"
_PLACE_OF_EVENT = v.R + "placeOfEvent"


@dataclass(frozen=True, slots=True)
class Held:
    """A body or place that held the one who died.

    `grade` is None where a source says so of the death itself; else how surely a stated custody of the victim
    covers the time of the death.
    """

    body: str
    role: str  # custodian or place
    grade: Grading | None
    statements: tuple[str, ...]
    state: State


class Told(NamedTuple):
    """A person or place that statements name in a death, and what they say together."""

    id: str
    statements: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Death:
    """One death, or deaths spoken of in general (`pattern`)."""

    event: str
    pattern: bool
    when: When | None  # None: no source dates it
    victims: tuple[Told, ...]
    places: tuple[Told, ...]
    held: tuple[Held, ...]
    dating: tuple[str, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that it rests on, those above the places not among them."""
        told = [one.statements for one in (*self.victims, *self.places)]
        told += [h.statements for h in self.held]
        return tuple(sorted({*self.dating, *(s for ids in told for s in ids)}))


def deaths(
    graph: CommandGraph, records: Listed, target: frozenset[str] | None = None, window: Window | None = None
) -> tuple[Death, ...]:
    """Deaths in custody, single events by first possible day, then patterns; by id where equal.

    `target` leaves those in which one of these entities is event, victim, custodian or place; `window` those
    that can have been in it, or that no source dates. Who stood above the custodians at that time is a
    question to the command graph (`chains`), asked for `when`.
    """
    ids = [id for id in records.pointing(v.EVENT_TYPE, DEATH) if isinstance(records.record(id), Entity)]
    found = [_death(graph, records, id) for id in ids]
    kept = (d for d in found if _meant(d, target) and _within(d.when, window))
    return tuple(sorted(kept, key=_order))


def _order(d: Death) -> tuple[bool, bool, tuple[int, int], str]:
    return d.pattern, d.when is None, d.when.window if d.when else (0, 0), d.event


def _meant(d: Death, target: frozenset[str] | None) -> bool:
    if target is None:
        return True
    named = {d.event, *(x.id for x in (*d.victims, *d.places)), *(h.body for h in d.held)}
    return not target.isdisjoint(named)


def _within(when: When | None, window: Window | None) -> bool:
    if when is None or window is None:
        return True
    return when.window[0] <= window[1] and window[0] <= when.window[1]


def _death(graph: CommandGraph, records: Listed, id: str) -> Death:
    found = records.record(id)
    when = _when(graph, id)
    victims = _told(_actors(records, id, v.VICTIM))
    held = list(_by_the_event(records, id))
    for victim in victims:
        held += _by_custody(records, victim.id, id, when)
    return Death(
        id,
        isinstance(found, Entity) and found.cls == v.PATTERN,
        when,
        victims,
        _told(_located(records, id)),
        tuple(_best(held)),
        tuple(one.statement.id for one in of(records, v.R + "entity", id, v.EXISTENCE)),
    )


def _when(graph: CommandGraph, id: str) -> When | None:
    node = graph.node(id)
    when = None if node is None else graph.time_of(node)
    if when is None or (when.window[0] <= EARLY + 1 and when.window[1] >= LATE - 1):
        return None
    return when


def _actors(records: Listed, event: str, role: str) -> Iterator[tuple[str, Upheld]]:
    for one in of(records, EVENT_ROLE, event, v.PARTICIPATION):
        if has_role(one.statement, role):
            yield one.statement.iri("actor"), one


def _located(records: Listed, event: str) -> Iterator[tuple[str, Upheld]]:
    for one in of(records, v.R + "located", event, v.R + "Location"):
        if one.statement.iri("role") == _PLACE_OF_EVENT:
            yield one.statement.iri("place"), one


def _told(pairs: Iterable[tuple[str, Upheld]]) -> tuple[Told, ...]:
    by: dict[str, list[Upheld]] = {}
    for id, one in pairs:
        by.setdefault(id, []).append(one)
    return tuple(Told(id, _ids(said), joint(said)) for id, said in sorted(by.items()))


def _ids(said: Iterable[Upheld]) -> tuple[str, ...]:
    return tuple(sorted({one.statement.id for one in said}))


_Row = tuple[str, str, Grading | None, Upheld]  # body, role, grade, by what


def _by_the_event(records: Listed, event: str) -> Iterator[_Row]:
    for body, one in _actors(records, event, v.HOLDER_IN_CUSTODY):
        yield body, "custodian", None, one
    for one in of(records, EVENT_ROLE, event, v.CUSTODY):
        yield from _roles(one, None)


def _roles(one: Upheld, grading: Grading | None) -> Iterator[_Row]:
    for role in ("custodian", "place"):
        if body := one.statement.iri(role):
            yield body, role, grading, one


def _by_custody(records: Listed, victim: str, event: str, when: When | None) -> Iterator[_Row]:
    """Where a victim is said to have been held when they died, by statements that do not name the death."""
    window = when.window if when is not None else None
    for one in of(records, DETAINED, victim, v.CUSTODY):
        if one.statement.iri("event") == event:
            continue
        [holding] = custody([one]) or [None]
        if holding is not None and (found := _at(holding.spells[0], window)) is not None:
            yield from _roles(one, found)


def _at(spell: Spell, window: Window | None) -> Grading | None:
    if window is None:
        return Grading.UNDATED
    if grade(spell.bounds, *window) is Grade.EXCLUDED:
        return None
    return spell.graded(window)


def _best(rows: Iterable[_Row]) -> Iterator[Held]:
    """One row for each body, role and grade: what is said of the death itself first."""
    by: dict[tuple[int, str, str], list[Upheld]] = {}
    order = [None, *Grading]
    for body, role, grading, one in rows:
        by.setdefault((order.index(grading), body, role), []).append(one)
    for (rank, body, role), said in sorted(by.items(), key=lambda x: x[0]):
        yield Held(body, role, order[rank], _ids(said), joint(said))
