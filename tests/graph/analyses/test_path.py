"""The shortest ways between two, against all simple paths and every day of small random worlds."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.path import Ways, difference, path
from respondeat.graph.command import When, relations_of
from respondeat.graph.command.days import Days
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.statement import Attestation, Record, Statement
from respondeat.ontology import vocabulary as v

from .related import BODIES, EVENTS, EVERYBODY, PERSONS, UNIVERSE, Tie, linked, ties, worlds

WINDOWS = st.one_of(
    st.none(), st.builds(lambda lo, n: (lo, lo + n), st.integers(-1, 6), st.sampled_from((0, 0, 1, 3)))
)


def simple(
    links: dict[frozenset[str], list[Tie]], at: tuple[str, ...], end: str
) -> Iterator[tuple[str, ...]]:
    """Every path without a node twice."""
    if at[-1] == end:
        yield at
        return
    for node in EVERYBODY:
        if node not in at and frozenset((at[-1], node)) in links:
            yield from simple(links, (*at, node), end)


def days_of(
    links: dict[frozenset[str], list[Tie]], nodes: tuple[str, ...], window: tuple[int, int] | None, sure: bool
) -> set[int]:
    """The days on which every hop holds by some statement."""
    days = {d for d in UNIVERSE if window is None or window[0] <= d <= window[1]}
    for ends in pairwise(nodes):
        hop = links[frozenset(ends)]
        days &= {d for tie in hop for d in (tie.sure if sure else tie.possible)}
    return days


def surely(
    links: dict[frozenset[str], list[Tie]], nodes: tuple[str, ...], window: tuple[int, int] | None
) -> bool:
    """On some day, or on each of those asked for."""
    days = days_of(links, nodes, window, sure=True)
    return bool(days) if window is None else set(range(window[0], window[1] + 1)) <= days


def within(days: Days) -> set[int]:
    return {d for d in UNIVERSE if any(lo <= d <= hi for lo, hi in days)}


@settings(max_examples=400)
@given(worlds(), st.sampled_from(EVERYBODY), st.sampled_from(EVERYBODY), WINDOWS, st.booleans())
def test_all_simple_paths_on_all_days(
    world: tuple[Record, ...], start: str, end: str, window: tuple[int, int] | None, only_certain: bool
) -> None:
    if start == end:
        return
    links = linked(ties(world))
    held = [
        nodes
        for nodes in simple(links, (start,), end)
        if (surely(links, nodes, window) if only_certain else days_of(links, nodes, window, sure=False))
    ]
    length = min((len(nodes) - 1 for nodes in held), default=None)
    wanted = {nodes for nodes in held if len(nodes) - 1 == length}
    when = None if window is None else When.day(*window)
    found = path(relations_of(world), start, end, when, only_certain=only_certain, limit=1000)
    assert found.length == length
    assert {way.nodes for way in found.ways} == wanted
    assert len(found.ways) == len(wanted)
    assert not found.truncated
    for way in found.ways:
        assert within(way.days) == days_of(links, way.nodes, window, sure=False)
        assert way.certain == surely(links, way.nodes, window)
        for ends, edges in zip(pairwise(way.nodes), way.links, strict=True):
            hop = links[frozenset(ends)]
            days = days_of(links, way.nodes, window, sure=False)
            assert {e.statement for e in edges} == {t.statement for t in hop if t.possible & days}


@settings(max_examples=100)
@given(worlds(), st.sampled_from(PERSONS), st.sampled_from(BODIES), WINDOWS, st.integers(1, 3))
def test_what_is_left_out_is_told(
    world: tuple[Record, ...], start: str, end: str, window: tuple[int, int] | None, limit: int
) -> None:
    graph, when = relations_of(world), None if window is None else When.day(*window)
    whole = path(graph, start, end, when, limit=1000)
    assert path(graph, end, start, when, limit=1000).length == whole.length  # either way round
    some = path(graph, start, end, when, limit=limit)
    assert some.ways == whole.ways[:limit]
    assert some.truncated == (len(whole.ways) > limit)
    if whole.length is not None:
        assert path(graph, start, end, when, max_length=whole.length, limit=limit) == some
        assert path(graph, start, end, when, max_length=whole.length - 1) == Ways((), None, False)


def said(
    number: int, relation: str, bounds: tuple[int | None, ...] | None = None, **roles: Any
) -> list[Record]:
    time = None if bounds is None else ValidTime("", Bounds(*bounds))
    s = Statement.of(relation, time, id=f"{v.ID}s-{number}", **roles)
    return [s, Attestation.of(supports=[s.id])]


def posting(number: int, person: str, body: str, first: int, last: int) -> list[Record]:
    bounds = (first, first, last, last)
    return said(number, "Posting", bounds, holder=person, body=body, capacity=v.HEAD)


def test_links_of_different_days_are_no_way() -> None:
    a, b, c = PERSONS
    graph = relations_of([*posting(0, a, BODIES[0], 1, 3), *posting(1, b, BODIES[0], 4, 6)])
    assert path(graph, a, b).length is None
    graph = relations_of([*posting(0, a, BODIES[0], 1, 3), *posting(1, b, BODIES[0], 3, 6)])
    (way,) = path(graph, a, b).ways
    assert (way.days, way.certain, way.nodes) == (((3, 3),), True, (a, BODIES[0], b))
    assert path(graph, a, b, When.day(2)).length is None
    assert path(graph, a, c) == Ways((), None, False)
    assert path(graph, a, v.ID + "nobody") == Ways((), None, False)


def test_a_longer_way_of_another_day_is_found_where_the_short_one_does_not_hold() -> None:
    a, b, c = PERSONS
    short = [*posting(0, a, BODIES[0], 1, 1), *posting(1, b, BODIES[0], 1, 1)]
    long = [
        *(*posting(2, a, BODIES[1], 5, 6), *posting(3, c, BODIES[1], 5, 6)),
        *(*posting(4, c, BODIES[2], 5, 6), *posting(5, b, BODIES[2], 5, 6)),
    ]
    graph = relations_of([*short, *long])
    assert path(graph, a, b).length == 2
    assert path(graph, a, b, When.day(5)).length == 4
    assert path(graph, a, b, When.day(0, 6), only_certain=True).length is None
    assert path(graph, a, b, When.day(5, 6), only_certain=True).length == 4


def test_a_part_in_an_event_has_the_time_of_the_event() -> None:
    a, b, _ = PERSONS
    part = [
        *said(0, "Participation", actor=a, event=EVENTS[0], role=v.R + "participant"),
        *said(1, "Participation", actor=b, event=EVENTS[0], role=v.R + "victim"),
    ]
    (way,) = path(relations_of(part), a, b).ways
    assert not way.certain
    dated = relations_of([*part, *said(2, "Existence", (3, 3, 3, 3), entity=EVENTS[0])])
    (way,) = path(dated, a, b).ways
    assert (way.days, way.certain) == (((3, 3),), True)
    assert path(dated, a, b, When.day(4)).length is None


def test_the_certain_ways_come_first_however_many_there_are() -> None:
    a, b, _ = PERSONS
    world: list[Record] = []
    for n in range(300):
        body, sure = f"{v.ID}b-m{n:03}", n == 299
        world += posting(2 * n, a, body, 1, 3)
        if sure:
            world += posting(2 * n + 1, b, body, 1, 3)
        else:
            world += said(2 * n + 1, "Posting", holder=b, body=body, capacity=v.HEAD)
    found = path(relations_of(world), a, b, limit=2)
    assert [way.certain for way in found.ways] == [True, False]
    assert found.truncated


def test_the_search_stops_at_its_bound_and_says_so() -> None:
    a, b, _ = PERSONS
    world: list[Record] = []
    for n in range(50):
        world += posting(n, a, f"{v.ID}b-m{n}", 1, 3)
        world += posting(100 + n, f"{v.ID}p-n{n}", f"{v.ID}b-m{n}", 1, 3)
    world += posting(1000, b, BODIES[0], 1, 3)
    world += posting(1001, PERSONS[2], BODIES[0], 1, 3)
    graph = relations_of(world)
    assert path(graph, a, b) == Ways((), None, False)
    assert path(graph, a, b, max_rows=1) == Ways((), None, True)


@pytest.mark.parametrize("relations", [("Listing",), ("Posting", "Listing")])
def test_only_the_relations_asked_for_are_followed(relations: tuple[str, ...]) -> None:
    a, b, _ = PERSONS
    kind: dict[str, Any] = {"measureKind": v.R + "assetFreeze"}
    world = [
        *said(0, "Listing", listed=a, instrument=BODIES[0], **kind),
        *said(1, "Listing", listed=b, instrument=BODIES[0], **kind),
        *posting(2, a, BODIES[1], 1, 3),
        *posting(3, b, BODIES[1], 1, 3),
    ]
    found = path(relations_of(world), a, b, relations=relations)
    assert len(found.ways) == len(relations)
    assert {e.relation for way in found.ways for hop in way.links for e in hop} == set(relations)


@given(*[st.sets(st.integers(0, 12))] * 2)
def test_difference(one: set[int], other: set[int]) -> None:
    def intervals(days: set[int]) -> Days:
        return tuple((d, d) for d in sorted(days))

    left = difference(intervals(one), intervals(other))
    assert {d for lo, hi in left for d in range(lo, hi + 1)} == one - other
