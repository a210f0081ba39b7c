"""VERIFY.txt: the same in three languages, with commands that stand in it as they are typed."""

import re
from dataclasses import replace

import pytest

from respondeat.graph.evidence.description import how_to_verify
from respondeat.graph.evidence.description.how_to_verify import LANGUAGES, WIDTH
from tests.graph.evidence.description.sample import TOLD


def text(language: str) -> str:
    return how_to_verify(replace(TOLD.about, language=language)).decode()


def commands(language: str) -> list[str]:
    return [line for line in text(language).splitlines() if line.startswith("    ")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_fit_and_nothing_is_left_to_fill_in(language: str) -> None:
    told = text(language)
    assert max(map(len, told.splitlines())) <= WIDTH
    assert "$" not in told
    assert told.endswith("\n") and not told.endswith("\n\n")
    assert TOLD.about.merkle_root in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_says_as_much(language: str) -> None:
    assert commands(language) == commands("en")
    for form in (r"^- ", r"^\d\. ", r"^[^a-zа-яёўі]{8,}$", r"\n\n"):
        assert len(re.findall(form, text(language), re.MULTILINE)) == len(
            re.findall(form, text("en"), re.MULTILINE)
        )
    names = r"[\w/.-]+\.(?:txt|json|jsonl|csv|trig|html|pdf|py|pem|sig|tsr|ots)\b"
    assert sorted(re.findall(names, text(language))) == sorted(re.findall(names, text("en")))


def test_numbers_are_those_of_the_bundle() -> None:
    told = " ".join(text("en").split())
    assert "11 of 40 leaves are withheld" in told
    assert "Documents withheld: 1. Known by their hash and not held: 2;" in told
    assert "2026-10-01" in told


def test_another_language_is_english_and_the_bytes_are_the_same() -> None:
    assert text("de") == text("en")
    assert how_to_verify(TOLD.about) == how_to_verify(TOLD.about)
