"""The page of a passage: its words, apart from what stands around them, and every verdict in words."""

import json
import re
from typing import Any, get_args

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.base import Asked
from respondeat.api.pages.passage.found import found
from respondeat.api.pages.passage.page import as_json, html
from respondeat.api.pages.place import Place
from respondeat.api.without import without
from respondeat.graph.documents import Verdict

from .conftest import Opened
from .test_told import words
from .world import AFTER, BEFORE, World


def asked(data: Dataset, id: str, language: str = "en", **changes: Any) -> Asked:
    given = {"id": id, "words": words(data, id, **changes)}
    return Asked(Place(f"/passage/{id}", language), given)


def page(data: Dataset, id: str, language: str = "en", **changes: Any) -> str:
    return html(data.speaking(language), asked(data, id, language, **changes)).decode()


def test_what_stands_around_is_apart_from_the_words(there: World, opened: Opened) -> None:
    text = page(opened("sealed"), there.passages["open"], before=BEFORE, after=AFTER)
    (quoted,) = re.findall(r"<blockquote>(.*?)</blockquote>", text, re.DOTALL)
    assert "Hiddenname" not in quoted
    assert len(re.findall(r'<p class="around">.*?Hiddenname', text)) == 2
    assert "…" not in text.partition("<main")[2].partition("</main")[0]  # the document begins and ends there
    assert f"… {'x' * 300}" in page(opened("sealed"), there.passages["open"], before="x" * 300)


def test_ends_of_lines_and_pages_are_ends_of_lines(there: World, opened: Opened) -> None:
    text = page(opened("public"), there.passages["open"], text="one\r\ntwo\fthree\rfour", length=20)
    assert "one\ntwo\nthree\nfour" in text
    told = json.loads(as_json(opened("public"), asked(opened("public"), there.passages["open"], text="a\fb")))
    assert told["passage"]["quote"] == "a\fb"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", get_args(Verdict))
def test_every_verdict_is_said(there: World, opened: Opened, verdict: str, language: str) -> None:
    given = {} if verdict == "verified" else {"verdict": verdict, "text": None, "length": 0}
    text = page(opened("public"), there.passages["open"], language, **given)
    assert ("<blockquote>" in text) == (verdict == "verified")
    assert 'class="held"' in text if verdict == "verified" else 'class="held not"' in text
    assert there.hashes["open"] in text


def test_statements_lead_to_where_they_stand(there: World, opened: Opened) -> None:
    text = page(opened("public"), there.passages["open"])
    assert len(re.findall(r'<li class="source', text)) == 2
    assert len(re.findall(r'<li class="source against"', text)) == 1
    assert re.search(r'href="/entity/b-[0-9a-f]{8}\?statement=s-[0-9a-f]+&amp;language=en#s-', text)
    assert "Nothing that you may read rests on it" in page(opened("public"), there.passages["huge"])


def test_what_is_set_aside_is_told_as_such_and_not_as_nothing(there: World, opened: Opened) -> None:
    data, id = opened("public"), there.passages["open"]
    less = data.less(without(data, documents=[found(data, id)[0].document]))
    text = page(less, id)
    assert "Nothing that you may read rests on it" not in text
    assert "Set aside in this view of what rests on the passage: 2." in text
    assert "Set aside in this view" not in page(data, id)
