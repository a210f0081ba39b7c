"""What is in view: entities that are there, as many as fit, and what filters let through."""

from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.pages.explore.edges import Json
from respondeat.api.pages.explore.state import ELEMENTS, Filters, State, whole
from respondeat.api.pages.explore.view import known, line, shown, view
from respondeat.ontology import vocabulary as v
from tests.api.pages.chain_world import tree
from tests.trap_world import id_of

from .world import EVERYBODY

NODES = tuple(map(whole, EVERYBODY))


def pairs(data: Dataset, filters: Filters) -> set[tuple[str, str]]:
    """The ends of the links that are seen, by name."""
    seen = shown(view(data, State(NODES, filters=filters)))
    return {(data.name(e["source"]), data.name(e["target"])) for e in seen.edges}


def test_what_is_not_there_is_counted_and_nothing_else_is_told_of_it(data: Dataset) -> None:
    state = State((whole("b-nobody"), *NODES[:2], v.ID + "doc-other"), hidden=frozenset(NODES[:1]))
    found = view(data, state)
    assert found.missing == 1
    assert [one["type"] for one in found.nodes] == ["Body", "Body", "Document"]
    assert found.nodes[2]["name"] == "Second <b>report</b>"
    assert [one["id"] for one in shown(found).nodes] == [NODES[1], v.ID + "doc-other"]
    assert {edge["relation"] for edge in shown(found).edges} == {"Attestation"}
    assert known(data, v.ID + "s-none") is None


@pytest.mark.parametrize(
    ("filters", "there", "gone"),
    [
        (Filters(last="2020-06-30"), ("Ada", "Regiment"), ("Bob", "Regiment")),
        (Filters(first="2020-07-01"), ("Bob", "Regiment"), ("Ada", "Regiment")),
        (Filters(first="2020-08-11"), ("Section", "Staff"), ("Section", "Regiment")),
        (Filters(first="2020-08-10", last="2020-08-10"), ("Section", "Regiment"), ("Section", "Staff")),
        (Filters(unopposed=True), ("Section", "Regiment"), ("Regiment", "Staff")),
        (Filters(relations=frozenset({"Posting"})), ("Ada", "Regiment"), ("Section", "Regiment")),
        (Filters(types=frozenset({"Body"})), ("Section", "Regiment"), ("Ada", "Regiment")),
        (Filters(origins=frozenset({id_of("Paper")})), ("Regiment", "Ministry"), ("Ada", "Regiment")),
        (Filters(documents=frozenset({v.ID + "doc-other"})), ("Regiment", "Ministry"), ("Ada", "Regiment")),
        (Filters(certain=True), ("Regiment", "Ministry"), ("Section", "Ministry")),
    ],
)
def test_filters_let_through_what_they_say(
    data: Dataset, filters: Filters, there: tuple[str, str], gone: tuple[str, str]
) -> None:
    assert {there, gone} <= pairs(data, Filters())
    assert there in pairs(data, filters)
    assert gone not in pairs(data, filters)


def test_how_sure_a_link_is_goes_by_the_days_let_through() -> None:
    edge: Json = {"days": ["2020-01-01", None], "sure": ["2020-02-01", "2020-03-01"], "dated": True}
    edge["relation"] = "Posting"
    assert line(edge, Filters()) == "certain"
    assert line(edge, Filters(first="2020-03-02")) == "possible"
    assert line(edge, Filters(first="2020-03-02", certain=True)) == ""
    assert line(edge, Filters(last="2019-12-31")) == ""
    assert line(edge | {"days": [None, None], "sure": None, "dated": False}, Filters()) == "open"


def test_more_than_fits_is_left_out_from_the_end_and_counted(tmp_path: Path) -> None:
    with Dataset.open(tree(tmp_path / "store", 530), "public") as data:
        names = [*(f"Body {n}" for n in range(530)), *(f"Person {n}" for n in range(530))]
        found = view(data, State(tuple(map(id_of, names))))
    assert len(found.nodes) + len(found.edges) <= ELEMENTS < len(found.nodes) + len(found.edges) + 3
    assert len(found.nodes) + found.cut == len(names)
    assert found.state.nodes == tuple(map(id_of, names[: len(found.nodes)]))
