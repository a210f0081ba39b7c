"""The page for a browser: nothing in the data becomes markup, no script, and it says where it was cut."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.sparql.page import Table, page, policy, table
from respondeat.api.sparql.writing import Caps
from respondeat.errors import Stopped
from respondeat.ontology import vocabulary as v

HOSTILE = "</textarea><script>alert(1)</script>\"'&<img src=x onerror=alert(1)>"


WHOLE = Caps(1000, 10**6)


class Tags(HTMLParser):
    """The elements of a page, their attributes, and the text of the cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))


def asked(query: str, caps: Caps = WHOLE) -> Table | bool:
    return table(ox.Store().query(query), caps)


@given(text=st.text(max_size=30) | st.just(HOSTILE))
def test_no_text_becomes_markup(text: str) -> None:
    literal = str(ox.Literal(text))
    shown = asked(f"SELECT ?x ({literal} AS ?y) {{ VALUES ?x {{ {literal} {literal}@en }} }}")
    problem = {"title": text, "detail": text}
    plain = Tags(page("q", asked('SELECT ("a" AS ?x) ("b" AS ?y) { VALUES ?z { 1 2 } }'), problem).decode())
    hostile = Tags(page(text or "q", shown, problem, [("default-graph-uri", text)]).decode())
    names = [tag for tag, _ in hostile.seen if tag not in ("input", "span")]
    assert names == [tag for tag, _ in plain.seen]
    assert not any(name.startswith("on") for _, attributes in hostile.seen for name in attributes)


def test_there_is_no_script_and_the_policy_lets_only_its_own_style_in() -> None:
    text = page("ASK {}", True).decode()
    assert "<script" not in text
    assert "javascript:" not in text
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"style-src 'sha256-{digest}'" in policy()
    assert policy().startswith("default-src 'none';")
    assert " style=" not in text


def test_values_are_shown_short_and_in_whole() -> None:
    shown = asked(
        f'SELECT * {{ VALUES ?x {{ <{v.R}Person> <{v.ID}p-1> <http://x/y> "be"@be 5 "plain" UNDEF }} }}'
    )
    text = page("q", shown).decode()
    assert f'<bdi title="{v.R}Person">r:Person</bdi>' in text
    assert '<a href="/entity/p-1">d:p-1</a>' in text
    assert '<bdi title="http://x/y">http://x/y</bdi>' in text
    assert '<bdi>be</bdi> <span class="note">@be</span>' in text
    assert '<bdi>5</bdi> <span class="note">xsd:integer</span>' in text
    assert "<bdi>plain</bdi></td>" in text
    assert "<td></td>" in text
    assert "7 rows.</p>" in text


def test_triples_and_yes_and_no() -> None:
    assert "Yes (true)" in page("q", asked("ASK {}")).decode()
    assert "No (false)" in page("q", asked("ASK { ?s ?p ?o }")).decode()
    text = page("q", asked("CONSTRUCT { <urn:a> <urn:b> 1 } {}")).decode()
    assert '<th scope="col">predicate</th>' in text
    assert "1 row.</p>" in text


def test_it_says_where_it_was_cut_and_is_stopped_where_that_was_not_asked() -> None:
    query = "SELECT * { VALUES ?x { 1 2 3 } }"
    cut = asked(query, Caps(10, 10**6, 2))
    assert isinstance(cut, Table)
    assert (len(cut.rows), cut.complete) == (2, "no")
    assert "2 rows: these are the first, and there are more." in page("q", cut).decode()
    whole = asked(query, Caps(10, 10**6, 3))
    assert isinstance(whole, Table)
    assert whole.complete == "yes"
    with pytest.raises(Stopped):
        asked(query, Caps(2, 10**6))
