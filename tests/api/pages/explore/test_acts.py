"""Buttons without scripts: what they do to what is in view, and what they ask."""

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.pages.explore.acts import acted, panels
from respondeat.api.pages.explore.state import Filters, State, whole
from respondeat.errors import DateError, NotFound

from .world import EVERYBODY, short

NODES = tuple(map(whole, EVERYBODY[:3]))
STATE = State(NODES, selected=NODES[:1])


def test_what_is_selected_is_removed_kept_or_hidden(data: Dataset) -> None:
    assert acted(data, STATE, {"act": "remove"}).nodes == NODES[1:]
    assert acted(data, STATE, {"act": "keep"}).nodes == NODES[:1]
    hidden = acted(data, STATE, {"act": "hide"})
    assert (hidden.hidden, hidden.selected) == (frozenset(NODES[:1]), ())
    assert acted(data, hidden, {"act": "reveal"}).hidden == frozenset()
    assert acted(data, STATE, {"add": [" ".join(short("Ada", "Section"))]}).nodes == (
        *NODES,
        *map(whole, short("Ada")),
    )


def test_neighbours_come_by_the_relations_chosen(data: Dataset) -> None:
    (regiment,) = short("Regiment")
    only = State((whole(regiment),))
    given = {"act": "expand", "expand": regiment, "with": ["Posting.body.holder"], "most": 2}
    assert len(acted(data, only, given).nodes) == 3
    told = panels(data, only, {"expand": regiment})
    assert told.around is not None
    counts = {(one["relation"], one["role"]): one["count"] for one in told.around["relations"]}
    assert counts["Posting", "body"] == 3
    certain = State(only.nodes, filters=Filters(first="2020-08-10", last="2020-08-10", certain=True))
    told = panels(data, certain, {"expand": regiment})
    assert told.around is not None
    assert {one["relation"]: one["count"] for one in told.around["relations"]}["Posting"] == 2
    with pytest.raises(NotFound):
        panels(data, only, {"expand": "b-none"})


def test_ways_are_looked_for_between_two_on_the_days_let_through(data: Dataset) -> None:
    ada, ministry = short("Ada", "Ministry")
    ends = State(tuple(map(whole, (ada, ministry))), selected=tuple(map(whole, (ada, ministry))))
    told = panels(data, ends, {"act": "path"})
    assert told.ways is not None
    assert [node["name"] for node in told.ways["paths"][0]["nodes"]] == ["Ada", "Regiment", "Ministry"]
    on = panels(data, ends, {"way": [ada, ministry], "on": "2020-07-01"}).ways
    assert on is not None
    assert on["paths"] == []


def test_days_are_made_whole_and_what_is_none_is_refused(data: Dataset) -> None:
    state = State(NODES, filters=Filters(first="2020-02", last="2020"))
    assert acted(data, state, {}).filters == Filters(first="2020-02-01", last="2020-12-31")
    with pytest.raises(DateError):
        acted(data, State(filters=Filters(last="yesterday")), {})


def test_names_are_found(data: Dataset) -> None:
    told = panels(data, State(), {"text": "Section"})
    assert told.hits is not None
    assert told.hits["hits"][0]["id"] == whole(short("Section")[0])
