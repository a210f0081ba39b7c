"""Statements of one origin in several documents: random worlds counted by hand, and one case each."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.single_origin import single_origin
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Attestation, Passage, Record, Retraction, Statement
from respondeat.ontology import vocabulary as v
from tests.graph.analyses.fragility_worlds import DOCUMENTS, ORIGINS, small
from tests.graph.command.worlds import BODIES

SAID = Statement.of("Membership", member=BODIES[0], group=BODIES[1])
PASSAGES = [Passage.of(d, locator="1") for d in DOCUMENTS[:2]]


@settings(max_examples=500)
@given(st.integers(0, 2**32))
def test_it_is_what_counting_says(seed: int) -> None:
    world = small(seed)
    gone = {id for r in world.retractions for id in r.invalidates}
    standing = {s.id: s.state for s in world.without(frozenset()).said}
    expected = {}
    for s in world.said:
        said = [a for a in world.attestations if s.id in a.supports and a.id not in gone]
        origins = {a.origin for a in said if a.origin}
        documents = {x for a in said for x in world.sources(a, "document")}
        if standing[s.id] not in ("rejected", "retracted") and len(origins) == 1 and len(documents) > 1:
            expected[s.id] = (min(origins), len(documents), sum(not a.origin for a in said))
    found = single_origin(RecordSet(world.records))
    assert {r.statement: (r.origin, r.count, r.unnamed) for r in found.repeated} == expected
    assert [r.count for r in found.repeated] == sorted((r.count for r in found.repeated), reverse=True)
    assert list(found.statements) == sorted(expected)


def attested(*origins: str) -> list[Record]:
    """The statement in one document by each of these origins."""
    said = zip(PASSAGES, origins, strict=False)
    return [
        *PASSAGES,
        SAID,
        *(Attestation.of(supports=[SAID.id], passages=[p.id], origin=o) for p, o in said),
    ]


def test_two_documents_of_one_origin_are_one_origin() -> None:
    (row,) = single_origin(RecordSet(attested(ORIGINS[0], ORIGINS[0]))).repeated
    assert (row.statement, row.origin, row.documents, row.unnamed) == (SAID.id, ORIGINS[0], DOCUMENTS[:2], 0)
    assert single_origin(RecordSet(attested(*ORIGINS[:2]))).repeated == ()


def test_an_origin_that_is_not_named_may_be_another() -> None:
    (row,) = single_origin(RecordSet(attested(ORIGINS[0], ""))).repeated
    assert row.unnamed == 1
    assert single_origin(RecordSet(attested("", ""))).repeated == ()


def test_a_retracted_attestation_is_no_origin_and_no_document() -> None:
    three = [
        *attested(ORIGINS[0], ORIGINS[0]),
        other := Attestation.of(supports=[SAID.id], origin=ORIGINS[1]),
    ]
    assert single_origin(RecordSet(three)).repeated == ()
    assert len(single_origin(RecordSet([*three, Retraction.of([other.id], "forged")])).repeated) == 1


def test_a_withheld_document_counts_as_one_more() -> None:
    one = attested(ORIGINS[0])
    stub = replace(Attestation.of(supports=[SAID.id], origin=ORIGINS[0], id=v.ID + "a-stub"), withheld=True)
    (row,) = single_origin(RecordSet([*one, stub])).repeated
    assert (row.documents, row.unseen, row.count) == (DOCUMENTS[:1], 1, 2)


def test_of_one_entity() -> None:
    records = RecordSet(attested(ORIGINS[0], ORIGINS[0]))
    assert len(single_origin(records, BODIES[1]).repeated) == 1
    assert single_origin(records, BODIES[2]).repeated == ()
    assert single_origin(records, v.ID + "b-nowhere").attested == 0
