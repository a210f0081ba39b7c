"""The file around a drawing: the same as lists, in the language asked for."""

import re

import pytest

from respondeat.api.interactive import Entry, SafeNetwork
from respondeat.api.language import LANGUAGES, phrase


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_drawn_stands_in_lists_too(language: str) -> None:
    made = SafeNetwork("Title", language=language, notice="Notice", legend=[("person", "a person")])
    made.add_node("a", label="Alpha")
    made.add_node("b", label="Beta")
    made.add_edge("a", "b", id="e", label="head")
    made.tell("e", Entry(("from 2020",), ("A source", "Another")))
    file = made.generate_html()
    lists = re.search(r'<section id="lists">(.*?)</section>', file, re.DOTALL)
    assert lists
    words = re.sub(r"<[^>]*>", " ", lists[1])
    for text in ("Alpha", "Beta", "Alpha → Beta: head", "from 2020", "A source", "Another"):
        assert text in words
    assert f"{phrase('interactive.edges', language)} (1)" in words
    assert f'<html lang="{language}">' in file
    assert "Notice" in file
    assert "a person" in file
