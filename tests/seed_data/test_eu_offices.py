"""What the EU's lists say of offices: when each can have been held, and who commanded whom in August 2020."""

import pytest

from respondeat.graph.analyses.chains import chains
from respondeat.graph.analyses.commanders import commanders
from respondeat.graph.command import When
from respondeat.graph.dates import Bounds, day
from respondeat.graph.statement import Assessment, Contradiction
from respondeat.ontology import vocabulary as v
from tests.seed_data.eu_lists import (
    AT_SOME_TIME,
    CONSOLIDATED,
    ELECTION,
    FORMER,
    IN_OFFICE,
    body,
    lists,
    person,
)

TENTH = When.day(day("2020-08-10"))
# offices of which an entry states a first day before, and a last day after, 10 August 2020
STATED = {("hryb", "vitebsk-uvd"), ("khrenin", "ministry-of-defence")}
HEADS = {
    "interior-troops": {"nazaranka"},
    "mvd": {"karaeu"},
    "omon-minsk": {"balaba"},
    "omon-brest": {"mikhovich"},
    "kgb": {"vakulchyk", "tertel"},
    "kgb-alfa": {"zubkou"},
    "penal-correction-department": {"matkin"},
    "akrestina": {"sakalouski"},
    "akrestina-isolation-centre": {"shapetska"},
    "akrestina-temporary-detention-centre": {"keniukh"},
    "minsk-guvd": {"kubrakou"},
    "sobr": {"bykau"},
    "investigative-committee": {"naskevich"},
    "prosecutor-general-office": {"kanyuk", "shved"},
    "moskovski-police": {"gamola"},
    "prison-8-zhodino": {"strebkou"},
}


def heads(where: str, when: When = TENTH) -> dict[str, bool]:
    graph = lists().graph
    return {graph.iri(s.node): s.certain for s in commanders(graph, body(where), when).board.standing}


@pytest.mark.parametrize(("where", "who"), HEADS.items())
def test_heads_tied_to_the_wake_of_the_election_are_possible(where: str, who: set[str]) -> None:
    found = heads(where)
    assert {person(key) for key in who} <= set(found)
    assert not any(found.values())


def test_only_offices_with_stated_days_are_certain_in_august_2020() -> None:
    tenth = day("2020-08-10")
    sure = {
        (s.iri("holder"), s.iri("body"))
        for s in lists().statements("Posting")
        if s.time is not None
        and s.time.bounds.ls is not None
        and s.time.bounds.ee is not None
        and s.time.bounds.ls <= tenth <= s.time.bounds.ee
    }
    assert sure == {(person(p), body(b)) for p, b in STATED}


def test_the_commander_of_the_troops_is_not_pushed_out_by_those_of_2026() -> None:
    (posting,) = lists().postings("nazaranka", "interior-troops")
    assert posting.time is not None
    assert posting.time.bounds == Bounds(None, day("2020-10-02"), ELECTION, CONSOLIDATED)
    assert heads("mvd", When.day(CONSOLIDATED))[person("kubrakou")]
    assert person("karaeu") in heads("mvd")


def test_deputies_are_no_heads() -> None:
    for who in ("atabekau", "burmistrau", "bykau"):
        assert person(who) not in heads("interior-troops")
    capacities = {
        s.iri("holder"): s.iri("capacity")
        for s in lists().statements("Posting")
        if s.iri("body") == body("akrestina-temporary-detention-centre")
    }
    assert capacities == {
        person("keniukh"): v.HEAD,
        person("dryl"): v.R + "deputyHead",
        person("lapyr"): v.R + "deputyHead",
    }


def test_every_office_is_dated_by_one_of_the_rules() -> None:
    for s in lists().statements("Posting"):
        assert s.time is not None
        b = s.time.bounds
        tied = b.ls is not None and b.ee is not None and b.ls >= b.ee >= ELECTION and b.es is None
        stated = b.es is not None or (b.le is not None and b.ee is not None)
        assert b in (FORMER, IN_OFFICE, AT_SOME_TIME) or tied or stated, s.id
        if b in (FORMER, IN_OFFICE, AT_SOME_TIME):
            continue
        assert any(place.endswith("reasons") for place in lists().locators(s.id)) or stated, s.id


def test_entry_24_keeps_both_sides() -> None:
    (prison,) = lists().postings("mikhovich", "penal-correction-department")
    (omon,) = lists().postings("mikhovich", "omon-brest")
    assert prison.time is not None and prison.time.bounds == IN_OFFICE and prison.note and omon.note
    assert omon.time is not None
    assert omon.time.bounds == Bounds(None, day("2020-10-02"), ELECTION, None)
    pairs = [set(r.between) for r in lists().own if isinstance(r, Contradiction)]
    assert {prison.id, omon.id} in pairs
    assert [r.status for r in lists().own if isinstance(r, Assessment) and r.assesses == prison.id] == [
        v.CONTESTED
    ]


def way(where: str) -> list[tuple[str, ...]]:
    return [c.nodes for c in chains(lists().graph, body(where), TENTH).chains]


def test_the_troops_lead_to_the_ministry_and_over_placeholders_to_the_president() -> None:
    found = way("interior-troops")
    troops, ministry = body("interior-troops"), body("mvd")
    assert (troops, ministry, person("karaeu")) in found
    top = [nodes for nodes in found if nodes[-1] == person("lukashenka")]
    assert top and all(len(nodes) == 4 and nodes[:2] == (troops, ministry) for nodes in top)


def test_nobody_is_put_above_omon_of_minsk() -> None:
    assert way("omon-minsk") == [(body("omon-minsk"), person("balaba"))]
    gaps = {(g.kind, g.body) for g in chains(lists().graph, body("omon-minsk"), TENTH).gaps}
    assert ("no-superior", body("omon-minsk")) in gaps


@pytest.mark.parametrize(
    "centre", ["akrestina", "akrestina-isolation-centre", "akrestina-temporary-detention-centre"]
)
def test_akrestina_leads_to_the_prison_service_and_the_ministry_and_is_never_certain(centre: str) -> None:
    found = chains(lists().graph, body(centre), TENTH).chains
    department, ministry = body("penal-correction-department"), body("mvd")
    assert any(department in c.nodes and c.nodes[-1] == person("matkin") for c in found)
    assert any(ministry in c.nodes and c.nodes[-1] == person("karaeu") for c in found)
    for chain in found:
        assert not chain.certain
        if department in chain.nodes:
            assert chain.hops[0].derived and chain.hops[0].pattern
