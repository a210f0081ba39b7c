"""The state of a view: what its address says comes back, whatever it says."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.pages.explore.state import (
    GRID,
    Filters,
    Group,
    State,
    packed,
    read,
    unpacked,
    whole,
    written,
)
from respondeat.api.proof import short
from respondeat.ontology import vocabulary as v

_HEX = st.text("0123456789abcdef", min_size=32, max_size=32)
_IDS = st.lists(
    st.one_of(_HEX.map(lambda h: f"b-{h}"), st.integers(0, 10**6).map(lambda n: f"p-{n}")),
    unique=True,
    max_size=130,
)


def given_of(state: State) -> dict[str, Any]:
    """The parameters as the server reads them of an address."""
    many = {"node", "at", "hidden", "pinned", "selected", "group", "type", "relation", "origin", "document"}
    return {name: list(told) if name in many else told[0] for name, told in written(state).items()}


@given(_HEX)
def test_an_id_made_of_a_hash_is_told_in_fewer_letters(digits: str) -> None:
    told = packed(f"doc-{digits}")
    assert len(told) == 26
    assert unpacked(told) == f"doc-{digits}"
    assert packed("b-min") == "b-min" == unpacked("b-min")


@given(_IDS, st.data())
def test_an_address_brings_its_state_back(ids: list[str], choice: st.DataObject) -> None:
    nodes = tuple(map(whole, ids))
    some = st.lists(st.sampled_from(nodes), unique=True) if nodes else st.just([])
    grid = st.integers(0, 4094).map(lambda step: step * GRID)
    members = tuple(choice.draw(some))
    state = State(
        nodes,
        frozenset(choice.draw(some)),
        frozenset(choice.draw(some)),
        tuple(choice.draw(some)),
        (Group("A <b> 1.2 name", members),) if members else (),
        {id: (choice.draw(grid), choice.draw(grid)) for id in choice.draw(some)},
        choice.draw(st.sampled_from(["", "s-1~body"])),
        Filters(frozenset({"Person"}), first="2020-01-01", certain=True, confidence="high", unopposed=True),
    )
    back = read(given_of(state))
    assert tuple(whole(unpacked(short(id))) for id in back.nodes) == nodes
    assert written(read(given_of(state))) == written(state)


def test_a_view_of_a_thousand_fits_the_head_of_a_request() -> None:
    nodes = tuple(f"{v.ID}b-{number:032x}" for number in range(1000))
    state = State(nodes, places=dict.fromkeys(nodes, (8, 8)))
    told = written(state)
    assert max(len(value) for values in told.values() for value in values) <= 1000
    assert sum(len(value) + 6 for values in told.values() for value in values) < 31_000
    assert sum(map(len, told.values())) < 100


def test_what_refers_to_nothing_is_passed_over() -> None:
    state = read(
        {
            "node": ["b-1 b-2", "b-1"],
            "hidden": ["9 x 2 0 -1"],
            "selected": ["b-7 b-1 ²"],
            "group": ["", "1.2 both", "2 taken", "no number"],
            "at": ["zz!"],
        }
    )
    assert [short(id) for id in state.nodes] == ["b-1", "b-2"]
    assert [short(id) for id in state.hidden] == ["b-2"]
    assert [short(id) for id in state.selected] == ["b-1"]
    assert [(group.name, len(group.members)) for group in state.groups] == [("both", 2)]
    assert not state.places
