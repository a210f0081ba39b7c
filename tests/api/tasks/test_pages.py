"""Pages: every row once and in order, cursors that hold for one question and one state of the data only."""

import base64
import json
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.answers import QUESTIONS
from respondeat.api.common_parameters import MOST
from respondeat.api.main_lists import MAIN
from respondeat.api.tasks.pages import LIFTED, PAGED, UNPAGED, Page, cursor, of_answer, place, turned
from respondeat.errors import RequestError, Stale
from tests.api.test_schemas import schemas

HASH = "a" * 64
ASKED = {"name": "acts", "parameters": {"actor": "Дона"}}


@given(st.lists(st.integers(), max_size=60), st.integers(1, 20))
def test_pages_give_every_row_once_and_in_order(rows: list[int], size: int) -> None:
    found, at = [], None
    for _ in range(len(rows) + 1):
        page = turned(rows, Page(size, at), ASKED, HASH)
        assert page.total == len(rows)
        assert len(page.rows) + len(page.left) == len(rows)
        found += page.rows
        at = page.next
        if at is None:
            break
        assert len(page.rows) == size
    assert (found, at) == (rows, None)


@given(st.integers(1, 10**9), st.text(max_size=20), st.sampled_from(["a", "b"]))
def test_a_cursor_says_where_it_was(at: int, text: str, letter: str) -> None:
    made = cursor(at, {"name": text}, letter * 64)
    assert set(made) <= {*string.ascii_letters, *string.digits, "-", "_"}
    assert place(made, {"name": text}, letter * 64) == at


def test_a_cursor_of_other_data_is_stale_and_of_another_question_none() -> None:
    made = cursor(3, ASKED, HASH)
    with pytest.raises(Stale, match="changed since"):
        place(made, ASKED, "b" * 64)
    for asked in ({**ASKED, "name": "gaps"}, {**ASKED, "parameters": {}}, {**ASKED, "language": "be"}):
        with pytest.raises(RequestError, match="another question"):
            place(made, asked, HASH)


@given(st.data())
def test_a_cursor_that_was_changed_is_refused(data: st.DataObject) -> None:
    made = cursor(data.draw(st.integers(1, 500)), ASKED, HASH)
    at = data.draw(st.integers(0, len(made) - 1))
    other = data.draw(st.sampled_from([c for c in string.ascii_letters + "-_=é\0" if c != made[at]]))
    with pytest.raises(RequestError):
        place(made[:at] + other + made[at + 1 :], ASKED, HASH)


def forged(told: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode().rstrip("=")


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "x",
        "=",
        "%",
        "А" * 40,
        "A" * 1000,
        forged([]),
        forged({}),
        forged({"at": 1, "data": "a", "of": "b", "sum": "c"}),
        forged("[" * 2000),
        base64.urlsafe_b64encode(b"[" * 5000).decode(),
        cursor(1, ASKED, HASH) + "=",
        cursor(1, ASKED, HASH) + "\n",
        cursor(0, ASKED, HASH),
        cursor(-1, ASKED, HASH),
        cursor(True, ASKED, HASH),
    ],
)
def test_what_is_no_cursor_is_refused(wrong: str) -> None:
    with pytest.raises(RequestError, match="cursor"):
        place(wrong, ASKED, HASH)


def test_of_the_statements_stay_those_that_the_page_or_the_rest_cites() -> None:
    rows = [{"statements": ["s1", "both"]}, {"statements": ["s2", "both"]}, {"statements": ["s3"]}]
    answer: dict[str, Any] = {
        "actors": rows,
        "beside": [{"statement": "s3"}],
        "statements": ["both", "kept", "s1", "s2", "s3"],
        "dataset_hash": HASH,
    }
    made, found = of_answer("acts", answer, Page(1), ASKED)
    assert (made["actors"], made["statements"]) == ([rows[0]], ["both", "kept", "s1", "s3"])
    assert (made["beside"], found.total) == (answer["beside"], 3)
    made, found = of_answer("acts", answer, Page(2, found.next), ASKED)
    assert (made["actors"], made["statements"]) == (rows[1:], ["both", "kept", "s2", "s3"])
    assert found.next is None
    assert answer["statements"] == ["both", "kept", "s1", "s2", "s3"]


@pytest.mark.parametrize("name", sorted(UNPAGED))
def test_a_question_without_pages_says_why(name: str) -> None:
    with pytest.raises(RequestError, match="has no pages: " + UNPAGED[name]):
        of_answer(name, {"dataset_hash": HASH}, Page(1), ASKED)


def test_every_question_has_pages_or_a_reason_and_main_lists_are_lists_by_the_schemas() -> None:
    assert {*PAGED, *UNPAGED} == set(QUESTIONS)
    assert set(PAGED) & set(UNPAGED) == set()
    assert LIFTED <= PAGED
    for name in PAGED:
        schema = schemas()[name]
        for key in MAIN[name]:
            schema = schema["properties"][key]
        assert schema["type"] == "array", name
        assert schema.get("minItems", 0) == 0, name
    assert MOST >= 1000
