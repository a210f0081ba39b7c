"""Exports have the nodes and edges that are seen, and nothing else."""

import csv
import io
import json
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx

from respondeat.api.dataset import Dataset
from respondeat.api.pages.explore import exports, told
from tests.api.pages.chain_world import FORMULA

from .conftest import Asking
from .world import EVERYBODY

GIVEN: dict[str, Any] = {"node": [" ".join(EVERYBODY)], "hidden": ["2"], "to": "2020-12-31"}


def test_every_form_has_what_is_seen(data: Dataset, asked: Asking) -> None:
    given = asked(**GIVEN)
    seen = json.loads(told.json(data, given))
    nodes = {node["id"] for node in seen["nodes"]}
    edges = sorted((edge["source"], edge["target"], edge["statement"]) for edge in seen["edges"])
    table = list(csv.DictReader(io.StringIO(exports.csv(data, given).decode("utf-8-sig"))))
    assert sorted((row["source"], row["target"], row["id"]) for row in table) == edges
    entities = exports.csv(data, asked(**GIVEN, table="entities")).decode("utf-8-sig")
    assert {row["id"] for row in csv.DictReader(io.StringIO(entities))} == nodes
    read = nx.parse_graphml(exports.graphml(data, given).decode(), force_multigraph=True)
    assert set(read) == nodes
    ends = [(source, target) for source, target, _ in edges]
    assert sorted(read.edges()) == ends
    assert sorted(one["statements"] for *_, one in read.edges(data=True)) == sorted(id for *_, id in edges)
    root = ET.fromstring(exports.gexf(data, given))
    space = {"g": "http://www.gexf.net/1.2draft"}
    assert {one.get("id") for one in root.iterfind(".//g:node", space)} == nodes
    assert sorted((e.get("source"), e.get("target")) for e in root.iterfind(".//g:edge", space)) == ends


def test_no_cell_is_run_by_a_spreadsheet(data: Dataset, asked: Asking) -> None:
    content = exports.csv(data, asked(node=EVERYBODY)).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(content)))
    assert f"'{FORMULA}" in {row["title"] for row in rows}
    assert {row["grade"] for row in rows} == {"certain", "possible"}


def test_an_empty_view_is_exported_too(data: Dataset, asked: Asking) -> None:
    assert exports.csv(data, asked()).decode().count("\n") == 1
    assert len(nx.parse_graphml(exports.graphml(data, asked()).decode())) == 0
    assert ET.fromstring(exports.gexf(data, asked())).tag.endswith("gexf")
