"""Detention on small invented worlds, and against a reading of the model by brute force."""

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses import detention
from respondeat.graph.analyses.detention import Grading
from respondeat.graph.command import State, graph_of
from respondeat.graph.dates import Bounds, ValidTime, day, held_on, held_within, parse, read
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Attestation, Derivation, Entity, Record, Retraction, Statement, Text
from respondeat.ontology import vocabulary as v

ANNA, BORA, GROUP, SUBGROUP = (v.ID + x for x in ("p-anna", "p-bora", "g-all", "g-some"))
PRISON, PLACE, MINISTRY, HEAD = (v.ID + x for x in ("b-prison", "pl-cell", "b-ministry", "p-head"))
DEATH, ALONE = v.ID + "e-death", v.ID + "e-alone"
ORIGIN = v.ID + "b-origin"
COMMON: tuple[Record, ...] = (
    Entity.of(ANNA, "Person", gender=v.R + "female"),
    Entity.of(BORA, "Person"),
    Entity.of(GROUP, "PersonGroup"),
    Entity.of(SUBGROUP, "PersonGroup"),
    Entity.of(PRISON, "PlaceOfDetention"),
    Entity.of(MINISTRY, "Body"),
    Entity.of(DEATH, "Event", eventType=v.R + "deathInCustody"),
    Entity.of(ALONE, "Event", eventType=v.R + "incommunicadoDetention"),
)


def held(who: str, time: ValidTime | None, regime: str = "imprisonment", **roles: Any) -> Statement:
    return Statement.of("Custody", time, **{"custodian": PRISON} | roles, detained=who, regime=v.R + regime)


def world(*records: Record, says: bool = True) -> RecordSet:
    said = [r.id for r in records if isinstance(r, Statement)]
    spoken = {s for r in records if isinstance(r, Attestation) for s in (*r.supports, *r.denies)}
    told = [Attestation.of(supports=[s], origin=ORIGIN) for s in said if s not in spoken] if says else []
    return RecordSet((*COMMON, *records, *told))


def spells(records: RecordSet, *window: str) -> list[detention.Spell]:
    days = (day(window[0]), day(window[-1])) if window else None
    return [s for h in detention.custody(detention.whole(records), days) for s in h.spells]


# ---- length ----


@pytest.mark.parametrize(
    ("time", "length", "still"),
    [
        (read("2020-05-03", "2020-05-09", started=True, ended=True), (7, 7), None),
        (read("2020-05-03", "2020-05-03", started=True, ended=True), (1, 1), None),
        (read("2020-05", "2020-06", started=True, ended=True), (2, 61), None),
        (read("2020-05-03", "2020-06-01", started=True), (30, None), "2020-06-01"),
        (read("2020-05-03", started=True), (1, None), "2020-05-03"),
        (held_on("2020-05-03"), (1, None), "2020-05-03"),
        (held_within("2020-05-01/2020-05-31"), (1, None), None),
        (ValidTime("[..2024-12-31]", parse("[..2024-12-31]")), (1, None), None),
        (None, (None, None), None),
    ],
)
def test_length_follows_from_the_bounds(
    time: ValidTime | None, length: tuple[int | None, int | None], still: str | None
) -> None:
    [spell] = spells(world(held(ANNA, time)))
    assert spell.length == length
    assert spell.still_on == (None if still is None else day(still))


def test_what_lies_between_two_attestations_is_not_bridged() -> None:
    records = world(held(ANNA, held_on("2020-05-03")), held(ANNA, held_on("2021-05-03")))
    [holding] = detention.custody(detention.whole(records))
    assert [s.length for s in holding.spells] == [(1, None), (1, None)]
    assert [s.certain for s in holding.spells] == [((day(d), day(d)),) for d in ("2020-05-03", "2021-05-03")]
    [holding] = detention.custody(detention.whole(records), (day("2020-10-01"),) * 2)
    assert holding.graded((day("2020-10-01"),) * 2) is Grading.UNDATED


def test_one_time_from_two_sources_is_one_spell() -> None:
    warm, cold = (held(ANNA, held_on("2020-05"), condition=Text(x, "en")) for x in ("warm", "cold"))
    [spell] = spells(world(warm, cold))
    assert [c.text for c in spell.conditions] == ["cold", "warm"]
    assert spell.statements == tuple(sorted((warm.id, cold.id)))


def test_regimes_places_and_custodians_stand_apart() -> None:
    time = held_on("2020-05-03")
    records = world(held(ANNA, time), held(ANNA, time, "punishmentCell"), held(ANNA, time, place=PLACE))
    assert len(detention.custody(detention.whole(records))) == 3


# ---- what does not count, or counts less ----


def test_retracted_custody_is_left_out_and_denied_is_never_certain() -> None:
    s = held(ANNA, read("2020-05-03", "2020-05-09", started=True, ended=True))
    assert spells(world(s, Retraction.of([s.id], "invented"))) == []
    denied = world(s, Attestation.of(denies=[s.id], origin=ORIGIN))
    [spell] = spells(denied, "2020-05-04")
    assert (spell.state, spell.certain) == (State.DENIED, ())
    assert spell.graded((day("2020-05-04"),) * 2) is not Grading.CERTAIN


def test_contested_and_derived() -> None:
    time = read("2020-05-03", "2020-05-09", started=True, ended=True)
    s = held(ANNA, time)
    both = [Attestation.of(supports=[s.id], origin=ORIGIN), Attestation.of(denies=[s.id], origin=PRISON)]
    [spell] = spells(world(s, *both))
    assert (spell.state, spell.graded(None)) == (State.CONTESTED, Grading.CERTAIN)
    base = held(BORA, time)
    derived = Statement(s.id, s.relation, s.roles, s.time, derived=True)
    records = world(base, derived, Derivation.of(s.id, v.R + "rule", [base.id]), says=False)
    found = {h.detained: h.spells[0] for h in detention.custody(detention.whole(records))}
    assert found[ANNA].derived and found[ANNA].certain == ()


# ---- a brute-force oracle of the grade, from section 2 of the model ----

DAYS = st.integers(0, 12)
ENDS = st.none() | DAYS


@st.composite
def bounds(draw: st.DrawFn) -> Bounds:
    """Bounds of a spell that started and ended on days of 0 to 12, or with open sides."""
    start = draw(DAYS)
    end = draw(st.integers(start, 12))
    es = draw(st.none() | st.integers(0, start))
    ls = draw(st.none() | st.integers(start, 12))
    ee = draw(st.none() | st.integers(0, end))
    le = draw(st.none() | st.integers(end, 12))
    return Bounds(es, ls, ee, le)


def oracle(times: Iterable[Bounds], a: int, b: int) -> str | None:
    """By every start and end that the bounds leave: held on every day asked for, on some, or on none."""
    grades = []
    for t in times:
        ways = [
            (x, y)
            for x in range(-3, 16)
            for y in range(x, 17)
            if (t.es is None or t.es <= x)
            and (t.ls is None or x <= t.ls)
            and (t.ee is None or t.ee <= y)
            and (t.le is None or y <= t.le)
        ]
        days = range(a, b + 1)
        if all(x <= d <= y for x, y in ways for d in days):
            grades.append("certain")
        elif any(x <= d <= y for x, y in ways for d in days):
            grades.append("possible")
    return min(grades, default=None)


@settings(max_examples=2000)
@given(st.lists(bounds(), min_size=1, max_size=3, unique=True), DAYS, st.integers(0, 4))
def test_grades_are_those_of_the_model(times: list[Bounds], a: int, length: int) -> None:
    said = [held(ANNA, ValidTime("", t)) for t in times]
    window = (a, a + length)
    found = detention.custody(detention.whole(world(*said)), window)
    graded = found[0].graded(window) if found else None
    expected = oracle(times, *window)
    told = None if graded is None else "certain" if graded is Grading.CERTAIN else "possible"
    assert told == expected
    for spell in (s for h in found for s in h.spells):
        ways = [
            y - x + 1
            for x in range(-30, 45)
            for y in range(x, 45)
            if (spell.bounds.es is None or spell.bounds.es <= x)
            and (spell.bounds.ls is None or x <= spell.bounds.ls)
            and (spell.bounds.ee is None or spell.bounds.ee <= y)
            and (spell.bounds.le is None or y <= spell.bounds.le)
        ]
        least, most = spell.length
        if spell.bounds != Bounds():
            assert least == min(ways)
            assert most is None or most == max(ways)


# ---- incommunicado ----


def cuts(records: RecordSet, **more: Any) -> tuple[detention.Cut, ...]:
    return detention.incommunicado(records, detention.whole(records), **more)


def test_incommunicado_is_attested_days_and_the_gaps_between_are_named() -> None:
    records = world(
        held(ANNA, read("2021-02-01", "2021-02-14"), "incommunicado"),
        held(ANNA, held_on("2021-03-20"), "incommunicado"),
        held(ANNA, held_within("2022-01-01/2022-01-31"), "incommunicado"),
        held(ANNA, held_on("2021-02-20")),
    )
    [cut] = cuts(records)
    assert [s.days for s in cut.spans] == [
        ((day("2021-02-01"), day("2021-02-14")),),
        ((day("2021-03-20"), day("2021-03-20")),),
        (),
    ]
    assert cut.unattested == (
        (day("2021-02-15"), day("2021-03-19")),
        (day("2021-03-21"), day("2021-12-31")),
    )


def test_days_that_touch_or_overlap_leave_no_gap() -> None:
    times = held_on("2021-02-01"), held_on("2021-02-02"), read("2021-01-20", "2021-02-10")
    [cut] = cuts(world(*(held(ANNA, t, "incommunicado") for t in times)))
    assert len(cut.spans) == 3 and cut.unattested == ()


def test_the_event_says_it_too() -> None:
    part = Statement.of("Participation", held_on("2021-02-01"), actor=ANNA, event=ALONE, role=v.R + "victim")
    other = Statement.of(
        "Participation", held_on("2021-02-01"), actor=BORA, event=ALONE, role=v.R + "witness"
    )
    custody = held(ANNA, held_on("2021-02-01"), event=ALONE)
    [cut] = cuts(world(part, other, custody))
    assert cut.detained == ANNA
    assert [s.events for s in cut.spans] == [(ALONE,)]
    assert cut.statements == tuple(sorted((part.id, custody.id)))


def test_undated_and_half_dated_incommunicado_attest_no_day() -> None:
    half = ValidTime("[..2024-12-31]", parse("[..2024-12-31]"))
    [cut] = cuts(world(*(held(ANNA, t, "incommunicado") for t in (None, half, held_on("2021-02-01")))))
    assert [s.first for s in cut.spans] == [day("2021-02-01"), None, None]
    assert cut.unattested == ()


@settings(max_examples=600)
@given(st.lists(st.tuples(DAYS, st.integers(0, 4), st.booleans()), min_size=1, max_size=5))
def test_gaps_are_the_days_between_attested_ones(said: list[tuple[int, int, bool]]) -> None:
    times = [Bounds(None, a + n, a, None) if some else Bounds(None, a, a + n, None) for a, n, some in said]
    [cut] = cuts(world(*(held(ANNA, ValidTime("", t), "incommunicado") for t in times)))
    attested = {d for a, n, _ in said for d in range(a, a + n + 1)}
    gaps = {d for lo, hi in cut.unattested for d in range(lo, hi + 1)}
    assert gaps == set(range(min(attested), max(attested) + 1)) - attested


# ---- deaths ----


def dead(*more: Record, on: str | None = "2021-07-03") -> RecordSet:
    time = None if on is None else ValidTime(on, parse(on))
    return world(
        Statement.of("Existence", time, entity=DEATH),
        Statement.of("Participation", time, actor=ANNA, event=DEATH, role=v.R + "victim"),
        *more,
    )


def test_a_death_has_those_who_held_the_dead() -> None:
    records = dead(
        Statement.of("Participation", None, actor=MINISTRY, event=DEATH, role=v.R + "custodian"),
        held(ANNA, read("2020-11-20", "2021-07-03", started=True, ended=True)),
        held(ANNA, held_on("2019-01-01"), custodian=None, place=PLACE),
        held(ANNA, read("2018", "2019", started=True, ended=True), custodian=MINISTRY),
    )
    [death] = detention.deaths(graph_of(records.records), records)
    assert [(h.body, h.role, h.grade) for h in death.held] == [
        (MINISTRY, "custodian", None),
        (PRISON, "custodian", Grading.CERTAIN),
        (PLACE, "place", Grading.UNDATED),
    ]
    assert [x.id for x in death.victims] == [ANNA]
    assert death.when is not None and death.when.window == (day("2021-07-03"),) * 2


def test_an_undated_death_names_who_held_the_dead_and_no_time() -> None:
    records = dead(held(ANNA, held_on("2020-05-03")), on=None)
    [death] = detention.deaths(graph_of(records.records), records)
    assert death.when is None
    assert [h.grade for h in death.held] == [Grading.UNDATED]


def test_deaths_of_a_target_and_of_a_time() -> None:
    records = dead(held(ANNA, read("2020-11-20", "2021-07-03", started=True, ended=True)))
    graph = graph_of(records.records)
    for target in (ANNA, PRISON, DEATH):
        assert len(detention.deaths(graph, records, frozenset({target}))) == 1
    assert detention.deaths(graph, records, frozenset({BORA})) == ()
    assert detention.deaths(graph, records, None, (day("2020-01-01"), day("2020-12-31"))) == ()


# ---- counts ----


def member(who: str, group: str, on: str = "2020") -> Statement:
    return Statement.of("Membership", held_on(on), member=who, group=group)


def test_counts_tell_persons_and_groups_apart() -> None:
    time = read("2020-05-03", "2020-05-09", started=True, ended=True)
    records = world(
        held(ANNA, time),
        held(ANNA, held_on("2021-01-01"), "punishmentCell"),
        held(BORA, None),
        held(SUBGROUP, time),
        member(ANNA, SUBGROUP),
        member(ANNA, GROUP),
        member(SUBGROUP, GROUP),
        member(BORA, MINISTRY),
    )
    found = detention.counts(records, detention.custody(detention.whole(records)))
    assert [found.persons[g] for g in Grading] == [1, 0, 1]
    assert [(g.rpartition("#")[2], t[Grading.CERTAIN], t[Grading.UNDATED]) for g, t in found.genders] == [
        ("female", 1, 0),
        ("", 0, 1),
    ]
    assert [(m.group, m.persons[Grading.CERTAIN]) for m in found.members] == [(GROUP, 1), (SUBGROUP, 1)]
    assert [(g, [p for p, _ in parts]) for g, parts in found.groups] == [(SUBGROUP, [GROUP])]


def test_members_over_groups_in_groups_and_in_a_circle() -> None:
    records = world(member(ANNA, SUBGROUP), member(SUBGROUP, GROUP), member(GROUP, SUBGROUP))
    assert detention.members(records, GROUP) == {ANNA, SUBGROUP, GROUP}
    assert detention.members(records, BORA) == {BORA}


def test_nothing() -> None:
    records = RecordSet([])
    assert detention.custody(detention.whole(records)) == ()
    assert detention.incommunicado(records, ()) == ()
    assert detention.deaths(graph_of([]), records) == ()
    assert detention.counts(records, ()).statements == ()
    assert detention.about(records, v.ID + "nobody") == ()


def test_incommunicado_at_a_body_is_that_in_its_events() -> None:
    elsewhere = v.ID + "e-elsewhere"
    part, other = (
        Statement.of("Participation", held_on("2021-02-01"), actor=who, event=event, role=v.R + "victim")
        for who, event in ((ANNA, ALONE), (BORA, elsewhere))
    )
    holds = Statement.of("Participation", None, actor=PRISON, event=ALONE, role=v.R + "custodian")
    there = Entity.of(elsewhere, "Event", eventType=v.R + "incommunicadoDetention")
    records = world(part, other, holds, there)
    said = detention.about(records, PRISON)
    events = detention.events_of(records, PRISON, said)
    assert events == {PRISON, ALONE}
    assert [c.detained for c in detention.incommunicado(records, said, within=events)] == [ANNA]
    assert {c.detained for c in detention.incommunicado(records, said)} == {ANNA, BORA}
