"""The HTML of a report: one file that loads nothing, runs nothing, and lacks nothing of the answer."""

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.language import LANGUAGES, catalogue
from respondeat.api.proof import Json
from respondeat.api.report import DocumentItem, as_html, report
from respondeat.api.report.blocks import Group, Paragraph, Quote, Report, Span, theirs
from respondeat.api.report.generic import GenericReport
from respondeat.api.report.html import POLICY
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label
from tests.api.histories import ASKED
from tests.api.markup import Page

from .conftest import HELD, OWN, about_of

CITED = frozenset(
    {
        *("id", "statement", "statements", "attestation", "derivation", "passage", "sha256", "quote"),
        *(
            "title",
            "name",
            "url",
            "document",
            "note",
            "reason",
            "author",
            "file_name",
            "with",
            "of",
            "locator",
        ),
    }
)
"""Members of answers whose texts must all stand in the page."""


def read(page: bytes) -> Page:
    made = Page(page.decode())
    assert made.open == []
    return made


def texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, str):
        yield key, value


NAMES = sorted({**ASKED, **OWN})


def answers_to(name: str, answers: dict[str, Json]) -> list[Json]:
    """The answers to a question; some of the table are asked for their errors and have none."""
    found = [answer for key, answer in answers.items() if key.rpartition("-")[0] == name]
    assert found
    return found


@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_an_answer_is_left_out(name: str, answers: dict[str, Json]) -> None:
    for answer in answers_to(name, answers):
        page = read(as_html(report({"answer": answer, "contradictions": []}, about_of(answer))))
        said = " ".join(page.text.split())
        missing = {
            (key, text)
            for key, text in texts({k: x for k, x in answer.items() if k != "question"})
            if key in CITED and " ".join(text.removeprefix(v.ID).split()) not in said
        }
        assert missing == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_sound(name: str, language: str, answers: dict[str, Json]) -> None:
    for answer in answers_to(name, answers):
        told = {"answer": answer, "contradictions": []}
        sound(as_html(report(told, about_of(answer, language, HELD))), language)


def sound(made: bytes, language: str) -> None:
    """Holds a page to what every page must be."""
    ElementTree.fromstring(made.decode().partition("\n")[2])  # XML too
    page = read(made)
    assert page.elements[0] == ("html", {"lang": language})
    ids = [a["id"] for _, a in page.elements if "id" in a]
    assert len(ids) == len(set(ids))
    for tag, attributes in page.elements:
        assert tag not in ("script", "link", "img", "iframe", "object", "form", "base")
        assert not [
            key
            for key in attributes
            if key.startswith("on") or (key in ("src", "srcset", "style") and tag != "col")
        ]
        href = attributes.get("href") or ""
        assert not href or href.startswith(("#", "https://", "http://"))
        if href.startswith("#"):
            assert href[1:] in ids
        elif href:
            assert attributes["rel"] == "noreferrer noopener nofollow"
        if tag == "th":
            assert attributes["scope"] in ("col", "row")
        if tag == "svg":
            assert set((attributes["aria-labelledby"] or "").split()) <= set(ids)
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert ("meta", {"http-equiv": "Content-Security-Policy", "content": POLICY}) in page.elements
    assert not re.search(
        r"\b(?:report|heading|gap|state)\.[a-z_]+\b(?!html|json|css)", page.text.replace("report.html", "")
    )
    assert "url(" not in made.decode()
    assert "@import" not in made.decode()


def test_no_member_of_an_answer_is_called_by_its_key(
    answers: dict[str, Json], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: set[str] = set()
    real = GenericReport.field

    def field(self: GenericReport, name: str) -> str:
        asked.add(name)
        return real(self, name)

    monkeypatch.setattr(GenericReport, "field", field)
    for answer in answers.values():
        report({"answer": answer, "contradictions": []}, about_of(answer))
    known = catalogue("en")
    unnamed = {name for name in asked if f"report.field.{name}" not in known and label(v.R + name) == name}
    assert unnamed == set()


def test_the_notice_is_told_word_by_word(told: Callable[[str], Json]) -> None:
    answer = told("chain-0")
    page = read(as_html(report(answer, about_of(answer["answer"]))))
    assert page.text.count(answer["answer"]["notice"]) >= 2


def test_hostile_text_is_text() -> None:
    hostile = "<script>alert(1)</script>\"'&\x00\x1b‮⁦\ud800"
    section = Group(
        hostile,
        (
            Paragraph(theirs(hostile)),
            Quote(theirs(hostile), (hostile,)),
            Paragraph((Span("x", href="javascript:alert(1)"), Span("y", href="data:text/html,x"))),
            Paragraph(
                (Span("z", href='https://example.org/"onclick="x'), Span("w", href="HTTPS://example.org/w"))
            ),
        ),
    )
    made = as_html(Report(hostile, "en", "2026-11-01T12:00:00Z", hostile, (section,)))
    page = read(made)
    assert [a["href"] for tag, a in page.elements if tag == "a"] == ["#content", "HTTPS://example.org/w"]
    assert "script" not in {tag for tag, _ in page.elements}
    assert "[U+202E]" in page.text
    assert "[U+D800]" in page.text
    assert not set(page.text) & set("\x00\x1b‮⁦")
    ElementTree.fromstring(made.decode().partition("\n")[2])


@given(st.text())
def test_any_text_is_well_formed_and_kept(text: str) -> None:
    made = as_html(Report("t", "en", "2026-11-01T12:00:00Z", "r", (Group("g", (Quote((), (text,)),)),)))
    root = ElementTree.fromstring(made.decode().partition("\n")[2])
    quote = root.find(".//blockquote/p")
    assert quote is not None
    kept = (quote.text or "").replace("\r\n", "\n").replace("\r", "\n")
    shown = re.sub(r"\[U\+[0-9A-F]{4}\]", "", kept)
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    assert shown == re.sub(r"\[U\+[0-9A-F]{4}\]", "", "".join(c for c in plain if c in kept))


def test_a_profile_that_cannot_ask_says_so(told: Callable[[str], Json]) -> None:
    answer = told("chain-0")["answer"]
    withheld = DocumentItem("EX00000002", state="withheld")
    unasked: tuple[Json | None, ...] = (None, {"answer": None, "contradictions": []})
    for nothing in unasked:
        page = read(as_html(report(nothing, about_of(answer, "en", withheld))))
        assert "This profile cannot ask the question" in page.text
        assert "EX00000002" in page.text
        assert "withheld in this profile" in page.text
