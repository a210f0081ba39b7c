"""Pages: every value escaped, what turns the direction of text made visible, nothing in place of a file."""

import json
import re
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from respondeat.api.pages import render
from respondeat.api.pages.assets import assets
from respondeat.api.pages.frame import shell
from respondeat.api.pages.place import Place
from respondeat.api.pages.problem import Explained, explained
from respondeat.api.pages.rendering import coded, data
from respondeat.errors import NotFound

TEMPLATES = files("respondeat.api.pages") / "templates"
OWN = re.compile(
    r'<script type="module" src="\{\{ asset\([^)]*\) \}\}"></script>'
    r'|<script type="application/json" id="[a-z-]+">\{\{ \w+\|data \}\}</script>'
)
"""The scripts that a template may have: files of the package, and data."""


def test_a_missing_value_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        render("problems.html", problems=[])


def test_templates_hold_no_script_no_style_in_place_and_load_nothing_from_elsewhere() -> None:
    names = sorted(file.name for file in TEMPLATES.iterdir())
    assert "base.html" in names
    for name in names:
        text = OWN.sub("", (TEMPLATES / name).read_text("utf-8"))
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=|<iframe|\|\s*safe|http-equiv", text), name
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text), name
        assert name == "base.html" or '{% extends "' in text or name.startswith("_"), name


def test_what_is_told_in_english_is_said_to_be() -> None:
    problem = {"title": "Not found", "detail": "Nothing is here.", "status": 404}
    kind = explained(NotFound, "be")
    made = render("problem.html", **shell(Place("/", "be"), "x"), kind=kind, problem=problem).decode()
    assert f"<h1>{kind.title}</h1>" in made
    assert '<span lang="en">Nothing is here.</span>' in made


def test_style_sheets_load_nothing() -> None:
    sheets = {name: told for name, told in assets().items() if name.endswith(".css")}
    assert sheets
    assert [n for n, told in sheets.items() if b"url(" in told or b"@import" in told] == []


def test_data_in_a_page_end_no_element_and_are_json() -> None:
    told = {"a": "</script><!--<script>&\u2028\u2029"}
    made = data(told)
    assert not re.search("[<>&\u2028\u2029]", made)
    assert json.loads(made) == told


@given(text=st.text(st.characters(codec=None), max_size=30))
def test_no_text_becomes_markup(text: str) -> None:
    problem = {"title": text, "detail": text, "status": 403}
    one = {"id": text, "name": text, "told": "x", "again": text, "page": text}
    told = {"problem": problem, "kind": Explained(text, text), "candidates": [one]}
    made = render("problem.html", **shell(Place("/", "en"), text), **told).decode()
    plain = render(
        "problem.html", **shell(Place("/", "en"), "x"), **told | {"kind": Explained("x", "x")}
    ).decode()

    def tags(html: str) -> list[str]:
        return [re.sub(r'"[^"]*"', '""', tag) for tag in re.findall(r"<[^>]*>", html)]

    assert tags(made) == tags(plain)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", made)


def test_what_stands_between_backticks_is_code_and_nothing_else_is_markup() -> None:
    assert coded("with `limit` <b>`a<b`") == "with <code>limit</code> &lt;b&gt;<code>a&lt;b</code>"
