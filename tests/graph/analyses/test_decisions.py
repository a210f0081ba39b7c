"""Decision chains on invented worlds: what hangs together, what is missing, what stands apart."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from respondeat.errors import InputError
from respondeat.graph.analyses.decisions import Case, Decisions, decisions
from respondeat.graph.command import State, graph_of
from respondeat.graph.command.basis import Basis
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Assessment, Attestation, Record, Statement, Text
from respondeat.ontology import vocabulary as v
from tests.graph.analyses.cases_world import attested, days, entity, id, on, part, said, world

ENTITIES = [
    *(entity(f"p-{n}", "Person") for n in range(3)),
    *(entity(f"p-{role}", "Person") for role in ("judge", "other", "chief", "old-chief", "clerk")),
    entity("g-0", "PersonGroup"),
    *(entity(name, "Body") for name in ("b-unit", "b-office")),
    entity("c-0", "Court"),
    entity("k-0", "PlaceOfDetention"),
    *(entity(name, "LegalProvision") for name in ("a-0", "a-longer")),
    entity("e-arrest", "Event", eventType="arrest"),
    entity("e-case", "Event", eventType="criminalCase"),
    entity("e-trial", "Event", eventType="trial"),
    entity("e-longer", "Event", eventType="sentenceExtension"),
    entity("e-release", "Event", eventType="release"),
    entity("e-death", "Event", eventType="deathInCustody"),
    entity("e-speech", "Event", eventType="speech"),
    entity("e-habit", "Pattern", eventType="arrest"),
]


def asked(
    statements: Sequence[Statement],
    target: str = "p-0",
    more: Sequence[Record] = (),
    *,
    stage: str = "",
    window: tuple[int, int] | None = None,
    limit: int = 20,
) -> Decisions:
    records: RecordSet = world(ENTITIES, attested(statements), more)
    graph = graph_of(records.records)
    wanted = id(target) if target else ""
    return decisions(graph, records, wanted, stage=stage, window=window, limit=limit)


def rows(case: Case, stage: str) -> list[tuple[str, str, str]]:
    return [(r.value.removeprefix(v.ID), r.role.removeprefix(v.R), r.linked) for r in case.at(stage)]


def missing(case: Case) -> set[str]:
    return {g.stage for g in case.gaps if g.kind == "no-statement"}


def test_who_arrested_hangs_together_by_the_event_and_nobody_else() -> None:
    told = [
        part("p-0", "e-arrest", "victim", on(10)),
        part("b-unit", "e-arrest", "perpetrator", on(10)),
        part("b-office", "e-trial", "perpetrator", on(10)),
    ]
    (case,) = asked(told).cases
    assert rows(case, "arrest") == [("", "victim", "same event"), ("b-unit", "perpetrator", "same event")]
    assert set(case.rows[1].statements) == {s.id for s in told[:2]}
    assert "b-office" not in str(case.rows)
    assert missing(case) == {
        *("investigator", "prosecutor", "defence", "judge", "court", "article", "sentence", "custody")
    }


def test_an_arrest_by_nobody_is_a_gap_with_its_statements() -> None:
    told = [part("p-0", "e-arrest", "victim")]
    (case,) = asked(told).cases
    (gap,) = [g for g in case.gaps if g.stage == "arrest"]
    assert (gap.kind, gap.event, gap.statements) == ("nobody-named", id("e-arrest"), (told[0].id,))


def test_who_is_held_responsible_by_office_is_not_said_to_have_acted() -> None:
    told = [
        part("p-0", "e-arrest", "victim"),
        part("p-chief", "e-arrest", "heldResponsible"),
        part("p-0", "e-case", "accused"),
        part("p-other", "e-case", "heldResponsible"),
        said("Posting", holder="p-other", body="b-office", capacity="r:investigator"),
    ]
    (case,) = asked(told).cases
    assert ("p-chief", "heldResponsible", "same event") in rows(case, "arrest")
    assert rows(case, "investigator") == [("p-other", "heldResponsible", "posting")]
    assert {(g.stage, g.kind) for g in case.gaps} >= {
        ("arrest", "nobody-named"),
        ("investigator", "no-statement"),
    }


@pytest.mark.parametrize(
    ("role", "stage"),
    [
        ("caseInvestigator", "investigator"),
        ("trialProsecutor", "prosecutor"),
        ("defenceLawyer", "defence"),
        ("presidingJudge", "judge"),
        ("participant", "proceedings"),
    ],
)
def test_roles_in_proceedings_stand_at_their_stage(role: str, stage: str) -> None:
    (case,) = asked([part("p-0", "e-case", "accused"), part("p-other", "e-case", role)]).cases
    assert ("p-other", role, "same event") in rows(case, stage)
    assert stage not in missing(case)


def test_a_court_that_takes_part_is_the_court() -> None:
    (case,) = asked([part("p-0", "e-case", "accused"), part("c-0", "e-case", "participant")]).cases
    assert rows(case, "court") == [("c-0", "participant", "same event")]


def test_who_serves_as_investigator_is_shown_as_one_by_the_posting() -> None:
    told = [
        part("p-0", "e-case", "accused"),
        part("p-other", "e-case", "participant"),
        said("Posting", holder="p-other", body="b-office", capacity="r:investigator"),
    ]
    (case,) = asked(told).cases
    assert rows(case, "investigator") == [("p-other", "participant", "posting")]
    assert set(case.at("investigator")[0].statements) == {s.id for s in told}
    both = [*told, said("Posting", holder="p-other", body="b-office", capacity="r:prosecutor")]
    (case,) = asked(both).cases
    assert rows(case, "investigator") == rows(case, "prosecutor") == []
    assert ("p-other", "participant", "same event") in rows(case, "proceedings")


CONVICTED = said(
    "Conviction",
    on(50),
    convicted="p-0",
    judge="p-judge",
    court="c-0",
    provision="a-0",
    event="e-trial",
    sentence=Text("two years", "en"),
)


def test_a_conviction_gives_judge_court_article_and_sentence() -> None:
    (case,) = asked([CONVICTED]).cases
    assert rows(case, "judge") == [("p-judge", "judge", "same statement")]
    assert rows(case, "court") == [("c-0", "court", "same statement")]
    assert rows(case, "article") == [("a-0", "provision", "same statement")]
    (sentence,) = case.at("sentence")
    assert sentence.beside == (("sentence", Text("two years", "en")),)


def test_judge_by_conviction_and_by_the_event_is_one_row() -> None:
    presided = part("p-judge", "e-trial", "presidingJudge", on(50))
    (case,) = asked([CONVICTED, presided, part("p-0", "e-trial", "accused")]).cases
    assert rows(case, "judge") == [("p-judge", "presidingJudge", "same statement")]
    assert {CONVICTED.id, presided.id} <= set(case.at("judge")[0].statements)


def test_a_bare_conviction_is_not_lost() -> None:
    (case,) = asked([said("Conviction", convicted="p-0", inAbsentia=True)]).cases
    (row,) = case.at("proceedings")
    assert row.beside == (("inAbsentia", True),)


PROLONGS = said(
    "ProvisionContent", provision="a-longer", effect="r:prolongedSentence", ground=Text("defiance", "en")
)


def test_a_conviction_under_what_prolongs_terms_is_an_extension() -> None:
    again = said("Conviction", on(90), convicted="p-0", judge="p-other", provision="a-longer")
    (case,) = asked([CONVICTED, again, PROLONGS]).cases
    assert rows(case, "judge") == [("p-judge", "judge", "same statement")]
    convicted, content = case.at("extension")
    assert dict(convicted.beside) == {"judge": id("p-other"), "provision": id("a-longer")}
    assert (content.linked, content.role) == ("same provision", v.R + "prolongedSentence")
    (plain,) = asked([CONVICTED, again]).cases  # nobody says what the article does
    assert rows(plain, "extension") == []
    assert {value for value, _, _ in rows(plain, "judge")} == {"p-judge", "p-other"}


def test_a_conviction_by_an_event_of_extension_is_an_extension() -> None:
    (case,) = asked([said("Conviction", convicted="p-0", judge="p-judge", event="e-longer")]).cases
    assert [r.event for r in case.at("extension")] == [id("e-longer")]
    assert "judge" in missing(case)


HELD = said("Custody", days(100, 100, 200, 200), detained="p-0", place="k-0", regime="r:imprisonment")
CHIEF = said("Posting", days(150, 150, 400, None), holder="p-chief", body="k-0", capacity="r:head")
OLD = said("Posting", days(1, 1, 140, 140), holder="p-old-chief", body="k-0", capacity="r:head")


def test_heads_of_the_place_are_those_of_the_days_of_custody() -> None:
    gone = said("Posting", days(1, 1, 90, 90), holder="p-clerk", body="k-0", capacity="r:head")
    (case,) = asked([HELD, CHIEF, OLD, gone]).cases
    assert rows(case, "custody") == [
        ("k-0", "place", "same statement"),
        ("p-old-chief", "head", "same place"),
        ("p-chief", "head", "same place"),
    ]
    assert all(r.certain for r in case.at("custody"))
    (case,) = asked([HELD, CHIEF, OLD], window=(160, 170)).cases
    assert [value for value, _, _ in rows(case, "custody")] == ["k-0", "p-chief"]


def test_a_place_without_a_certain_head_is_a_gap() -> None:
    (case,) = asked([HELD]).cases
    (gap,) = [g for g in case.gaps if g.kind == "no-head"]
    assert (gap.stage, gap.place, gap.statements) == ("custody", id("k-0"), (HELD.id,))


def test_a_death_has_the_head_of_the_place_on_that_day() -> None:
    told = [
        part("p-0", "e-death", "victim", on(120)),
        part("k-0", "e-death", "custodian", on(120)),
        CHIEF,
        OLD,
    ]
    (case,) = asked(told).cases
    assert [value for value, _, _ in rows(case, "death")] == ["", "k-0", "p-old-chief"]


def test_release_tells_conditions_and_who_negotiated() -> None:
    freed = Statement.of(
        "Participation",
        on(300),
        actor=id("p-0"),
        event=id("e-release"),
        role=v.R + "beneficiary",
        content=Text("must leave", "en"),
    )
    (case,) = asked([freed, part("b-office", "e-release", "negotiator")]).cases
    assert rows(case, "release") == [
        ("", "beneficiary", "same event"),
        ("b-office", "negotiator", "same event"),
    ]
    assert case.at("release")[0].beside == (("content", Text("must leave", "en")),)


def test_what_is_only_called_for_is_not_said_to_have_happened() -> None:
    called = attested([part("p-0", "e-release", "beneficiary")], "recommended")
    found = asked([], more=called)
    assert (found.cases, found.persons, len(found.unreal)) == ((), 0, 1)
    assert asked([], "", more=called, stage="release").persons == 0


def test_groups_and_patterns_are_no_cases() -> None:
    told = [
        part("g-0", "e-arrest", "victim"),
        part("p-0", "e-habit", "victim"),
        part("b-unit", "e-habit", "perpetrator"),
    ]
    for target in ("e-arrest", "e-habit", "g-0", "p-0", "b-unit"):
        found = asked(told, target)
        assert found.cases == () and found.decided == (), target
        assert found.apart, target


def test_an_event_leads_to_the_cases_of_those_whom_it_concerns() -> None:
    told = [
        part("p-0", "e-arrest", "victim", on(10)),
        part("p-1", "e-arrest", "victim", on(10)),
        part("p-other", "e-arrest", "witness"),
        CONVICTED,
    ]
    found = asked(told, "e-arrest")
    assert [c.person for c in found.cases] == [id("p-0"), id("p-1")]
    linked = {(r.stage, r.linked) for r in found.cases[0].rows}
    assert ("arrest", "same event") in linked and ("judge", "same person") in linked
    assert [c.person for c in asked(told, "e-trial").cases] == [id("p-0")]


def test_more_cases_than_asked_for_are_counted() -> None:
    told = [part(f"p-{n}", "e-arrest", "victim", on(n)) for n in range(3)]
    found = asked(told, "e-arrest", limit=1)
    assert (len(found.cases), found.persons) == (1, 3)
    found = asked(told, "", stage="arrest", window=(0, 1), limit=1)
    assert (len(found.cases), found.persons) == (1, 2)


@pytest.mark.parametrize(
    ("target", "stage"), [("p-judge", "judge"), ("c-0", "court"), ("a-0", "article"), ("k-0", "custody")]
)
def test_from_the_other_end(target: str, stage: str) -> None:
    found = asked([CONVICTED, HELD, part("p-0", "e-trial", "accused")], target)
    (row,) = found.decided
    assert (row.stage, row.person, row.value) == (stage, id("p-0"), id(target))
    assert found.cases == ()


def test_one_decision_told_twice_of_one_event_is_one_row() -> None:
    told = [CONVICTED, part("p-0", "e-trial", "accused"), part("p-judge", "e-trial", "presidingJudge")]
    (row,) = asked(told, "p-judge").decided
    assert set(row.statements) == {s.id for s in told}


def test_a_law_answers_for_its_provisions_and_their_versions() -> None:
    law = [
        entity("l-0", "LegalInstrument"),
        entity("a-part", "LegalProvision"),
        entity("a-version", "ProvisionVersion"),
    ]
    law[1] = type(law[1])(law[1].id, law[1].cls, ((v.R + "provisionOf", id("l-0")),))
    law[2] = type(law[2])(law[2].id, law[2].cls, ((v.R + "versionOf", id("a-part")),))
    told = [said("Conviction", convicted="p-0", provision="a-version")]
    for target in ("l-0", "a-part", "a-version"):
        assert [r.person for r in asked(told, target, law).decided] == [id("p-0")]


def test_what_a_provision_does_its_uses_and_its_place() -> None:
    used = part("b-office", "e-longer", "perpetrator")
    more: list[Record] = [
        PROLONGS,
        used,
        Attestation.of(supports=[PROLONGS.id], passages=[id("pa-1")]),
        Attestation.of(supports=[used.id], passages=[id("pa-1")]),
    ]
    found = asked([], "a-longer", more)
    assert found.places == ("article", "extension")
    assert [(r.role, r.linked) for r in found.content] == [(v.R + "prolongedSentence", "same statement")]
    assert [(r.value, r.linked) for r in found.uses] == [(id("b-office"), "same passage")]
    assert asked([CONVICTED], "a-0").places == ("article",)


def test_days_asked_for_leave_out_what_they_exclude() -> None:
    some = said("Conviction", days(None, 60, 40, None), convicted="p-0", judge="p-other")
    (case,) = asked([CONVICTED, some], window=(45, 55)).cases
    assert {(r.value, r.certain, r.basis) for r in case.at("judge")} == {
        (id("p-judge"), True, Basis.CERTAIN),
        (id("p-other"), False, Basis.BOUNDED),
    }
    assert asked([CONVICTED], window=(51, 60)).cases == ()


_DAY = st.one_of(st.none(), st.integers(0, 9))


@given(st.tuples(_DAY, _DAY, _DAY, _DAY), st.integers(0, 9), st.integers(0, 4))
def test_grades_are_those_of_every_way_to_fill_the_bounds(
    four: tuple[int | None, int | None, int | None, int | None], first: int, length: int
) -> None:
    """By brute force over starts and ends from -20 to 30: on all, some or none of which it meets the days."""
    es, ls, ee, le = four
    starts = range(-20 if es is None else es, (30 if ls is None else ls) + 1)
    ends = range(-20 if ee is None else ee, (30 if le is None else le) + 1)
    filled = [(a, b) for a in starts for b in ends if a <= b]
    assume(filled and four != (None,) * 4)
    last = first + length
    meets = {a <= last and first <= b for a, b in filled}
    conviction = said("Conviction", days(es, ls, ee, le), convicted="p-0", judge="p-judge")
    found = asked([conviction], window=(first, last)).cases
    if meets == {False}:
        assert found == ()
    else:
        ((row,),) = [case.at("judge") for case in found]
        assert row.certain == (meets == {True})


def test_without_days_what_is_surely_on_some_day_is_certain() -> None:
    told = [
        said("Conviction", on(5), convicted="p-0", judge="p-judge"),
        said("Conviction", days(None, 60, None, 60), convicted="p-0", judge="p-other"),
        said("Conviction", convicted="p-0", judge="p-clerk"),
    ]
    (case,) = asked(told).cases
    assert {(r.value, r.certain, bool(r.times)) for r in case.at("judge")} == {
        (id("p-judge"), True, True),
        (id("p-other"), False, True),
        (id("p-clerk"), False, False),
    }


def test_what_a_rule_derives_is_never_certain() -> None:
    derived = replace(CONVICTED, derived=True)
    (case,) = asked([derived]).cases
    assert {(r.certain, r.basis) for r in case.at("judge")} == {(False, Basis.BOUNDED)}


def test_what_is_contested_is_marked_and_what_is_rejected_left_out() -> None:
    denied = Attestation.of(denies=[CONVICTED.id])
    (case,) = asked([CONVICTED], more=[denied]).cases
    assert {r.state for r in case.rows} == {State.CONTESTED}
    assert asked([CONVICTED], more=[Assessment.of(CONVICTED.id, v.REJECTED)]).cases == ()


def test_one_person_may_be_judge_and_prisoner() -> None:
    told = [CONVICTED, said("Custody", detained="p-judge", place="k-0")]
    found = asked(told, "p-judge")
    assert [c.person for c in found.cases] == [id("p-judge")]
    assert [r.person for r in found.decided] == [id("p-0")]


def test_a_stage_alone_lists_everybody() -> None:
    told = [CONVICTED, HELD, part("p-1", "e-arrest", "victim"), PROLONGS]
    assert [c.person for c in asked(told, "", stage="judge").cases] == [id("p-0")]
    assert [c.person for c in asked(told, "", stage="arrest").cases] == [id("p-1")]
    assert [c.person for c in asked(told, "", stage="custody").cases] == [id("p-0")]
    assert asked(told, "", stage="extension").cases == ()
    assert asked(told, "", stage="proceedings").persons == 0
    (case,) = asked(told, "", stage="judge").cases
    assert {r.stage for r in case.rows} == {"judge"}


def test_every_stage_alone_agrees_with_the_cases_themselves() -> None:
    told = [
        *(
            part("p-0", e, "victim", on(n))
            for n, e in enumerate(("e-arrest", "e-case", "e-longer", "e-release"))
        ),
        *(part("p-other", "e-case", r) for r in ("caseInvestigator", "trialProsecutor", "defenceLawyer")),
        part("p-1", "e-death", "victim"),
        CONVICTED,
        HELD,
    ]
    for stage in (
        "arrest",
        "proceedings",
        "investigator",
        "judge",
        "sentence",
        "extension",
        "release",
        "death",
    ):
        found = asked(told, "", stage=stage)
        alone = {p for p in ("p-0", "p-1") for c in asked(told, p).cases if c.at(stage)}
        assert {c.person for c in found.cases} == {id(p) for p in alone}, stage
        assert alone


def test_nothing_is_an_answer_too() -> None:
    for target in ("p-0", "e-arrest", "e-speech", "b-unit", "nobody", "a-0"):
        found = asked([], target)
        assert (found.cases, found.decided, found.apart, found.statements) == ((), (), (), ())


def test_an_event_of_another_kind_leads_to_its_persons() -> None:
    found = asked([part("p-0", "e-speech", "target"), CONVICTED], "e-speech")
    assert {r.linked for r in found.cases[0].rows} == {"same person"}


def test_bad_input() -> None:
    with pytest.raises(InputError, match="whose case"):
        asked([], "")
    with pytest.raises(InputError, match="no stage 'nonsense'"):
        asked([], stage="nonsense")
    with pytest.raises(InputError, match="at least one case"):
        asked([], limit=0)


def test_statements_are_all_that_rows_and_gaps_rest_on() -> None:
    told = [CONVICTED, HELD, CHIEF, OLD]
    found = asked(told)
    assert set(found.statements) == {s.id for s in told}
    assert list(found.statements) == sorted(found.statements)
