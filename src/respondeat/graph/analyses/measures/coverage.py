"""The coverage gap: persons on chains held against lists."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from respondeat.graph.command import CommandGraph
from respondeat.graph.command.build import CLASSES
from respondeat.graph.command.spells import Longs
from respondeat.graph.command.upheld import Upheld, upheld
from respondeat.graph.replay import Records
from respondeat.graph.statement import Entity
from respondeat.ontology import vocabulary as v

from .listings import ListCoverage, Listing, OnList, UnderRegime, coverage, listings, under
from .onchains import Reached, events_below, led_bodies, on_chains, tied_events

_NOTHING = np.zeros(0, np.int64)


class Status(StrEnum):
    """What the lists in the data say of a person at the time asked for."""

    NO_LISTING = "no-listing"  # no list in the data names them: absence from the data, no more
    OTHER_TIME = "other-time"
    POSSIBLE = "possible"
    LISTED = "listed"


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person: where they stand on the chains (None: on none), and under which regimes they are listed."""

    person: str
    reached: Reached | None
    regimes: tuple[UnderRegime, ...]

    @property
    def status(self) -> Status:
        """The best over all regimes."""
        found = {r.on for r in self.regimes}
        if OnList.CERTAIN in found:
            return Status.LISTED
        if OnList.POSSIBLE in found:
            return Status.POSSIBLE
        return Status.OTHER_TIME if OnList.OTHER_TIME in found else Status.NO_LISTING

    @property
    def statements(self) -> tuple[str, ...]:
        """The statements of the listings, and those by which the chains reach the person."""
        said = {one.statement for r in self.regimes for one in r.listings}
        return tuple(sorted(said.union(self.reached.statements if self.reached else ())))


@dataclass(frozen=True, slots=True)
class Measures:
    """The answer. Persons are in the order of their ids.

    `events` counts the events asked about to which somebody is tied, `patterns` the patterns that were left
    out because nobody asked for them, `bodies` the bodies above which persons were sought; `off_chains` are
    listed, but on no chain above these, none where persons alone were asked about; `told` are measures of
    which sources do not say who is listed.
    """

    events: int
    patterns: int
    bodies: int
    persons: tuple[PersonRow, ...]
    off_chains: tuple[str, ...]
    lists: tuple[ListCoverage, ...]
    told: tuple[Upheld, ...]

    @property
    def statements(self) -> tuple[str, ...]:
        """The ids of all statements that the answer rests on."""
        said = {s for row in self.persons for s in row.statements}
        said.update(s for act in self.lists for s in act.statements)
        return tuple(sorted(said.union(one.statement.id for one in self.told)))


def measures(
    graph: CommandGraph,
    records: Records,
    targets: Sequence[str] = (),
    *,
    days: tuple[int, int] | None = None,
    regimes: frozenset[str] | None = None,
) -> Measures:
    """Who on the chains above events is on which list on `days` (ever, when None), and who on none.

    `targets` are events, patterns, bodies (the events under them, and who is above the body itself) and
    persons (those alone, with the events under them); without one, every event of the graph or, where nobody
    is tied to any, every body of which it is said who led it. `regimes` keeps to the lists of these imposers
    or acts. Listings are the statements of the relation Listing; a Measure, which names nobody listed, is
    told apart. Chains as section 2 of the model has them; on an undated event nobody is more than possible.
    A pattern, spoken of in general, counts only where it is a target.
    """
    asked = _Asked(graph, records, targets)
    reached = {graph.iri(n): r for n, r in on_chains(graph, asked.events, asked.bodies).items()}
    if asked.only:
        reached = {id: r for id, r in reached.items() if id in asked.persons}
    found = listings(records, regimes)
    by_listed: dict[str, list[Listing]] = defaultdict(list)
    for one in found:
        by_listed[one.listed].append(one)
    who = sorted({*reached, *asked.persons})
    named = frozenset(id for id in by_listed if _is(records, id, v.PERSON))
    return Measures(
        len(asked.events),
        asked.patterns,
        len(asked.bodies),
        tuple(PersonRow(id, reached.get(id), under(by_listed.get(id, ()), days)) for id in who),
        () if asked.only else tuple(sorted(named.difference(who))),
        coverage(found, named),
        tuple(one for one in upheld(records, v.R + "Measure") if not _by_person(records, one)),
    )


class _Asked:
    """What the targets mean: events and bodies by number, persons by id."""

    def __init__(self, graph: CommandGraph, records: Records, targets: Sequence[str]) -> None:
        self.persons = frozenset(id for id in targets if _is(records, id, v.PERSON))
        self.only = bool(targets) and len(self.persons) == len(frozenset(targets))
        self.bodies: list[int] = []
        self.patterns = 0
        if not targets:
            self.events = tied_events(graph, v.EVENT)
            self.patterns = len(tied_events(graph, v.PATTERN))
            if not len(self.events):  # without events whoever led a body stands for the chains
                self.bodies = led_bodies(graph)
            return
        parts: list[Longs] = [_NOTHING]
        left: list[Longs] = [_NOTHING]
        for node in sorted({n for id in targets if (n := graph.node(id)) is not None}):
            if graph.is_event(node):
                parts.append(np.array([node], np.int64))
                continue
            below = events_below(graph, node)
            spoken = graph.arrays.node_class[below] == CLASSES.index(v.PATTERN)
            parts.append(below[~spoken])
            left.append(below[spoken])
            if not graph.is_person(node):
                self.bodies.append(node)
        self.events = np.unique(np.concatenate(parts))
        self.patterns = len(np.setdiff1d(np.concatenate(left), self.events))


def _is(records: Records, id: str, cls: str) -> bool:
    found = records.record(id)
    return isinstance(found, Entity) and found.cls == cls


def _by_person(records: Records, one: Upheld) -> bool:
    """Whether a person took the measure: what Article 28 asks of a superior, and no sanction."""
    return _is(records, one.statement.iri("actor"), v.PERSON)


def counted(rows: Iterable[PersonRow]) -> dict[Status, int]:
    """How many persons of each status."""
    counts = dict.fromkeys(Status, 0)
    for row in rows:
        counts[row.status] += 1
    return counts
