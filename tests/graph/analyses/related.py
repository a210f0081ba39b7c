"""Small random worlds over many relations, and what they relate, told from the records by hand."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from hypothesis import strategies as st

from respondeat.graph.command.states import State, evidence
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Derivation,
    Entity,
    Record,
    Retraction,
    Statement,
)
from respondeat.ontology import vocabulary as v

PERSONS: Final = tuple(f"{v.ID}p-{n}" for n in range(3))
BODIES: Final = tuple(f"{v.ID}b-{n}" for n in range(3))
EVENTS: Final = tuple(f"{v.ID}e-{n}" for n in range(2))
EVERYBODY: Final = (*PERSONS, *BODIES, *EVENTS)
UNIVERSE: Final = range(-2, 9)  # the days 0 to 6 are used: one beyond them is as every other one

# main role, and the roles that it is related to; said again here, so that the table is held against it
ROLES: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "Posting": ("holder", ("post", "body")),
    "Membership": ("member", ("group",)),
    "Subordination": ("subordinate", ("superior",)),
    "Control": ("controller", ("controlled",)),
    "OrderGiving": ("orderer", ("recipient", "event")),
    "Participation": ("actor", ("event",)),
    "Custody": ("detained", ("custodian", "place", "event")),
    "Conviction": ("convicted", ("provision", "court", "judge", "event")),
    "Knowledge": ("person", ("event",)),
    "Measure": ("actor", ("event",)),
    "Listing": ("listed", ("instrument", "imposer")),
    "Location": ("located", ("place",)),
    "Identity": ("first", ("second",)),
}
_EVENT_TIME: Final = ("OrderGiving", "Participation", "Custody")
_CONCEPTS: Final = {
    "Posting": {"capacity": v.HEAD},
    "Subordination": {"linkKind": v.R + "administrative"},
    "Participation": {"role": v.R + "victim"},
    "Knowledge": {"basis": v.R + "toldInPerson"},
    "Listing": {"measureKind": v.R + "assetFreeze"},
}

_bounds = st.builds(
    lambda start, length, a, b, c, d: (
        None if a is None else max(0, start - a),
        None if b is None else min(6, start + b),
        None if c is None else max(0, min(6, start + length) - c),
        None if d is None else min(6, start + length + d),
    ),
    st.integers(0, 6),
    st.sampled_from((0, 1, 3)),
    st.sampled_from((0, 0, None, 1)),
    st.sampled_from((0, 0, 1, None)),
    st.sampled_from((0, 0, 1, None)),
    st.sampled_from((0, 0, None, 2)),
)
_times = st.one_of(st.none(), _bounds, _bounds)
_KINDS: Final = ("Posting", "Subordination", "Participation", "OrderGiving", "Custody", "Listing", "Identity")


@st.composite
def _statement(draw: st.DrawFn, number: int) -> Statement:
    relation = draw(st.sampled_from((*_KINDS, "Existence")))
    bounds = draw(_times)
    time = None if bounds is None else ValidTime("", Bounds(*bounds))
    id, derived = f"{v.ID}s-{number}", draw(st.integers(0, 7)) == 7
    if relation == "Existence":
        return Statement.of(relation, time, id=id, derived=derived, entity=draw(st.sampled_from(EVENTS)))
    main, others = ROLES[relation]
    ends = {"event": EVENTS}
    roles: dict[str, str] = {main: draw(st.sampled_from((*PERSONS, *BODIES)))}
    filled = draw(st.integers(1, 2 ** len(others) - 1))
    for at, role in enumerate(others):
        if filled >> at & 1:
            roles[role] = draw(st.sampled_from(ends.get(role, (*PERSONS, *BODIES))))
    if relation == "OrderGiving":
        roles.setdefault("recipient", BODIES[0])
    if relation == "Listing":
        roles.setdefault("instrument", BODIES[1])
    if relation == "Identity":
        roles["verdict"] = v.R + draw(st.sampled_from(("same", "different", "unsure")))
    return Statement.of(relation, time, id=id, derived=derived, **roles, **_CONCEPTS.get(relation, {}))


@st.composite
def worlds(draw: st.DrawFn, most: int = 9) -> tuple[Record, ...]:
    """Statements of many relations with what puts each in its state."""
    count = draw(st.integers(most // 3, most))
    found: list[Record] = [Entity.of(id, "Event") for id in EVENTS]
    for number in range(count):
        s = draw(_statement(number))
        found += [s, *_bearing(s, draw(st.integers(0, 9)))]
    return tuple(found)


def _bearing(s: Statement, number: int) -> list[Record]:
    said = Attestation.of(supports=[s.id], origin=v.ID + "b-9")
    match number:
        case 6:
            return [said, Attestation.of(denies=[s.id], origin=v.ID + "b-8")]  # contested
        case 7:
            return [Attestation.of(denies=[s.id], origin=v.ID + "b-8")]
        case 8:
            return [said, Assessment.of(s.id, v.REJECTED, reason="invented")]
        case 9:
            return [said, Retraction.of([s.id], "invented")]
        case 5:
            return [Derivation.of(s.id, v.R + "nextAttested", [s.id + "0"])]
    return [said]


@dataclass(frozen=True)
class Tie:
    """One pair of one statement, with its days among UNIVERSE and whether it carries a way."""

    statement: str
    relation: str
    source: str
    target: str
    roles: tuple[str, str]
    state: State
    possible: frozenset[int]
    sure: frozenset[int]
    carries: bool

    @property
    def ends(self) -> frozenset[str]:
        return frozenset((self.source, self.target))


def ties(records: tuple[Record, ...]) -> list[Tie]:
    """Every pair of every statement, by the definitions and day by day."""
    known = RecordSet(records)
    said = [s for s in known.records if isinstance(s, Statement)]
    found = []
    for s in said:
        name = s.relation.removeprefix(v.R)
        main, others = ROLES.get(name, ("", ()))
        state, proven = evidence(known, s.id).state, evidence(known, s.id).only_proven
        for role in others:
            if not s.iri(role) or s.iri(role) == s.iri(main):
                continue
            possible, sure = _days(s)
            if role == "event" and name in _EVENT_TIME and (s.time is None or not any_bound(s)):
                possible, sure = _event_days(known, said, s.iri("event"))
            if s.derived or proven:
                sure = frozenset()
            carries = state < State.DENIED and (name != "Identity" or s.iri("verdict") == v.R + "same")
            roles = (main, role)
            found.append(Tie(s.id, name, s.iri(main), s.iri(role), roles, state, possible, sure, carries))
    return found


def any_bound(s: Statement) -> bool:
    assert s.time is not None
    b = s.time.bounds
    return any(day is not None for day in (b.es, b.ls, b.ee, b.le))


def _days(s: Statement) -> tuple[frozenset[int], frozenset[int]]:
    b = s.time.bounds if s.time is not None else Bounds()
    possible = {d for d in UNIVERSE if (b.es is None or b.es <= d) and (b.le is None or d <= b.le)}
    sure = {d for d in UNIVERSE if b.ls is not None and b.ee is not None and b.ls <= d <= b.ee}
    return frozenset(possible), frozenset(sure)


def _event_days(known: RecordSet, said: list[Statement], event: str) -> tuple[frozenset[int], frozenset[int]]:
    """From the first day on which any source allows it to the last; sure where every source is sure."""
    times = [
        s
        for s in said
        if s.relation == v.EXISTENCE
        and s.iri("entity") == event
        and evidence(known, s.id).state not in (State.REJECTED, State.RETRACTED)
    ]
    if not times:
        return frozenset(UNIVERSE), frozenset()
    each = [_days(s) for s in times]
    possible = [d for days, _ in each for d in days]
    sure = frozenset.intersection(*(days for _, days in each))
    weak = any(s.derived or evidence(known, s.id).only_proven for s in times)
    return frozenset(range(min(possible), max(possible) + 1)), frozenset() if weak else sure


def linked(found: list[Tie]) -> dict[frozenset[str], list[Tie]]:
    """The pairs that carry a way, by their two ends."""
    by_ends: dict[frozenset[str], list[Tie]] = defaultdict(list)
    for tie in found:
        if tie.carries:
            by_ends[tie.ends].append(tie)
    return by_ends
