"""The chain page in other forms: they parse, hold the nodes and edges on screen, and run nothing."""

import csv
import io
import json
import struct
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from respondeat.api.answers.structure import structure
from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.base import Asked
from respondeat.api.pages.chain.exports import as_csv, as_json
from respondeat.api.pages.chain.graphs import as_gexf, as_graphml
from respondeat.api.pages.chain.picture import as_png, as_svg, drawn
from respondeat.api.report.drawing import Stroke
from respondeat.api.without import without
from respondeat.errors import InputError

from .chain_world import FORMULA, small, tree
from .test_chain import asked, shown

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
GEXF = "{http://www.gexf.net/1.2draft}"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dataset]:
    with Dataset.open(small(tmp_path_factory.mktemp("chain") / "store")) as data:
        yield data


def on_screen(data: Dataset) -> tuple[set[str], set[tuple[str, str]]]:
    """Names of boxes and persons, and pairs of names, as the page shows them."""
    told = shown(data, "Section")
    boxes = (*told.boxes(), *told.tray)
    pairs = {(box.name, one.name) for box in boxes for one in box.entries() if one.kind != "gap"}
    return {box.name for box in boxes} | {name for pair in pairs for name in pair}, pairs


def test_the_graphs_have_the_nodes_and_edges_on_screen(world: Dataset) -> None:
    names, pairs = on_screen(world)
    graphml = ET.fromstring(as_graphml(world, asked("Section")))
    labels = {
        node.attrib["id"]: next(d.text for d in node if d.attrib["key"] == "node-label")
        for node in graphml.iter(f"{GRAPHML}node")
    }
    assert set(labels.values()) == names
    edges = {(labels[e.attrib["source"]], labels[e.attrib["target"]]) for e in graphml.iter(f"{GRAPHML}edge")}
    assert edges == pairs
    gexf = ET.fromstring(as_gexf(world, asked("Section")))
    labels = {node.attrib["id"]: node.attrib["label"] for node in gexf.iter(f"{GEXF}node")}
    assert set(labels.values()) == names
    assert {
        (labels[e.attrib["source"]], labels[e.attrib["target"]]) for e in gexf.iter(f"{GEXF}edge")
    } == pairs


def test_the_table_has_a_row_for_each_and_runs_nothing(world: Dataset) -> None:
    head, *rows = csv.reader(io.StringIO(as_csv(world, asked("Section")).decode("utf-8-sig"), newline=""))
    _, pairs = on_screen(world)
    assert len(head) == 19
    assert {len(row) for row in rows} == {19}
    assert {tuple(row[17:]) for row in rows} == {("2020-08-10", "2020-08-10")}
    assert {(row[1], row[3]) for row in rows if row[3]} == pairs
    assert [row[6] for row in rows if "HYPERLINK" in row[6]] == [f"'{FORMULA}"]
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]
    bob = next(row for row in rows if row[3] == "Bob")
    assert bob[10:16] == ["2020-07-01", "2020-07-01", "2020-12-31", "2020-12-31", "1", "0"]


def test_the_data_are_the_answers(world: Dataset) -> None:
    told = json.loads(as_json(world, asked("Section")))
    assert set(told) == {"structure", "chain"}
    assert told["structure"]["target"]["name"] == told["chain"]["target"]["name"] == "Section"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_holds_every_name_and_line(world: Dataset, language: str) -> None:
    data = world.speaking(language)
    told = shown(data, "Section")
    drawing, title, description = drawn(data, asked("Section"))
    root = ET.fromstring(as_svg(data, asked("Section")))
    text = " ".join("".join(part.itertext()) for part in root.iter(f"{SVG}text"))
    for box in (*told.boxes(), *told.tray):
        assert box.name.split()[0] in text
        assert box.name in description
    arrows = [part for part in drawing.parts if isinstance(part, Stroke) and part.arrow]
    assert len(arrows) == sum(bool(one.higher) for box in told.boxes() for one in box.links)
    assert "Section" in title


def test_the_picture_is_drawn_in_print_quality(world: Dataset) -> None:
    drawing, _, _ = drawn(world, asked("Section"))
    made = as_png(world, asked("Section"))
    width, height = struct.unpack(">II", made[16:24])
    assert abs(width - 2 * drawing.width) <= 2
    assert abs(height - 2 * drawing.height) <= 2


def test_without_a_target_there_is_nothing_to_export(world: Dataset) -> None:
    with pytest.raises(InputError, match="target is missing"):
        as_json(world, Asked(asked("x").place, {}))


@pytest.mark.parametrize("write", [as_csv, as_svg, as_graphml, as_gexf])
def test_what_is_only_set_aside_is_not_told_as_taken_back(
    world: Dataset, write: Callable[[Dataset, Asked], bytes]
) -> None:
    left = world.less(without(world, origins=["Paper"]))
    assert any(one["state"] == "set-aside" for one in structure(left, "Section", "2020-08-10")["denied"])
    made = write(left, asked("Section")).decode()
    assert "RETRACTED" not in made
    assert "retracted" not in made
    assert "set-aside" not in made


def test_a_picture_tells_its_notice_and_what_is_set_aside(world: Dataset) -> None:
    whole, left = (
        as_svg(data, asked("Section")).decode()
        for data in (world, world.less(without(world, origins=["Paper"])))
    )
    assert "not evidence of guilt" in whole
    assert "set aside" not in whole
    assert "set aside" in left


def test_what_the_limit_leaves_out_stands_in_the_table(tmp_path: Path) -> None:
    given = asked("Body 0", "2020-05-05", down=5, limit=12)
    with Dataset.open(tree(tmp_path / "store", 40)) as data:
        groups = json.loads(as_json(data, given))["structure"]["groups"]
        rows = list(csv.reader(io.StringIO(as_csv(data, given).decode(), newline="")))
    left = [row for row in rows if "not shown" in row[0]]
    assert {len(row) for row in rows} == {19}
    assert len(left) == len(groups) > 0
    assert all(row[3].startswith("Body") for row in left)
