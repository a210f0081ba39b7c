"""Which statements are present for what the Statute asks for: on small worlds, element by element."""

from collections.abc import Iterable

import pytest

from respondeat.graph.analyses.elements import (
    CONTEXT,
    MODES,
    WITHOUT_STATEMENTS,
    Elements,
    Row,
    elements,
    resembling,
)
from respondeat.graph.command import State, graph_of
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Attestation, Entity, Record, Retraction, Statement
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts

DAY = ValidTime("", Bounds(10, 10, 10, 10))
LONG = ValidTime("", Bounds(0, 0, 90, 90))
LATER = ValidTime("", Bounds(50, 50, 50, 50))
P, Q, U, B, G, E, F, W = (
    v.ID + name
    for name in ("p-head", "p-other", "b-unit", "b-over", "g-units", "e-one", "e-two", "w-pattern")
)
ENTITIES = [
    *(Entity.of(p, "Person") for p in (P, Q)),
    *(Entity.of(b, "Body") for b in (U, B)),
    Entity.of(G, "BodyGroup"),
    *(Entity.of(e, "Event", eventType=v.R + "raid") for e in (E, F)),
    Entity.of(W, "Pattern", eventType=v.R + "campaign"),
]


def said(relation: str, time: ValidTime | None = None, **roles: str) -> Statement:
    return Statement.of(relation, time, **roles)  # type: ignore[arg-type]  # none is named `derived`


def supported(statements: Iterable[Statement]) -> list[Record]:
    return [r for s in statements for r in (s, Attestation.of(supports=[s.id], origin=v.ID + "b-source"))]


HEAD = said("Posting", LONG, holder=P, body=B, capacity=v.HEAD)
UNDER = said("Control", LONG, controlled=U, controller=B, linkKind=v.DE_FACTO_CONTROL)
DONE = said("Participation", None, actor=U, event=E, role=v.PERPETRATOR)
WHEN = said("Existence", DAY, entity=E)
LINE = (HEAD, UNDER, DONE, WHEN)


def asked(*more: Statement, records: Iterable[Record] = (), person: str = P, event: str = E) -> Elements:
    world = [*ENTITIES, *supported([*LINE, *more]), *records]
    return elements(graph_of(world), RecordSet(world), person, event)


def whats(rows: Iterable[Row]) -> list[tuple[str, str]]:
    return [(row.what, row.level) for row in rows]


def test_what_is_asked_for_is_of_the_ontology_and_complete() -> None:
    assert {v.R + mode for mode in MODES} == set(concepts("liabilityMode"))
    assert {v.R + key for key in CONTEXT[1:]} == set(concepts("crimeElement"))
    found = asked()
    assert [e.key for e in found.elements] == [
        *dict.fromkeys(k for keys in MODES.values() for k in keys),
        *CONTEXT,
    ]


def test_the_link_of_superior_and_subordinate_is_the_chain_on_the_days_of_the_event() -> None:
    found = asked()
    (row,) = found["subordination"].present
    assert (row.what, row.about, row.certain, row.days, row.state) == (
        "chain",
        U,
        True,
        ((10, 10),),
        State.SUPPORTED,
    )
    assert row.statements == tuple(sorted(s.id for s in (HEAD, UNDER, DONE)))
    assert [(r.what, r.about) for r in found["office"].present] == [("head", B)]
    assert [(r.what, r.about) for r in found["control"].present] == [("head", B), ("deFactoControl", U)]
    assert [(r.what, r.about) for r in found["act"].present] == [("perpetrator", U)]
    assert found.dated
    assert not found.truncated


def test_a_chain_on_other_days_is_none() -> None:
    found = asked(said("Existence", ValidTime("", Bounds(200, 200, 200, 200)), entity=F), event=F)
    assert [e.key for e in found.elements if e.present] == []
    assert found.statements == ()


def test_neither_co_operation_nor_supervision_is_control() -> None:
    beside = said("Subordination", LONG, subordinate=U, superior=B, linkKind=v.COOPERATION)
    over = said("Subordination", LONG, subordinate=U, superior=B, linkKind=v.LEGAL_SUPERVISION)
    world = [*ENTITIES, *supported([HEAD, DONE, WHEN, beside, over])]
    found = elements(graph_of(world), RecordSet(world), P, E)
    assert found["subordination"].present == found["control"].present == ()
    assert [(r.what, r.about) for r in found["office"].present] == [("head", B)]


def test_no_knowledge_follows_from_rank() -> None:
    assert asked()["knowledge"].present == asked()["knowledge"].apart == ()


def test_knowledge_and_measures_are_those_stated_of_the_person() -> None:
    knew = said("Knowledge", DAY, person=P, event=E, basis=v.R + "presence")
    other = said("Knowledge", DAY, person=Q, event=E, basis=v.R + "presence")
    measure = said("Measure", LATER, actor=P, event=E, measureKind=v.R + "otherMeasure")
    theirs = said("Measure", LATER, actor=Q, event=E, measureKind=v.R + "otherMeasure")
    found = asked(knew, other, measure, theirs)
    assert [r.statements for r in found["knowledge"].present] == [(knew.id,)]
    assert whats(found["knowledge"].present) == [("presence", "event")]
    assert [r.statements for r in found["measures"].present] == [(measure.id,)]


def test_a_listing_is_no_measure() -> None:
    listing = said("Listing", DAY, listed=P, instrument=v.ID + "l-act", measureKind=v.R + "travelBan")
    assert asked(listing)["measures"] == asked()["measures"]


def test_a_measure_of_a_body_below_stands_apart() -> None:
    found = asked(said("Measure", LATER, actor=U, event=E, measureKind=v.R + "otherMeasure"))["measures"]
    assert found.present == ()
    assert [(r.level, r.about) for r in found.apart] == [("body", U)]


def test_what_is_said_of_another_event_stands_apart() -> None:
    found = asked(said("Knowledge", DAY, person=P, event=F, basis=v.R + "presence"))["knowledge"]
    assert found.present == ()
    assert whats(found.apart) == [("presence", "elsewhere")]


@pytest.mark.parametrize(
    ("role", "key"),
    [
        *((v.PERPETRATOR, "perpetration"), (v.MAIN_PERPETRATOR, "perpetration"), (v.ORDERED, "ordering")),
        *((v.AIDER, "aiding"), (v.PARTICIPANT, "contribution"), (v.R + "organiser", "contribution")),
    ],
)
def test_a_part_stands_under_its_mode_only(role: str, key: str) -> None:
    before, found = asked(), asked(said("Participation", None, actor=P, event=E, role=role))
    changed = {e.key for e, old in zip(found.elements, before.elements, strict=True) if e != old}
    assert changed == {key}
    assert whats(found[key].present) == [(role.removeprefix(v.R), "event")]
    assert [len(e["subordination"].present) for e in (before, found)] == [1, 1]


def test_being_held_responsible_by_office_stands_under_no_article() -> None:
    found = asked(said("Participation", None, actor=P, event=E, role=v.R + "heldResponsible"))
    assert found.elements == asked().elements
    assert whats(found.other.present) == [("heldResponsible", "event")]


def test_an_order_whose_event_no_source_names_stands_apart() -> None:
    named = said("OrderGiving", DAY, orderer=P, recipient=U, event=E)
    general = said("OrderGiving", DAY, orderer=P, recipient=U)
    found = asked(named, general)["ordering"]
    assert [r.statements for r in found.present] == [(named.id,)]
    assert [(r.level, r.about) for r in found.apart] == [("elsewhere", U)]


def test_a_group_that_took_part_is_one_of_which_the_person_is_a_member() -> None:
    belongs = said("Membership", LONG, member=P, group=G)
    part = said("Participation", None, actor=G, event=E, role=v.PERPETRATOR)
    (row,) = asked(belongs, part)["group"].present
    assert (row.what, row.about) == ("perpetrator", G)
    assert row.statements == tuple(sorted((belongs.id, part.id)))
    assert asked(belongs)["group"].present == asked(part)["group"].present == ()


def test_what_no_statement_can_say_has_none() -> None:
    knew = said("Knowledge", DAY, person=P, event=E, basis=v.R + "presence")
    crime = said("LegalCharacterisation", DAY, event=E, crime=v.R + "crimesAgainstHumanity")
    found = asked(knew, crime)
    assert {e.key for e in found.elements if not e.present and not e.apart} >= WITHOUT_STATEMENTS
    assert whats(found["characterisation"].present) == [("crimesAgainstHumanity", "event")]


def test_the_denied_is_there_and_marked_the_retracted_is_not() -> None:
    knew = said("Knowledge", DAY, person=P, event=E, basis=v.R + "presence")
    denial = Attestation.of(denies=[knew.id], origin=v.ID + "b-ministry")
    (row,) = asked(knew, records=[denial])["knowledge"].present
    assert row.state is State.CONTESTED
    gone = Retraction.of([knew.id], "withdrawn")
    assert asked(knew, records=[gone])["knowledge"].present == ()


# ---- patterns ----

PATTERN_TIE = said("Participation", None, actor=G, event=W, role=v.PERPETRATOR)
AMONG = said("Membership", LONG, member=U, group=G)


def test_what_is_said_of_a_pattern_that_resembles_the_event_stands_apart() -> None:
    knew = said("Knowledge", DAY, person=P, event=W, basis=v.R + "publicReporting")
    crime = said("LegalCharacterisation", DAY, event=W, crime=v.R + "crimePersecution")
    found = asked(PATTERN_TIE, AMONG, knew, crime)
    assert found.patterns == (W,)
    for key, what in (("knowledge", "publicReporting"), ("characterisation", "crimePersecution")):
        assert found[key].present == ()
        assert whats(found[key].apart) == [(what, "pattern")]


def test_a_pattern_as_the_event_is_a_pattern_throughout() -> None:
    knew = said("Knowledge", DAY, person=P, event=W, basis=v.R + "publicReporting")
    done = said("Participation", None, actor=U, event=W, role=v.PERPETRATOR)
    found = asked(done, knew, event=W)
    assert whats(found["knowledge"].apart) == [("publicReporting", "pattern")]
    assert not found.dated
    assert [e.key for e in found.elements if e.present] == []
    assert whats(found["subordination"].apart) == [("chain", "pattern")]
    assert {level for key in ("office", "control", "act") for _, level in whats(found[key].apart)} == {
        "pattern"
    }


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        ((PATTERN_TIE, AMONG), (W,)),
        ((PATTERN_TIE,), ()),  # nobody in common
        ((said("Participation", None, actor=U, event=W, role=v.PERPETRATOR),), (W,)),
        ((said("Participation", None, actor=U, event=W, role=v.VICTIM),), ()),  # a victim answers for nothing
        ((PATTERN_TIE, AMONG, said("Existence", LATER, entity=W)), ()),  # on other days
        ((said("Participation", None, actor=U, event=F, role=v.PERPETRATOR),), ()),  # an event is no pattern
    ],
)
def test_what_resembles_an_event(statements: tuple[Statement, ...], expected: tuple[str, ...]) -> None:
    world = [*ENTITIES, *supported([*LINE, *statements])]
    assert resembling(graph_of(world), RecordSet(world), E) == expected


def test_a_pattern_of_another_type_does_not_resemble() -> None:
    other = [Entity.of(W, "Pattern", eventType=v.R + "torture") if e.id == W else e for e in ENTITIES]
    world = [*other, *supported([*LINE, PATTERN_TIE, AMONG])]
    assert resembling(graph_of(world), RecordSet(world), E) == ()


# ---- bad input ----


def test_what_the_data_do_not_hold_has_no_statement() -> None:
    for person, event in ((v.ID + "p-none", E), (P, v.ID + "e-none"), (P, P)):
        found = asked(person=person, event=event)
        assert found["subordination"].present == ()
        assert found["knowledge"].present == ()
    empty = elements(graph_of([]), RecordSet([]), P, E)
    assert empty.statements == ()
    assert not empty.dated


def test_a_person_with_no_posting_and_an_event_without_date() -> None:
    world = [*ENTITIES, *supported([HEAD, UNDER, DONE])]
    graph, records = graph_of(world), RecordSet(world)
    assert elements(graph, records, Q, E)["office"].present == ()
    undated = elements(graph, records, P, E)
    assert not undated.dated
    assert [row.certain for row in undated["subordination"].present] == [False]


def test_a_body_that_is_its_own_superior() -> None:
    loop = said("Subordination", LONG, subordinate=B, superior=B, linkKind=v.DE_JURE_COMMAND)
    assert asked(loop)["subordination"].present == asked()["subordination"].present
