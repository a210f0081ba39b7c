"""Events under command for all nodes at once: the same as for one after the other, and as by brute force."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.events_under import EventUnder, events_under
from respondeat.graph.command import CommandGraph, graph_of
from respondeat.graph.command.tenures import commands
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.statement import Entity, Record, Statement
from respondeat.ontology import vocabulary as v
from tests.examples import examples
from tests.graph.command.oracle import DAYS, EVER, NEVER, TIES, DaySet, Said, World
from tests.graph.command.worlds import BODIES, EVENT, GROUP, PERSONS, records, worlds

EVENTS = (EVENT, v.ID + "e-1", v.ID + "e-2")
TOPS = (*BODIES, *PERSONS, GROUP)

_day = st.sampled_from(DAYS)


@st.composite
def times(draw: st.DrawFn) -> Bounds | None:
    """When an event was: one day, one unknown day, a time that lasts, or nothing that is known."""
    kind = draw(st.sampled_from(("day", "window", "lasting", "lasting", "lasting", "open", "none")))
    a, b, c, d = sorted(draw(st.tuples(_day, _day, _day, _day)))
    if kind == "none":
        return None
    if kind == "open":
        return draw(st.sampled_from((Bounds(None, b, a, None), Bounds(a, b, b, None), Bounds(None, b, b, c))))
    if kind == "lasting":
        return draw(st.sampled_from((Bounds(a, b, c, d), Bounds(a, c, b, d), Bounds(a, a, d, d))))
    return Bounds(a, a, a, a) if kind == "day" else Bounds(a, d, a, d)


def spread(world: tuple[Said, ...]) -> tuple[Said, ...]:
    """The same world with the ties shared out among several events."""
    return tuple(
        replace(s, lower=EVENTS[n % len(EVENTS)]) if s.kind in TIES else s for n, s in enumerate(world)
    )


def made(world: tuple[Said, ...], when: list[Bounds | None]) -> CommandGraph:
    told: list[Record] = [Entity.of(event, "Event") for event in EVENTS]
    for n, bounds in enumerate(when):
        if bounds is not None:
            told.append(
                Statement.of("Existence", ValidTime("", bounds), id=f"{v.ID}x-{n}", entity=EVENTS[n % 3])
            )
    return graph_of([*records(world), *told])


def all_at_once(graph: CommandGraph, tops: list[int], **asked: int) -> dict[int, list[EventUnder]]:
    """What `commands` says, written as `events_under` writes it."""
    wanted = np.zeros(graph.node_count, bool)
    wanted[tops] = True
    found = commands(graph.arrays, wanted, **asked)
    when, days = found.occasions.when, found.days.days()
    told: dict[int, list[EventUnder]] = {top: [] for top in tops}
    for pair, (top, event) in enumerate(zip(found.top.tolist(), found.event.tolist(), strict=True)):
        rows = found.row[found.row_of == pair]
        links = np.searchsorted(graph.arrays.row_start, rows, side="right") - 1
        under = EventUnder(
            graph.iri(int(when.event[event])),
            bool(found.certain[pair]),
            (int(when.lo[event]), int(when.hi[event])),
            days[pair],
            tuple(sorted({graph.iri(graph.target[link]) for link in links.tolist()})),
            tuple(sorted(graph.statement_iris(rows))),
        )
        told[top].append(under)
    return {top: sorted(e, key=lambda e: (e.window, e.event)) for top, e in told.items()}


@settings(max_examples=examples(500))
@given(worlds(most=14, ties=7), st.lists(times(), min_size=3, max_size=4))
def test_all_at_once_as_one_after_the_other(world: tuple[Said, ...], when: list[Bounds | None]) -> None:
    graph = made(spread(world), when)
    tops = [n for n in map(graph.node, TOPS) if n is not None]
    found = all_at_once(graph, tops)
    for top in tops:
        expected = list(events_under(graph, graph.iri(top)).events)
        assert found[top] == expected
        assert all_at_once(graph, [top], below=top)[top] == expected


def on_axis(intervals: tuple[tuple[int, int], ...]) -> DaySet:
    return frozenset(d for d in EVER if any(lo <= d <= hi for lo, hi in intervals))


@settings(max_examples=examples(300))
@given(worlds(most=12, ties=5), st.lists(st.tuples(_day, _day).map(sorted), min_size=3, max_size=3))
def test_under_a_body_while_its_head(world: tuple[Said, ...], windows: list[list[int]]) -> None:
    """By brute force: the days under the body, the days as its head, and the days of the event."""
    world = spread(world)
    graph, truth = made(world, [Bounds(a, b, a, b) for a, b in windows]), World(world)
    heads = [n for n in map(graph.node, PERSONS) if n is not None]
    for body in BODIES:
        if (node := graph.node(body)) is None:
            continue
        found = all_at_once(graph, heads, over=node)
        can, sure = truth.under(body)
        for head in heads:
            own = [
                k for k in truth.links if k[0] in ("head", "actingHead") and k[1:] == (body, graph.iri(head))
            ]
            may = frozenset[int]().union(*(truth.link_can(k) for k in own))
            must = frozenset[int]().union(*(truth.link_sure(k) for k in own))
            expected = {}
            for event, (a, b) in zip(EVENTS, windows, strict=True):
                asked, possible, certain = frozenset(range(a, b + 1)), set[int](), set[int]()
                for link in truth.links:
                    if link[0] in TIES and link[1] == event and link[2] != graph.iri(head):
                        possible |= can.get(link[2], NEVER) & truth.link_can(link) & asked & may
                        certain |= sure.get(link[2], NEVER) & truth.link_sure(link) & asked & must
                if possible:
                    expected[event] = (possible, certain == asked)
            assert {e.event: (set(on_axis(e.days)), e.certain) for e in found[head]} == expected


def test_an_empty_graph() -> None:
    found = commands(graph_of([]).arrays, np.zeros(0, bool))
    assert not len(found.top) and not len(found.row)
