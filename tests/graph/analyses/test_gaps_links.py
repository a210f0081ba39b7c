"""Gaps of links and persons on small invented worlds, each read by hand."""

from respondeat.graph.analyses.gaps import Count, GapKind, Scope
from respondeat.graph.dates import day, read
from respondeat.graph.statement import Attestation, Derivation, Entity, Record, Retraction, Statement, Text
from respondeat.ontology import vocabulary as v

from .gaps_line import (
    ANN,
    AUGUST,
    BEN,
    LINE,
    MARCH,
    MINISTRY,
    RAID,
    STAFF,
    UNIT,
    ask,
    did,
    heads,
    over,
    the,
    under,
    was,
)


def test_a_placeholder_on_the_way() -> None:
    unnamed = Entity.of(v.ID + "b-unnamed", "Body", placeholder=True)
    found = ask([*LINE[3:], unnamed, under(UNIT, unnamed.id), under(unnamed.id, MINISTRY)])
    row = the(found, GapKind.PLACEHOLDER)
    assert (row.node, row.unanswered) == (
        unnamed.id,
        Count(0, 2),
    )  # no source dates the link that leads there
    assert (row.basis, row.board, row.span) == ("", None, None)


def test_an_undated_link_keeps_the_answer_open() -> None:
    found = ask([*LINE[1:], under(UNIT, MINISTRY)])
    row = the(found, GapKind.UNDATED)
    assert (row.node, row.other, row.link) == (UNIT, MINISTRY, "deJureCommand")
    assert row.unanswered == Count(2, 0)
    assert under(UNIT, MINISTRY).id in row.own_statements


def test_an_undated_head_counts_where_no_other_is_possible() -> None:
    undated = heads(UNIT, ANN, None)
    row = the(ask([*LINE, undated], kinds=(GapKind.UNDATED,)), GapKind.UNDATED)
    assert (row.other, row.link, row.unanswered) == (ANN, "head", Count(1, 1))


def test_withheld_passages() -> None:
    link, tie = LINE[0].id, LINE[3].id
    hidden = [Attestation.of(supports=[link], origin=v.ID + "b-a").stub(), Attestation.of(supports=[tie])]
    row = the(ask([*LINE, *hidden]), GapKind.WITHHELD)
    assert (row.node, row.other, row.withheld, row.readable) == (UNIT, MINISTRY, 1, 0)
    assert (row.unanswered, row.own_statements) == (Count(2, 0), (link,))
    readable = Attestation.of(supports=[link], origin=v.ID + "b-b")
    row = the(ask([*LINE, *hidden, readable]), GapKind.WITHHELD)
    assert (row.withheld, row.readable, row.unanswered, row.through) == (1, 1, Count(0, 0), 2)
    gone = Retraction.of([hidden[0].id], "withdrawn")
    assert not [r for r in ask([*LINE, *hidden, readable, gone]).rows if r.kind is GapKind.WITHHELD]


def test_a_derived_link_rests_on_what_its_premises_rest_on() -> None:
    premise = under(STAFF, MINISTRY)
    derived = Statement.of(
        "Subordination", None, subordinate=UNIT, superior=STAFF, linkKind=v.DE_JURE_COMMAND, derived=True
    )
    rule = Derivation.of(derived.id, v.R + "continuity", [premise.id])
    hidden = Attestation.of(supports=[premise.id]).stub()
    found = ask([*LINE[3:], premise, derived, rule, hidden], kinds=(GapKind.WITHHELD,))
    assert {(row.node, row.other) for row in found.rows} == {(UNIT, STAFF), (STAFF, MINISTRY)}


def test_a_withheld_tie_names_the_event() -> None:
    hidden = Attestation.of(supports=[LINE[3].id]).stub()
    row = the(ask([*LINE, hidden]), GapKind.WITHHELD)
    assert (row.node, row.other, row.link, row.unanswered) == (RAID, UNIT, "perpetrator", Count(1, 0))


def test_a_person_who_took_part_and_has_no_posting() -> None:
    told: list[Record] = [did(BEN, MARCH, content=Text("a lieutenant", "en")), was(MARCH, "2020-08-20")]
    posted = heads(UNIT, BEN, over("2018-01-01", "2020-08-09"), rank=Text("Major", "en"))
    row = the(ask([*told, posted]), GapKind.NO_POSTING)
    assert (row.node, row.unanswered, row.ranks, row.as_told) == (
        BEN,
        Count(1, 0),
        ("Major",),
        ("a lieutenant",),
    )
    still = heads(STAFF, BEN, read("2020-01-01", "2020-12-01", started=True))
    assert not [r for r in ask([*told, posted, still]).rows if r.kind is GapKind.NO_POSTING]


def test_a_rank_without_a_posting_in_the_period() -> None:
    posted = heads(UNIT, BEN, over("2018-01-01", "2020-08-09"), rank=Text("Major", "en"))
    unranked = heads(MINISTRY, ANN, over("2018-01-01", "2020-08-09"))
    late = (day("2020-09-01"), day("2020-09-30"))
    row = the(ask([posted, unranked], None, late, kinds=(GapKind.NO_POSTING,)), GapKind.NO_POSTING)
    assert (row.node, row.ranks, row.unanswered, row.span) == (BEN, ("Major",), Count(0, 0), late)
    assert not ask([posted, unranked], None, AUGUST, kinds=(GapKind.NO_POSTING,)).rows
    assert not ask([posted, unranked], kinds=(GapKind.NO_POSTING,)).rows
    assert ask([posted], UNIT, late, scope=Scope.BODY, kinds=(GapKind.NO_POSTING,)).total == 1
    assert ask([posted, under(STAFF, MINISTRY)], STAFF, late, kinds=(GapKind.NO_POSTING,)).total == 0


def test_the_only_head_who_leads_on_counts_though_another_is_possible() -> None:
    """Nothing but a posting without dates leads from the unit to whoever gave its head orders."""
    orders = Statement.of("OrderGiving", over("2015-01-01", "2025-01-01"), orderer=STAFF, recipient=ANN)
    undated = heads(UNIT, ANN, None)
    found = ask([*LINE[2:], orders, undated], kinds=(GapKind.UNDATED,))
    row = the(found, GapKind.UNDATED)
    assert (row.other, row.unanswered) == (ANN, Count(2, 0))


def test_a_rejected_statement_makes_nothing_certain() -> None:
    rejected = under(UNIT, MINISTRY, over("2015-01-01", "2025-01-01"))
    gone = Retraction.of([rejected.id], "withdrawn")
    vague = under(UNIT, MINISTRY, read("2019-01-01", "2019-02-01"))
    row = the(ask([*LINE[3:], rejected, gone, vague], kinds=(GapKind.NO_SUPERIOR,)), GapKind.NO_SUPERIOR)
    assert (row.node, row.unanswered) == (MINISTRY, Count(0, 2))


def test_thousands_of_heads_and_of_attestations() -> None:
    """Each day is worked once, however many statements there are of it."""
    persons = [f"{v.ID}p-{n}" for n in range(1_500)]
    undated = [heads(UNIT, person, None) for person in persons]
    cited = [
        under(UNIT, MINISTRY, read(f"2019-{m:02}-{d:02}", "")) for m in range(1, 13) for d in range(1, 28)
    ]
    crowd: list[Record] = [Entity.of(person, "Person") for person in persons]
    found = ask([*LINE[1:], *crowd, *undated, *cited], limit=2)
    assert found.kinds[GapKind.UNDATED] == 1_500
    assert all(row.unanswered == Count(0, 0) for row in found.rows if row.kind is GapKind.UNDATED)
