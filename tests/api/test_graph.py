"""The network of a case for graph programs, from the terminal."""

import json
from pathlib import Path

import networkx as nx
import pytest

from tests.api.terminal import here

RAID = "Raid in Paper Street (invented)"


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_a_file_that_networkx_reads(form: str, example: Path, tmp_path: Path) -> None:
    out = tmp_path / f"raid.{form}"
    done = here("--store", example, "graph", RAID, "--format", form, "--out", out)
    assert done.code == 0
    assert "not evidence of guilt" in " ".join(done.out.split())
    found = nx.read_gexf(out) if form == "gexf" else nx.read_graphml(out)
    answer = here("--store", example, "graph", RAID, "--json").json
    assert set(found.nodes) == {n["node"]["id"] for n in answer["nodes"]}
    assert len(found.edges) == len(answer["edges"])
    assert {d["label"] for _, d in found.nodes(data=True)} >= {RAID, "Aaro Firstperson"}
    assert "not evidence of guilt" in out.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("form", ["gexf", "graphml"])
def test_what_is_only_alleged_says_so_in_every_form(form: str, example: Path, tmp_path: Path) -> None:
    out, event = tmp_path / f"raid.{form}", "Raid in Mill Lane (invented)"
    assert here("--store", example, "graph", event, "--format", form, "--out", out).code == 0
    found = nx.read_gexf(out) if form == "gexf" else nx.read_graphml(out)
    answer = here("--store", example, "graph", event, "--json").json
    said = {
        (e["source"], e["target"], e["link"]): "; ".join(
            sorted({s["reserve"] for s in e["spells"] if s["reserve"]})
        )
        for e in answer["edges"]
    }
    assert "alleged" in said.values()
    assert {(a, b, d["kind"]): d.get("reserve") or "" for a, b, d in found.edges(data=True)} == said


def test_chains_of_the_answer_are_ways_in_the_network(example: Path) -> None:
    chains = here("--store", example, "chain", RAID, "--json", "--level", "public").json["chains"]
    answer = here("--store", example, "graph", RAID, "--json").json
    links = {(e["source"], e["target"], e["link"]) for e in answer["edges"]}
    for hop in (hop for one in chains for hop in one["hops"]):
        assert (hop["source"]["id"], hop["target"]["id"], hop["link"]) in links
    assert answer["level"] == "public"


def test_what_leaves_the_machine_is_public_unless_said(
    example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESPONDEAT_LEVEL", "sealed")
    assert here("--store", example, "graph", RAID, "--json").json["level"] == "public"
    assert here("--store", example, "graph", RAID, "--json", "--level", "sealed").json["level"] == "sealed"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("Nobody at all",), 3),
        (("SRS",), 2),
        (("SRS", "--on", "soon"), 2),
        ((RAID, "--format", "pdf"), 2),
        ((RAID, "--recorded-at", "soon"), 2),
    ],
)
def test_bad_input(arguments: tuple[str, ...], code: int, example: Path) -> None:
    assert here("--store", example, "graph", *arguments).code == code


def test_a_folder_is_no_file(example: Path, tmp_path: Path) -> None:
    done = here("--store", example, "graph", RAID, "--out", tmp_path)
    assert done.code == 2 and "is a folder" in done.err


def test_beside_a_file_nothing_but_json_is_printed_where_json_is_asked_for(
    example: Path, tmp_path: Path
) -> None:
    path = tmp_path / "case.json"
    ran = here("--store", example, "graph", RAID, "--out", path, "--json")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert json.loads(path.read_text("utf-8"))["question"]["name"] == "graph"


def test_a_body_that_nothing_is_above(example: Path) -> None:
    answer = here("--store", example, "graph", "Invented Observers", "--on", "2020", "--json").json
    assert [n["node"]["name"] for n in answer["nodes"]] == ["Invented Observers"]
    assert answer["edges"] == []
