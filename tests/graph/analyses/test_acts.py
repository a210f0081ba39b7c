"""Who is named as having done what: perpetrators and international bodies; on small worlds."""

from collections.abc import Iterable

import pytest

from respondeat.graph.analyses.acts import Acts, international, perpetrators
from respondeat.graph.command import State
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Attestation, Entity, Record, Retraction, Statement
from respondeat.ontology import vocabulary as v

NAMES = (
    "p-one",
    "b-unit",
    "g-units",
    "i-court",
    "s-state",
    "g-rapporteurs",
    "e-act",
    "e-raid",
    "w-all",
    "l-act",
)
P, U, G, IB, S, R, ACT, RAID, W, LAW = (v.ID + name for name in NAMES)
ENTITIES = [
    Entity.of(P, "Person"),
    Entity.of(U, "Body"),
    Entity.of(G, "BodyGroup"),
    Entity.of(IB, "InternationalBody"),
    Entity.of(S, "State"),
    Entity.of(R, "PersonGroup"),
    Entity.of(ACT, "Event", eventType=v.R + "referral"),
    Entity.of(RAID, "Event", eventType=v.R + "raid"),
    Entity.of(W, "Pattern", eventType=v.R + "campaign"),
    Entity.of(LAW, "LegalInstrument"),
]


def did(actor: str, event: str, role: str, time: ValidTime | None = None) -> Statement:
    return Statement.of("Participation", time, actor=actor, event=event, role=v.R + role)


def world(*statements: Statement, origin: str = "", more: Iterable[Record] = ()) -> RecordSet:
    attested = [Attestation.of(supports=[s.id], origin=origin) for s in statements]
    return RecordSet([*ENTITIES, *statements, *attested, *more])


def told(found: Iterable[Acts]) -> list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]]:
    return [
        (a.actor, [(x.what, x.of) for x in a.events], [(x.what, x.of) for x in a.patterns]) for a in found
    ]


def test_perpetrators_with_events_and_patterns_apart() -> None:
    made = [did(U, RAID, "perpetrator"), did(U, W, "mainPerpetrator"), did(G, W, "perpetrator")]
    assert told(perpetrators(world(*made))) == [
        (U, [("perpetrator", RAID)], [("mainPerpetrator", W)]),
        (G, [], [("perpetrator", W)]),
    ]


@pytest.mark.parametrize(
    "role", ["participant", "aider", "ordered", "custodian", "heldResponsible", "victim"]
)
def test_another_role_is_none_of_a_perpetrator(role: str) -> None:
    assert perpetrators(world(did(U, RAID, role))) == ()


def test_persons_are_told_only_when_asked_for() -> None:
    records = world(did(P, RAID, "perpetrator"), did(U, RAID, "perpetrator"))
    assert [a.actor for a in perpetrators(records)] == [U]
    assert [a.actor for a in perpetrators(records, P)] == [P]
    assert perpetrators(records, G) == ()


def test_a_group_stands_for_itself() -> None:
    among = Statement.of("Membership", member=U, group=G)
    assert [a.actor for a in perpetrators(world(among, did(G, RAID, "perpetrator")))] == [G]


def test_one_act_at_two_times_is_one_row_in_its_weakest_state() -> None:
    times = [ValidTime("", Bounds(n, n, n, n)) for n in (1, 2)]
    one, two = (did(U, RAID, "perpetrator", t) for t in times)
    denied = Attestation.of(denies=[two.id], origin=v.ID + "b-ministry")
    (found,) = perpetrators(world(one, two, more=[denied]))
    (row,) = found.events
    assert row.statements == found.statements == tuple(sorted((one.id, two.id)))
    assert row.state is State.CONTESTED


def test_what_was_retracted_is_left_out() -> None:
    gone = did(U, RAID, "perpetrator")
    assert perpetrators(world(gone, more=[Retraction.of([gone.id], "an error")])) == ()


@pytest.mark.parametrize("role", ["addressee", "target", "subject", "victim", "beneficiary"])
def test_nothing_is_done_by_whom_it_is_done_to(role: str) -> None:
    assert international(world(did(IB, ACT, role), did(S, ACT, role))) == ()


def test_a_state_acts_by_institutional_events_an_international_body_by_any() -> None:
    made = [
        did(S, ACT, "referrer"),
        did(S, RAID, "supporter"),
        did(IB, RAID, "commenter"),
        did(U, ACT, "reporter"),
    ]
    assert told(international(world(*made))) == [
        (IB, [("commenter", RAID)], []),
        (S, [("referrer", ACT)], []),
    ]


def test_rapporteurs_are_told_as_rapporteurs() -> None:
    made = [did(R, ACT, "rapporteur"), did(R, ACT, "supporter")]
    assert told(international(world(*made))) == [(R, [("rapporteur", ACT)], [])]


def test_measures_listings_and_characterisations_of_international_bodies() -> None:
    measure = Statement.of("Measure", actor=S, event=ACT, measureKind=v.R + "travelBan")
    listing = Statement.of("Listing", listed=P, instrument=LAW, measureKind=v.R + "travelBan", imposer=IB)
    crime = Statement.of("LegalCharacterisation", event=W, crime=v.R + "crimesAgainstHumanity")
    court, state = international(world(measure, listing, crime, origin=IB))
    assert told([court, state]) == [(IB, [], []), (S, [("travelBan", ACT)], [])]
    assert [(x.what, x.of) for x in court.listings] == [("listed", LAW)]
    assert [(x.what, x.of) for x in court.characterisations] == [("crimesAgainstHumanity", W)]
    assert international(world(crime, origin=U)) == ()
    assert [a.actor for a in international(world(measure, listing), IB)] == [IB]


def test_an_empty_graph_names_nobody() -> None:
    assert perpetrators(RecordSet([])) == international(RecordSet([])) == ()
