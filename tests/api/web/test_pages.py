"""Pages: every value escaped, what turns the direction of text made visible, one style sheet."""

import re
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from respondeat.api.language import LANGUAGES
from respondeat.api.web.pages import STYLE, render
from respondeat.api.web.pages.entity import address, page
from respondeat.api.web.pages.rendering import coded
from respondeat.ontology import vocabulary as v

TEMPLATES = files("respondeat.api.web") / "templates"


def answer(text: str, url: str = "") -> dict[str, Any]:
    """An answer of `show` whose every text is this one."""
    time = dict.fromkeys(("es", "ls", "ee", "le")) | {"edtf": text}
    document = {"id": v.ID + "doc-1", "title": text, "file_name": None, "url": url, "publisher": text}
    source = {
        "verdict": "supports",
        "origin": {"id": v.ID + "b-2", "name": text},
        "reported_by": None,
        "withheld": False,
        "document": document,
        "passages": [{"locator": text, "start": None}],
        "modality": "asserted",
        "standard": None,
        "note": text,
    }
    statement = {
        "id": v.ID + "s-1",
        "relation": "Posting",
        "roles": {"holder": {"id": v.ID + "p-1", "name": text}, "title": text},
        "valid": time,
        "state": "contested",
        "derived": False,
        "note": text,
        "assessments": [{"status": "contested", "confidence": "low", "reason": text, "by": None}],
        "sources": [source, source | {"verdict": "denies"}],
    }
    return {
        "entity": {"id": v.ID + "b-1", "name": text, "type": "Body"},
        "names": [{"form": text + "!", "lang": text, "preferred": True, "documents": []}],
        "attributes": [{"property": "bodyKind", "value": text}],
        "statements": [statement],
        "notice": text,
        "level": "sealed",
        "recorded_at": text,
        "dataset_hash": text,
        "engine": text,
    }


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=st.text(st.characters(codec=None), min_size=1, max_size=30), url=st.text(max_size=20))
def test_no_text_becomes_markup(language: str, text: str, url: str) -> None:
    made = page(answer(text, url), language).decode()
    plain = page(answer("x"), language).decode()

    def tags(html: str) -> list[str]:
        return [re.sub(r'"[^"]*"', '""', tag) for tag in re.findall(r"<[^>]*>", html)]

    def known(html: str) -> list[str]:
        return [tag for tag in tags(html) if not tag.startswith("<a ")]

    assert known(made) == known(plain)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", made)
    assert 'href="javascript' not in made.lower()


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://example.org/a?b=c&d", True),
        ("http://example.onion/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org", False),
        ("ftp://example.org", False),
        ("", False),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str, linked: bool) -> None:
    made = page(answer("x", url), "en").decode()
    assert ("noreferrer" in made) == linked


def test_a_missing_value_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(UndefinedError):
        render("problems.html", lang="en", problems=[])


def test_addresses_of_entities_keep_the_language_and_escape_what_they_must() -> None:
    assert address(v.ID + "b-1", "en") == "/entity/b-1"
    assert address(v.ID + "b-1", "be") == "/entity/b-1?language=be"
    assert address("https://example.org/?a=b#c", "en") == "/entity/https%3A%2F%2Fexample.org%2F%3Fa%3Db%23c"


def test_templates_hold_no_script_no_style_in_place_and_load_nothing_from_elsewhere() -> None:
    names = sorted(file.name for file in TEMPLATES.iterdir())
    assert "base.html" in names
    for name in names:
        text = (TEMPLATES / name).read_text("utf-8")
        if name == "sparql.html":  # a page of its own, with a policy of its own
            assert not re.search(r"<script|\son\w+=|<img|<iframe|\|\s*safe", text)
        elif name.endswith(".html"):
            assert not re.search(
                r"<script|<style|\sstyle=|\son\w+=|<img|<iframe|\|\s*safe|http-equiv", text
            ), name
            assert not re.search(r'(?:src|href)="(?:https?:)?//', text), name
            assert name == "base.html" or '{% extends "base.html" %}' in text, name
        else:
            assert "url(" not in text and "@import" not in text, name
    assert STYLE == "/static/style.css"


def test_what_stands_between_backticks_is_code_and_nothing_else_is_markup() -> None:
    assert coded("with `limit` <b>`a<b`") == "with <code>limit</code> &lt;b&gt;<code>a&lt;b</code>"
