"""Fragility against all subsets of sources, each withdrawn in a world judged by brute force."""

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.fragility import By, fragility
from respondeat.graph.command import When, graph_of
from respondeat.graph.replay import RecordSet
from tests.examples import examples
from tests.graph.analyses.fragility_worlds import ENDS, Small, small

MOST = 6  # sources: all their subsets are tried


def agrees(world: Small) -> int:
    """Hold fragility against brute force; how many ends were compared."""
    records, graph = RecordSet(world.records), graph_of(world.records)
    counts, compared = world.linked(frozenset()), 0
    for by in By:
        if len(world.withdrawable(by)) > MOST:
            continue
        truth = world.smallest(by)
        for certain in (False, True):
            found = fragility(
                records, graph, world.target, ENDS, When.day(*world.window), certain=certain, by=[by]
            )
            for row in found.ends:
                assert row.certain == counts.get((row.end, True), 0)
                assert row.certain + row.possible == counts.get((row.end, False), 0)
                assert bool(row.breaking) == ((row.end, certain) in truth)
                for one in row.breaking:
                    size, sets = truth[row.end, certain]
                    assert one.exact and one.verified and one.all_sets
                    assert one.upper == one.lower == size
                    assert {frozenset(s.id for s in chosen) for chosen in one.sets} == sets
                    assert {s.id for s in one.singles} == (
                        {s for c in sets for s in c} if size == 1 else set()
                    )
                    compared += 1
    return compared


@settings(max_examples=examples(300))
@given(st.integers(0, 2**32))
def test_what_breaks_every_chain_is_what_all_subsets_say(seed: int) -> None:
    agrees(small(seed))
