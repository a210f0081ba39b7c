"""Two heads on a day, and the same-day handover."""

from respondeat.graph.analyses.commanders import commanders
from respondeat.graph.command import When, graph_of
from respondeat.graph.dates import ValidTime, day, held_on, read
from respondeat.graph.statement import Statement
from respondeat.ontology import vocabulary as v
from tests.graph.command.worlds import BODIES, PERSONS


def post(person: int, time: ValidTime, capacity: str = v.HEAD) -> Statement:
    return Statement.of("Posting", time, holder=PERSONS[person], body=BODIES[0], capacity=capacity)


def test_terms_that_meet_on_one_day_are_a_handover() -> None:
    records = [
        post(0, read("2010-01-01", "2012-06-30", started=True, ended=True)),
        post(1, read("2012-06-30", started=True)),
    ]
    found = commanders(graph_of(records), BODIES[0], When.day(day("2012-06-30")))
    assert [row.certain for row in found.board.standing] == [True, True]
    assert [c.handover for c in found.conflicts] == [True]


def test_acting_and_full_terms_of_one_person_count_as_one() -> None:
    records = [
        post(0, read("2010-01-01", "2012-06-30", started=True, ended=True)),
        post(0, read("2009-01-01", "2012-06-30", started=True, ended=True), v.ACTING_HEAD),
        post(1, read("2012-06-30", started=True)),
    ]
    found = commanders(graph_of(records), BODIES[0], When.day(day("2012-06-30")))
    assert [c.handover for c in found.conflicts] == [True]


def test_terms_that_share_more_days_are_two_heads() -> None:
    records = [post(0, read("2010-01-01", "2012-06-30")), post(1, read("2012-06-29", "2013", started=True))]
    found = commanders(graph_of(records), BODIES[0], When.day(day("2012-06-30")))
    assert [c.handover for c in found.conflicts] == [False]


def test_two_cited_on_one_day_only() -> None:
    found = commanders(
        graph_of([post(0, held_on("2012-06-30")), post(1, held_on("2012-06-30"))]),
        BODIES[0],
        When.day(day("2012-01-01"), day("2012-12-31")),
    )
    assert len(found.board.standing) == 2 and found.board.vacant
    assert [(c.handover, c.days) for c in found.conflicts] == [(True, ((day("2012-06-30"),) * 2,))]
