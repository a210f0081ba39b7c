"""The vector of a chain, and its order."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.strength import HopEvidence, Strength, fronts, origins, strength
from respondeat.graph.command import State
from respondeat.graph.statement import Assessment, Attestation
from respondeat.ontology import vocabulary as v

VIASNA, PAPER, RADIO = (f"{v.ID}b-{name}" for name in ("origin", "paper", "radio"))

attestations = st.builds(
    lambda origin, reporter, passage, modality, standard: Attestation.of(
        supports=[v.ID + "s-0"],
        origin=origin,
        reported_by=reporter,
        passages=[passage],
        modality=v.R + modality,
        standard=standard,
    ),
    st.sampled_from(["", "", VIASNA, PAPER, RADIO]),
    st.sampled_from(["", PAPER, RADIO]),
    st.sampled_from([f"{v.ID}pa-{n}" for n in range(3)]),
    st.sampled_from(["asserted", "alleged"]),
    st.sampled_from(["", v.R + "reasonableGrounds"]),
)
assessments = st.builds(
    lambda c: Assessment.of(v.ID + "s-0", confidence=c), st.sampled_from(["", *v.CONFIDENCES])
)
hops = st.builds(
    HopEvidence,
    st.booleans(),
    st.sampled_from([State.SUPPORTED, State.CONTESTED, State.DENIED]),
    st.lists(attestations, max_size=4).map(tuple),
    st.lists(assessments, max_size=2).map(tuple),
    *(st.booleans(),) * 3,
)
vectors = st.builds(strength, st.booleans(), st.lists(hops, min_size=1, max_size=3))


def as_good(a: Strength, b: Strength) -> bool:
    """The order as it is meant: as good in each respect that can be compared."""
    grades = (None, *v.CONFIDENCES)
    rated = grades.index(a.confidence), grades.index(b.confidence)
    return (
        a.certain >= b.certain
        and a.state <= b.state
        and a.origins[0] >= b.origins[0]
        and a.origins[1] >= b.origins[1]
        and a.derived <= b.derived
        and a.placeholder <= b.placeholder
        and a.pattern <= b.pattern
        and a.length <= b.length
        and (rated[0] == rated[1] or (rated[0] >= rated[1] > 0))
    )


@settings(max_examples=200)
@given(st.lists(vectors, min_size=1, max_size=7))
def test_dominance_is_a_strict_partial_order(found: list[Strength]) -> None:
    for a, b in product(found, repeat=2):
        assert a.dominates(b) == (as_good(a, b) and not as_good(b, a))
        assert not (a.dominates(b) and b.dominates(a))
        for c in found:
            assert not (a.dominates(b) and b.dominates(c)) or a.dominates(c)


@settings(max_examples=200)
@given(st.lists(vectors, max_size=12))
def test_fronts_are_a_layering(found: list[Strength]) -> None:
    layers = fronts(found)
    assert len(layers) == len(found)
    for own, layer in zip(found, layers, strict=True):
        above = [n for other, n in zip(found, layers, strict=True) if other.dominates(own)]
        assert layer == max(above, default=-1) + 1


def test_many_vectors_in_one_line_are_layered_at_once() -> None:
    made = [strength(True, [HopEvidence(True, State.SUPPORTED, (), ())] * n) for n in range(1, 1001)]
    assert fronts(made[::-1]) == tuple(range(999, -1, -1))


@given(st.lists(attestations, max_size=6))
def test_origins_have_a_lower_and_an_upper_bound(found: list[Attestation]) -> None:
    low, high = origins(found)
    assert bool(found) <= low <= high <= len(found)
    assert low >= len({a.origin for a in found} - {""})


def test_two_papers_that_quote_one_origin_are_one() -> None:
    quoted = [Attestation.of(supports=["x:s"], origin=VIASNA, reported_by=r) for r in (PAPER, RADIO)]
    assert origins(quoted) == (1, 1)
    assert origins([*quoted, Attestation.of(supports=["x:s"], passages=["x:p"])]) == (1, 2)


@given(st.lists(hops, min_size=1, max_size=4))
def test_a_chain_is_as_good_as_its_weakest_link(found: list[HopEvidence]) -> None:
    made = strength(False, found)
    assert made.state == max(hop.state for hop in found)
    counts = [origins(hop.supporting) for hop in found]
    assert made.origins == (min(low for low, _ in counts), min(high for _, high in counts))
    assert made.origins[0] <= made.origins[1]
    assert (made.derived, made.length) == (sum(hop.derived for hop in found), len(found))
    given_ = {a.confidence for hop in found for a in hop.assessments} - {""}
    assert made.confidence == next((c for c in v.CONFIDENCES if c in given_), None)


def test_what_nobody_assessed_stands_beside_what_is_rated_high() -> None:
    hop = HopEvidence(True, State.SUPPORTED, (), ())
    rated = HopEvidence(True, State.SUPPORTED, (), (Assessment.of("x:s", confidence=v.CONFIDENCES[-1]),))
    assert fronts([strength(True, [hop]), strength(True, [rated])]) == (0, 0)


def test_a_derived_hop_rests_on_its_weakest_premise() -> None:
    a, b, c = (Attestation.of(supports=["x:s"], origin=f"x:{o}") for o in "abc")
    derived = HopEvidence(False, State.SUPPORTED, (), (), derived=True, proofs=(((a, b), (c,)),))
    assert derived.origins == (1, 1)
    two_ways = HopEvidence(False, State.SUPPORTED, (), (), derived=True, proofs=(((c,),), ((a, b),)))
    assert two_ways.origins == (2, 2)
    assert HopEvidence(False, State.SUPPORTED, (a, b), (), proofs=(((c,),),)).origins == (2, 2)
