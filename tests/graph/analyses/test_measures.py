"""Who on the chains is on which list: small worlds, and counts against `events_under` person by person."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.events_under import events_under, own_parts
from respondeat.graph.analyses.measures import Measures, OnList, PersonRow, Status, measures, regimes
from respondeat.graph.analyses.tenure import tenure
from respondeat.graph.command import graph_of
from respondeat.graph.command.basis import Basis
from respondeat.graph.dates import Bounds, ValidTime, held_on, read
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Attestation, Entity, Record, Retraction, Statement, Text
from respondeat.ontology import vocabulary as v
from tests.examples import examples
from tests.graph.command.oracle import Said
from tests.graph.command.worlds import EVENT, PERSONS, records, worlds


def id_(name: str) -> str:
    return v.ID + name


UNIT, MINISTRY, RAID, HABIT, ACT, COUNCIL = map(
    id_, ("b-unit", "b-ministry", "e-raid", "e-habit", "l-act", "b-council")
)
HEAD, MINISTER, FORMER, AGENT = map(id_, ("p-head", "p-minister", "p-former", "p-agent"))


def said(relation: str, time: ValidTime | None = None, **roles: Any) -> list[Record]:
    """A statement with somebody who says so."""
    s = Statement.of(relation, time, **roles)
    return [s, Attestation.of(supports=[s.id], origin=id_("b-origin"))]


def world(*more: Iterable[Record]) -> list[Record]:
    """A unit under a ministry, a raid by it on 10 May 2020, a practice of nobody's, heads of both."""
    things = [
        Entity.of(UNIT, "Body"), Entity.of(MINISTRY, "Body"), Entity.of(COUNCIL, "InternationalBody"),
        Entity.of(RAID, "Event"), Entity.of(HABIT, "Pattern"), Entity.of(ACT, "LegalInstrument"),
        *(Entity.of(p, "Person") for p in (HEAD, MINISTER, FORMER, AGENT)),
    ]  # fmt: skip
    span = read("2019", "2021", started=True, ended=True)
    day = ValidTime("2020-05-10", held_on("2020-05-10").bounds)
    links = [
        said("Subordination", span, subordinate=UNIT, superior=MINISTRY, linkKind=v.DE_JURE_COMMAND),
        said("Posting", span, holder=HEAD, body=UNIT, capacity=v.HEAD),
        said("Posting", held_on("2020-06"), holder=MINISTER, body=MINISTRY, capacity=v.HEAD),
        said(
            "Posting",
            read("2001", "2005", started=True, ended=True),
            holder=FORMER,
            body=UNIT,
            capacity=v.HEAD,
        ),
        said("Participation", None, actor=UNIT, event=RAID, role=v.PERPETRATOR),
        said("Participation", None, actor=AGENT, event=RAID, role=v.PARTICIPANT),
        said("Participation", None, actor=UNIT, event=HABIT, role=v.PERPETRATOR),
        said("Existence", ValidTime(day.edtf, Bounds(*(day.bounds.ls,) * 4)), entity=RAID),
    ]
    return [*things, *(r for part in (*links, *more) for r in part)]


def listing(who: str, time: ValidTime | None, imposer: str = COUNCIL, act: str = ACT) -> list[Record]:
    roles = {"imposer": imposer} if imposer else {}
    return said(
        "Listing", time, listed=who, instrument=act, measureKind=v.R + "assetFreeze", entry=Text("7"), **roles
    )


def ask(
    found: list[Record], *targets: str, days: tuple[int, int] | None = None, **more: frozenset[str]
) -> Measures:
    return measures(graph_of(found), RecordSet(found), targets, days=days, **more)


def row(answer: Measures, person: str) -> PersonRow:
    return next(r for r in answer.persons if r.person == person)


def on(text: str) -> tuple[int, int]:
    bounds = read(text, text).bounds
    assert bounds.ee is not None
    assert bounds.ls is not None
    return bounds.ee, bounds.ls


def test_who_is_on_a_chain_is_held_against_the_lists() -> None:
    answer = ask(world(listing(HEAD, read("2020-10-02", "2026-08-22", started=True))))
    assert [(r.person, r.status) for r in answer.persons] == [
        (AGENT, Status.NO_LISTING), (HEAD, Status.LISTED), (MINISTER, Status.NO_LISTING),
    ]  # fmt: skip
    assert (answer.events, answer.patterns, answer.off_chains) == (1, 1, ())
    head = row(answer, HEAD).reached
    assert head is not None
    assert (head.certain, head.possible, head.undated, head.direct, head.basis) == (1, 0, 0, 0, Basis.CERTAIN)
    minister = row(answer, MINISTER).reached
    assert minister is not None
    assert (minister.certain, minister.possible, minister.undated, minister.basis) == (0, 0, 1, Basis.OPEN)
    agent = row(answer, AGENT).reached
    assert agent is not None
    assert (agent.certain, agent.direct) == (1, 1)
    assert all(r.statements for r in answer.persons)


@pytest.mark.parametrize(
    ("time", "day", "told"),
    [
        (read("2020-10-02", "2026-08-22", started=True), "2021-01-01", OnList.CERTAIN),
        (read("2020-10-02", "2026-08-22", started=True), "2020-10-01", OnList.OTHER_TIME),
        (read("2020-10-02", "2026-08-22", started=True), "2027-01-01", OnList.POSSIBLE),
        (read("2020-10", "2021", started=True, ended=True), "2020-10-15", OnList.POSSIBLE),
        (read("2020-10", "2021", started=True, ended=True), "2022-01-01", OnList.OTHER_TIME),
        (None, "1900-01-01", OnList.POSSIBLE),
    ],
)
def test_a_listing_is_judged_on_the_day(time: ValidTime | None, day: str, told: OnList) -> None:
    answer = ask(world(listing(HEAD, time)), days=on(day))
    (under,) = row(answer, HEAD).regimes
    assert under.on is told
    wanted = {
        OnList.CERTAIN: Status.LISTED,
        OnList.POSSIBLE: Status.POSSIBLE,
        OnList.OTHER_TIME: Status.OTHER_TIME,
    }
    assert row(answer, HEAD).status is wanted[told]
    assert under.listings[0].ended == (time is not None and time.bounds.le is not None)


def test_listings_of_several_documents_join() -> None:
    """Two attested spans that touch cover a window that neither covers alone."""
    spans = (read("2020-01-01", "2020-06-30", started=True), read("2020-07-01", "2020-12-31"))
    found = world(*(listing(HEAD, span) for span in spans))
    (under,) = row(ask(found, days=on("2020")), HEAD).regimes
    assert under.on is OnList.CERTAIN
    assert len(under.listings) == 2


def test_a_regime_is_its_imposer_or_else_the_act() -> None:
    other = id_("l-other")
    time = read("2020", "2026", started=True)
    found = world([Entity.of(other, "LegalInstrument")], listing(HEAD, time), listing(HEAD, time, "", other))
    assert regimes(RecordSet(found)) == (COUNCIL, other)
    assert [r.regime for r in row(ask(found), HEAD).regimes] == [COUNCIL, other]
    only = ask(found, regimes=frozenset({other}))
    assert [r.regime for r in row(only, HEAD).regimes] == [other]
    assert [act.instrument for act in only.lists] == [other]
    nobodys = ask(found, regimes=frozenset({id_("b-nobody")}))
    assert row(nobodys, HEAD).status is Status.NO_LISTING
    assert nobodys.lists == ()


def test_what_is_taken_back_or_only_denied_lists_nobody() -> None:
    time = read("2020", "2026", started=True)
    taken = listing(HEAD, time)
    back = Retraction.of([taken[0].id], "struck out")
    assert row(ask(world(taken, [back])), HEAD).regimes == ()
    denied = Statement.of("Listing", time, listed=HEAD, instrument=ACT, measureKind=v.R + "travelBan")
    against = Attestation.of(denies=[denied.id], origin=id_("b-origin"))
    (under,) = row(ask(world([denied, against])), HEAD).regimes
    assert under.on is OnList.DENIED
    assert row(ask(world([denied, against])), HEAD).status is Status.NO_LISTING


def test_targets_are_events_patterns_bodies_and_persons() -> None:
    found = world(listing(FORMER, read("2020", "2026", started=True)))
    everyone = {r.person for r in ask(found, RAID).persons}
    assert everyone == {AGENT, HEAD, MINISTER}
    assert {r.person for r in ask(found, HABIT).persons} == {FORMER, HEAD, MINISTER}
    body = ask(found, UNIT)
    assert (body.events, body.patterns) == (1, 1), "a pattern is no event of the body"
    assert (ask(found, UNIT, HABIT).events, ask(found, UNIT, HABIT).patterns) == (2, 0)
    under = row(ask(found, HEAD), HEAD).reached
    assert under is not None
    assert (under.certain, under.possible, under.undated) == (1, 0, 0)
    former = row(body, FORMER)
    assert former.reached is not None
    assert (former.reached.body, former.status) == (Basis.CERTAIN, Status.LISTED)
    alone = ask(found, FORMER)
    assert [r.person for r in alone.persons] == [FORMER]
    assert ask(found).off_chains == (FORMER,)
    nobody = ask([*found, Entity.of(id_("p-none"), "Person")], id_("p-none"))
    assert [(r.person, r.reached, r.status) for r in nobody.persons] == [
        (id_("p-none"), None, Status.NO_LISTING)
    ]


@pytest.mark.parametrize(
    ("time", "counts"),
    [
        (None, (0, 0, 1)),
        (Bounds(None, None, None, on("2020-05-10")[0]), (0, 0, 1)),
        (Bounds(on("2020-05-10")[0], None, None, None), (0, 0, 1)),
        (Bounds(on("2018")[0], on("2020")[1], on("2018")[0], on("2020")[1]), (0, 1, 0)),
        (Bounds(on("2020")[0], on("2020")[1], on("2020")[0], on("2020")[1]), (1, 0, 0)),
    ],
)
def test_an_event_of_which_one_end_is_open_is_undated(
    time: Bounds | None, counts: tuple[int, int, int]
) -> None:
    """As `tenure` counts it: no source says when the event was, so no dates allow it."""
    event = id_("e-else")
    when = [said("Existence", ValidTime("", time), entity=event)] if time else []
    found = world(
        [Entity.of(event, "Event")], said("Participation", actor=UNIT, event=event, role=v.PERPETRATOR), *when
    )
    reached = row(ask(found, event), HEAD).reached
    assert reached is not None
    assert (reached.certain, reached.possible, reached.undated) == counts
    told = next(h for h in tenure(graph_of(found), HEAD).heads if h.person == HEAD).events
    others = row(ask(found, RAID), HEAD).reached
    assert others is not None
    assert (told.certain, told.possible - told.open, told.open) == (
        others.certain + counts[0], others.possible + counts[1], others.undated + counts[2],
    )  # fmt: skip


def test_a_body_below_itself_and_an_empty_graph_end() -> None:
    loop = said("Subordination", None, subordinate=UNIT, superior=UNIT, linkKind=v.DE_JURE_COMMAND)
    assert {r.person for r in ask(world(loop), UNIT).persons} == {AGENT, FORMER, HEAD, MINISTER}
    empty = ask([])
    assert (empty.persons, empty.events, empty.lists, empty.statements) == ((), 0, (), ())
    assert ask([], id_("b-unknown")).persons == ()


def test_without_events_whoever_led_a_body_is_asked_about() -> None:
    calm = [r for r in world() if not (isinstance(r, Statement) and r.relation == v.PARTICIPATION)]
    answer = ask(calm)
    assert (answer.events, answer.bodies) == (0, 2)
    assert {r.person for r in answer.persons} == {FORMER, HEAD, MINISTER}
    assert ask(world()).bodies == 0


def test_a_measure_names_nobody_listed_and_is_told_apart() -> None:
    state = said("Measure", None, actor=COUNCIL, event=RAID, measureKind=v.R + "targetedSanction")
    own = said("Measure", None, actor=HEAD, event=RAID, measureKind=v.R + "otherMeasure")
    answer = ask(world(state, own))
    assert [one.statement.id for one in answer.told] == [state[0].id]
    assert all(r.status is Status.NO_LISTING for r in answer.persons)


def test_lists_say_what_they_cover() -> None:
    found = world(
        listing(HEAD, read("2020-10-02", "2026-08-22", started=True)),
        listing(UNIT, read("2021-06-21", "2026-08-22", started=True)),
    )
    (act,) = ask(found).lists
    assert (act.persons, act.others) == (1, 1)
    assert (act.first, act.last, act.until) == (on("2020-10-02")[0], on("2021-06-21")[0], on("2026-08-22")[0])


@settings(max_examples=examples(1200))
@given(worlds(most=12, ties=4), st.sampled_from([None, (2, 2), (2, 6), (1, 3, 6, 8)]))
def test_counts_are_those_of_events_under(world: tuple[Said, ...], time: tuple[int, ...] | None) -> None:
    """For every person, over both events of the world, as `events_under` finds them from above."""
    more: list[Record] = []
    if time:
        four = time if len(time) == 4 else (time[0], time[1], time[0], time[1])
        more.append(Statement.of("Existence", ValidTime("", Bounds(*four)), entity=EVENT))
    found = [*records(world), *more]
    graph = graph_of(found)
    answer = measures(graph, RecordSet(found), [EVENT])
    by_id = {r.person: r.reached for r in answer.persons}
    for person in PERSONS:
        under = events_under(graph, person, own=True).events
        reached = by_id.get(person)
        assert (reached is not None) == bool(under)
        if reached is not None:
            assert reached.certain == sum(e.certain for e in under)
            assert reached.possible + reached.undated == sum(not e.certain for e in under)
            if not own_parts(graph, person):  # which are no command, but on a chain
                [head] = tenure(graph, person).heads
                assert reached.undated == head.events.open
            assert reached.direct <= len(under)
            assert reached.statements
