"""Events that last, read both ways, against every way to fill in the event and the links."""

from typing import Final

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.chains import chains
from respondeat.graph.analyses.commanders import commanders
from respondeat.graph.analyses.events_under import events_under
from respondeat.graph.command import CommandGraph, Mode, When, graph_of
from respondeat.graph.dates import Bounds, ValidTime, held_within
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v
from tests.graph.command.oracle import Four, Said
from tests.graph.command.oracle_lasting import Lasting, lasting
from tests.graph.command.worlds import BODIES, EVENT, PERSONS, records

AXIS: Final = range(-1, 7)
DAYS: Final = range(6)

day = st.sampled_from(DAYS)
Closed = tuple[int, int, int, int]


@st.composite
def links(draw: st.DrawFn) -> Four:
    start, end = sorted((draw(day), draw(day)))
    es, le = draw(st.none() | st.integers(0, start)), draw(st.none() | st.integers(end, DAYS[-1]))
    ls, ee = draw(st.none() | st.integers(start, DAYS[-1])), draw(st.none() | st.integers(0, end))
    return es, ls, ee, le


@st.composite
def events(draw: st.DrawFn) -> Closed:
    start, end = sorted((draw(day), draw(day)))
    xs, yl = draw(st.integers(max(0, start - 2), start)), draw(st.integers(end, min(DAYS[-1], end + 2)))
    bounds = Bounds(xs, draw(st.integers(start, yl)), draw(st.integers(xs, end)), yl)
    assert bounds.ls is not None and bounds.ee is not None
    return xs, bounds.ls, bounds.ee, yl


def world(times: list[Four]) -> list[Said]:
    """A body, those above it and a head at the top; the event is tied to the lowest."""
    said = [
        Said(f"{v.ID}s-{n}", "deJureCommand", BODIES[n], BODIES[n + 1], bounds)
        for n, bounds in enumerate(times[:-1])
    ]
    top = BODIES[len(times) - 1]
    return [
        *said,
        Said(v.ID + "s-head", "head", top, PERSONS[0], times[-1]),
        Said(v.ID + "s-tie", "perpetrator", EVENT, BODIES[0], None),
    ]


def check(graph: CommandGraph, target: str, event: Closed, expected: Lasting) -> None:
    found = chains(graph, target, When(*event, Mode.SOME)).chains
    whole = [c for c in found if c.nodes[-1] == PERSONS[0]]
    assert len(whole) == bool(expected.some_days)
    for c in whole:
        assert {d for lo, hi in c.feasible for d in range(lo, hi + 1)} == expected.some_days
        assert c.certain == expected.some_certain
    found = chains(graph, target, When(*event, Mode.THROUGHOUT)).chains
    whole = [c for c in found if c.nodes[-1] == PERSONS[0]]
    assert len(whole) == expected.throughout_possible
    assert [c.certain for c in whole] == [expected.throughout_certain] * len(whole)


@settings(max_examples=400)
@given(events(), st.lists(links(), min_size=1, max_size=2))
@example((0, 1, 5, 6), [(None, 4, 2, None)])
@example((0, 1, 5, 6), [(None, 2, 4, None), (None, 4, 2, None)])
def test_chains_in_a_lasting_event(event: Closed, times: list[Four]) -> None:
    graph = graph_of(records(world(times)))
    expected = lasting(event, times, AXIS)
    check(graph, BODIES[0], event, expected)
    check(graph, EVENT, event, expected)


@settings(max_examples=400)
@given(events(), links())
def test_hops_and_boards_in_a_lasting_event(event: Closed, bounds: Four) -> None:
    graph, expected = graph_of(records(world([bounds]))), lasting(event, [bounds], AXIS)
    some = commanders(graph, BODIES[0], When(*event, Mode.SOME)).board
    assert [row.certain for row in some.standing] == [expected.some_certain] * bool(expected.some_days)
    throughout = commanders(graph, BODIES[0], When(*event, Mode.THROUGHOUT)).board
    assert len(throughout.standing) == expected.throughout_possible
    assert [row.certain for row in throughout.standing] == [expected.throughout_certain] * len(
        throughout.standing
    )
    assert not some.left_out and not throughout.left_out
    for chain in chains(graph, BODIES[0], When(*event, Mode.SOME)).chains:
        assert [hop.certain for hop in chain.hops] == [expected.some_certain]


@settings(max_examples=300)
@given(events(), st.lists(links(), min_size=1, max_size=2))
@example((0, 1, 5, 6), [(None, 4, 2, None)])
@example((0, 1, 5, 6), [(None, 2, 4, None), (None, 4, 2, None)])
@example((0, 1, 5, 6), [(None, 4, 2, None), (None, 2, 4, None)])
def test_lasting_events_under_command(event: Closed, times: list[Four]) -> None:
    assume((event[0], event[1]) != (event[2], event[3]))  # that would be one unknown day
    held = Statement.of("Existence", ValidTime("", Bounds(*event)), entity=EVENT)
    found = events_under(graph_of([*records(world(times)), held]), PERSONS[0]).events
    expected = lasting(event, times, AXIS)
    assert len(found) == bool(expected.some_days)
    for e in found:
        assert {d for lo, hi in e.days for d in range(lo, hi + 1)} == expected.some_days
        assert e.certain == expected.some_certain


def test_in_the_wake_of_an_election() -> None:
    wake = held_within("2020-08-09/2020-09-30").bounds
    graph = graph_of(records(world([(wake.es, wake.ls, wake.ee, wake.le)])))
    autumn = Bounds(18400, 18450, 18600, 18650)
    assert commanders(graph, BODIES[0], When.event(autumn)).board.standing[0].certain
    one_day = commanders(graph, BODIES[0], When.day(18500)).board.standing[0]
    assert not one_day.certain
    assert not commanders(graph, BODIES[0], When.event(autumn, Mode.THROUGHOUT)).board.standing[0].certain
