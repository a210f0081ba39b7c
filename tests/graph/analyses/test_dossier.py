"""Everything said of one entity: by part and day, the withdrawn apart, what is missing; on small worlds."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.graph.analyses.dossier import PARTS, Dossier, dossier, entries, saying
from respondeat.graph.command import State
from respondeat.graph.dates import Bounds, ValidTime
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Assessment, Attestation, Entity, Passage, Record, Retraction, Statement
from respondeat.ontology import vocabulary as v

NAMES = ("p-one", "p-two", "b-unit", "b-over", "e-one", "e-two", "w-pattern", "l-act", "pl-here")
P, Q, U, B, E, F, W, ACT, PLACE = (v.ID + name for name in NAMES)
ENTITIES = [
    *(Entity.of(p, "Person") for p in (P, Q)),
    *(Entity.of(b, "Body") for b in (U, B)),
    *(Entity.of(e, "Event") for e in (E, F)),
    Entity.of(W, "Pattern"),
    Entity.of(ACT, "LegalInstrument"),
    Entity.of(PLACE, "Place"),
]
FREEZE = v.R + "assetFreeze"


def on(day: int) -> ValidTime:
    return ValidTime("", Bounds(day, day, day, day))


def said(relation: str, time: ValidTime | None = None, **roles: str) -> Statement:
    return Statement.of(relation, time, **roles)  # type: ignore[arg-type]  # none is named `derived`


def attested(statements: Iterable[Statement], origin: str = "b-source") -> list[Record]:
    return [Attestation.of(supports=[s.id], origin=v.ID + origin) for s in statements]


def gathered(*statements: Statement, of: str = P, more: Iterable[Record] = ()) -> Dossier:
    return dossier(RecordSet([*ENTITIES, *statements, *attested(statements), *more]), of)


def parts(found: Dossier) -> dict[str, list[str]]:
    return {part.key: [e.statement.id for e in part.entries] for part in found.parts}


@pytest.mark.parametrize(
    ("part", "of", "statement"),
    [
        ("posts", P, said("Posting", holder=P, body=U, capacity=v.HEAD)),
        ("posts", U, said("Posting", holder=P, body=U, capacity=v.HEAD)),
        ("memberships", P, said("Membership", member=P, group=U)),
        ("above", U, said("Subordination", subordinate=U, superior=B, linkKind=v.DE_JURE_COMMAND)),
        ("below", B, said("Subordination", subordinate=U, superior=B, linkKind=v.DE_JURE_COMMAND)),
        ("above", U, said("Control", controlled=U, controller=P, linkKind=v.DE_FACTO_CONTROL)),
        ("below", P, said("Control", controlled=U, controller=P, linkKind=v.DE_FACTO_CONTROL)),
        ("orders", P, said("OrderGiving", orderer=P, recipient=U)),
        ("events", P, said("Participation", actor=P, event=E, role=v.ORDERED)),
        ("patterns", P, said("Participation", actor=P, event=W, role=v.ORDERED)),
        ("participants", E, said("Participation", actor=P, event=E, role=v.ORDERED)),
        ("participants", W, said("Participation", actor=P, event=W, role=v.ORDERED)),
        ("knowledge", P, said("Knowledge", person=P, event=E, basis=v.R + "presence")),
        ("measures", P, said("Measure", actor=P, event=E, measureKind=v.R + "otherMeasure")),
        ("listings", P, said("Listing", listed=P, instrument=ACT, measureKind=FREEZE)),
        ("listings", ACT, said("Listing", listed=P, instrument=ACT, measureKind=FREEZE)),
        ("custody", P, said("Custody", detained=P, custodian=U)),
        ("convictions", P, said("Conviction", convicted=P)),
        ("characterisations", E, said("LegalCharacterisation", event=E, crime=v.R + "crimeTorture")),
        ("places", PLACE, said("Location", located=E, place=PLACE)),
        ("time", E, said("Existence", on(5), entity=E)),
    ],
)
def test_each_statement_stands_in_one_part(part: str, of: str, statement: Statement) -> None:
    assert parts(gathered(statement, of=of)) == {part: [statement.id]}


def test_parts_are_in_their_order_and_statements_by_day() -> None:
    late = said("Posting", on(9), holder=P, body=U, capacity=v.HEAD)
    early = said("Posting", on(3), holder=P, body=B, capacity=v.HEAD)
    undated = said("Posting", holder=P, body=B, capacity=v.DEPUTY_HEAD)
    listed = said("Listing", on(1), listed=P, instrument=ACT, measureKind=FREEZE)
    found = parts(gathered(listed, late, undated, early))
    assert found == {"posts": [early.id, late.id, undated.id], "listings": [listed.id]}
    assert list(found) == sorted(found, key=PARTS.index)


def test_what_has_no_time_stands_on_the_day_of_its_event() -> None:
    first = said("Participation", actor=P, event=F, role=v.ORDERED)
    second = said("Participation", on(4), actor=P, event=E, role=v.AIDER)
    third = said("Participation", actor=P, event=E, role=v.ORDERED)
    days = [said("Existence", on(2), entity=F), said("Existence", on(7), entity=E)]
    assert parts(gathered(third, second, first, *days))["events"] == [first.id, second.id, third.id]


def test_the_withdrawn_stand_apart_and_the_denied_do_not() -> None:
    kept, gone, rejected = (said("Posting", on(n), holder=P, body=U, capacity=v.HEAD) for n in (1, 2, 3))
    more: list[Record] = [
        Retraction.of([gone.id], "an error"),
        Assessment.of(rejected.id, v.REJECTED),
        Attestation.of(denies=[kept.id], origin=v.ID + "b-ministry"),
    ]
    found = gathered(kept, gone, rejected, more=more)
    assert [(e.statement.id, e.evidence.state) for e in found.withdrawn] == [
        (gone.id, State.RETRACTED),
        (rejected.id, State.REJECTED),
    ]
    assert [(e.statement.id, e.evidence.state) for e in found.upheld] == [(kept.id, State.CONTESTED)]
    assert found.statements == tuple(sorted((kept.id, gone.id, rejected.id)))


def test_identity_is_told_and_joins_nothing() -> None:
    same = said("Identity", first=P, second=Q, verdict=v.SAME)
    post = said("Posting", on(1), holder=Q, body=U, capacity=v.HEAD)
    found = gathered(same, post)
    assert [e.statement.id for e in found.identity] == [same.id]
    assert found.parts == ()


# ---- what is missing ----


def gaps(found: Dossier) -> dict[str, tuple[str, ...]]:
    return {gap.kind: gap.statements for gap in found.gaps}


def test_gaps_of_a_person_and_of_a_body() -> None:
    assert gaps(gathered(of=P)) == {"no_posting": ()}
    assert gaps(gathered(of=U)) == {"no_head": (), "no_superior": ()}
    head = said("Posting", on(1), holder=P, body=U, capacity=v.HEAD)
    under = said("Subordination", on(1), subordinate=U, superior=B, linkKind=v.DE_JURE_COMMAND)
    assert gaps(gathered(head, under, of=U)) == gaps(gathered(head, under, of=P)) == {}
    assert gaps(gathered(head, under, of=B)) == {"no_head": (), "no_superior": ()}


def test_a_deputy_is_no_head_and_a_placeholder_is_told() -> None:
    deputy = said("Posting", on(1), holder=P, body=U, capacity=v.DEPUTY_HEAD)
    assert "no_head" in gaps(gathered(deputy, of=U))
    unnamed = Entity.of(v.ID + "b-unnamed", "BodyGroup", placeholder=True)
    assert gaps(dossier(RecordSet([unnamed]), unnamed.id)) == {"placeholder": ()}


def test_gaps_of_statements() -> None:
    undated = said("Posting", holder=P, body=U, capacity=v.HEAD)
    half = said("Posting", ValidTime("", Bounds(1, 1, 5, None)), holder=P, body=B, capacity=v.HEAD)
    stub = Attestation.of(supports=[half.id]).stub()
    world = [*ENTITIES, undated, half, *attested([undated]), stub]
    withheld = Attestation(stub.id, stub.supports, withheld=True)
    found = dossier(RecordSet([*world[:-1], withheld]), P)
    assert gaps(found) == {
        "open_postings": (half.id,),
        "undated": (undated.id,),
        "no_origin": (half.id,),
        "withheld": (half.id,),
    }


# ---- what a source says ----


def test_what_an_origin_a_reporter_and_a_document_say() -> None:
    one, two = (said("Posting", on(n), holder=P, body=U, capacity=v.HEAD) for n in (1, 2))
    passage = Passage.of("urn:doc", locator="p. 1")
    yes = Attestation.of(supports=[one.id], origin=v.ID + "b-a", passages=[passage.id])
    no = Attestation.of(denies=[two.id], origin=v.ID + "b-b", reported_by=v.ID + "b-a")
    records = RecordSet([one, two, passage, yes, no])
    assert saying(records, v.ID + "b-a") == (tuple(sorted((yes.id, no.id))), (one.id,), (two.id,))
    assert saying(records, v.ID + "b-b") == ((no.id,), (), (two.id,))
    assert saying(records, "urn:doc") == ((yes.id,), (one.id,), ())
    assert saying(records, P) == ((), (), ())
    taken_back = RecordSet([*records.records, Retraction.of([yes.id], "an error")])
    assert saying(taken_back, "urn:doc") == ((), (), ())


def test_entries_pass_over_other_ids() -> None:
    late, early = (said("Posting", on(n), holder=P, body=U, capacity=v.HEAD) for n in (9, 3))
    records = RecordSet([*ENTITIES, late, early])
    assert [e.statement for e in entries(records, [late.id, P, "urn:none", early.id])] == [early, late]


def test_what_the_data_do_not_hold_has_nothing() -> None:
    for found in (dossier(RecordSet([]), P), gathered(of="urn:none")):
        assert (found.statements, found.gaps) == ((), ())


# ---- against brute force ----

_MADE = st.tuples(
    st.sampled_from(("P", "Q")), st.sampled_from(("U", "B")), st.integers(0, 3), st.integers(0, 2)
)


@given(st.lists(_MADE, max_size=8, unique=True))
def test_every_statement_about_it_is_there_once(made: list[tuple[str, str, int, int]]) -> None:
    """Written from the model: a statement is upheld unless retracted; each stands in one place."""
    ids = {"P": P, "Q": Q, "U": U, "B": B}
    statements = [
        said(
            "Posting",
            on(day) if day else None,
            holder=ids[p],
            body=ids[b],
            capacity=(v.HEAD, v.DEPUTY_HEAD)[c % 2],
        )
        for p, b, day, c in made
    ]
    gone = [s for s, (_, _, _, c) in zip(statements, made, strict=True) if c == 2]
    records = RecordSet(
        [*ENTITIES, *statements, *attested(statements), *(Retraction.of([s.id], "x") for s in gone)]
    )
    retracted = {s.id for s in gone}
    for entity in (P, Q, U, B):
        found = dossier(records, entity)
        about = {s.id for s in statements if entity in (s.iri("holder"), s.iri("body"))}
        assert sorted(e.statement.id for e in found.upheld) == sorted(about - retracted)
        assert sorted(e.statement.id for e in found.withdrawn) == sorted(about & retracted)
