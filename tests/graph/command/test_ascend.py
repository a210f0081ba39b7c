"""What stands above many starts at once, against all simple paths and against `events_under`."""

import numpy as np
import pytest
from hypothesis import given, settings

from respondeat.graph.analyses.events_under import events_under
from respondeat.graph.command import EARLY, LATE, CommandGraph, Days, graph_of
from respondeat.graph.command.ascend import RowDays, ascend, met_above, spanning
from respondeat.graph.command.basis import Basis, basis
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.statement import Entity, Statement
from respondeat.ontology import vocabulary as v
from tests.examples import examples
from tests.graph.command.oracle import EVER, DaySet, Said, World
from tests.graph.command.worlds import BODIES, EVENT, PERSONS, records, worlds

ALWAYS = EARLY + 1, LATE - 1


def on_axis(days: Days) -> DaySet:
    return frozenset(d for d in EVER if any(lo <= d <= hi for lo, hi in days))


def above(graph: CommandGraph, start: int, days: RowDays, lo: int, hi: int) -> dict[int, Days]:
    first, last = (np.array([day]) for day in (lo, hi))
    return ascend(graph.arrays, np.array([start]), first, last, days).days(0)


@settings(max_examples=examples(1500))
@given(worlds(most=13, ties=0))
def test_what_is_above_is_that_of_all_simple_paths(world: tuple[Said, ...]) -> None:
    graph, truth = graph_of(records(world)), World(world)
    bodies = [(b, n) for b in BODIES if (n := graph.node(b)) is not None]
    starts = np.array([n for _, n in bodies], np.int64)
    lo, hi = (np.full(len(starts), day, np.int64) for day in (EARLY, LATE))
    possible = ascend(graph.arrays, starts, lo, hi, RowDays.possible(graph.arrays))
    certain = ascend(graph.arrays, starts, lo, hi, RowDays.certain(graph.arrays))
    for person in PERSONS:
        top = graph.node(person)
        if top is not None:
            can, sure = truth.under(person)
            for at, (body, _) in enumerate(bodies):
                assert on_axis(possible.days(at).get(top, ())) == can.get(body, frozenset())
                assert on_axis(certain.days(at).get(top, ())) == sure.get(body, frozenset())


@settings(max_examples=examples(1500))
@given(worlds(most=11, ties=4))
def test_a_lasting_event_is_judged_as_from_above(world: tuple[Said, ...]) -> None:
    """Certain at some time in a lasting event, one link on no day for certain: as `events_under` says."""
    lasting = Statement.of("Existence", ValidTime("", Bounds(1, 3, 6, 8)), entity=EVENT)
    graph = graph_of([*records(world), lasting])
    event = graph.node(EVENT)
    assert event is not None
    when = graph.time_of(event)
    sure = above(graph, event, RowDays.certain(graph.arrays), *when.window)
    surely = {n for n, days in sure.items() if when.certain(days)}
    surely |= met_above(graph, event, when, sure, spanning(graph))
    possible = set(above(graph, event, RowDays.possible(graph.arrays), *when.window))
    for person in PERSONS:
        node = graph.node(person)
        under = {e.event: e.certain for e in events_under(graph, person, own=True).events}
        assert (node in possible) == (EVENT in under)
        assert (node in surely) == under.get(EVENT, False)


@settings(max_examples=examples(1500))
@given(worlds(most=9, ties=2))
def test_bounded_days_are_those_that_basis_calls_so(world: tuple[Said, ...]) -> None:
    graph = graph_of(records(world))
    days = RowDays.bounded(graph.arrays)
    for link in range(graph.link_count):
        at = graph.row_start[link]
        for number, row in enumerate(graph.rows(link), at):
            for day in EVER:
                can = any(lo <= day <= hi for lo, hi in graph.possible_days(link, day, day))
                bounded = bool(days.lo[number] <= day <= days.hi[number])
                if bounded:
                    assert can
                if not row.weak and (row.first or EARLY) <= day <= (LATE if row.last is None else row.last):
                    told = basis([Bounds(row.es, row.ls, row.ee, row.le)], ((day, day),))
                    assert bounded == (told is not Basis.OPEN)


def test_many_starts_are_worked_through_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys hold a start and a node in 31 bits: what does not fit together is asked apart."""
    a, b = v.ID + "p-a", v.ID + "b-b"
    time = ValidTime("", Bounds(None, 5, 5, None))
    head = Statement.of("Posting", time, holder=a, body=b, capacity=v.HEAD)
    graph = graph_of([Entity.of(a, "Person"), Entity.of(b, "Body"), head])
    monkeypatch.setattr("respondeat.graph.command.ascend._KEYS", 2 * graph.node_count)
    starts, day = np.full(5, graph.node(b), np.int64), np.full(5, 5, np.int64)
    found = ascend(graph.arrays, starts, day, day, RowDays.certain(graph.arrays))
    assert found.start.tolist() == [0, 1, 2, 3, 4]
    assert found.node.tolist() == [graph.node(a)] * 5
    assert found.days(4) == {graph.node(a): ((5, 5),)}


def test_nothing_is_above_no_start() -> None:
    none = np.zeros(0, np.int64)
    graph = graph_of([])
    assert ascend(graph.arrays, none, none, none, RowDays.possible(graph.arrays)).days(0) == {}
