"""Events under command against all simple paths, day by day."""

from hypothesis import given, settings

from respondeat.graph.analyses.events_under import events_under, own_parts, reach
from respondeat.graph.command import Days, graph_of
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.statement import Statement
from tests.graph.command.oracle import EVER, NEVER, TIES, DaySet, Said, World
from tests.graph.command.worlds import EVENT, PERSONS, records, windows, worlds


def on_axis(intervals: Days) -> DaySet:
    return frozenset(d for d in EVER if any(lo <= d <= hi for lo, hi in intervals))


@settings(max_examples=1800)
@given(worlds(most=13, ties=0))
def test_reach_is_that_of_all_simple_paths(world: tuple[Said, ...]) -> None:
    graph, truth = graph_of(records(world)), World(world)
    for person in PERSONS:
        top = graph.node(person)
        if top is not None:
            can, sure = truth.under(person)
            found = reach(graph, top)
            assert {graph.iri(n): on_axis(days) for n, days in found.possible.items()} == can
            assert {graph.iri(n): on_axis(days) for n, days in found.certain.items()} == sure


@settings(max_examples=1800)
@given(worlds(most=11, ties=4), windows)
def test_events_are_judged_on_their_days(world: tuple[Said, ...], window: tuple[int, int]) -> None:
    lo, hi = window
    day = Statement.of("Existence", ValidTime("", Bounds(lo, hi, lo, hi)), entity=EVENT)
    graph, truth, asked = graph_of([*records(world), day]), World(world), frozenset(range(lo, hi + 1))
    for person in PERSONS:
        can, sure = truth.under(person)
        possible, certain, bodies, statements = set[int](), set[int](), set[str](), set[str]()
        for link in truth.links:
            kind, _, actor = link
            if (
                kind in TIES
                and actor != person
                and (days := can.get(actor, NEVER) & truth.link_can(link) & asked)
            ):
                possible |= days
                certain |= sure.get(actor, NEVER) & truth.link_sure(link) & asked
                bodies.add(actor)
                statements |= {s.id for s in truth.links[link] if truth.can(s) & days}
        parts = [k for k in truth.links if k[0] in TIES and k[2] == person and truth.link_can(k) & asked]
        said = {s.id for k in parts for s in truth.links[k] if truth.can(s) & asked}
        assert [(p.event, p.window, set(p.statements)) for p in own_parts(graph, person)] == (
            [(EVENT, window, said)] if parts else []
        )
        found = events_under(graph, person).events
        assert len(found) == bool(possible)
        for event in found:
            assert (event.event, event.window) == (EVENT, window)
            assert on_axis(event.days) == possible
            assert event.certain == (certain == asked)
            assert list(event.bodies) == sorted(bodies)
            assert set(event.statements) == statements
