"""Gaps against brute force: every day, every place left out, over small random worlds.

The committed run takes some hundred worlds. For a longer one, with other worlds from a number on::

    pytest tests/graph/analyses/test_gaps_oracle.py -m slow
"""

import random

import pytest

from respondeat.graph.analyses.gaps import Gap, Gaps, Scope, gaps
from respondeat.graph.command import Days, graph_of
from respondeat.graph.replay import RecordSet
from tests.examples import examples
from tests.graph.command.oracle import AXIS, DAYS, DaySet, World
from tests.graph.command.worlds import BODIES, GROUP, PERSONS

from .gaps_oracle import Agenda, Key, Row
from .gaps_worlds import EVENTS, PLACEHOLDERS, GapWorld, gap_world, records

TARGETS: tuple[tuple[str | None, Scope | None], ...] = (
    (None, None),
    *((target, scope) for target in (BODIES[0], BODIES[1], GROUP) for scope in Scope),
    (PERSONS[0], Scope.CHAIN),
    (EVENTS[0], Scope.CHAIN),
)


def on_axis(days: Days) -> DaySet:
    return frozenset(d for d in AXIS if any(lo <= d <= hi for lo, hi in days))


def key(row: Gap) -> Key:
    return str(row.kind), row.node, row.other, row.link, min(on_axis(row.days), default=-99)


def expected(row: Row, world: GapWorld) -> dict[str, object]:
    patterns = {e.id for e in world.events if e.pattern}
    counts = [
        sum((id in patterns) is p and certain is c for id, (certain, _) in row.left.items())
        for p in (False, True)
        for c in (True, False)
    ]
    return {
        "days": row.days,
        "counts": counts,
        "through": (len(row.through - patterns), len(row.through & patterns)),
        "left": dict(row.left),
    }


def told(row: Gap) -> dict[str, object]:
    return {
        "days": on_axis(row.days),
        "counts": [*row.unanswered, *row.patterns],
        "through": (row.through, row.patterns_through),
        "left": {e.event: (e.certain, on_axis(e.days)) for e in row.events},
    }


def check(seed: int) -> int:
    """Hold one world against the oracle, with one period; how many rows there were."""
    world, rng = gap_world(seed), random.Random(seed)
    made = records(world)
    graph, data, truth = graph_of(made), RecordSet(made), World(world.said)
    first = rng.choice(DAYS)
    period = rng.choice((None, (first, min(DAYS[-1], first + rng.choice((0, 3, 8))))))
    every_day = period is not None and rng.random() < 0.3
    rows = 0
    for target, scope in TARGETS:
        if target is not None and graph.node(target) is None:
            continue
        agenda = Agenda(
            truth,
            world.events,
            PLACEHOLDERS,
            world.hidden,
            target,
            None if scope is None else str(scope),
            None if period is None else frozenset(range(period[0], period[1] + 1)),
            every_day,
        )
        found: Gaps = gaps(
            graph, data, target, period, scope=scope, all_days=every_day, limit=10_000, events_shown=100
        )
        wanted = {k: expected(row, world) for k, row in agenda.rows().items()}
        unknown = {e.id for e in world.events if graph.node(e.id) is None}
        got = {key(row): told(row) for row in found.rows if row.node not in unknown}
        wanted = {k: row for k, row in wanted.items() if k[1] not in unknown}
        assert got == wanted, (seed, target, scope, period)
        order = [row.unanswered.certain + row.unanswered.possible for row in found.rows]
        assert order == sorted(order, reverse=True)
        if target is not None:
            assert found.single + found.pattern == len(agenda.involved)
        rows += len(got)
    return rows


@pytest.mark.parametrize("seed", range(0, examples(300), 50))
def test_gaps_are_those_of_the_oracle(seed: int) -> None:
    assert sum(check(n) for n in range(seed, seed + 50)) > 400
