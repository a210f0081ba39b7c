"""The view as data."""

import json

from respondeat.api.dataset import Dataset
from respondeat.api.pages.explore import told

from .conftest import Asking
from .world import EVERYBODY, short


def test_what_is_seen_is_told_with_all_that_it_rests_on(data: Dataset, asked: Asking) -> None:
    given = asked(node=[" ".join(EVERYBODY)], hidden=["2"], to="2020-12-31", relation=["Posting"])
    answer = json.loads(told.json(data, given))
    names = {node["name"] for node in answer["nodes"]}
    assert "Regiment" not in names
    assert {edge["relation"] for edge in answer["edges"]} == {"Posting"}
    ends = {edge[end] for edge in answer["edges"] for end in ("source", "target")}
    assert ends <= {node["id"] for node in answer["nodes"]}
    assert {id for edge in answer["edges"] for id in edge["origins"]} == set(answer["origins"])
    assert answer["statements"] == sorted({edge["statement"] for edge in answer["edges"]})
    assert answer["state"]["hidden"] == ["2"]
    assert answer["notice"]


def test_scripts_are_told_the_whole_view_and_a_link_in_words(data: Dataset, asked: Asking) -> None:
    whole = json.loads(told.json(data, asked(node=EVERYBODY, hidden=["2"], drawn="true")))
    assert len(whole["nodes"]) == len(EVERYBODY)
    edge = next(e for e in whole["edges"] if e["state"] == "contested")
    assert whole["nodes"][edge["source"]]["name"] == "Regiment"
    assert {whole["origins"][n][0] for n in edge["origins"]} == set(short("Paper"))
    detail = json.loads(told.json(data, asked(edge=edge["id"], drawn="true")))["detail"]
    assert [one["against"] for one in detail["sources"]] == [False, True]
