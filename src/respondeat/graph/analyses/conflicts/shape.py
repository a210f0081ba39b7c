"""What a conflict is, and what gathers those that are found."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from respondeat.graph.command import Days, State, evidence
from respondeat.graph.command.states import LEFT_OUT
from respondeat.graph.command.upheld import upheld
from respondeat.graph.replay import Records
from respondeat.graph.statement import Attestation, Contradiction, Entity, Statement
from respondeat.ontology import vocabulary as v

MOST: Final = 10_000  # of a kind and verdict; beyond, what is left is not worked out
_KEPT: Final = 20_000  # records in memory
_VAIN: Final = 20  # times as many left out as kept
_NOT: Final = v.R + "notContradictory"


class Kind(StrEnum):
    """What is compared."""

    HEADS = "heads"  # two persons as head of one body
    POSTINGS = "postings"  # what one person held or suffered at once
    DENIALS = "denials"
    FIGURES = "figures"
    PLACES = "places"
    TIMES = "times"
    NOTED = "noted"  # what an analyst noted and no rule here finds


class Verdict(StrEnum):
    """Whether both sides cannot hold, may not, or only seem not to."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    NONE = "not-contradictory"


class Why(StrEnum):
    """The rule by which two sides were brought together, and what it makes of them."""

    TWO_HEADS = "two-heads"
    ACTING_HEAD = "acting-head"
    ONE_DAY_EACH = "one-day-each"
    HANDOVER = "handover"
    ONE_PASSAGE = "one-passage"
    SAME_PERSON = "same-person"
    CUSTODY_IN_OFFICE = "custody-in-office"
    OFFICE_KEPT = "office-kept"
    FAR_APART = "heads-far-apart"
    TWO_POSTS = "two-posts"
    DENIED = "denied"
    ONLY_DENIED = "only-denied"
    VALUES = "values"
    VALUES_UNDATED = "values-undated"
    ONE_ORIGIN = "one-origin"
    OTHER_AS_OF = "other-as-of"
    LOWER_BOUNDS = "lower-bounds"
    OTHER_POPULATION = "other-population"
    MOVED = "moved"
    TWO_PLACES = "two-places"
    TWO_PLACES_LONG = "two-places-long"
    EVENT_TIMES = "event-times"
    EVENT_PARTS = "event-parts"
    BIRTHS = "births"
    DEATHS = "deaths"
    FOUNDINGS = "foundings"
    APPOINTMENTS = "appointments"
    ONE_DECREE = "one-decree"
    NOTED = "noted"


VERDICTS: Final = {
    why: verdict
    for verdict, whys in {
        Verdict.CERTAIN: "two-heads denied values two-places-long event-times births deaths one-decree",
        Verdict.POSSIBLE: "acting-head one-day-each custody-in-office heads-far-apart only-denied "
        "values-undated two-places event-parts foundings appointments noted",
        Verdict.NONE: "handover one-passage same-person office-kept two-posts one-origin other-as-of "
        "lower-bounds other-population moved",
    }.items()
    for why in map(Why, whys.split())
}


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its statements; with `denies` what speaks against them is the side."""

    statements: tuple[str, ...]
    denies: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sides that contradict each other, may do so, or only seem to.

    `about` are the entities that the rule compared by, `days` those on which both sides hold; `noted` what
    analysts noted of the pair; `origin` the one origin on which both sides rest alone, "" when there is none.
    """

    kind: Kind
    verdict: Verdict
    why: Why
    about: tuple[str, ...]
    sides: tuple[Side, Side]
    days: Days = ()
    noted: tuple[Contradiction, ...] = ()
    origin: str = ""

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of the statements of both sides."""
        return tuple(sorted({s for side in self.sides for s in side.statements}))


class Known:
    """Records with what bears on them, each read once while it is needed."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.evidence = lru_cache(_KEPT)(lambda id: evidence(records, id))
        self.same_persons = frozenset(self._same())
        self.entity = lru_cache(_KEPT)(self._entity)

    def _entity(self, id: str) -> Entity | None:
        found = self.records.record(id)
        return found if isinstance(found, Entity) else None

    def _same(self) -> Iterator[frozenset[str]]:
        """The pairs of nodes that a source holds to be one person or thing."""
        for known in upheld(self.records, v.R + "Identity"):
            said = known.statement
            if said.iri("verdict") == v.SAME and known.evidence.state is not State.DENIED:
                yield frozenset((said.iri("first"), said.iri("second")))

    def statement(self, id: str) -> Statement | None:
        """The statement, when it is one."""
        found = self.records.record(id)
        return found if isinstance(found, Statement) else None

    def said(self, id: str) -> bool:
        """Whether somebody upholds the statement: neither left out nor only denied."""
        state = self.evidence(id).state
        return state not in LEFT_OUT and state is not State.DENIED

    def told(self, side: Side) -> Iterator[Attestation]:
        """The attestations that are a side: those for its statements, or those against them."""
        for id in side.statements:
            known = self.evidence(id)
            yield from known.denying if side.denies else known.supporting

    def passages(self, side: Side) -> frozenset[str]:
        """The passages, and attestations, of a side."""
        return frozenset(p for a in self.told(side) for p in (*a.passages, a.id))

    def one_origin(self, a: Side, b: Side) -> str:
        """The one origin of two sides, "" where there are more, none is stated, or one side is nobody's."""
        origins = [{t.origin for t in self.told(side)} for side in (a, b)]
        both = origins[0] | origins[1]
        return next(iter(both)) if all(origins) and len(both) == 1 else ""


class Found:
    """Gathers conflicts: those that touch the target, at most `most` of a kind and verdict."""

    def __init__(self, known: Known, noted: "Noted", target: str, most: int = MOST) -> None:
        self.known, self.noted, self.target, self.most = known, noted, target, most
        self.conflicts: list[Conflict] = []
        self.dropped: Counter[tuple[Kind, Verdict]] = Counter()
        self._kept: Counter[tuple[Kind, Verdict]] = Counter()

    def add(
        self,
        kind: Kind,
        why: Why,
        about: Iterable[str],
        sides: tuple[Side, Side],
        days: Days = (),
    ) -> bool:
        """Keep a conflict as analysts' notes leave it; False when too many were left out to look for more."""
        about = tuple(dict.fromkeys(about))
        if self.target and not self._touches(about, sides):
            return True
        ordered = sides if sides[1].denies else _in_order(sides)
        notes = self.noted.of(*ordered)
        verdict = self.noted.verdict(VERDICTS[why], notes)
        if self._kept[kind, verdict] >= self.most:
            self.dropped[kind, verdict] += 1
            return self.dropped[kind, verdict] < _VAIN * self.most
        self._kept[kind, verdict] += 1
        origin = self.known.one_origin(*ordered)
        self.conflicts.append(Conflict(kind, verdict, why, about, ordered, days, notes, origin))
        return True

    def _touches(self, about: Iterable[str], sides: tuple[Side, Side]) -> bool:
        if self.target in about:
            return True
        said = (self.known.statement(id) for side in sides for id in side.statements)
        return any(self.target == x for s in said if s is not None for _, x in s.roles)


def _in_order(sides: tuple[Side, Side]) -> tuple[Side, Side]:
    a, b = sides
    return (a, b) if a.statements <= b.statements else (b, a)


class Noted:
    """What analysts noted of pairs of statements, found by either."""

    def __init__(self, noted: Iterable[Contradiction]) -> None:
        self.all = tuple(sorted(noted, key=lambda c: c.id))
        self._by: dict[str, list[Contradiction]] = {}
        self.met: set[str] = set()
        for one in self.all:
            for id in one.between:
                self._by.setdefault(id, []).append(one)

    def of(self, a: Side, b: Side) -> tuple[Contradiction, ...]:
        """The notes on a statement of the one side with one of the other; they count as met."""
        if not self._by or a.statements == b.statements:
            return ()
        mine, theirs = frozenset(a.statements), frozenset(b.statements)
        found = {
            one.id: one
            for id in a.statements
            for one in self._by.get(id, ())
            if (one.between[0] in mine and one.between[1] in theirs)
            or (one.between[1] in mine and one.between[0] in theirs)
        }
        self.met.update(found)
        return tuple(found[id] for id in sorted(found))

    def verdict(self, own: Verdict, notes: Iterable[Contradiction]) -> Verdict:
        """What a rule's verdict becomes: an analyst who saw no contradiction, or saw one, weighs more."""
        kinds = {one.kind for one in notes}
        if not kinds:
            return own
        if kinds == {_NOT}:
            return Verdict.NONE
        return Verdict.POSSIBLE if own is Verdict.NONE else own
