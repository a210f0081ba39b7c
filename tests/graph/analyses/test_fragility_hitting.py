"""Smallest sets against all sets: ways that need sources left in place, and some that others be withdrawn."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.fragility import hitting
from respondeat.graph.analyses.fragility.hitting import Clause, bits, listed, smallest, solved

SOURCES = 7
EVERYTHING = 2**SOURCES - 1
Ways = list[tuple[int, int]]  # what a way needs to be left in place, and what it needs to be withdrawn

ways = st.lists(
    st.tuples(st.integers(0, EVERYTHING), st.integers(0, EVERYTHING), st.integers(0, 3)), max_size=8
).map(lambda drawn: [(need, opened & ~need if kind == 0 else 0) for need, opened, kind in drawn])


def judge(found: Ways) -> hitting.Judge:
    def clause(withdrawn: int) -> Clause | None:
        left = [(n, o) for n, o in found if not n & withdrawn and not o & ~withdrawn]
        return Clause(*left[0]) if left else None

    return clause


def by_trying(found: Ways) -> tuple[int | None, list[int]]:
    breaks = judge(found)
    for size in range(SOURCES + 1):
        sets = [sum(1 << n for n in chosen) for chosen in combinations(range(SOURCES), size)]
        if done := [s for s in sets if breaks(s) is None]:
            return size, sorted(done, key=bits)
    return None, []


@settings(max_examples=1000)
@given(ways)
def test_all_smallest_sets_are_found(found: Ways) -> None:
    size, sets = by_trying(found)
    told = smallest(judge(found), EVERYTHING)
    assert told.exact and told.complete
    assert (told.upper, told.impossible) == (size, size is None)
    if size is not None:
        assert (told.lower, list(told.sets)) == (size, sets)


@settings(max_examples=300)
@given(ways, st.integers(1, 3))
def test_beyond_the_limit_bounds_are_bounds(found: Ways, most: int) -> None:
    size, _ = by_trying(found)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hitting, "MOST_CLAUSES", most)
        told = smallest(judge(found), EVERYTHING)
    if told.exact:
        assert told.upper == size
        return
    assert not told.complete
    assert size is None or told.lower <= size
    if told.upper is not None:
        assert size is not None and size <= told.upper
        (chosen,) = told.sets
        assert judge(found)(chosen) is None and chosen.bit_count() == told.upper


def test_a_list_that_is_cut_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = [(0b11 << 2 * n, 0) for n in range(3)]
    sets, complete = listed(judge(pairs), 3)
    assert (len(sets), complete) == (8, True)
    monkeypatch.setattr(hitting, "MOST_STEPS", 4)
    sets, complete = listed(judge(pairs), 3)
    assert not complete and len(sets) < 8


def test_one_larger_problem_is_solved_whole() -> None:
    """Ten links of four documents each: a smallest set is one link's, there are ten."""
    blocks = [0b1111 << 4 * n for n in range(10)]
    # a way through all links takes one document of each: left as long as every link has one

    def clause(withdrawn: int) -> Clause | None:
        left = [block & ~withdrawn for block in blocks]
        if not all(left):
            return None
        kept = sum(bits(one)[0] for one in left)
        return Clause(kept, 0)

    told = smallest(clause, 2**40 - 1)
    assert (told.lower, told.upper, told.exact) == (4, 4, True)
    assert set(told.sets) == set(blocks)


def test_no_clause_needs_nothing() -> None:
    assert solved([]) == 0
    assert solved([Clause(0, 0)]) is None
