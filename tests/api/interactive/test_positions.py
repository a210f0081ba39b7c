"""Places in a chain: nothing upon another, the higher to the right of the lower."""

from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.interactive.positions import layered

EDGES = st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=20)


@given(EDGES)
def test_every_node_has_a_place_of_its_own(edges: list[tuple[str, str]]) -> None:
    nodes = list("abcdefgh")
    places = layered("a", nodes, edges)
    assert set(places) == set(nodes)
    assert len(set(places.values())) == len(nodes)
    assert places["a"][0] == 0
    assert layered("a", nodes, list(reversed(edges))) == places


@given(EDGES)
def test_a_node_stands_as_far_right_as_it_is_links_away(edges: list[tuple[str, str]]) -> None:
    places = layered("a", list("abcdefgh"), edges)
    away = {"a": 0}
    for _ in "abcdefgh":
        for lower, upper in edges:
            if lower in away:
                away[upper] = min(away.get(upper, 99), away[lower] + 1)
    columns = {places[node][0]: far for node, far in away.items()}
    assert all(columns[places[node][0]] == far for node, far in away.items())
    assert sorted(columns) == sorted(columns, key=lambda x: columns[x])


def test_chains_side_by_side_do_not_cross() -> None:
    edges = [("a", "b"), ("a", "c"), ("b", "e"), ("c", "d")]
    places = layered("a", list("abcde"), edges)
    assert (places["b"][1] < places["c"][1]) == (places["e"][1] < places["d"][1])
