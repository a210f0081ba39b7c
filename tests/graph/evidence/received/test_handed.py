"""What others wrote goes into records as plain lines and as addresses of the web only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.graph.evidence.received.handed import address, line


@given(st.text())
def test_a_line_is_printable(text: str) -> None:
    assert line(text).replace("\u200c", "").replace("\u200d", "").isprintable()
    assert line(text) == line(line(text))
    line(text).encode()


@pytest.mark.parametrize("text", [None, 7, ["x"], {}])
def test_what_is_no_text_is_nothing(text: object) -> None:
    assert line(text) == address(text) == ""


@pytest.mark.parametrize(
    "told", ["https://x.example/a?b=c#d", "HTTP://x.example", "https://пример.example/і"]
)
def test_an_address_stays(told: str) -> None:
    assert address(f" {told}\n") == told


@pytest.mark.parametrize(
    "told",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "x.example",
        'https://x"onclick',
        "https://a b",
    ],
)
def test_what_is_no_address_of_the_web(told: str) -> None:
    assert address(told) == ""


def test_words_stay_whole() -> None:
    assert line("می\u200cخواهم\u202e\tabc") == "می\u200cخواهم abc"
