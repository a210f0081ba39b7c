"""pyvis made safe: nothing of the data becomes markup or script, nothing is loaded, too much is refused."""

import json
import math
import re
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.interactive import Entry, SafeNetwork
from respondeat.errors import InputError

HOSTILE = [
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "href=javascript:alert(1)",
    "\u2028\u2029 \u202e evil",
    "{{ 7*7 }} {% raw %}",
    "<!--<script>",
]


def told(file: str) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', file, re.DOTALL)
    assert found
    return json.loads(found[1])


def tags(file: str) -> list[str]:
    """The elements of a file outside its scripts and style, without the values of attributes."""
    outside = re.sub(r"<(script|style)([^>]*)>.*?</\\1>", r"<\\1\\2>", file, flags=re.DOTALL)
    return [re.sub(r'"[^"]*"', '""', tag) for tag in re.findall(r"<[^>]*>", outside)]


def network(text: str) -> SafeNetwork:
    made = SafeNetwork(text, notice=text, legend=[("certain", text)])
    made.add_node("n" + text, label=text, title=text, shape=text, image=text, group=text)
    made.add_node("b", label=text, color=text)
    made.add_edge("n" + text, "b", id=text, label=text, title=text, href=text)
    made.tell("b", Entry((text,), (text,)))
    return made


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_texts(text: str) -> None:
    made = network(text).generate_html()
    assert tags(made) == tags(network("plain").generate_html())
    assert "\u202e" not in made
    assert made.count("</script>") == 3
    node = told(made)["nodes"][0]
    assert set(node) == {"id", "label", "shape", "x", "y"}
    assert node["shape"] == "dot"


@given(st.text(st.characters(codec=None), min_size=1, max_size=20))
def test_no_text_becomes_markup(text: str) -> None:
    assert tags(network(text).generate_html()) == tags(network("plain").generate_html())


def test_the_file_names_no_other_place_and_allows_only_its_own_scripts() -> None:
    made = network("x").generate_html()
    assert not re.search(r'(?:src|href)="', made)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    assert policy
    assert "unsafe" not in policy[1]
    assert policy[1].startswith("default-src &#x27;none&#x27;; script-src &#x27;sha256-")
    assert "cdn" not in re.sub(r"<script>.*?</script>", "", made, flags=re.DOTALL).lower()


def test_networkx_graphs_have_places_that_are_the_same_each_time(tmp_path: Path) -> None:
    graph = nx.karate_club_graph()
    files = []
    for name in ("a.html", "b.html"):
        made = SafeNetwork("karate", directed=False)
        made.from_nx(graph)
        made.write_html(str(tmp_path / name))
        files.append((tmp_path / name).read_text("utf-8"))
    assert files[0] == files[1]
    data = told(files[0])
    assert (len(data["nodes"]), len(data["edges"])) == (34, 78)
    assert len({(node["x"], node["y"]) for node in data["nodes"]}) == 34


def test_values_that_no_browser_reads_are_left_out() -> None:
    made = SafeNetwork()
    made.add_node("a", size=math.inf, value=math.nan, x=1, y=2)
    assert told(made.generate_html())["nodes"] == [
        {"id": "n0", "label": "a", "shape": "dot", "x": 1.0, "y": 2.0}
    ]


def test_too_much_and_what_is_never_safe_is_refused() -> None:
    large = SafeNetwork()
    large.add_nodes(list(range(1001)))
    with pytest.raises(InputError, match="up to 1000 nodes"):
        large.generate_html()
    for name in ("from_DOT", "set_template", "set_template_dir"):
        with pytest.raises(InputError):
            getattr(large, name)("digraph { a [label=<b>] }")


def test_in_a_notebook_it_is_a_frame_that_reaches_nothing_around_it() -> None:
    shown = network("<b>").show()
    frame = str(shown._repr_html_())
    assert frame.startswith('<iframe sandbox="allow-scripts" ')
    assert "allow-same-origin" not in frame
    assert frame.count("<") == 2  # the file is the value of an attribute
