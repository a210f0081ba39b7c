"""The chain page in other forms: they parse, hold the nodes and edges on screen, and run nothing."""

import csv
import io
import json
import re
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
from respondeat.api.pages.chain.shown import Entry
from respondeat.api.report.drawing import Stroke
from respondeat.api.without import without
from respondeat.errors import InputError

from .chain_world import FORMULA, small, tree
from .test_chain import asked, page, shown

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
    pairs = {(box.name, _called(one)) for box in boxes for one in box.entries()}
    return {box.name for box in boxes} | {name for pair in pairs for name in pair}, pairs


def _called(one: Entry) -> str:
    return f"{one.verdict}: {one.lead}" if one.kind == "gap" else one.name


def missing(data: Dataset, target: str) -> set[tuple[str, str, str, str]]:
    """The gaps on screen: at which body, what is missing, who is attested before and after, and when."""
    told = shown(data, target)
    found = set()
    for box in (*told.boxes(), *told.tray):
        for gap in box.gaps:
            near = {one.words: f"{one.name}, {one.day}" for one in gap.near}
            before, after = (near.get(key, "") for key in ("Last attested before", "Next attested"))
            found.add((box.name, gap.lead, before, after))
    return found


@pytest.mark.parametrize("target", ["Section", "Regiment", "Ministry"])
def test_every_gap_on_screen_is_in_every_export(world: Dataset, target: str) -> None:
    wanted = missing(world, target)
    assert wanted
    given = asked(target)
    _, *rows = csv.reader(io.StringIO(as_csv(world, given).decode("utf-8-sig"), newline=""))
    assert {
        (row[1], row[5], _near(row[19], row[21]), _near(row[22], row[24])) for row in rows if row[0] == "gap"
    } == wanted
    for root, read in (
        (ET.fromstring(as_graphml(world, given)), _in_graphml),
        (ET.fromstring(as_gexf(world, given)), _in_gexf),
    ):
        nodes, edges = read(root)
        bodies = {target: nodes[source]["label"] for source, target in edges}
        assert {
            (bodies[id], node["label"].removeprefix("GAP: "), node["last_before"], node["first_after"])
            for id, node in nodes.items()
            if node["kind"] == "gap"
        } == wanted
    described = as_svg(world, given).decode()
    assert all(lead in described for _, lead, _, _ in wanted)


def _near(name: str, day: str) -> str:
    return f"{name}, {day}" if name else ""


Nodes = tuple[dict[str, dict[str, str]], list[tuple[str, str]]]


def _in_graphml(root: ET.Element) -> Nodes:
    nodes = {
        node.attrib["id"]: {"last_before": "", "first_after": ""}
        | {d.attrib["key"].removeprefix("node-"): _short(d.text or "") for d in node}
        for node in root.iter(f"{GRAPHML}node")
    }
    return nodes, [(e.attrib["source"], e.attrib["target"]) for e in root.iter(f"{GRAPHML}edge")]


def _in_gexf(root: ET.Element) -> Nodes:
    nodes = {
        node.attrib["id"]: {"label": node.attrib["label"], "last_before": "", "first_after": ""}
        | {d.attrib["for"]: _short(d.attrib["value"]) for d in node.iter(f"{GEXF}attvalue")}
        for node in root.iter(f"{GEXF}node")
    }
    return nodes, [(e.attrib["source"], e.attrib["target"]) for e in root.iter(f"{GEXF}edge")]


def _short(text: str) -> str:
    """A text without the id of whom it names."""
    return re.sub(r" \([a-z]+\),", ",", text)


def test_a_file_says_that_its_day_was_assumed(world: Dataset) -> None:
    for day, is_it in ((None, True), ("2020-08-10", False)):
        given = asked("Section", day)
        assert json.loads(as_json(world, given))["assumed"] is is_it
        rows = list(csv.reader(io.StringIO(as_csv(world, given).decode("utf-8-sig"), newline="")))
        assert {row[-1] for row in rows[1:]} == {"yes" if is_it else "no"}
        for write in (as_svg, as_graphml, as_gexf):
            assert ("No day was asked for" in write(world, given).decode()) is is_it


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


@pytest.mark.parametrize("form", [as_graphml, as_gexf])
def test_the_graphs_say_of_what_is_alleged_that_it_is(
    form: Callable[[Dataset, Asked], bytes], example: Path
) -> None:
    given = asked("Raid in Mill Lane (invented)", None)
    with Dataset.open(example, "public") as data:
        told = form(data, given).decode()
    assert "alleged" in re.sub("<(desc|description)>.*?</", "", told)


def test_the_table_has_a_row_for_each_and_runs_nothing(world: Dataset) -> None:
    head, *rows = csv.reader(io.StringIO(as_csv(world, asked("Section")).decode("utf-8-sig"), newline=""))
    _, pairs = on_screen(world)
    assert len(head) == 28
    assert {len(row) for row in rows} == {28}
    assert {tuple(row[25:]) for row in rows} == {("2020-08-10", "2020-08-10", "no")}
    assert {(row[1], row[3] or f"GAP: {row[5]}") for row in rows} == pairs
    assert [row[6] for row in rows if "HYPERLINK" in row[6]] == [f"'{FORMULA}"]
    assert not [cell for row in rows for cell in row if cell[:1] in "=+-@" and cell]
    bob = next(row for row in rows if row[3] == "Bob")
    assert bob[11:18] == ["2020-07-01", "2020-07-01", "2020-12-31", "2020-12-31", "1", "0", "0"]


def test_the_data_are_the_answers(world: Dataset) -> None:
    told = json.loads(as_json(world, asked("Section")))
    assert set(told) == {"assumed", "structure", "chain"}
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


def table_of(data: Dataset, target: str, on: str | None) -> list[dict[str, str]]:
    text = as_csv(data, asked(target, on)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_rule_is_no_source_and_a_reason_stands_in_the_table(example: Path) -> None:
    with Dataset.open(example) as data:
        rows = {row["higher"]: row for row in table_of(data, "Second Section", "2020-05-03")}
        text = page(data, "Second Section", "2020-05-03")
    bera, hilo = rows["Bera Secondperson"], rows["Hilo Wrongperson"]
    assert (bera["sources for"], bera["sources against"], bera["rules that derive it"]) == ("1", "0", "1")
    corrected = "The newspaper corrected the name on the next day (invented)."
    assert corrected in hilo["what is said against it, and why"]
    assert corrected in text
    assert "One origin for it, unnamed; the Ministry against it." in text
    with Dataset.open(example) as data:
        heads = [head for box in shown(data, "Second Section", "2020-05-03").boxes() for head in box.heads]
    (refs,) = (head.refs for head in heads if head.name.startswith("Bera"))
    assert sorted(ref.derived for ref in refs) == [False, True]
    taken = text[text.index(f'class="to">{hilo["higher"]}') :]
    assert taken.index(corrected) < taken.index('class="refs"')  # a source that was taken back is read last
    behind = text[text.index(">Bera Secondperson") :]
    assert behind.index("<p>1 source</p>") < behind.index("derived by a rule")


@pytest.mark.parametrize("target", ["Section", "Regiment", "Ministry"])
def test_the_summary_counts_the_gaps_that_the_table_has(world: Dataset, target: str) -> None:
    count = sum(row["what"] == "gap" for row in table_of(world, target, "2020-08-10"))
    told = shown(world, target).summary
    assert [one for one in told if "gap" in one] == [f"{count} gap{'s' if count > 1 else ''}"]


def test_what_the_limit_leaves_out_stands_in_the_table(tmp_path: Path) -> None:
    given = asked("Body 0", "2020-05-05", down=5, limit=12)
    with Dataset.open(tree(tmp_path / "store", 40)) as data:
        groups = json.loads(as_json(data, given))["structure"]["groups"]
        rows = list(csv.reader(io.StringIO(as_csv(data, given).decode(), newline="")))
    left = [row for row in rows if "not shown" in row[0]]
    assert {len(row) for row in rows} == {28}
    assert len(left) == len(groups) > 0
    assert all(row[3].startswith("Body") for row in left)
