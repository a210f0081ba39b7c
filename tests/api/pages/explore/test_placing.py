"""Places: the same each time, nothing upon another, what stands stays."""

import math
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.api.pages.explore.placing import placed


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 14), st.data())
def test_every_node_has_a_place_of_its_own(count: int, choice: st.DataObject) -> None:
    nodes = [f"n{number}" for number in range(count)]
    pair = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes))
    links = choice.draw(st.lists(pair, max_size=30))
    found = placed(nodes, links, {})
    assert set(found) == set(nodes)
    assert placed(nodes, reversed(links), {}) == found
    assert all(math.dist(found[a], found[b]) > 5 for a, b in combinations(nodes, 2))


def test_what_has_a_place_keeps_it_and_the_others_stand_below() -> None:
    found = placed(["a", "b", "c"], [("a", "c")], {"a": (40, 400), "b": (200, 80)})
    assert (found["a"], found["b"]) == ((40.0, 400.0), (200.0, 80.0))
    assert found["c"][0] == 40
    assert found["c"][1] > 400
    assert placed([], [], {}) == {}
