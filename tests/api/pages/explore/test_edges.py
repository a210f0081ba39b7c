"""The links among entities: all of them, with days, state and what they rest on."""

from respondeat.api.dataset import Dataset
from respondeat.api.pages.explore.edges import Edges
from respondeat.ontology import vocabulary as v
from tests.trap_world import id_of


def test_links_have_their_days_their_state_and_their_sources(data: Dataset) -> None:
    edges = Edges(data, [id_of(name) for name in ("Regiment", "Ministry", "Staff", "Ada")])
    found = {(e["source"], e["target"]): e for e in edges.among()}
    pair = found[id_of("Regiment"), id_of("Ministry")]
    assert (pair["kind"], pair["days"], pair["sure"]) == (
        "deJureCommand",
        ["2019-01-01", "2021-12-31"],
        ["2019-01-01", "2021-12-31"],
    )
    assert pair["origins"] == [id_of("Paper")]
    assert pair["documents"] == [v.ID + "doc-other"]
    assert found[id_of("Regiment"), id_of("Staff")]["state"] == "contested"
    assert found[id_of("Ada"), id_of("Regiment")]["label"] == "head"
    assert len(found) == 3
    assert edges.origins == {id_of("Paper"), id_of("Office")}
    assert edges.neighbours(id_of("Regiment")) == 6
    assert edges.neighbours(v.ID + "b-none") == 0


def test_what_is_denied_is_there_with_its_state_and_surely_never(data: Dataset) -> None:
    (edge,) = Edges(data, [id_of("Section"), id_of("Ministry")]).among()
    assert (edge["state"], edge["sure"], edge["dated"]) == ("denied", None, True)


def test_a_link_is_told_in_the_language_of_the_reader(data: Dataset) -> None:
    told = data.speaking("be")
    (edge,) = Edges(told, [id_of("Eve"), id_of("Ministry")]).among()
    assert edge["label"] == "кіраўнік"
    assert edge["title"].startswith("=HYPERLINK")
