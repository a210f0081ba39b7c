"""The page of an answer: nothing becomes markup, names and pages stand for ids, views follow the address."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from respondeat.api.dataset import Dataset
from respondeat.api.pages.query.page import Query, answered
from respondeat.api.sparql.page import Table, table
from respondeat.api.sparql.writing import Caps
from respondeat.ontology import vocabulary as v
from tests.api.markup import Page

HOSTILE = "</textarea></script><script>alert(1)</script>\"'&<img src=x onerror=alert(1)>\u202e\u2028href "
WHOLE = Caps(1000, 10**6)


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as found:
        yield found


def asked(query: str, caps: Caps = WHOLE) -> Table | bool:
    return table(ox.Store().query(query), caps)


def page(
    data: Dataset,
    answer: Table | bool,
    text: str = "q",
    address: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    language: str = "en",
) -> str:
    reader: dict[str, Any] = {"name": "", "scopes": []}
    told = {"address": address, "language": language, "reader": reader}
    return answered(data, Query.of(text, told), answer).decode()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(text=st.text(max_size=30) | st.just(HOSTILE))
def test_no_text_becomes_markup(data: Dataset, text: str) -> None:
    literal = str(ox.Literal(text))
    shown = asked(f"SELECT ?x ({literal} AS ?y) {{ VALUES ?x {{ {literal} {literal}@en }} }}")
    numbered = asked('SELECT ("a" AS ?x) ("b" AS ?y) { VALUES ?z { 1 2 } }')
    plain = Page(page(data, numbered))
    hostile = Page(page(data, shown, text or "q", {"default-graph-uri": (text,)}))
    apart = ("input", "span")
    names = [tag for tag, _ in hostile.elements if tag not in apart]
    assert names == [tag for tag, _ in plain.elements if tag not in apart]
    assert not any(name.startswith("on") for _, attributes in hostile.elements for name in attributes)


def test_scripts_are_files_and_data_and_nothing_has_a_style_in_place(data: Dataset) -> None:
    text = page(data, True, HOSTILE)
    scripts = re.findall(r"<script([^>]*)>", text)
    assert scripts
    assert all('src="/static/' in one or 'type="application/json"' in one for one in scripts)
    assert "javascript:" not in text
    assert " style=" not in text
    assert "<style" not in text


def test_values_are_shown_by_name_with_their_page_and_in_whole(data: Dataset) -> None:
    id = data.find("Ella Fifthperson")
    values = f'<{v.R}Person> <{id}> <{v.ID}s-1> <http://x/y> "be"@be 5 "plain" UNDEF'
    shown = asked(f"SELECT * {{ VALUES ?x {{ {values} }} }}")
    text = page(data, shown)
    short = id.removeprefix(v.ID)
    assert f'<bdi title="{v.R}Person">person</bdi>' in text
    assert f'<a href="/entity/{short}?language=en" title="d:{short}"><bdi>Ella Fifthperson</bdi></a>' in text
    assert f'<bdi title="{v.ID}s-1">d:s-1</bdi>' in text  # of which there is no page
    assert '<bdi title="http://x/y">http://x/y</bdi>' in text
    assert '<bdi>be</bdi> <span class="note">@be</span>' in text
    assert '<bdi title="xsd:integer">5</bdi>' in text
    assert "<bdi>plain</bdi></td>" in text
    assert "<td></td>" in text
    assert "8 rows." in text
    assert f'<bdi title="{v.R}Person">чалавек</bdi>' in page(data, shown, language="be")


def test_triples_and_yes_and_no(data: Dataset) -> None:
    assert "Yes (true)" in page(data, asked("ASK {}"))
    assert "No (false)" in page(data, asked("ASK { ?s ?p ?o }"))
    text = page(data, asked("CONSTRUCT { <urn:a> <urn:b> 1 } {}"))
    assert '<th scope="col">predicate</th>' in text
    assert "1 row." in text


def test_it_says_where_it_was_cut_and_that_no_row_is_no_denial(data: Dataset) -> None:
    cut = asked("SELECT * { VALUES ?x { 1 2 3 } }", Caps(10, 10**6, 2))
    assert "2 rows: these are the first, and there are more." in page(data, cut)
    assert "That is no denial" in page(data, asked("SELECT * { VALUES ?x { } }"))


def test_downloads_keep_the_query_and_the_level(data: Dataset) -> None:
    text = page(data, asked("SELECT ?x { VALUES ?x { 1 } }"), "SELECT é", {"level": ("public",)})
    links = re.findall(r'href="(/sparql\?[^"]*format=[^"]*)"', text)
    told = [parse_qs(urlsplit(one.replace("&amp;", "&")).query) for one in links]
    assert [one["format"] for one in told] == [["csv"], ["tsv"], ["json"], ["xml"]]
    assert all(one["query"] == ["SELECT é"] and one["level"] == ["public"] for one in told)
    triples = page(data, asked("CONSTRUCT { <urn:a> <urn:b> 1 } {}"))
    assert "format=turtle" in triples
    assert "format=csv" not in triples


def test_a_chart_is_drawn_of_the_columns_that_the_address_names(data: Dataset) -> None:
    rows = asked('SELECT ?x ?n ?m { VALUES (?x ?n ?m) { ("a" 1 10) ("b" 2 20) } }')
    text = page(data, rows, address={"view": ("chart",)})
    assert text.count('class="bar"') == 2
    assert "<title>b: 2</title>" in text
    other = page(data, rows, address={"view": ("chart",), "number": ("m",), "kind": ("line",)})
    assert "<polyline" in other
    assert "<title>b: 20</title>" in other
    assert '<td class="number"><bdi title="xsd:integer">20</bdi></td>' in other
    none = page(data, asked('SELECT ("a" AS ?x) {}'), address={"view": ("chart",)})
    assert "A chart needs a column of numbers" in none
    assert "<svg" not in none


def test_a_graph_is_told_for_its_drawing_and_leads_into_the_explorer(data: Dataset) -> None:
    id = data.find("Ella Fifthperson")
    found = asked(f"CONSTRUCT {{ <{id}> <urn:p> <urn:o> . <urn:o> a <urn:c> ; <urn:q> 1 }} {{}}")
    text = page(data, found, address={"view": ("graph",)})
    drawn = json.loads(re.search(r'id="graph">(.*?)</script>', text)[1])  # type: ignore[index]
    assert [node["label"] for node in drawn["nodes"]] == ["Ella Fifthperson", "urn:o"]
    assert [(edge["source"], edge["label"]) for edge in drawn["edges"]] == [(id, "urn:p")]
    assert f"/explore?node={id.removeprefix(v.ID)}&amp;language=en" in text
    assert "A graph needs triples" in page(data, asked("SELECT (1 AS ?x) {}"), address={"view": ("graph",)})


def test_what_other_pages_set_aside_does_not_count_and_the_page_says_so(data: Dataset) -> None:
    assert "does not count here" in page(data, True, address={"recorded_at": ("2020-01-01",)})
    assert "does not count here" not in page(data, True, address={"level": ("public",)})
