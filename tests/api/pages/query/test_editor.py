"""The editor: what was wrong and where, what is sent along, views."""

from respondeat.api.language import LANGUAGES, phrase
from respondeat.api.pages.base import Reader
from respondeat.api.pages.place import Place
from respondeat.api.pages.query.editor import editor, refused, wrong

PROBLEM = {"type": "/problems/query", "detail": "At line 2, column 3: 'x' cannot stand."}


def test_the_place_of_an_error_is_shown_in_its_line() -> None:
    found = wrong("SELECT\n  x y\n}", PROBLEM, "en")
    assert (found.line, found.column, found.before, found.after) == (2, 3, "  ", "x y")
    assert wrong("SELECT\r\n  x y", PROBLEM, "en").after == "x y"
    assert wrong("one line", PROBLEM, "en").line == 0
    assert wrong("q", {"type": "/problems/query", "detail": "nothing of a place"}, "en").line == 0


def test_a_refused_query_stands_in_the_editor_as_text() -> None:
    text = refused(Place("/sparql", "en"), Reader(), "a\n  x <script>", PROBLEM).decode()
    assert '<section class="problem" role="alert">' in text
    assert "<mark>x</mark> &lt;script&gt;</code></pre>" in text
    assert 'data-line="2" data-column="3"' in text
    assert "a\n  x &lt;script&gt;</textarea>" in text


def test_the_form_sends_along_what_the_protocol_was_given_and_not_what_it_asks_itself() -> None:
    asked = ("query", "view", "format", "label", "level", "rows", "default-graph-uri", "recorded_at")
    given = dict.fromkeys(asked, ("x",))
    told = editor(Place("/sparql", "be", given), "x")
    assert [name for name, _ in told["sent"]] == ["level", "rows", "default-graph-uri", "language"]
    assert told["ignored"]
    assert told["view"] == "table"
    assert editor(Place("/sparql", "en", {"view": ("chart",)}), "")["view"] == "chart"


def test_the_heading_names_the_language_of_queries_in_each_language() -> None:
    assert all("SPARQL" in phrase("query.title", language) for language in LANGUAGES)
