"""Commanders, superiors and subordinates against brute force."""

from hypothesis import given, settings

from respondeat.graph.analyses.chains import chains
from respondeat.graph.analyses.commanders import commanders
from respondeat.graph.analyses.superiors import subordinates, superiors
from respondeat.graph.command import CommandGraph, Days, When, graph_of
from respondeat.graph.command.standing import Attested, Board
from respondeat.ontology import vocabulary as v
from tests.graph.command import oracle
from tests.graph.command.oracle import HEADS, SUPERIORS, DaySet, Said, World
from tests.graph.command.worlds import BODIES, GROUP, PERSONS, records, windows, worlds

UPWARD = SUPERIORS | {"orderGiving", "among"}


def days(intervals: Days) -> DaySet:
    return frozenset(d for lo, hi in intervals for d in range(lo, hi + 1))


def check(graph: CommandGraph, found: Board, expected: oracle.Board) -> None:
    assert len({row.node for row in found.standing}) == len(found.standing)
    assert {graph.iri(row.node) for row in found.standing} == set(expected.rows)
    for row in found.standing:
        wanted = expected.rows[graph.iri(row.node)]
        assert (row.certain, days(row.days), days(row.sure)) == (wanted.certain, wanted.days, wanted.sure)
        assert len(set(row.statements)) == len(row.statements)
        assert set(row.statements) == wanted.statements
        assert row.state.name.lower() == wanted.state
    assert {graph.iri(n) for n in found.left_out} == expected.left_out
    assert found.vacant == (not any(row.certain for row in expected.rows.values()))
    neighbour(graph, found.last_before, expected.before)
    neighbour(graph, found.first_after, expected.after)


def neighbour(
    graph: CommandGraph, found: Attested | None, expected: tuple[int, frozenset[str]] | None
) -> None:
    assert (found is None) == (expected is None)
    if found is not None and expected is not None:
        assert found.day == expected[0]
        assert graph.iri(found.node) in expected[1]


@settings(max_examples=1600)
@given(worlds(most=13, ties=0), windows)
def test_boards_are_those_of_the_oracle(world: tuple[Said, ...], window: tuple[int, int]) -> None:
    graph, truth = graph_of(records(world)), World(world)
    lo, hi = window
    when, asked = When.day(lo, hi), frozenset(range(lo, hi + 1))
    for body in (*BODIES, GROUP):
        check(graph, commanders(graph, body, when).board, truth.board(body, asked, HEADS))
    for node in (*BODIES, GROUP, *PERSONS):
        check(graph, superiors(graph, node, when).board, truth.board(node, asked, UPWARD))
        below = truth.board(node, asked, UPWARD, upward=False)
        check(graph, subordinates(graph, node, when).board, below)


@settings(max_examples=600)
@given(worlds(most=13, ties=0), windows)
def test_two_who_are_surely_heads_on_one_day_are_flagged(
    world: tuple[Said, ...], window: tuple[int, int]
) -> None:
    graph, truth = graph_of(records(world)), World(world)
    asked = frozenset(range(window[0], window[1] + 1))
    for body in BODIES:
        rows = truth.board(body, oracle.EVER, HEADS).rows
        expected = {}
        for a in rows:
            for b in rows:
                shared = rows[a].sure & rows[b].sure
                if a < b and shared & asked:
                    expected[a, b] = (shared & asked, len(shared) == 1)
        found = {
            (min(c.first, c.second), max(c.first, c.second)): (days(c.days), c.handover)
            for c in commanders(graph, body, When.day(*window)).conflicts
        }
        assert found == expected


def test_what_held_at_some_time_supports_no_certain_grade() -> None:
    surely = Said(v.ID + "s-0", "head", BODIES[0], PERSONS[0], (None, 4, 9, None))
    at_some_time = Said(v.ID + "s-1", "head", BODIES[0], PERSONS[0], (None, 8, 5, None))
    graph = graph_of(records([surely, at_some_time]))
    for when in (When.day(5, 8), When.day(6)):
        (row,) = commanders(graph, BODIES[0], when).board.standing
        assert row.certain and row.statements == (surely.id,)
        (chain,) = chains(graph, BODIES[0], when).chains
        assert chain.hops[0].certain and chain.hops[0].statements == (surely.id,)
