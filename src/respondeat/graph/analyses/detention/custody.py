"""Custody: who is held by whom, where, under which regime, in spells that are never joined."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from respondeat.graph.command import Days, State
from respondeat.graph.command.basis import Basis, basis
from respondeat.graph.command.upheld import Listed, Upheld, of, upheld
from respondeat.graph.dates import Bounds, Grade, ValidTime, grade
from respondeat.graph.statement import Statement, Text
from respondeat.ontology import vocabulary as v

DETAINED, CUSTODIAN, PLACE, EVENT_ROLE = (v.R + r for r in ("detained", "custodian", "place", "event"))
INCOMMUNICADO = v.R + "incommunicado"
_ROLES = ("detained", "custodian", "place", "event", "regime")
_OPEN = Bounds()
Window = tuple[int, int]


class Grading(StrEnum):
    """How surely somebody was held in the time asked for, best first."""

    CERTAIN = "certain"
    POSSIBLE = "possible"  # within a bounded doubt
    UNDATED = "undated"  # only because no source says when it began or ended


@dataclass(frozen=True, slots=True)
class Spell:
    """One time for which it is said that somebody was held: all statements of a holding with that time."""

    time: ValidTime | None
    statements: tuple[str, ...]
    conditions: tuple[Text, ...]
    state: State
    derived: bool

    @property
    def bounds(self) -> Bounds:
        """The four bounds of its time."""
        return _OPEN if self.time is None else self.time.bounds

    @property
    def certain(self) -> Days:
        """The days on which they were surely held; none for a derived or denied spell."""
        b = self.bounds
        if b.ls is None or b.ee is None or b.ls > b.ee or self._weak:
            return ()
        return ((b.ls, b.ee),)

    @property
    def length(self) -> tuple[int | None, int | None]:
        """The fewest and most days that it can have lasted; None: no source bounds it.

        A spell that a source dates at all lasted a day at least. One whose end nobody states is not as long
        as the time since: it has no most.
        """
        b = self.bounds
        if b == _OPEN:
            return None, None
        least = 1 if b.ls is None or b.ee is None else max(1, b.ee - b.ls + 1)
        most = None if b.es is None or b.le is None else b.le - b.es + 1
        return least, most

    @property
    def still_on(self) -> int | None:
        """The last day on which they are attested as held, where no source gives an end.

        None where no day is attested, as in "at some time between two days".
        """
        b = self.bounds
        return b.ee if b.le is None and b.ls is not None and b.ee is not None and b.ls <= b.ee else None

    @property
    def _weak(self) -> bool:
        return self.derived or self.state is State.DENIED

    def graded(self, window: Window | None) -> Grading | None:
        """How surely they were held on one unknown day of the window, None: not at all.

        Without a window: certain when some day is, undated when no source dates it.
        """
        b = self.bounds
        if window is None:
            if self.certain:
                return Grading.CERTAIN
            return Grading.UNDATED if b == _OPEN else Grading.POSSIBLE
        found = grade(b, *window)
        if found is Grade.EXCLUDED:
            return None
        if found is Grade.CERTAIN and not self._weak:
            return Grading.CERTAIN
        open_end = basis([b], (window,)) is Basis.OPEN
        return Grading.UNDATED if open_end else Grading.POSSIBLE


@dataclass(frozen=True, slots=True)
class Holding:
    """One detained person or group with a custodian, place, event and regime; "" where none is stated.

    The spells are those of the time asked for, in order. None continues another: what lies between two
    attested times is not known.
    """

    detained: str
    custodian: str
    place: str
    event: str
    regime: str
    spells: tuple[Spell, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that it rests on."""
        return tuple(sorted({s for spell in self.spells for s in spell.statements}))

    def graded(self, window: Window | None) -> Grading | None:
        """The best of its spells."""
        return best(spell.graded(window) for spell in self.spells)


def best(grades: Iterable[Grading | None]) -> Grading | None:
    """The best of several grades; None when there is none."""
    order = list(Grading)
    return min((g for g in grades if g is not None), key=order.index, default=None)


def whole(records: Listed) -> tuple[Upheld, ...]:
    """Every statement of custody that is neither rejected nor retracted, by id."""
    return tuple(upheld(records, v.CUSTODY))


def about(records: Listed, target: str, members: Iterable[str] = ()) -> tuple[Upheld, ...]:
    """The upheld statements of custody in which a target has any role, or one of `members` is detained."""
    found = {
        one.statement.id: one
        for role in (DETAINED, CUSTODIAN, PLACE, EVENT_ROLE)
        for one in of(records, role, target, v.CUSTODY)
    }
    for member in members:
        found |= {one.statement.id: one for one in of(records, DETAINED, member, v.CUSTODY)}
    return tuple(found[id] for id in sorted(found))


def events_of(records: Listed, target: str, said: Iterable[Upheld]) -> frozenset[str]:
    """The target itself, the events in which it takes part, and those of statements of custody."""
    found = {one.statement.iri("event") for one in of(records, v.R + "actor", target, v.PARTICIPATION)}
    return frozenset({target, *found, *(one.statement.iri("event") for one in said)} - {""})


def custody(said: Iterable[Upheld], window: Window | None = None) -> tuple[Holding, ...]:
    """Holdings with their spells, by detained, custodian, place, event, regime and time.

    `said` are statements of custody, as `whole` and `about` give them; `window` the first and last of days of
    which one unknown one is asked for: spells that it excludes are left out, and holdings without any. A
    spell is one stated time, however many sources state it; continuity between two is never presumed
    (section 2 of the model). Length and certain days follow from the four bounds.
    """
    by_holding: dict[tuple[str, ...], dict[ValidTime | None, list[Upheld]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for one in said:
        s = one.statement
        by_holding[tuple(map(s.iri, _ROLES))][s.time].append(one)
    found = []
    for key, times in sorted(by_holding.items()):
        spells = (_spell(time, ones) for time, ones in times.items())
        kept = sorted((s for s in spells if s.graded(window) is not None), key=_order)
        if kept:
            detained, custodian, place, event, regime = key
            found.append(Holding(detained, custodian, place, event, regime, tuple(kept)))
    return tuple(found)


def _spell(time: ValidTime | None, said: list[Upheld]) -> Spell:
    return Spell(
        time,
        tuple(sorted(one.statement.id for one in said)),
        tuple(sorted({c for one in said if isinstance(c := one.statement.get("condition"), Text)})),
        joint(said),
        all(only_derived(one) for one in said),
    )


def joint(said: Iterable[Upheld]) -> State:
    """The state of what several statements say together: contested when something speaks against any."""
    states = {one.evidence.state for one in said}
    return states.pop() if len(states) == 1 else State.CONTESTED


def only_derived(one: Upheld) -> bool:
    """Whether a rule says so and no source."""
    return one.statement.derived or bool(one.evidence.proofs and not one.evidence.supporting)


def _order(spell: Spell) -> tuple[bool, int, tuple[tuple[bool, int], ...], str, tuple[str, ...]]:
    b = spell.bounds
    ends = (b.es, b.ls, b.ee, b.le)
    known = [day for day in ends if day is not None]
    edtf = "" if spell.time is None else spell.time.edtf
    return (
        not known,
        min(known, default=0),
        tuple((day is None, day or 0) for day in ends),
        edtf,
        spell.statements,
    )


def has_role(s: Statement, role: str) -> bool:
    """Whether a participation is of this role (IRI)."""
    return s.iri("role") == role
