"""JSON of others is read when it is small and flat enough and means one thing."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.errors import InputError
from respondeat.graph.evidence.received.json_text import read_json

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner),
    max_leaves=20,
)


@given(VALUES)
def test_what_json_says(value: object) -> None:
    assert read_json(json.dumps(value, ensure_ascii=False).encode(), "a.json") == value
    assert read_json(b"\xef\xbb\xbf" + json.dumps(value).encode(), "a.json") == value


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is not JSON"),
        (b"{", "is not JSON"),
        (b'"\xff"', "is not UTF-8"),
        (b'{"a": 1, "a": 2}', "two members of one name"),
        (b'"\\ud800"', "is not JSON"),
        (b"[NaN]", "is no number"),
        (b"[" * 65 + b"]" * 65, "nested more than 64"),
        (b"[" * 1_000_000, "nested more than 64"),
        (b'["' + b"x" * 100 + b'"]', "100|at most"),
    ],
)
def test_what_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read_json(content, "a.json", largest=50 if b"x" * 100 in content else 1 << 26)


def test_brackets_in_texts_do_not_nest() -> None:
    assert read_json(json.dumps(["[" * 100, '\\"' + "{" * 100]).encode(), "a.json") == [
        "[" * 100,
        '\\"' + "{" * 100,
    ]
