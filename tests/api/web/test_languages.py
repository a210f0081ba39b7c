"""The language of a page, from the header Accept-Language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import Request

from respondeat.api.language import LANGUAGES
from respondeat.api.web.languages import spoken


def asked(header: str) -> str:
    scope = {"type": "http", "headers": [(b"accept-language", header.encode("latin-1"))]}
    return spoken(Request(scope))


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("be", "be"),
        ("BE-Latn;q=0.7, ru;q=0.3", "be"),
        ("en;q=0.1, ru;q=0.2", "ru"),
        ("ru;q=0, be;q=0.001", "be"),
        ("ru;q=0", "en"),
        ("*", "en"),
        ("fr, de", "en"),
        ("ru;q=nan", "en"),
        ("ru;q=9", "ru"),
        ("ru;level=1", "ru"),
        ("x," * 2000 + "ru", "en"),
    ],
)
def test_the_best_of_those_there_are(header: str, language: str) -> None:
    assert asked(header) == language


@given(st.text(st.characters(max_codepoint=255), max_size=80))
def test_any_header_gives_a_language(header: str) -> None:
    assert asked(header) in LANGUAGES
