"""Chokepoints of one target against every simple way of every day."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.chains import chains
from respondeat.graph.analyses.chokepoints import Chokepoints, chokepoints
from respondeat.graph.command import Mode, When, graph_of
from respondeat.ontology import vocabulary as v
from tests.examples import examples
from tests.graph.analyses import oracle_chokepoints as oracle
from tests.graph.command.oracle import Four, Said, World
from tests.graph.command.oracle_lasting import lasting
from tests.graph.command.worlds import BODIES, EVENT, NODES, PERSONS, records, windows, worlds

PEOPLE = frozenset(PERSONS)
targets = st.sampled_from((EVENT, EVENT, BODIES[0], EVENT, *NODES))
grades = st.sampled_from((False, False, False, True))


def by_end(found: Chokepoints, *, tops: bool = False) -> dict[str, set[str]]:
    told: dict[str, set[str]] = {end: set() for end in (found.tops if tops else found.ends)}
    for point in found.points:
        for end in point.tops if tops else point.ends:
            told[end].add(point.node)
    return told


def listed(truth: oracle.Found) -> set[str]:
    """Who has a row: passed on the way to some other end, or by every way to a top."""
    passed = {n for end, nodes in truth.ends.items() for n in nodes if n != end}
    return passed | (frozenset.intersection(*truth.tops.values()) if truth.tops else frozenset())


@settings(max_examples=examples(700))
@given(worlds(most=15, ties=4), windows, targets, grades)
def test_every_way_of_every_day(
    world: tuple[Said, ...], window: tuple[int, int], target: str, certain: bool
) -> None:
    asked = frozenset(range(window[0], window[1] + 1))
    truth = oracle.chokepoints(World(world), target, asked, PEOPLE, certain=certain)
    found = chokepoints(graph_of(records(world)), target, When.day(*window), certain=certain)
    rows = listed(truth)
    assert set(found.ends) == set(truth.ends)
    assert set(found.tops) == set(truth.tops)
    assert {p.node for p in found.points} == rows
    assert by_end(found) == {end: nodes & rows for end, nodes in truth.ends.items()}
    assert by_end(found, tops=True) == {end: nodes & rows for end, nodes in truth.tops.items()}
    sure = oracle.chokepoints(World(world), target, asked, PEOPLE, certain=True).reached
    assert {p.node for p in found.points if p.certain} == rows & sure


@settings(max_examples=examples(300))
@given(worlds(most=11, ties=3), st.integers(0, 12), st.sampled_from((EVENT, *BODIES)))
def test_on_one_day_they_are_on_every_chain(world: tuple[Said, ...], day: int, target: str) -> None:
    graph = graph_of(records(world))
    all_chains = chains(graph, target, When.day(day)).chains
    found = chokepoints(graph, target, When.day(day))
    assert set(found.ends) == {c.nodes[-1] for c in all_chains}
    for point in found.points:
        for end in point.ends:
            assert all(point.node in c.nodes for c in all_chains if c.nodes[-1] == end)
    assert set(found.statements) >= {s for c in all_chains for h in c.hops for s in h.statements}


# ---- events that last ----

DAYS = st.integers(0, 5)


@st.composite
def lasting_events(draw: st.DrawFn) -> tuple[int, int, int, int]:
    start, end = sorted((draw(DAYS), draw(DAYS)))
    xs, yl = draw(st.integers(max(0, start - 1), start)), draw(st.integers(end, 6))
    return xs, draw(st.integers(start, yl)), draw(st.integers(xs, end)), yl


@st.composite
def times(draw: st.DrawFn) -> Four:
    """Of a link; at times it only held at some time between two days."""
    start, end = sorted((draw(DAYS), draw(DAYS)))
    es, le = draw(st.none() | st.integers(0, start)), draw(st.none() | st.integers(end, 6))
    return es, draw(st.none() | st.integers(start, 6)), draw(st.none() | st.integers(0, end)), le


@settings(max_examples=examples(150))
@given(lasting_events(), st.lists(times(), min_size=2, max_size=2))
@example((0, 1, 5, 6), [(None, 4, 2, None), (None, 0, 6, None)])
@example((0, 1, 5, 6), [(None, 4, 2, None), (None, 4, 2, None)])
@example((0, 1, 5, 6), [(None, 0, 6, None), (None, 4, 2, None)])
def test_in_an_event_that_lasts_they_are_on_the_chains_that_surely_hold(
    event: tuple[int, int, int, int], bounds: list[Four]
) -> None:
    """A line of a tie, a superior and a head: the head is reached, for sure, where all links surely meet."""
    said = [
        Said(v.ID + "s-tie", "perpetrator", EVENT, BODIES[0], None),
        Said(v.ID + "s-over", "deJureCommand", BODIES[0], BODIES[1], bounds[0]),
        Said(v.ID + "s-head", "head", BODIES[1], PERSONS[0], bounds[1]),
    ]
    graph, when = graph_of(records(said)), When(*event, Mode.SOME)
    expected = lasting(event, bounds, range(-1, 8))
    for certain, reached in ((True, expected.some_certain), (False, bool(expected.some_days))):
        found = chokepoints(graph, EVENT, when, certain=certain)
        assert (PERSONS[0] in found.ends) == reached
        if reached:
            to_head = {p.node for p in found.points if PERSONS[0] in p.ends}
            assert to_head >= {BODIES[0], BODIES[1]}
            assert set(found.statements) == {s.id for s in said}
    whole = [c for c in chains(graph, EVENT, when).chains if c.nodes[-1] == PERSONS[0]]
    assert [c.certain for c in whole] == [expected.some_certain] * bool(expected.some_days)


def test_two_links_that_held_at_some_time_are_no_way_round() -> None:
    """To 4 one way is by two links of which each held at some time: they never surely met, so 1 is passed."""
    always, some = (0, 0, 9, 9), (None, 6, 3, None)
    links = (("0", "1", always), ("0", "2", always), ("1", "3", always), ("2", "3", some), ("3", "4", some))
    said = [Said(v.ID + "s-tie", "perpetrator", EVENT, BODIES[0], None)] + [
        Said(f"{v.ID}s-{low}{up}", "deJureCommand", f"{v.ID}b-{low}", f"{v.ID}b-{up}", bounds)
        for low, up, bounds in links
    ]
    found = chokepoints(graph_of(records(said)), EVENT, When(0, 1, 8, 9, Mode.SOME), certain=True)
    assert by_end(found)[v.ID + "b-4"] == {v.ID + "b-" + n for n in "013"}
    possible = chokepoints(graph_of(records(said)), EVENT, When(0, 1, 8, 9, Mode.SOME))
    assert by_end(possible)[v.ID + "b-4"] == {v.ID + "b-" + n for n in "034"}


def test_a_lattice_with_more_ways_than_can_be_counted() -> None:
    lattice = [
        Said(f"{v.ID}s-{n}-{i}-{j}", "deJureCommand", f"{v.ID}x{n}-{i}", f"{v.ID}x{n + 1}-{j}", None)
        for n in range(30)
        for i in range(6)
        for j in range(6)
        if n != 15 or j == 0
    ]
    found = chokepoints(graph_of(records(lattice)), v.ID + "x0-0", When.day(5))
    assert found.to_the_top == (v.ID + "x16-0",)
    assert len(found.ends) == 6


def test_bodies_under_themselves_and_under_each_other() -> None:
    """A ring ends where it has been gone round; nobody is their own chokepoint."""
    ring = [
        Said(f"{v.ID}s-{n}", "deJureCommand", f"{v.ID}b-{n}", f"{v.ID}b-{(n + 1) % 4}", None)
        for n in range(4)
    ]
    loop = Said(v.ID + "s-loop", "deJureCommand", v.ID + "b-2", v.ID + "b-2", None)
    found = chokepoints(graph_of(records([*ring, loop])), v.ID + "b-0", When.day(5))
    assert found.ends == (v.ID + "b-3",)
    assert found.every == (v.ID + "b-1", v.ID + "b-2", v.ID + "b-3")
    alone = chokepoints(graph_of(records([loop])), v.ID + "b-2", When.day(5))
    assert (alone.points, alone.ends) == ((), ())


def test_a_large_circle_is_searched_within_bounds() -> None:
    """Of fourteen bodies each under all others more ways lead on than can be gone: all count as ends."""
    nodes = range(14)
    knot = [
        Said(f"{v.ID}s-{i}-{j}", "deJureCommand", f"{v.ID}b-{i}", f"{v.ID}b-{j}", None)
        for i in nodes
        for j in nodes
        if i != j
    ]
    found = chokepoints(graph_of(records(knot)), v.ID + "b-0", When.day(5))
    assert len(found.ends) == 13 and found.every == ()


def test_what_is_not_there_has_none() -> None:
    found = chokepoints(graph_of([]), v.ID + "nobody", When.day(5))
    assert (found.points, found.ends, found.every, found.to_the_top, found.statements) == ((),) * 5


def test_where_no_chain_comes_to_a_top_nobody_is_on_the_way_to_it() -> None:
    low, one, two, head = (v.ID + x for x in ("b-0", "b-1", "b-2", "p-0"))
    circle = [
        Said(v.ID + "s-0", "deJureCommand", low, one, None),
        Said(v.ID + "s-1", "deJureCommand", one, two, None),
        Said(v.ID + "s-2", "deJureCommand", two, one, None),
        *(Said(f"{body}-head", "head", body, head, None) for body in (one, two)),
    ]
    found = chokepoints(graph_of(records(circle)), low, When.day(5))
    assert (found.ends, found.tops) == ((head,), ())
    assert (found.every, found.to_the_top) == ((one,), ())
