"""Who is on which list, and what the lists in the data cover."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from respondeat.graph.command import Days, State, union
from respondeat.graph.command.arrays import EARLY, LATE
from respondeat.graph.command.days import covers
from respondeat.graph.command.upheld import Listed as Readable
from respondeat.graph.command.upheld import upheld
from respondeat.graph.dates import Bounds
from respondeat.graph.replay import Records
from respondeat.graph.statement import Passage, Statement, Text
from respondeat.ontology import vocabulary as v

LISTING = v.R + "Listing"


class OnList(StrEnum):
    """Whether somebody is on the lists of a regime at the time asked for, best first."""

    CERTAIN = "certain"
    POSSIBLE = "possible"
    OTHER_TIME = "other-time"  # listed in the data, and not at this time
    DENIED = "denied"  # attestations only deny it


@dataclass(frozen=True, slots=True)
class Listing:
    """One statement that somebody is on a list; `regime` is its imposer or, where none is stated, its act."""

    statement: str
    listed: str
    regime: str
    instrument: str
    imposer: str
    kind: str
    annex: str
    entry: str
    bounds: Bounds
    state: State
    derived: bool
    documents: tuple[str, ...]

    @property
    def ended(self) -> bool:
        """Whether a source says that they were taken off the list."""
        return self.bounds.le is not None


@dataclass(frozen=True, slots=True)
class UnderRegime:
    """One person or body under one regime: whether at the time asked for, and by which listings."""

    regime: str
    on: OnList
    listings: tuple[Listing, ...]


@dataclass(frozen=True, slots=True)
class ListCoverage:
    """What the data hold of the lists of one act.

    `persons` and `others` are how many are listed; `first` and `last` the earliest and latest day on which
    a listing had begun; `until` the latest day for which one is attested; `documents` those cited.
    """

    regime: str
    instrument: str
    persons: int
    others: int
    first: int | None
    last: int | None
    until: int | None
    documents: tuple[str, ...]
    statements: tuple[str, ...]


def regime_of(s: Statement) -> str:
    """The regime of a listing: who imposed it or, where no source says, the act."""
    return s.iri("imposer") or s.iri("instrument")


def regimes(records: Readable) -> tuple[str, ...]:
    """The regimes of which the data hold a listing, upheld or not, sorted."""
    found = (records.record(id) for id in records.instances(LISTING))
    return tuple(sorted({regime_of(s) for s in found if isinstance(s, Statement)}))


def listings(records: Records, wanted: frozenset[str] | None = None) -> tuple[Listing, ...]:
    """The upheld listings, by id; only those of the `wanted` regimes, if any are given."""
    return tuple(
        Listing(
            said.id,
            said.iri("listed"),
            regime_of(said),
            said.iri("instrument"),
            said.iri("imposer"),
            said.iri("measureKind"),
            _text(said, "annex"),
            _text(said, "entry"),
            said.time.bounds if said.time else Bounds(),
            known.evidence.state,
            said.derived,
            tuple(sorted(_documents(records, known.evidence.supporting))),
        )
        for known in upheld(records, LISTING)
        if (said := known.statement) and (wanted is None or regime_of(said) in wanted)
    )


def _text(s: Statement, role: str) -> str:
    value = s.get(role)
    return value.text if isinstance(value, Text) else ""


def _documents(records: Records, attestations: Iterable[object]) -> Iterator[str]:
    ids = {id for a in attestations for id in getattr(a, "passages", ())}
    for id in ids:
        found = records.record(id)
        if isinstance(found, Passage):
            yield found.document


def under(found: Iterable[Listing], days: tuple[int, int] | None) -> tuple[UnderRegime, ...]:
    """What the listings of one person or body say of each regime on `days`, or ever when None."""
    by_regime: dict[str, list[Listing]] = defaultdict(list)
    for one in found:
        by_regime[one.regime].append(one)
    return tuple(
        UnderRegime(regime, _on(own, days), tuple(sorted(own, key=lambda one: one.statement)))
        for regime, own in sorted(by_regime.items())
    )


def _on(found: Iterable[Listing], days: tuple[int, int] | None) -> OnList:
    said = [one for one in found if one.state is not State.DENIED]
    if not said:
        return OnList.DENIED
    certain, possible = _certain(said), _possible(said)
    if days is None:
        return OnList.CERTAIN if certain else OnList.POSSIBLE
    if covers(certain, *days):
        return OnList.CERTAIN
    meets = any(lo <= days[1] and days[0] <= hi for lo, hi in possible)
    return OnList.POSSIBLE if meets else OnList.OTHER_TIME


def _certain(found: Iterable[Listing]) -> Days:
    return union(
        (b.ls, b.ee)
        for one in found
        if not one.derived and (b := one.bounds).ls is not None and b.ee is not None
    )


def _possible(found: Iterable[Listing]) -> Days:
    return union(
        (EARLY if b.es is None else b.es, LATE if b.le is None else b.le)
        for b in (one.bounds for one in found)
    )


def coverage(found: Iterable[Listing], persons: frozenset[str]) -> tuple[ListCoverage, ...]:
    """What the data hold of each act, by regime and act; `persons` are those of the listed who are one."""
    by_act: dict[tuple[str, str], list[Listing]] = defaultdict(list)
    for one in found:
        by_act[one.regime, one.instrument].append(one)
    return tuple(_covered(*key, own, persons) for key, own in sorted(by_act.items()))


def _covered(regime: str, instrument: str, own: list[Listing], persons: frozenset[str]) -> ListCoverage:
    listed = {one.listed for one in own}
    begun = [one.bounds.ls for one in own if one.bounds.ls is not None]
    return ListCoverage(
        regime,
        instrument,
        len(listed & persons),
        len(listed - persons),
        min(begun, default=None),
        max(begun, default=None),
        max((one.bounds.ee for one in own if one.bounds.ee is not None), default=None),
        tuple(sorted({document for one in own for document in one.documents})),
        tuple(sorted(one.statement for one in own)),
    )
