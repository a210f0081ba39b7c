"""Cases to be counted: one for each decision upon one person, with what can be joined to it by the person."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from respondeat.graph.command import State
from respondeat.graph.command.cases import Docket, unreal
from respondeat.graph.command.upheld import Upheld
from respondeat.graph.dates import Bounds, Grade, grade_during
from respondeat.ontology import vocabulary as v

DIMENSIONS: Final = ("arresting-body", "court", "judge", "article", "colony")
Item = tuple[str, str]
"""A dimension and a value."""

_ARRESTS: Final = frozenset(
    v.R + role for role in ("perpetrator", "mainPerpetrator", "participant", "custodian")
)
_OFFICES: Final = (("court", "court"), ("judge", "judge"), ("provision", "article"))
_BEFORE_TRIAL: Final = frozenset(
    v.R + r for r in ("policeCustody", "administrativeDetention", "preTrialDetention", "homeArrest")
)
_PLACES: Final = frozenset(v.R + kind for kind in ("Body", "PlaceOfDetention"))


class Telling(NamedTuple):
    """One thing that is told of one person: `items` that surely belong together, event, time, statements."""

    items: frozenset[Item]
    event: str
    bounds: Bounds
    statements: tuple[str, ...]
    contested: bool

    @classmethod
    def of(
        cls, items: Iterable[Item], event: str, said: Sequence[Upheld], times: Iterable[Upheld] = ()
    ) -> "Telling":
        """What some statements tell; `times` say more of when."""
        return cls(
            frozenset(items),
            event,
            _bounds([*said, *times]),
            tuple(u.statement.id for u in said),
            any(u.evidence.state is not State.SUPPORTED for u in said),
        )


@dataclass(slots=True)
class Counted:
    """One case: a decision upon one person, or a person of whom no decision is told.

    `joined` are values that only the person joins to it, and whether their time surely fits; `beside` are the
    tellings that they come from.
    """

    person: str
    tellings: list[Telling] = field(default_factory=list)
    joined: dict[Item, bool] = field(default_factory=dict)
    beside: list[Telling] = field(default_factory=list)

    @property
    def items(self) -> frozenset[Item]:
        """Every value that can belong to the case."""
        return frozenset(self.joined).union(*(t.items for t in self.tellings))

    @property
    def events(self) -> frozenset[str]:
        """The events behind the case."""
        return frozenset(t.event for t in (*self.tellings, *self.beside) if t.event)

    @property
    def statements(self) -> frozenset[str]:
        """The ids of the statements behind the case."""
        return frozenset(s for t in (*self.tellings, *self.beside) for s in t.statements)

    @property
    def contested(self) -> bool:
        """Whether something speaks against one of the statements."""
        return any(t.contested for t in (*self.tellings, *self.beside))

    def certain(self, items: Iterable[Item]) -> bool:
        """Whether some values surely belong together: told together, and joined by times that surely fit."""
        wanted = frozenset(items)
        told = wanted - frozenset(self.joined)
        fits = all(self.joined[i] for i in wanted if i in self.joined)
        return fits and (not told or any(told <= t for t in self._together()))

    def _together(self) -> Iterator[frozenset[Item]]:
        by_event: dict[str, frozenset[Item]] = defaultdict(frozenset)
        for t in self.tellings:
            if t.event:
                by_event[t.event] |= t.items
            else:
                yield t.items
        yield from by_event.values()


def cases(docket: Docket) -> list[Counted]:
    """Every case, by person; neither groups nor patterns are cases.

    Two tellings of one person are one decision when they name one event; also when they share a judge or a
    court, name neither another judge, court nor event, and their times do not exclude each other: so one
    decision told twice counts once, and those that no source tells apart count as one. An arrest is joined to
    a decision of the same person that it can have come before, custody to one that it can have followed,
    unless another decision of theirs surely lies between. Nothing is joined by a placeholder, which may stand
    for many.
    """
    decided, arrested, held = _decided(docket), _arrested(docket), _held(docket)
    made: list[Counted] = []
    for person in sorted({*decided, *arrested, *held}):
        tellings = sorted(decided.get(person, ()), key=_order)
        if _placeholder(docket, person):  # it may stand for many
            made += [Counted(person, [t]) for t in tellings]
            continue
        own = _decisions(person, tellings) or [Counted(person)]
        for telling in sorted(arrested.get(person, ()), key=_order):
            _join(own, telling, before=True)
        for telling in sorted(held.get(person, ()), key=_order):
            _join(own, telling, before=False)
        made += own
    return made


_Tellings = dict[str, list[Telling]]


def _decided(docket: Docket) -> _Tellings:
    found: _Tellings = defaultdict(list)
    for u in docket.convictions():
        s = u.statement
        if docket.single(s.iri("convicted")) and docket.kind(s.iri("event")) != v.PATTERN and not unreal([u]):
            named = frozenset((name, x) for role, name in _OFFICES if (x := s.iri(role)))
            event = s.iri("event")
            happening = docket.event(event) if event else None
            times = happening.times if happening else ()
            found[s.iri("convicted")].append(Telling.of(named, event, [u], times))
    for stage in ("proceedings", "extension"):
        for h in docket.events_at(stage):
            acting = [u for u in h.acting if not h.pattern]
            for c in h.concerned:
                items: set[Item] = set()
                said: list[Upheld] = []
                for u in acting:
                    actor = u.statement.iri("actor")
                    name = "court" if docket.kind(actor) == v.R + "Court" else "judge"
                    if name == "court" or u.statement.iri("role") == v.R + "presidingJudge":
                        items.add((name, actor))
                        said.append(u)
                person = c.statement.iri("actor")
                if items and docket.single(person) and not unreal([c]):
                    found[person].append(Telling.of(items, h.id, [c, *said], h.times))
    return found


def _arrested(docket: Docket) -> _Tellings:
    found: _Tellings = defaultdict(list)
    for h in docket.events_at("arrest"):
        by = [
            u
            for u in h.acting
            if u.statement.iri("role") in _ARRESTS and not docket.single(u.statement.iri("actor"))
        ]
        items = frozenset(("arresting-body", u.statement.iri("actor")) for u in by)
        for c in h.concerned:
            person = c.statement.iri("actor")
            if items and not h.pattern and docket.single(person) and not unreal([c]):
                found[person].append(Telling.of(items, h.id, [c, *by], h.times))
    return found


def _held(docket: Docket) -> _Tellings:
    found: _Tellings = defaultdict(list)
    for u in docket.custodies():
        s = u.statement
        place = s.iri("place") or s.iri("custodian")
        served = s.iri("regime") not in _BEFORE_TRIAL and docket.kind(place) in _PLACES
        if served and docket.single(s.iri("detained")) and not unreal([u]):
            found[s.iri("detained")].append(Telling.of([("colony", place)], s.iri("event"), [u]))
    return found


def _bounds(said: Iterable[Upheld]) -> Bounds:
    """The time that says most; open where none is told."""
    known = [u.statement.time.bounds for u in said if u.statement.time is not None]
    return max(known, key=_told, default=Bounds())


def _told(b: Bounds) -> tuple[int, int]:
    width = b.le - b.es if b.le is not None and b.es is not None else 10**9
    return sum(day is not None for day in (b.es, b.ls, b.ee, b.le)), -width


def _order(t: Telling) -> tuple[object, ...]:
    b = t.bounds
    return not t.event, b.es is None, b.es or 0, t.event, sorted(t.items), t.statements


def _placeholder(docket: Docket, person: str) -> bool:
    found = docket.entity(person)
    return found is not None and found.get(v.PLACEHOLDER) is True


def _decisions(person: str, tellings: Iterable[Telling]) -> list[Counted]:
    """The decisions upon one person: tellings of one event first, then those that share what they must."""
    by_event: dict[str, list[Telling]] = defaultdict(list)
    alone: list[list[Telling]] = []
    for t in tellings:
        if t.event:
            by_event[t.event].append(t)
        else:
            alone.append([t])
    own: list[list[Telling]] = [*by_event.values()]
    for more in alone:
        while (other := next((at for at, known in enumerate(own) if _same(known, more)), None)) is not None:
            more = [*own.pop(other), *more]
        own.append(more)
    return [Counted(person, found) for found in own]


def _same(one: list[Telling], other: list[Telling]) -> bool:
    """Whether two decisions are told as one: nothing keeps them apart, and they share a judge or a court."""
    return any(_share(a.items, b.items) for a in one for b in other) and all(
        _alike(a, b) for a in one for b in other
    )


def _alike(a: Telling, b: Telling) -> bool:
    """Whether two tellings may be of one decision."""
    if a.event and b.event and a.event != b.event:
        return False
    for name in ("court", "judge"):
        one, other = ({x for n, x in t.items if n == name} for t in (a, b))
        if one and other and not one & other:
            return False
    return grade_during(a.bounds, b.bounds) is not Grade.EXCLUDED


def _share(a: frozenset[Item], b: frozenset[Item]) -> bool:
    return any(name in ("court", "judge") for name, _ in a & b)


def _join(own: list[Counted], telling: Telling, *, before: bool) -> None:
    """Join an arrest (`before`) or a spell of custody to the decisions that it can belong to."""
    spans = [_span(case) for case in own]
    for case, span in zip(own, spans, strict=True):
        first, last = (telling.bounds, span) if before else (span, telling.bounds)
        if _after(first.es, last.le) or any(_between(b, first, last, span) for b in spans):
            continue
        sure = _surely(first, last) if before else _sure_to_follow(first, last)
        case.beside.append(telling)
        for item in telling.items:
            case.joined[item] = case.joined.get(item, False) or sure


def _between(b: Bounds, first: Bounds, last: Bounds, decision: Bounds) -> bool:
    """Whether another decision surely lies between, on another day than the decision itself."""
    apart = _after(b.es, decision.le) or _after(decision.es, b.le)
    return apart and _surely(first, b) and _surely(b, last)


def _span(case: Counted) -> Bounds:
    return max((t.bounds for t in case.tellings), key=_told, default=Bounds())


def _after(a: int | None, b: int | None) -> bool:
    return a is not None and b is not None and a > b


def _surely(first: Bounds, last: Bounds) -> bool:
    """Whether the one surely was over when the other began, or on the same day."""
    return first.le is not None and last.es is not None and first.le <= last.es


def _sure_to_follow(decision: Bounds, custody: Bounds) -> bool:
    """Whether custody surely went on when the decision had been taken."""
    return decision.le is not None and custody.ee is not None and decision.le <= custody.ee
