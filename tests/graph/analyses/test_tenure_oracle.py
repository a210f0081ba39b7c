"""Counts by period for every person of random worlds: from `events_under`, and from all simple paths."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.events_under import events_under, reach
from respondeat.graph.analyses.tenure import Tenure, tenure
from respondeat.graph.command import (
    EARLY,
    LATE,
    CommandGraph,
    Days,
    Mode,
    When,
    graph_of,
    intersection,
    union,
)
from respondeat.graph.command import TIES as TIE_KINDS
from respondeat.graph.command.periods import By
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.statement import Entity, Record, Statement
from respondeat.ontology import vocabulary as v
from tests.examples import examples
from tests.graph.command.oracle import DAYS, NEVER, TIES, DaySet, Four, Said, World
from tests.graph.command.worlds import EVENT, PERSONS, records, worlds

EVENTS = (EVENT, v.ID + "e-1", v.ID + "e-2")
SHIFT = 25  # so that the days asked for are 26 January to 7 February 1970: two months, one year
_EPOCH = date(1970, 1, 1).toordinal()
_day = st.sampled_from(DAYS)
_by = st.sampled_from(tuple(By))
Counts = dict[int, tuple[int, int]]


@st.composite
def times(draw: st.DrawFn) -> Bounds | None:
    a, b, c, d = sorted(draw(st.tuples(_day, _day, _day, _day)))
    return draw(
        st.sampled_from(
            (
                *(Bounds(a, a, a, a), Bounds(a, d, a, d), Bounds(a, b, c, d), Bounds(a, c, b, d)),
                *(
                    Bounds(a, a, d, d),
                    Bounds(None, b, a, c),
                    Bounds(a, b, b, None),
                    Bounds(None, d, a, None),
                    Bounds(None, b, c, None),
                    Bounds(None, a, None, a),
                    Bounds(None, a, None, b),
                    None,
                ),
            )
        )
    )


def moved(b: Bounds | None) -> Bounds | None:
    if b is None:
        return None
    return Bounds(*(None if day is None else day + SHIFT for day in (b.es, b.ls, b.ee, b.le)))


def four(b: Bounds | None) -> Four | None:
    return None if b is None else (b.es, b.ls, b.ee, b.le)


def made(world: Iterable[Said], when: Iterable[Bounds | None], kinds: tuple[str, ...]) -> CommandGraph:
    """The world, all its days moved, with times of the events and what they are."""
    shifted = [replace(s, bounds=four(moved(s.bounds and Bounds(*s.bounds)))) for s in world]
    told: list[Record] = [r for r in records(shifted) if r.id not in EVENTS]
    told += [Entity.of(event, kind) for event, kind in zip(EVENTS, kinds, strict=True)]
    for n, bounds in enumerate(map(moved, when)):
        if bounds is not None:
            told.append(
                Statement.of("Existence", ValidTime("", bounds), id=f"{v.ID}x-{n}", entity=EVENTS[n % 3])
            )
    return graph_of(told)


def shared(world: tuple[Said, ...]) -> tuple[Said, ...]:
    return tuple(replace(s, lower=EVENTS[n % 3]) if s.kind in TIES else s for n, s in enumerate(world))


def period(day: int, by: By) -> int:
    at = date.fromordinal(_EPOCH + day)
    return (at.year * 12 + at.month - 1) // by.months


def periods(days: Days, by: By) -> set[int]:
    """The periods that days meet, none where they lie too far apart to be counted in each."""
    if any(hi - lo > 10_000_000 for lo, hi in days):
        return set()
    return {p for lo, hi in days for p in range(period(lo, by), period(hi, by) + 1)}


def told(head: Tenure, by: By) -> Counts:
    assert all(period(p.first, by) == period(p.last, by) for p in head.periods)
    assert all(p.events.open <= p.events.possible for p in head.periods)
    return {period(p.first, by): p.events[:2] for p in head.periods}


def cut(days: Days, on: tuple[int, int] | None) -> Days:
    return days if on is None else intersection(days, (on,))


def expected(graph: CommandGraph, person: str, by: By, on: tuple[int, int] | None) -> tuple[object, ...]:
    """From `events_under`: counts by period, events, undated, lasting, patterns."""
    counts = {True: Counter[int](), False: Counter[int]()}
    tallies = {name: [0, 0] for name in ("events", "undated", "lasting", "patterns")}
    for e in events_under(graph, person).events:
        node = graph.node(e.event)
        assert node is not None
        days, when = cut(e.days, on), graph.time_of(node)
        if not days:
            continue
        core = at_some_time_in(when)
        going_on = cut(on_which_it_surely_went_on(graph, person, node, when), on)
        inside = on is None or (bool(core) and on[0] <= core[0][0] and core[0][1] <= on[1])
        certain = (e.certain and inside) or bool(going_on)
        if e.event == EVENTS[2]:
            tallies["patterns"][not certain] += 1
            continue
        tallies["events"][not certain] += 1
        bounded = intersection(days, core)
        if bounded and len(periods(core, by)) == 1:
            counts[certain].update(periods(core, by))
            continue
        inner = ((when.xl, when.ys),) if when.mode is not Mode.DAY and when.xl <= when.ys else ()
        tallies["lasting" if len(periods(inner, by)) > 1 else "undated"][not certain] += 1
        sure = periods(going_on, by)
        counts[True].update(sure)
        counts[False].update(periods(bounded, by) - sure)
    table = {p: (counts[True][p], counts[False][p]) for p in counts[True] | counts[False]}
    return table, *map(tuple, tallies.values())


def at_some_time_in(when: When) -> Days:
    """Bounds that are known; where one is open, what is attested takes its place."""
    attested = sorted((when.xl, when.ys))
    lo, hi = when.xs, when.yl
    if not (attested[0] > EARLY + 1 and attested[1] < LATE - 1):
        attested = [lo, hi]
    lo, hi = attested[0] if lo == EARLY + 1 else lo, attested[1] if hi == LATE - 1 else hi
    return () if lo == EARLY + 1 or hi == LATE - 1 else ((lo, hi),)


def on_which_it_surely_went_on(graph: CommandGraph, person: str, event: int, when: When) -> Days:
    top = graph.node(person)
    if top is None or when.mode is Mode.DAY or when.xl > when.ys:
        return ()
    sure = reach(graph, top).certain
    ties = [k for k in graph.up(event) if graph.kind(k) in TIE_KINDS and graph.target[k] != top]
    own = (intersection(sure.get(graph.target[k], ()), graph.certain_days(k)) for k in ties)
    return intersection(union(i for days in own for i in days), ((when.xl, when.ys),))


@settings(max_examples=examples(250))
@given(
    worlds(most=13, ties=6),
    st.lists(times(), min_size=3, max_size=4),
    _by,
    st.none() | st.tuples(_day, _day).map(lambda d: (min(d) + SHIFT, max(d) + SHIFT)),
)
def test_counts_follow_from_events_under(
    world: tuple[Said, ...], when: list[Bounds | None], by: By, on: tuple[int, int] | None
) -> None:
    graph = made(shared(world), when, ("Event", "Event", "Pattern"))
    heads = {h.person: h for h in tenure(graph, by=by, on=on).heads}
    for person in PERSONS:
        if graph.node(person) is None:
            continue
        (head,) = tenure(graph, person, by=by, on=on).heads
        tallies = (head.events, head.undated, head.lasting, head.patterns)
        found = (told(head, by), *(tally[:2] for tally in tallies))
        assert found == expected(graph, person, by, on)
        if person in heads:
            assert replace(heads[person], spells=head.spells, statements=()) == replace(head, statements=())


class Bounded(World):
    """A world in which days that nothing but an open beginning or end allows are none."""

    def can(self, s: Said) -> DaySet:
        if s.derived:
            return NEVER
        if s.bounds is None:
            return super().can(s) if s.kind in TIES else NEVER
        es, ls, ee, le = s.bounds
        # what began by one day and had ended by another began by the earlier of them
        ls, ee = (
            min((d for d in (ls, le) if d is not None), default=None),
            max((d for d in (ee, es) if d is not None), default=None),
        )
        if ls is None or ee is None:
            return NEVER
        first, last = min(ls, ee) if es is None else es, max(ls, ee) if le is None else le
        return super().can(s) & frozenset(range(first, last + 1))


closed = st.tuples(_day, _day, _day, _day).map(sorted)


@settings(max_examples=examples(250))
@given(worlds(most=12, ties=5), st.lists(closed, min_size=3, max_size=3), st.booleans())
def test_counts_by_brute_force(world: tuple[Said, ...], when: list[list[int]], lasting: bool) -> None:
    """Day by day: events on one unknown day of a window, or such as last from a known day to another."""
    world = shared(world)
    spans = [(min(d), max(d)) for d in when]
    bounds = [Bounds(a, a, b, b) if lasting else Bounds(a, b, a, b) for a, b in spans]
    graph, truth, within = made(world, bounds, ("Event",) * 3), World(world), Bounded(world)
    for person in PERSONS:
        if graph.node(person) is None:
            continue
        (can, sure), (near, _), opened = truth.under(person), within.under(person), Counter[int]()
        counts = {True: Counter[int](), False: Counter[int]()}
        for event, (a, b) in zip(EVENTS, spans, strict=True):
            asked, possible, certain = frozenset(range(a, b + 1)), set[int](), set[int]()
            bounded = set[int]()
            for link in truth.links:
                if link[0] in TIES and link[1] == event and link[2] != person:
                    possible |= can.get(link[2], NEVER) & truth.link_can(link) & asked
                    certain |= sure.get(link[2], NEVER) & truth.link_sure(link) & asked
                    bounded |= near.get(link[2], NEVER) & within.link_can(link) & asked
            if not bounded:
                opened.update({period(d + SHIFT, By.MONTH) for d in possible})
            spread = len({period(d + SHIFT, By.MONTH) for d in asked}) > 1
            if not spread:
                met = bool(certain) if lasting and a < b else certain == asked
                counts[met].update({period(d + SHIFT, By.MONTH) for d in possible})
                continue
            surely = {period(d + SHIFT, By.MONTH) for d in certain} if lasting else set[int]()
            counts[True].update(surely)
            counts[False].update({period(d + SHIFT, By.MONTH) for d in possible} - surely)
        (head,) = tenure(graph, person, by=By.MONTH).heads
        only_open = {period(p.first, By.MONTH): p.events.open for p in head.periods if p.events.open}
        assert lasting or only_open == opened
        both = counts[True] | counts[False]
        found = told(head, By.MONTH)
        if lasting:  # what held at some time in a span only is certain of the whole event, here of no day
            assert {p: sum(n) for p, n in found.items()} == {
                p: counts[True][p] + counts[False][p] for p in both
            }
            assert all(n[0] >= counts[True][p] for p, n in found.items())
        else:
            assert found == {p: (counts[True][p], counts[False][p]) for p in both}
