"""What sources say of how many acts there were, where, when, by whom and against whom: counts, no more."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from respondeat.graph.command.cases import Docket, unreal
from respondeat.graph.command.upheld import Upheld, of
from respondeat.graph.dates import Bounds
from respondeat.ontology import vocabulary as v

MEANS: Final = (
    *("abduction", "arrest", "conviction", "crackdown", "criminalCase", "deathInCustody", "denialOfCare"),
    *("deportation", "disappearance", "exile", "fairTrialViolation", "forcedConfession", "forcedTransfer"),
    *("harassment", "illTreatment", "incommunicadoDetention", "killing", "massDetention", "raid"),
    *("sentenceExtension", "sexualViolence", "torture", "trialInAbsentia"),
)
"""The types of events that are acts against people; who spoke of them, or made laws, is not counted."""
_DOERS: Final = frozenset(
    v.R + role
    for role in (
        "perpetrator",
        "mainPerpetrator",
        "participant",
        "aider",
        "ordered",
        "custodian",
        "organiser",
    )
)
_SUFFERED: Final = frozenset(v.R + role for role in ("victim", "target", "accused"))
_EPOCH: Final = date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class Count:
    """How many different ones there are, which ones, and the statements that say so."""

    values: tuple[str, ...]
    statements: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True)
class Indicators:
    """Counts over single events, or over patterns: never both.

    `months` are those in which an event surely was, as "2020-08"; `undated` the events of which no source
    says the month. `means` counts events by type, `bodies` who did it or took part (no persons), `persons`
    the single persons to whom it was done, `groups` the groups, of whatever size. `figures` are the
    statements of numbers that sources give for these events: they are not added up.
    """

    events: Count
    means: tuple[tuple[str, Count], ...]
    places: Count
    months: Count
    undated: Count
    bodies: Count
    persons: Count
    groups: Count
    figures: Count

    @property
    def statements(self) -> frozenset[str]:
        """The ids of all statements behind the counts."""
        counts = (self.events, self.places, self.months, self.undated, self.bodies, self.persons, self.groups)
        return frozenset(s for c in (*counts, self.figures) for s in c.statements)


class _Tally:
    def __init__(self) -> None:
        self._found: dict[str, set[str]] = defaultdict(set)

    def add(self, value: str, said: Iterable[Upheld]) -> None:
        self._found[value].update(u.statement.id for u in said)

    def count(self) -> Count:
        statements = {s for found in self._found.values() for s in found}
        return Count(tuple(sorted(self._found)), tuple(sorted(statements)))


_KEYS: Final = ("events", "places", "months", "undated", "bodies", "persons", "groups", "figures")


def indicators(docket: Docket, *, patterns: bool) -> Indicators:
    """Counts over every event of the types in MEANS that somebody stands in, or over the patterns.

    What Article 7 of the Rome Statute calls widespread or systematic is a question for lawyers; these are the
    numbers of what was recorded, which is neither everything nor a sample. What is only called for, expected
    or said on a condition is not counted.
    """
    tallies = {key: _Tally() for key in _KEYS}
    means: dict[str, _Tally] = defaultdict(_Tally)
    for kind, event, parts in _acts(docket, patterns):
        tallies["events"].add(event, parts)
        means[kind].add(event, parts)
        for u in parts:
            _part(docket, u, tallies)
        _times(docket, event, parts, tallies)
        for u in of(docket.records, v.R + "located", event, v.R + "Location"):
            tallies["places"].add(u.statement.iri("place"), [u])
        for u in of(docket.records, v.R + "event", event, v.R + "Quantity"):
            tallies["figures"].add(u.statement.id, [u])
    by_type = tuple((kind, means[kind].count()) for kind in MEANS if kind in means)
    counts = {key: tally.count() for key, tally in tallies.items()}
    return Indicators(means=by_type, **counts)


def _acts(docket: Docket, patterns: bool) -> Iterator[tuple[str, str, list[Upheld]]]:
    for kind in MEANS:
        for event in sorted(docket.records.pointing(v.EVENT_TYPE, v.R + kind)):
            if (docket.kind(event) == v.PATTERN) is patterns:
                said = of(
                    docket.records, v.R + "event", event, v.PARTICIPATION, v.R + "Conviction", v.CUSTODY
                )
                if parts := [u for u in said if not unreal([u])]:
                    yield kind, event, parts


def _part(docket: Docket, u: Upheld, tallies: dict[str, _Tally]) -> None:
    s = u.statement
    if s.relation == v.PARTICIPATION:
        actor = s.iri("actor")
        if s.iri("role") in _DOERS and not docket.single(actor) and docket.kind(actor) != v.PERSON_GROUP:
            tallies["bodies"].add(actor, [u])
        suffered = actor if s.iri("role") in _SUFFERED else ""
    else:
        suffered = s.iri("convicted") or s.iri("detained")
        for role in ("court", "custodian"):
            if (body := s.iri(role)) and not docket.single(body):
                tallies["bodies"].add(body, [u])
    if suffered and docket.single(suffered):
        tallies["persons"].add(suffered, [u])
    elif suffered and docket.kind(suffered) == v.PERSON_GROUP:
        tallies["groups"].add(suffered, [u])


def _times(docket: Docket, event: str, parts: list[Upheld], tallies: dict[str, _Tally]) -> None:
    """The months of an event: by its statements of existence, else by when somebody took part in it."""
    known = [u for u in of(docket.records, v.R + "entity", event, v.EXISTENCE) if not unreal([u])]
    dated = False
    for u in known or parts:
        for month in months(u.statement.time.bounds) if u.statement.time else ():
            tallies["months"].add(month, [u])
            dated = True
    if not dated:
        tallies["undated"].add(event, parts)


def months(b: Bounds) -> list[str]:
    """The months in which something surely was: of all its certain days, or the one in which it all lies.

    >>> months(Bounds(18383, 18413, 18383, 18413)), months(Bounds(18383, 18383, 18420, 18420))
    (['2020-05'], ['2020-05', '2020-06'])
    >>> months(Bounds(18383, 18500, 18383, 18500))  # one day, in one month or another
    []
    """
    if b.ls is not None and b.ee is not None and b.ls <= b.ee:
        first, last = (_month(day) for day in (b.ls, b.ee))
        return [f"{n // 12:04}-{n % 12 + 1:02}" for n in range(first, last + 1)]
    if b.es is not None and b.le is not None and _month(b.es) == _month(b.le):
        return [f"{_month(b.es) // 12:04}-{_month(b.es) % 12 + 1:02}"]
    return []


def _month(day: int) -> int:
    """Months since the year 0."""
    found = date.fromordinal(max(1, day + _EPOCH))
    return found.year * 12 + found.month - 1
