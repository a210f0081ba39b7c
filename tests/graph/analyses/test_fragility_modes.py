"""Fragility of events that last, of lasting commands, of derived links: every subset really retracted."""

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.graph.analyses.chains import chains
from respondeat.graph.analyses.fragility import By, fragility
from respondeat.graph.command import CommandGraph, Mode, When, graph_of
from respondeat.graph.dates import Bounds
from respondeat.graph.replay import RecordSet
from respondeat.graph.statement import Retraction
from tests.graph.analyses.fragility_worlds import ENDS, small

MOST = 5


def lasting(chance: random.Random) -> When:
    """An event that lasts, its first and last day known or not."""
    start, first, last = chance.randrange(9), chance.choice((0, 0, 2)), chance.choice((0, 1, 4))
    xl = start + first
    ys = max(start, xl + chance.choice((0, 2, 5, -1)))
    when = Bounds(start, xl, ys, max(xl, ys) + last)
    return When.event(when, chance.choice((Mode.SOME, Mode.SOME, Mode.THROUGHOUT)))


def linked(graph: CommandGraph, target: str, when: When) -> set[tuple[str, bool]]:
    """Which ends chains lead to, and to which one that surely holds to its own end leads."""
    found = set()
    for end in ENDS:
        for chain in chains(graph, target, when).chains:
            if end in chain.nodes[1:]:
                found.add((end, False))
                if chain.nodes[-1] == end and chain.certain:
                    found.add((end, True))
    return found


@settings(max_examples=200)
@given(st.integers(0, 2**32))
def test_events_that_last_are_judged_as_by_chains(seed: int) -> None:
    """Certain chains are compared where the end is the end of all its chains: others hold further up too."""
    world, when = small(seed), lasting(random.Random(seed))
    records, graph = RecordSet(world.records), graph_of(world.records)
    every = world.withdrawable("document")
    if len(every) > MOST:
        return
    tops = {
        end for end in ENDS if all(end not in c.nodes[:-1] for c in chains(graph, world.target, when).chains)
    }
    broken: dict[tuple[str, bool], list[frozenset[str]]] = {}
    at_all = linked(graph, world.target, when)
    for size in range(1, len(every) + 1):
        for chosen in map(frozenset, combinations(every, size)):
            gone = world.gone(chosen, "document")
            left = graph_of([*world.records, Retraction.of(gone, "as if")])
            now = linked(left, world.target, when)
            for key in at_all - now:
                broken.setdefault(key, []).append(chosen)
            tops -= {
                end
                for end in tops
                if any(end in c.nodes[:-1] for c in chains(left, world.target, when).chains)
            }
    for certain in (False, True):
        found = fragility(records, graph, world.target, ENDS, when, certain=certain, by=[By.DOCUMENT])
        for row in found.ends:
            if certain and row.end not in tops:
                continue
            assert bool(row.breaking) == ((row.end, certain) in at_all)
            for one in row.breaking:
                sets = broken.get((row.end, certain), [])
                least = min(map(len, sets), default=None)
                assert one.upper == least and one.exact and one.verified
                assert {frozenset(s.id for s in c) for c in one.sets} == {c for c in sets if len(c) == least}
