"""Contradictions and what only seems to be one, rule by rule, on small invented worlds."""

from collections.abc import Iterable
from itertools import chain
from typing import Any

import pytest

from respondeat.graph.analyses.conflicts import Conflicts, Kind, Verdict, Why, conflicts
from respondeat.graph.command import graph_of
from respondeat.graph.dates import ValidTime, day, held_on, held_within, parse, read
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import (
    Assessment,
    Attestation,
    Contradiction,
    Derivation,
    Entity,
    Record,
    Retraction,
    Statement,
    Text,
)
from respondeat.ontology import vocabulary as v


def id_(name: str) -> str:
    return v.ID + name


UNIT, OTHER, CLUB, COURT, COLONY = map(id_, ("b-unit", "b-other", "b-club", "b-court", "b-colony"))
HERE, THERE, SQUARE, STATE = map(id_, ("pl-here", "pl-there", "pl-square", "st-1"))
ADA, BEN = map(id_, ("p-ada", "p-ben"))
RAID, HABIT = map(id_, ("e-raid", "e-habit"))
ONE, TWO = map(id_, ("b-origin-1", "b-origin-2"))
THINGS: list[Record] = [
    Entity.of(UNIT, "Body", bodyKind=v.R + "policeUnit", within=HERE),
    Entity.of(OTHER, "Body", bodyKind=v.R + "policeUnit", within=THERE),
    Entity.of(CLUB, "Body", bodyKind=v.R + "ngo"),
    Entity.of(COURT, "Court"),
    Entity.of(COLONY, "PlaceOfDetention", within=HERE),
    Entity.of(STATE, "State"),
    Entity.of(HERE, "Place", ofState=STATE),
    Entity.of(THERE, "Place", ofState=STATE),
    Entity.of(SQUARE, "Place", within=HERE),
    Entity.of(ADA, "Person"),
    Entity.of(BEN, "Person"),
    Entity.of(RAID, "Event"),
    Entity.of(HABIT, "Pattern"),
]


def says(
    relation: str, time: ValidTime | None = None, by: str = ONE, passage: str = "", **roles: Any
) -> list[Any]:
    """A statement and who says so."""
    s = Statement.of(relation, time, **roles)
    passages = [passage] if passage else []
    return [s, Attestation.of(supports=[s.id], origin=by, passages=passages)]


def head(who: str, time: ValidTime, body: str = UNIT, by: str = ONE, **more: Any) -> list[Any]:
    return says("Posting", time, by, holder=who, body=body, capacity=more.pop("capacity", v.HEAD), **more)


def ask(*parts: Iterable[Record], target: str = "", **more: Any) -> Conflicts:
    found = [*THINGS, *chain.from_iterable(parts)]
    return conflicts(graph_of(found), RecordSet(found), target, **more)


def told(found: Conflicts) -> list[tuple[Kind, Verdict, Why]]:
    return [(one.kind, one.verdict, one.why) for one in found.conflicts]


def at(text: str) -> ValidTime:
    return ValidTime(text, parse(text))


def span(first: str, last: str) -> ValidTime:
    return read(first, last, started=True, ended=True)


# ---- heads ----


def test_two_certain_heads_contradict_on_their_common_days() -> None:
    a, b = head(ADA, span("2020-01-01", "2020-06-30")), head(BEN, span("2020-06-01", "2021-01-01"), by=TWO)
    found = ask(a, b)
    (one,) = found.conflicts
    assert (one.kind, one.verdict, one.why) == (Kind.HEADS, Verdict.CERTAIN, Why.TWO_HEADS)
    assert set(one.about) == {UNIT, ADA, BEN}
    assert one.days == ((day("2020-06-01"), day("2020-06-30")),)
    assert sorted(side.statements for side in one.sides) == sorted([(a[0].id,), (b[0].id,)])
    assert one.origin == ""
    assert found.statements == tuple(sorted((a[0].id, b[0].id)))
    assert found.truncated == ()


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        (span("2019-01-01", "2020-03-01"), span("2020-03-01", "2021-01-01"), Why.HANDOVER),
        (read("2019-01-01", "2020-03-01", started=True), read("2020-03-01"), Why.HANDOVER),
        (held_on("2020-03-01"), held_on("2020-03-01"), Why.ONE_DAY_EACH),
        (span("2019-01-01", "2021-01-01"), held_on("2020-03-01"), Why.TWO_HEADS),
        (span("2019-01-01", "2020-03-02"), span("2020-03-01", "2021-01-01"), Why.TWO_HEADS),
    ],
)
def test_a_handover_is_told_from_two_heads(first: ValidTime, second: ValidTime, why: Why) -> None:
    verdicts = {
        Why.HANDOVER: Verdict.NONE, Why.ONE_DAY_EACH: Verdict.POSSIBLE, Why.TWO_HEADS: Verdict.CERTAIN,
    }  # fmt: skip
    assert told(ask(head(ADA, first), head(BEN, second))) == [(Kind.HEADS, verdicts[why], why)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (span("2019-01-01", "2020-02-28"), span("2020-03-01", "2021-01-01")),
        (held_within("2020-01/2020-12"), span("2020-03-01", "2021-01-01")),
        (held_on("2020-03"), held_on("2020-03")),
        (read("2019-01-01", started=True), span("2020-03-01", "2021-01-01")),
    ],
)
def test_what_is_only_possible_is_no_contradiction(first: ValidTime, second: ValidTime) -> None:
    assert ask(head(ADA, first), head(BEN, second)).conflicts == ()


def test_an_acting_head_may_have_stood_in() -> None:
    year = span("2020-01-01", "2020-12-31")
    found = ask(head(ADA, year), head(BEN, year, capacity=v.ACTING_HEAD))
    assert told(found) == [(Kind.HEADS, Verdict.POSSIBLE, Why.ACTING_HEAD)]


def test_one_passage_that_names_both_does_not_contradict_itself() -> None:
    year = span("2020-01-01", "2020-12-31")
    a = says("Posting", year, ONE, id_("pa-1"), holder=ADA, body=UNIT, capacity=v.HEAD)
    b = says("Posting", year, ONE, id_("pa-1"), holder=BEN, body=UNIT, capacity=v.HEAD)
    assert told(ask(a, b)) == [(Kind.HEADS, Verdict.NONE, Why.ONE_PASSAGE)]


def test_one_person_under_two_names_does_not_contradict_themselves() -> None:
    year = span("2020-01-01", "2020-12-31")
    same = says("Identity", first=ADA, second=BEN, verdict=v.SAME)
    assert told(ask(head(ADA, year), head(BEN, year), same)) == [(Kind.HEADS, Verdict.NONE, Why.SAME_PERSON)]
    differ = says("Identity", first=ADA, second=BEN, verdict=v.DIFFERENT)
    assert told(ask(head(ADA, year), head(BEN, year), differ)) == [
        (Kind.HEADS, Verdict.CERTAIN, Why.TWO_HEADS)
    ]


def test_several_statements_of_one_person_are_one_side() -> None:
    a = head(ADA, span("2020-01-01", "2020-06-30"))
    again = head(ADA, span("2020-05-01", "2020-12-31"))
    (one,) = (
        x for x in ask(a, again, head(BEN, span("2020-01-01", "2021-01-01"))).conflicts if x.kind == "heads"
    )
    assert sorted(len(side.statements) for side in one.sides) == [1, 2]
    assert one.days == ((day("2020-01-01"), day("2020-12-31")),)


def test_what_is_rejected_retracted_derived_or_only_denied_contradicts_nothing() -> None:
    year = span("2020-01-01", "2020-12-31")
    a, b = head(ADA, year), head(BEN, year)
    rejected = [Assessment.of(b[0].id, v.REJECTED)]
    assert ask(a, b, rejected).conflicts == ()
    assert ask(a, b, [Retraction.of([b[0].id], "an error")]).conflicts == ()
    derived = Statement.of("Posting", year, holder=BEN, body=UNIT, capacity=v.HEAD, derived=True)
    assert ask(a, [derived, Derivation.of(derived.id, v.R + "continuity", [a[0].id])]).conflicts == ()
    denied = [b[0], Attestation.of(denies=[b[0].id], origin=TWO)]
    assert told(ask(a, denied)) == [(Kind.DENIALS, Verdict.POSSIBLE, Why.ONLY_DENIED)]


# ---- what one person held ----


def held(time: ValidTime, **roles: Any) -> list[Any]:
    return says("Custody", time, TWO, detained=ADA, custodian=COLONY, **roles)


def test_a_head_in_custody() -> None:
    year, month = span("2020-01-01", "2020-12-31"), span("2020-03-01", "2020-03-31")
    (one,) = ask(head(ADA, year), held(month)).conflicts
    assert (one.kind, one.verdict, one.why) == (Kind.POSTINGS, Verdict.POSSIBLE, Why.CUSTODY_IN_OFFICE)
    assert one.days == ((day("2020-03-01"), day("2020-03-31")),)
    assert told(ask(head(ADA, year, CLUB), held(month))) == [(Kind.POSTINGS, Verdict.NONE, Why.OFFICE_KEPT)]
    assert ask(head(ADA, year), held(month, regime=v.R + "homeArrest")).conflicts == ()
    assert ask(head(ADA, year), held(held_within("2019-11/2020-03"))).conflicts == ()
    assert ask(head(BEN, year), held(month)).conflicts == ()


def test_two_posts_are_legal_and_two_far_apart_a_reason_to_look() -> None:
    year = span("2020-01-01", "2020-12-31")
    assert told(ask(head(ADA, year), head(ADA, year, CLUB))) == [(Kind.POSTINGS, Verdict.NONE, Why.TWO_POSTS)]
    far = [(Kind.POSTINGS, Verdict.POSSIBLE, Why.FAR_APART)]
    assert told(ask(head(ADA, year), head(ADA, year, OTHER))) == far
    above = says("Subordination", None, subordinate=UNIT, superior=OTHER, linkKind=v.DE_JURE_COMMAND)
    legal = [(Kind.POSTINGS, Verdict.NONE, Why.TWO_POSTS)]
    assert told(ask(head(ADA, year), head(ADA, year, OTHER), above)) == legal
    acting = head(ADA, year, OTHER, capacity=v.ACTING_HEAD)
    assert told(ask(head(ADA, year), acting)) == legal
    assert told(
        ask(head(ADA, span("2020-01-01", "2020-05-05")), head(ADA, span("2020-05-05", "2021-01-01"), OTHER))
    ) == [(Kind.POSTINGS, Verdict.NONE, Why.MOVED)]


# ---- denials ----


def test_denials_stand_against_what_they_deny() -> None:
    a = head(ADA, span("2020-01-01", "2020-12-31"))
    against = Attestation.of(denies=[a[0].id], origin=TWO)
    (one,) = ask(a, [against]).conflicts
    assert (one.kind, one.verdict, one.why) == (Kind.DENIALS, Verdict.CERTAIN, Why.DENIED)
    assert [side.denies for side in one.sides] == [False, True]
    assert one.statements == (a[0].id,)
    assert one.origin == ""
    (same,) = ask(a, [Attestation.of(denies=[a[0].id], origin=ONE)]).conflicts
    assert same.origin == ONE
    taken_back = Retraction.of([against.id], "withdrawn")
    assert ask(a, [against, taken_back]).conflicts == ()


# ---- figures ----


def figure(comparator: str, value: int, as_of: str = "2021-06-30", by: str = ONE, **more: Any) -> list[Any]:
    roles: dict[str, Any] = {
        "metric": v.R + "politicalPrisoners", "unit": v.R + "people", "population": Text("all", "en"), **more,
    }  # fmt: skip
    asked: dict[str, Any] = {"asOf": Text(as_of)} if as_of else {}
    return says(
        "Quantity",
        None,
        by,
        comparator=v.R + comparator,
        value=value,
        **{k: x for k, x in roles.items() if x},
        **asked,
    )


CERTAIN = [(Kind.FIGURES, Verdict.CERTAIN, Why.VALUES)]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("atMost", 300_000), ("over", 300_000), CERTAIN),
        (("upTo", 300_000), ("over", 300_000), CERTAIN),
        (("atMost", 300_000), ("atLeast", 300_000), []),
        (("atLeast", 5), ("atLeast", 8), [(Kind.FIGURES, Verdict.NONE, Why.LOWER_BOUNDS)]),
        (("exactly", 5), ("exactly", 6), CERTAIN),
        (("exactly", 5), ("about", 50), []),
        (("under", 6), ("over", 5), CERTAIN),
        (("under", 6), ("exactly", 5), []),
        (("under", 5), ("exactly", 5), CERTAIN),
        (("over", 5), ("exactly", 5), CERTAIN),
        (("atMost", 5), ("under", 3), []),
    ],
)
def test_bounds_exclude_one_another_or_not(
    first: tuple[str, int], second: tuple[str, int], expected: list[object]
) -> None:
    assert told(ask(figure(*first), figure(*second, by=TWO))) == expected


def test_a_range_has_two_ends() -> None:
    assert told(ask(figure("fromTo", 5, upper=8), figure("exactly", 9, by=TWO))) == CERTAIN
    assert told(ask(figure("fromTo", 5, upper=8), figure("exactly", 8, by=TWO))) == []


def test_shares_lie_between_whole_numbers() -> None:
    """Over 80 per cent and under 81: both can hold; over 80 people and under 81 cannot."""
    percent = {"unit": v.R + "percent"}
    assert told(ask(figure("over", 80, **percent), figure("under", 81, by=TWO, **percent))) == []
    assert told(ask(figure("over", 80), figure("under", 81, by=TWO))) == CERTAIN


@pytest.mark.parametrize(
    ("as_of", "by", "expected"),
    [
        ("2021-06-30", TWO, (Verdict.CERTAIN, Why.VALUES)),
        ("2021-06-30", ONE, (Verdict.CERTAIN, Why.VALUES)),
        ("2021-06", TWO, (Verdict.POSSIBLE, Why.VALUES_UNDATED)),
        ("2021-01-01/2021-12-31", TWO, (Verdict.POSSIBLE, Why.VALUES_UNDATED)),
        ("", TWO, (Verdict.POSSIBLE, Why.VALUES_UNDATED)),
        ("some day", TWO, (Verdict.POSSIBLE, Why.VALUES_UNDATED)),
        ("2021-08-01/2021-07-01", TWO, (Verdict.POSSIBLE, Why.VALUES_UNDATED)),
        ("2021", ONE, (Verdict.NONE, Why.ONE_ORIGIN)),
        ("2021-07-01", TWO, (Verdict.NONE, Why.OTHER_AS_OF)),
    ],
)
def test_the_day_of_a_figure_decides(as_of: str, by: str, expected: tuple[Verdict, Why]) -> None:
    assert told(ask(figure("exactly", 12), figure("exactly", 15, as_of, by))) == [(Kind.FIGURES, *expected)]


def test_what_counts_different_things_does_not_contradict() -> None:
    women: dict[str, Any] = {"population": Text("women", "en")}
    expected = [(Kind.FIGURES, Verdict.NONE, Why.OTHER_POPULATION)]
    assert told(ask(figure("exactly", 12), figure("exactly", 15, by=TWO, **women))) == expected
    same_words: dict[str, Any] = {"population": Text("  ALL ", "en")}
    assert told(ask(figure("exactly", 12), figure("exactly", 15, by=TWO, **same_words))) == CERTAIN
    for other in ({"event": RAID}, {"unit": v.R + "cases"}, {"metric": v.R + "detained"}):
        assert ask(figure("exactly", 12), figure("exactly", 15, by=TWO, **other)).conflicts == ()


def test_a_series_is_told_by_neighbours() -> None:
    days = [f"2021-01-{n:02}" for n in range(1, 21)]
    found = ask(*(figure("exactly", n, as_of) for n, as_of in enumerate(days)))
    assert told(found) == [(Kind.FIGURES, Verdict.NONE, Why.OTHER_AS_OF)] * 19


# ---- places ----


def seen(place: str, time: ValidTime, who: str = ADA) -> list[Any]:
    return says("Location", time, TWO, located=who, place=place, role=v.R + "residence")


def test_two_places_on_one_day() -> None:
    on_the_day = at("2020-03-10")
    year = span("2020-01-01", "2020-12-31")
    (one,) = ask(seen(HERE, on_the_day), seen(THERE, on_the_day)).conflicts
    assert (one.kind, one.verdict, one.why) == (Kind.PLACES, Verdict.POSSIBLE, Why.TWO_PLACES)
    assert set(one.about) == {ADA, HERE, THERE}
    assert told(ask(held(year), seen(THERE, on_the_day))) == [(Kind.PLACES, Verdict.POSSIBLE, Why.TWO_PLACES)]
    for near in (SQUARE, HERE):
        assert ask(held(year), seen(near, on_the_day)).conflicts == ()
    assert ask(held(year), seen(THERE, year)).conflicts == ()  # where one lives is not where one is
    assert ask(held(year), seen(THERE, held_on("2020-03"))).conflicts == ()
    assert ask(held(year), seen(THERE, on_the_day, BEN)).conflicts == ()


def test_two_places_on_many_days_leave_no_room_for_a_move() -> None:
    elsewhere = id_("b-colony-2")
    there = [Entity.of(elsewhere, "PlaceOfDetention", within=THERE)]
    for last, why in (("2020-01-02", Why.TWO_PLACES), ("2020-01-03", Why.TWO_PLACES_LONG)):
        spell = span("2020-01-01", last)
        again = says("Custody", spell, ONE, detained=ADA, place=elsewhere)
        assert [one.why for one in ask(there, held(spell), again).conflicts] == [why]


def test_who_took_part_in_an_event_was_at_its_place() -> None:
    on_the_day = at("2020-03-10")
    place = says("Location", on_the_day, ONE, located=RAID, place=THERE, role=v.R + "placeOfEvent")
    part = says("Participation", None, ONE, actor=ADA, event=RAID, role=v.VICTIM)
    year = held(span("2020-01-01", "2020-12-31"))
    (one,) = ask(place, part, year).conflicts
    assert one.why is Why.TWO_PLACES
    assert {place[0].id, part[0].id, year[0].id} == set(one.statements)
    ordered = says("Participation", None, ONE, actor=ADA, event=RAID, role=v.ORDERED)
    assert ask(place, ordered, year).conflicts == ()
    both = says("Location", on_the_day, ONE, located=RAID, place=HERE, role=v.R + "placeOfEvent")
    assert ask(place, both, part, year).conflicts == ()


def test_places_of_which_nothing_is_known_are_left_alone() -> None:
    nowhere = id_("pl-nowhere")
    on_the_day = at("2020-03-10")
    assert (
        ask([Entity.of(nowhere, "Place")], seen(nowhere, on_the_day), seen(HERE, on_the_day)).conflicts == ()
    )
    around = [Entity.of(nowhere, "Place", within=nowhere)]  # a place within itself
    assert ask(around, seen(nowhere, on_the_day), seen(HERE, on_the_day)).conflicts == ()


# ---- times ----


def was(entity: str, time: ValidTime, by: str = ONE) -> list[Any]:
    return says("Existence", time, by, entity=entity)


@pytest.mark.parametrize(
    ("entity", "first", "second", "expected"),
    [
        (RAID, at("2025-01"), at("2025-02"), (Verdict.CERTAIN, Why.EVENT_TIMES)),
        (RAID, at("2025-01"), at("2025-01-15"), None),
        (RAID, at("2020-05-03/2020-05-04"), at("2020-05-03"), (Verdict.POSSIBLE, Why.EVENT_PARTS)),
        (RAID, held_on("2020-05-03"), held_on("2020-06-03"), None),
        (HABIT, at("2025-01"), at("2025-02"), None),
        (
            ADA,
            read("1956-02-07", started=True),
            read("1956-02-08", started=True),
            (Verdict.CERTAIN, Why.BIRTHS),
        ),
        (ADA, read("1956", started=True), read("1956-02-08", started=True), None),
        (
            ADA,
            read(last="2020-01-01", ended=True),
            read(last="2021", ended=True),
            (Verdict.CERTAIN, Why.DEATHS),
        ),
        (UNIT, read("1990", started=True), read("1995", started=True), (Verdict.POSSIBLE, Why.FOUNDINGS)),
    ],
)
def test_what_happens_once_has_one_time(
    entity: str, first: ValidTime, second: ValidTime, expected: tuple[Verdict, Why] | None
) -> None:
    found = told(ask(was(entity, first), was(entity, second, TWO)))
    assert found == ([] if expected is None else [(Kind.TIMES, *expected)])


def test_two_dates_of_one_appointment() -> None:
    one, two = span("2016-03-01", "2018-01-01"), span("2016-03-05", "2018-01-01")
    assert told(ask(head(ADA, one), head(ADA, two, by=TWO))) == [
        (Kind.TIMES, Verdict.POSSIBLE, Why.APPOINTMENTS)
    ]
    decree: dict[str, Any] = {"decree": Text("Decree 7")}
    assert told(ask(head(ADA, one, **decree), head(ADA, two, by=TWO, **decree))) == [
        (Kind.TIMES, Verdict.CERTAIN, Why.ONE_DECREE)
    ]
    later = span("2019-01-01", "2020-01-01")
    assert ask(head(ADA, one), head(ADA, later, by=TWO)).conflicts == ()  # the office held twice
    assert ask(head(ADA, one), head(ADA, held_on("2017-01-01"), by=TWO)).conflicts == ()


# ---- what analysts noted ----


def test_a_note_weighs_more_than_a_rule() -> None:
    year = span("2020-01-01", "2020-12-31")
    a, b = head(ADA, year), head(BEN, year)
    note = Contradiction.of(a[0].id, b[0].id, v.R + "notContradictory", "both gave commands")
    (one,) = ask(a, b, [note]).conflicts
    assert (one.verdict, one.why, one.noted) == (Verdict.NONE, Why.TWO_HEADS, (note,))
    agrees = Contradiction.of(a[0].id, b[0].id, v.R + "exclusive", "two names")
    (one,) = ask(a, b, [agrees]).conflicts
    assert (one.verdict, one.noted) == (Verdict.CERTAIN, (agrees,))
    assert ask(a, b, [note, Retraction.of([note.id], "no")]).conflicts[0].verdict is Verdict.CERTAIN


def test_what_no_rule_finds_is_given_as_noted() -> None:
    a, b = figure("exactly", 5), figure("about", 9, by=TWO)
    note = Contradiction.of(a[0].id, b[0].id, v.R + "boundConflict", "far from it")
    (one,) = ask(a, b, [note]).conflicts
    assert (one.kind, one.verdict, one.why) == (Kind.NOTED, Verdict.POSSIBLE, Why.NOTED)
    seeming = Contradiction.of(a[0].id, b[0].id, v.R + "notContradictory", "near enough")
    assert told(ask(a, b, [seeming])) == [(Kind.NOTED, Verdict.NONE, Why.NOTED)]
    assert ask(a, b, [note, Retraction.of([a[0].id], "an error")]).conflicts == ()


def test_a_note_against_different_populations_stands() -> None:
    """What the rule takes for different populations an analyst may take for one."""
    a, b = figure("upTo", 300_000), figure("over", 300_000, by=TWO, population=Text("people who left", "en"))
    note = Contradiction.of(a[0].id, b[0].id, v.R + "boundConflict", "both name one office")
    (one,) = ask(a, b, [note]).conflicts
    assert (one.verdict, one.why) == (Verdict.POSSIBLE, Why.OTHER_POPULATION)


# ---- what is asked for ----


def test_kinds_and_targets_narrow_what_is_told() -> None:
    year = span("2020-01-01", "2020-12-31")
    parts = (head(ADA, year), head(BEN, year), was(RAID, at("2025-01")), was(RAID, at("2025-02"), TWO))
    assert [one.kind for one in ask(*parts).conflicts] == [Kind.HEADS, Kind.TIMES]
    assert [one.kind for one in ask(*parts, kinds=[Kind.TIMES]).conflicts] == [Kind.TIMES]
    assert [one.kind for one in ask(*parts, target=RAID).conflicts] == [Kind.TIMES]
    assert [one.kind for one in ask(*parts, target=UNIT).conflicts] == [Kind.HEADS]
    assert ask(*parts, target=COLONY).conflicts == ()
    assert ask(*parts, target=id_("p-unknown")).conflicts == ()


def test_more_than_is_kept_is_told() -> None:
    day_one = [figure("exactly", n, by=id_(f"b-{n}")) for n in range(6)]
    found = ask(*day_one, most=4)
    assert len(found.conflicts) == 4
    assert found.truncated == ((Kind.FIGURES, Verdict.CERTAIN),)


def test_an_empty_graph_has_no_conflict() -> None:
    found = conflicts(graph_of([]), RecordSet([]))
    assert (found.conflicts, found.statements, found.truncated) == ((), (), ())
