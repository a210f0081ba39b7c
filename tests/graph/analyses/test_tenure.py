"""Counts of events under command by period: worlds with known answers, and what nobody should ask."""

import pytest

from respondeat.errors import InputError
from respondeat.graph.analyses.tenure import Period, Tally, Tenure, Tenures, tenure
from respondeat.graph.command import CommandGraph, Kind, State, graph_of
from respondeat.graph.command.periods import By
from respondeat.graph.dates import Bounds, ValidTime, day, held_on, read, span
from respondeat.graph.statement import Attestation, Entity, Record, Retraction, Statement
from respondeat.ontology import vocabulary as v

UNIT, DIVISION, OTHER = (f"{v.ID}b-{name}" for name in ("unit", "division", "other"))
ANNA, BORIS, CLARA = (f"{v.ID}p-{name}" for name in ("anna", "boris", "clara"))
PERSONS: tuple[Record, ...] = tuple(Entity.of(p, "Person") for p in (ANNA, BORIS, CLARA))


def headed(body: str, person: str, first: str | None, last: str | None, capacity: str = v.HEAD) -> Statement:
    time = read(first, last, started=True, ended=True)
    return Statement.of("Posting", time, holder=person, body=body, capacity=capacity)


def over(lower: str, upper: str, first: str, last: str) -> Statement:
    time = read(first, last, started=True, ended=True)
    return Statement.of("Subordination", time, subordinate=lower, superior=upper, linkKind=v.DE_JURE_COMMAND)


def event(name: str, on: str | Bounds | None, *actors: str, kind: str = "Event") -> list[Record]:
    id = f"{v.ID}e-{name}"
    made: list[Record] = [Entity.of(id, kind)]
    if on is not None:
        bounds = on if isinstance(on, Bounds) else Bounds(span(on)[0], span(on)[1], span(on)[0], span(on)[1])
        made.append(Statement.of("Existence", ValidTime("", bounds), entity=id))
    made += [Statement.of("Participation", actor=a, event=id, role=v.PERPETRATOR) for a in actors]
    return made


def days(first: str, last: str) -> tuple[int, int]:
    return day(first), day(last)


def two(tally: Tally) -> tuple[int, int]:
    return tally.certain, tally.possible


def counts(head: Tenure) -> dict[str, tuple[int, int]]:
    return {p.name: (p.events.certain, p.events.possible) for p in head.periods}


COMMAND: tuple[Record, ...] = (
    *PERSONS,
    headed(UNIT, ANNA, "2019-01-01", "2020-06-30"),
    headed(UNIT, BORIS, "2020-07-01", "2022", v.ACTING_HEAD),
    headed(DIVISION, CLARA, "2018-01-01", "2021-12-31"),
    over(UNIT, DIVISION, "2020-01-01", "2020-12-31"),
)
EVENTS: tuple[Record, ...] = (
    *event("one", "2019-05-03", UNIT),
    *event("two", "2020-03-01", UNIT),
    *event("three", "2020-08-09", UNIT),
    *event("four", "2022-02-01", UNIT),
    *event("five", "2020-02", UNIT, DIVISION),
    *event("six", "2020", UNIT),
    *event("seven", None, UNIT),
    *event("eight", Bounds(*days("2020-05-01", "2020-05-10"), *days("2020-08-20", "2020-09-01")), UNIT),
    *event("nine", "2020", UNIT, kind="Pattern"),
)


@pytest.fixture(scope="module")
def world() -> CommandGraph:
    return graph_of([*COMMAND, *EVENTS])


def of(found: Tenures, person: str) -> Tenure:
    (head,) = [h for h in found.heads if h.person == person]
    return head


def test_a_year_each(world: CommandGraph) -> None:
    anna = of(tenure(world, ANNA), ANNA)
    assert counts(anna) == {"2019": (1, 0), "2020": (3, 1)}
    # one, two, five and the lasting eighth; the one in 2020 and the one without a date only can have been
    assert two(anna.events) == (4, 2)
    assert (anna.undated, anna.lasting, anna.patterns) == (Tally(0, 1, 1), Tally(), Tally(0, 1, 0))
    assert [(s.body, s.kind, s.state, s.derived) for s in anna.spells] == [
        (UNIT, Kind.HEAD, State.SUPPORTED, False)
    ]


def test_a_month_each_counts_an_event_of_unknown_day_in_each_as_possible(world: CommandGraph) -> None:
    anna = of(tenure(world, ANNA, by=By.MONTH), ANNA)
    assert two(anna.events) == (4, 2)
    # the one in 2020 stands in each of six months; no source bounds when the one without a date was
    assert anna.undated == Tally(0, 2, 1) and anna.lasting == Tally(1, 0)
    found = counts(anna)
    assert len(found) == 7 and found["2019-05"] == (1, 0)
    assert {m: n for m, n in found.items() if m.startswith("2020")} == {
        "2020-01": (0, 1), "2020-02": (1, 1), "2020-03": (1, 1), "2020-04": (0, 1),
        "2020-05": (1, 1), "2020-06": (1, 1),
    }  # fmt: skip


def test_quarters_are_whole_quarters(world: CommandGraph) -> None:
    anna = of(tenure(world, ANNA, by=By.QUARTER), ANNA)
    assert [p.name for p in anna.periods][-2:] == ["2020-Q1", "2020-Q2"]
    assert [(p.first, p.last) for p in anna.periods][-1] == days("2020-04-01", "2020-06-30")


def test_a_head_further_up_has_what_is_below_while_it_is(world: CommandGraph) -> None:
    clara = of(tenure(world, CLARA), CLARA)
    assert counts(clara) == {"2020": (5, 0)}
    assert two(clara.events) == (5, 1)


def test_the_heads_of_a_body_one_after_the_other(world: CommandGraph) -> None:
    found = tenure(world, UNIT)
    assert [h.person for h in found.heads] == [ANNA, BORIS]
    assert of(found, ANNA) == of(tenure(world, ANNA), ANNA)
    assert counts(of(found, BORIS)) == {"2020": (2, 1), "2022": (0, 1)}
    assert [s.kind for s in of(found, BORIS).spells] == [Kind.ACTING_HEAD]


def test_for_a_body_only_what_was_under_it_counts() -> None:
    graph = graph_of([*COMMAND, *EVENTS, headed(OTHER, ANNA, "2019-01-01", "2019-12-31")])
    assert of(tenure(graph, OTHER), ANNA).events == Tally()
    assert [h.person for h in tenure(graph, OTHER).heads] == [ANNA]
    assert of(tenure(graph, UNIT), ANNA).events == Tally(4, 2, 1)
    assert {s.body for s in of(tenure(graph, UNIT), ANNA).spells} == {UNIT}
    assert {s.body for s in of(tenure(graph), ANNA).spells} == {UNIT, OTHER}


def test_without_a_target_every_head_as_a_person(world: CommandGraph) -> None:
    found = tenure(world)
    assert [h.person for h in found.heads] == [CLARA, ANNA, BORIS]
    assert all(h == of(tenure(world, h.person), h.person) for h in found.heads)
    assert found.statements == tuple(sorted({s for h in found.heads for s in h.statements}))


def test_only_what_was_within_some_days(world: CommandGraph) -> None:
    clara = of(tenure(world, CLARA, by=By.MONTH, on=days("2020-03-01", "2020-08-09")), CLARA)
    # two, three, and the eighth, which surely went on then; the sixth and the seventh only can have been
    assert two(clara.events) == (3, 2)
    assert clara.undated == Tally(0, 2, 1) and clara.patterns == Tally(0, 1)
    assert counts(clara) == {
        "2020-03": (1, 1), "2020-04": (0, 1), "2020-05": (1, 1), "2020-06": (1, 1), "2020-07": (1, 1),
        "2020-08": (2, 1),
    }  # fmt: skip
    assert [h.person for h in tenure(world, on=days("2022-01-01", "2022-12-31")).heads] == [BORIS]
    assert tenure(world, on=days("1950-01-01", "1950-12-31")).heads == ()
    early = of(tenure(world, ANNA, on=days("1950-01-01", "1950-12-31")), ANNA)
    assert (early.events, early.periods) == (Tally(), ()) and len(early.spells) == 1


def test_the_statements_are_postings_ties_and_dates_of_what_is_counted(world: CommandGraph) -> None:
    said = {s.id: s for s in [*COMMAND, *EVENTS] if isinstance(s, Statement)}
    anna = of(tenure(world, ANNA, on=days("2019-01-01", "2019-12-31")), ANNA)
    kinds = sorted(said[s].relation.removeprefix(v.R) for s in anna.statements)
    # the event of 2019 and the one without a date
    assert kinds == ["Existence", "Participation", "Participation", "Posting"]


def test_an_event_that_only_a_retracted_posting_ties_is_not_counted(world: CommandGraph) -> None:
    posting = headed(UNIT, ANNA, "2019-01-01", "2020-06-30")
    graph = graph_of(
        [*COMMAND, *EVENTS, Attestation.of(supports=[posting.id]), Retraction.of([posting.id], "x")]
    )
    assert [h.person for h in tenure(graph, UNIT).heads] == [BORIS]
    anna = of(tenure(graph, ANNA), ANNA)
    assert (anna.spells, anna.events, anna.statements) == ((), Tally(), ())


# ---- what nobody should ask ----


def test_days_that_end_before_they_start(world: CommandGraph) -> None:
    with pytest.raises(InputError, match="starts after it ends"):
        tenure(world, on=(2, 1))


def test_nothing_and_nobody() -> None:
    for graph in (graph_of([]), graph_of([*COMMAND])):
        assert tenure(graph, v.ID + "nobody").heads == ()
    assert tenure(graph_of([])) == Tenures(None, By.YEAR, None, ())
    assert [h.events for h in tenure(graph_of([*COMMAND])).heads] == [Tally()] * 3


def test_a_person_without_a_posting() -> None:
    order = Statement.of("OrderGiving", held_on("2020-05-01"), recipient=UNIT, orderer=CLARA)
    graph = graph_of([*PERSONS, order, *event("one", "2020-05-01", UNIT)])
    assert tenure(graph).heads == ()
    clara = of(tenure(graph, CLARA), CLARA)
    assert (clara.spells, clara.events) == ((), Tally(1, 0))


def test_a_body_that_is_its_own_superior() -> None:
    ring = [
        over(UNIT, UNIT, "2019", "2021"),
        over(UNIT, DIVISION, "2019", "2021"),
        over(DIVISION, UNIT, "2019", "2021"),
    ]
    graph = graph_of(
        [
            *PERSONS,
            *ring,
            headed(UNIT, ANNA, "2020-01-01", "2020-12-31"),
            *event("one", "2020-05-01", DIVISION),
        ]
    )
    assert of(tenure(graph, ANNA), ANNA).events == of(tenure(graph, UNIT), ANNA).events == Tally(1, 0)


def test_days_too_far_apart_are_in_no_period() -> None:
    lo, hi = span("-9999")[0], span("2020")[1]
    assert lo is not None and hi is not None
    posting = Statement.of("Posting", None, holder=ANNA, body=UNIT, capacity=v.HEAD)
    graph = graph_of(
        [*PERSONS, posting, *event("one", None, UNIT), *event("two", Bounds(lo, hi, lo, hi), UNIT)]
    )
    anna = of(tenure(graph, ANNA, by=By.MONTH), ANNA)
    assert (anna.periods, anna.events, anna.undated) == ((), Tally(0, 2, 2), Tally(0, 2, 2))
    within = of(tenure(graph, ANNA, on=days("2020-01-01", "2020-12-31")), ANNA)
    assert (counts(within), within.events) == ({"2020": (0, 1)}, Tally(0, 2, 2))


def test_possible_only_by_an_open_beginning_or_end() -> None:
    """Cited once as head; the event a year later, and one in the month of the citation."""
    cited = Statement.of("Posting", held_on("2020-05-10"), holder=ANNA, body=UNIT, capacity=v.HEAD)
    started = Statement.of("Posting", read("2020", started=True), holder=BORIS, body=OTHER, capacity=v.HEAD)
    graph = graph_of(
        [
            *PERSONS,
            *(cited, started),
            *event("later", "2021-05-01", UNIT),
            *event("month", "2020-05", UNIT),
            *event("other", "2020-05-01", OTHER),
        ]
    )
    anna, boris = of(tenure(graph), ANNA), of(tenure(graph), BORIS)
    assert [(p.name, p.events) for p in anna.periods] == [("2020", Tally(0, 1, 0)), ("2021", Tally(0, 1, 1))]
    assert (anna.events, boris.events) == (Tally(0, 2, 1), Tally(0, 1, 0))


def test_an_event_at_some_time_is_counted_where_it_was_not_where_only_its_open_end_reaches() -> None:
    lo, hi = days("2020-08-09", "2020-10-02")
    campaign = event("campaign", Bounds(None, hi, lo, None), UNIT)
    graph = graph_of(
        [
            *PERSONS,
            *campaign,
            headed(UNIT, ANNA, "2019-01-01", "2020-12-31"),
            headed(UNIT, BORIS, "2021-01-01", "2022-12-31"),
        ]
    )
    anna, boris = tenure(graph, UNIT).heads
    assert (counts(anna), anna.events, anna.undated) == ({"2020": (1, 0)}, Tally(1, 0), Tally())
    assert (counts(boris), boris.events, boris.undated) == ({}, Tally(0, 1, 1), Tally(0, 1, 1))
    (anna, boris) = tenure(graph, UNIT, by=By.MONTH).heads
    assert counts(anna) == {"2020-08": (0, 1), "2020-09": (0, 1), "2020-10": (0, 1)}
    assert (anna.events, anna.undated, anna.lasting) == (Tally(1, 0), Tally(1, 0), Tally())


def test_a_period_is_a_plain_value() -> None:
    assert Period("2020", 18262, 18627, Tally(1, 2)).events.total == 3
