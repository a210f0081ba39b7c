"""Gaps of bodies and events on small invented worlds, each read by hand."""

import pytest

from respondeat.errors import InputError
from respondeat.graph.analyses.gaps import Count, GapKind, Scope, gaps
from respondeat.graph.command import graph_of
from respondeat.graph.dates import Bounds, ValidTime, day, read
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Entity, Record, Statement
from respondeat.ontology import vocabulary as v

from .gaps_line import (
    ANN,
    AUGUST,
    BEN,
    HABIT,
    LINE,
    MARCH,
    MINISTRY,
    RAID,
    STAFF,
    UNIT,
    ask,
    days,
    did,
    heads,
    over,
    the,
    under,
    was,
)


def test_a_day_after_the_last_head_is_a_gap_and_the_one_before_is_told() -> None:
    row = the(ask(LINE, kinds=(GapKind.NO_HEAD,)), GapKind.NO_HEAD, UNIT)
    assert days(row) == [(day("2020-08-10"), day("2020-08-11"))]
    assert row.unanswered == Count(certain=1, possible=1)  # the march can have been before Ben left
    assert [e.event for e in row.events] == [RAID, MARCH]
    assert (row.basis, row.nobody) == ("nobody", row.days)
    assert row.board is not None
    assert row.board.last_before is not None
    assert row.board.last_before.day == day("2020-08-09")
    assert row.board.first_after is None
    ties = {s.id for s in LINE if isinstance(s, Statement) and s.relation == v.PARTICIPATION}
    assert set(row.statements) == ties | {LINE[2].id}


def test_the_top_lacks_a_superior_for_both_events() -> None:
    row = the(ask(LINE), GapKind.NO_SUPERIOR)
    assert (row.node, row.unanswered, row.through) == (MINISTRY, Count(2, 0), 2)
    assert row.basis == "nobody"


def test_a_way_round_leaves_the_event_answered() -> None:
    found = ask([*LINE, did(STAFF, RAID)])
    row = the(found, GapKind.NO_HEAD, UNIT)
    assert (row.unanswered, row.through) == (Count(0, 1), 2)


def test_within_a_branch_only_the_ways_through_it_count() -> None:
    row = the(ask([*LINE, did(STAFF, RAID)], UNIT), GapKind.NO_HEAD, UNIT)
    assert row.unanswered == Count(1, 1)


def test_who_is_possible_is_told_apart() -> None:
    open_end = read("2019-01-01", "2020-01-01", started=True)
    some_time = ValidTime("", Bounds(None, day("2020-10-01"), day("2020-08-01"), None))
    rest = [s for s in LINE if s is not LINE[2]]
    row = the(ask([*rest, heads(UNIT, BEN, open_end)], kinds=(GapKind.NO_HEAD,)), GapKind.NO_HEAD, UNIT)
    assert (row.basis, row.nobody) == ("open", ())
    row = the(ask([*rest, heads(UNIT, BEN, some_time)], kinds=(GapKind.NO_HEAD,)), GapKind.NO_HEAD, UNIT)
    assert (row.basis, row.nobody) == ("bounded", ())


def test_patterns_are_counted_apart() -> None:
    habit: list[Record] = [Entity.of(HABIT, "Pattern"), did(UNIT, HABIT), was(HABIT, "2020-08-10")]
    row = the(ask([*LINE, *habit], kinds=(GapKind.NO_HEAD,)), GapKind.NO_HEAD, UNIT)
    assert (row.unanswered, row.patterns) == (Count(1, 1), Count(1, 0))
    assert (row.through, row.patterns_through) == (2, 1)
    assert [e.event for e in row.events] == [RAID, MARCH, HABIT]


def test_two_stretches_are_two_gaps() -> None:
    between = heads(UNIT, BEN, over("2020-08-10", "2020-08-10"))
    rest = [s for s in LINE if s is not LINE[2]]
    rows = [row for row in ask([*rest, between]).rows if (row.kind, row.node) == (GapKind.NO_HEAD, UNIT)]
    assert [row.span for row in rows] == [
        (-(2**31) + 1, day("2020-08-09")),
        (day("2020-08-11"), 2**31 - 2),
    ]
    assert all(row.unanswered == Count(0, 1) for row in rows)  # it can have been on either side


def test_a_period_cuts_days_and_certainty() -> None:
    found = ask(LINE, UNIT, (day("2020-08-11"), day("2020-08-31")))
    assert (found.single, found.pattern) == (1, 0)
    row = the(found, GapKind.NO_HEAD)
    assert (days(row), row.span) == ([(day("2020-08-11"),) * 2], (day("2020-08-11"), day("2020-08-31")))
    assert row.unanswered == Count(0, 1)


def test_a_lasting_event_is_unanswered_when_it_surely_lasted_into_the_gap() -> None:
    lasting = Statement.of(
        "Existence",
        ValidTime("", Bounds(day("2020-08-01"), day("2020-08-05"), day("2020-08-10"), day("2020-08-20"))),
        entity=RAID,
    )
    row = the(ask([*LINE[:4], lasting], kinds=(GapKind.NO_HEAD,)), GapKind.NO_HEAD, UNIT)
    assert row.unanswered == Count(1, 0)
    shorter = Statement.of(
        "Existence",
        ValidTime("", Bounds(day("2020-08-01"), day("2020-08-05"), day("2020-08-06"), day("2020-08-20"))),
        entity=RAID,
    )
    row = the(ask([*LINE[:4], shorter], kinds=(GapKind.NO_HEAD,)), GapKind.NO_HEAD, UNIT)
    assert row.unanswered == Count(0, 1)


def test_an_undated_event_stands_alone() -> None:
    found = ask(LINE[:5])
    assert [row.kind for row in found.rows] == [GapKind.UNDATED] * 2
    assert {row.node for row in found.rows} == {RAID, MARCH}
    assert all((row.unanswered, row.days) == (Count(1, 0), ()) for row in found.rows)
    assert (found.single, found.undated) == (2, 2)
    in_august = ask(LINE[:5], UNIT, AUGUST)
    assert {row.unanswered for row in in_august.rows} == {Count(0, 1)}


def test_an_event_nobody_is_tied_to() -> None:
    for more in ([was(RAID, "2020-08-10")], []):
        row = the(ask([*more]), GapKind.NO_ACTOR, RAID)
        assert row.unanswered == Count(1, 0)
    judged = Statement.of("Conviction", None, convicted=ANN, court=STAFF, event=RAID)
    assert not [row for row in ask([judged]).rows if row.node == RAID]
    suffered = did(ANN, RAID, v.VICTIM)
    assert the(ask([suffered]), GapKind.NO_ACTOR, RAID).unanswered == Count(1, 0)


def test_the_chain_of_an_event_on_its_own_days() -> None:
    found = ask(LINE, RAID)
    assert found.scope is Scope.CHAIN
    assert found.period == (day("2020-08-10"), day("2020-08-10"))
    assert {(row.kind, row.node) for row in found.rows} == {
        (GapKind.NO_HEAD, UNIT),
        (GapKind.NO_SUPERIOR, MINISTRY),
    }
    # the march can have been on that day, and passes the same bodies
    assert the(found, GapKind.NO_HEAD).unanswered == Count(1, 1)


def test_the_chain_of_a_person_begins_where_they_serve() -> None:
    found = ask(LINE, BEN, (day("2020-08-08"), day("2020-08-09")))
    assert {(row.kind, row.node) for row in found.rows} == {(GapKind.NO_SUPERIOR, MINISTRY)}
    assert ask(LINE, BEN).single == 1  # he had left when the raid was


def test_the_chain_of_a_body_is_what_is_above() -> None:
    found = ask(LINE, UNIT, scope=Scope.CHAIN)
    assert (GapKind.NO_SUPERIOR, MINISTRY) in {(row.kind, row.node) for row in found.rows}
    branch = ask(LINE, MINISTRY, scope=Scope.BRANCH)
    assert {row.node for row in branch.rows} == {UNIT, MINISTRY}
    assert {row.node for row in ask(LINE, MINISTRY, scope=Scope.BODY).rows} == {MINISTRY}


def test_days_without_events_only_when_asked_for() -> None:
    quiet = (day("2021-01-01"), day("2021-12-31"))
    assert ask(LINE, UNIT, quiet, kinds=(GapKind.NO_HEAD,)).rows == ()
    row = the(ask(LINE, UNIT, quiet, kinds=(GapKind.NO_HEAD,), all_days=True), GapKind.NO_HEAD)
    assert (days(row), row.unanswered, row.through) == ([quiet], Count(0, 0), 0)
    assert row.board is not None
    assert row.board.last_before is not None


def test_heads_stand_beside_the_line_and_do_not_lead_round_it() -> None:
    served = [s for s in LINE if s is not LINE[2]] + [heads(UNIT, BEN, over("2018-01-01", "2021-01-01"))]
    assert the(ask(served), GapKind.NO_SUPERIOR).unanswered == Count(2, 0)


def test_a_body_above_itself_and_a_ring() -> None:
    found = ask([*LINE, under(UNIT, UNIT), under(MINISTRY, UNIT, over("2015-01-01", "2025-01-01"))])
    assert {row.kind for row in found.rows if row.node == MINISTRY} == set()
    assert the(found, GapKind.NO_HEAD, UNIT).unanswered == Count(1, 1)


def test_the_order_and_the_limit() -> None:
    found = ask(LINE, limit=1)
    assert (len(found.rows), found.total) == (1, 2)
    assert found.rows[0].kind is GapKind.NO_SUPERIOR  # both events surely
    assert sum(found.kinds.values()) == 2
    assert found.statements == tuple(sorted(found.rows[0].statements))


def test_nothing_to_ask_about() -> None:
    nothing = graph_of([])
    assert gaps(nothing, RecordSet([])).total == 0
    assert gaps(nothing, RecordSet([]), v.ID + "b-nowhere", AUGUST).total == 0
    assert ask(LINE, None, (day("1900-01-01"), day("1900-12-31"))).total == 0


@pytest.mark.parametrize(
    ("target", "scope", "period", "all_days", "limit", "message"),
    [
        (None, Scope.BRANCH, None, False, 1, "needs a target"),
        (RAID, Scope.BRANCH, None, False, 1, "is no body"),
        (BEN, Scope.BODY, None, False, 1, "is no body"),
        (UNIT, None, None, True, 1, "which period"),
        (UNIT, None, (3, 2), False, 1, "before it starts"),
        (UNIT, None, None, False, 0, "1 or more"),
    ],
)
def test_what_cannot_be_asked(
    target: str | None,
    scope: Scope | None,
    period: tuple[int, int] | None,
    all_days: bool,
    limit: int,
    message: str,
) -> None:
    with pytest.raises(InputError, match=message):
        ask(LINE, target, period, scope=scope, all_days=all_days, limit=limit)
