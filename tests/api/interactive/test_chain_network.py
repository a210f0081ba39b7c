"""The network of a chain as pyvis: the nodes and links of the question `graph`, each with its sources."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api import answers
from respondeat.api.dataset import Dataset
from respondeat.api.interactive import chain_network, interactive
from respondeat.api.language import LANGUAGES
from respondeat.errors import InputError, UnknownName
from respondeat.ontology import vocabulary as v

BODY, DAY = "Interior Troops", "2020-08-10"


@pytest.fixture(scope="module")
def data(seed_store: Path) -> Iterator[Dataset]:
    with Dataset.open(seed_store, "public") as opened:
        yield opened


def gap(id: str) -> bool:
    """Whether a node is a gap, which is called after a body and what is missing there."""
    return " " in id


def test_every_gap_of_the_chains_is_a_box_at_its_body(data: Dataset) -> None:
    made, told = interactive(data, BODY, DAY), answers.chain(data, BODY, DAY)["gaps"]
    linked = {e["from"] for e in made.edges if not gap(e["to"]) and e["label"].startswith("one of")}
    told = [g for g in told if g["kind"] != "no-superior" or g["body"]["id"] not in linked]
    open_ones = {(g["body"]["id"], g["kind"]) for g in told if g["kind"] != "placeholder"}
    assert linked
    assert len(open_ones) > 1
    assert {(e["from"], e["to"].rpartition(" ")[2]) for e in made.edges if gap(e["to"])} == open_ones
    dashed = {n["id"]: n["dashed"] for n in made.nodes}
    for one in told:
        if one["kind"] != "placeholder":
            id = f"{one['body']['id']} {one['kind']}"
            assert dashed[id]
            near = [one[key]["day"] for key in ("last_before", "first_after") if one[key]]
            assert all(any(day in line for line in made._told[id].lines) for day in near)
            assert bool(made._told[id].sources) == bool(near)
        else:
            assert dashed[one["body"]["id"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_has_the_nodes_and_links_of_the_question(data: Dataset, language: str) -> None:
    made, told = interactive(data, BODY, DAY, language=language), answers.graph(data, BODY, DAY)
    nodes = {n["node"]["id"] for n in told["nodes"]}
    assert {n["id"] for n in made.nodes if not gap(n["id"])} == nodes
    links = {(e["from"], e["to"]) for e in made.edges if not gap(e["to"])}
    assert links == {(e["source"], e["target"]) for e in told["edges"]}
    assert f'<html lang="{language}">' in made.generate_html()
    assert made.generate_html() == interactive(data, BODY, DAY, language=language).generate_html()


def test_every_link_tells_its_dates_and_sources(data: Dataset) -> None:
    made = interactive(data, BODY, DAY)
    for edge in (one for one in made.edges if not gap(one["to"])):
        entry = made._told[edge["id"]]
        assert entry.lines
        assert all(one.startswith(("says so", "denies it", "derived by a rule")) for one in entry.sources)
        assert entry.sources


def test_lines_say_how_sure_a_link_is_on_the_day(data: Dataset) -> None:
    made = interactive(data, BODY, DAY)
    dashes = {
        e["label"].partition("\n")[0]: e["dashes"]
        for e in made.edges
        if e["from"] == data.find(BODY) and e["label"]
    }
    assert dashes == {"head": [9, 5], "de jure command": [9, 5]}
    words = {e["label"].partition("\n")[2]: e["dashes"] for e in made.edges if e["label"]}
    assert words == {"possible": [9, 5], "undated for that day": [2, 5]}


def test_links_of_other_days_are_there_and_hidden(data: Dataset) -> None:
    early = interactive(data, "Ministry of Internal Affairs", "2004-10-01/2026-08-22")
    late = interactive(data, "Ministry of Internal Affairs", "2026-08-22")
    assert not any(edge["hidden"] for edge in early.edges)
    for edge in (one for one in late.edges if not gap(one["to"])):
        told = [
            s
            for e in answers.graph(data, "Ministry of Internal Affairs", "2026-08-22")["edges"]
            if (e["source"], e["target"]) == (edge["from"], edge["to"])
            for s in e["spells"]
        ]
        held = any(
            (s["possible"][1] or "9") >= "2026-08-22" and (s["possible"][0] or "") <= "2026-08-22"
            for s in told
        )
        assert edge["hidden"] == (not held)
        assert ("holds on other days" in edge["label"]) == (not held)
        assert (edge["dashes"] == [1, 12]) == (not held)


def test_what_cannot_be_asked_is_told(data: Dataset) -> None:
    with pytest.raises(UnknownName):
        interactive(data, "Nobody of This Name At All", DAY)
    with pytest.raises(InputError):
        interactive(data, BODY)


def test_shapes_are_those_of_kinds_that_there_are() -> None:
    assert set(chain_network._SHAPES) <= {cls.removeprefix(v.R) for cls in v.ENTITY_CLASSES}
