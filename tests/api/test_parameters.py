"""Parameters: derived from signatures, read strictly, bounded; nothing that is sent raises anything else."""

import json
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat.api.answers import QUESTIONS
from respondeat.api.parameters import LONGEST, Parameter, of_body, of_query, of_question, read
from respondeat.errors import RequestError


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def asked(
    data: object,
    target: str,
    kinds: Sequence[str] = (),
    *,
    colour: Colour = Colour.RED,
    size: Literal["big", "small"] | None = None,
    limit: int = 20,
    share: float = 0.5,
    deep: bool = False,
    only: frozenset[str] | None = None,
    quotes: object = None,
) -> dict[str, Any]:
    """A question that there is not yet."""
    return {}


def test_a_new_question_has_its_parameters_by_being_one() -> None:
    found = {p.name: p for p in of_question(asked, {"target": "Who."})}
    assert list(found) == ["target", "kinds", "colour", "size", "limit", "share", "deep", "only"]
    assert found["target"] == Parameter("target", required=True)
    assert found["target"].description == "Who."
    assert found["kinds"] == found["only"].__class__("kinds", many=True)
    assert found["only"].many
    assert (found["colour"].choices, found["colour"].schema()["default"]) == (("red", "blue"), "red")
    assert found["size"].choices == ("big", "small")
    assert (found["limit"].least, found["limit"].most, found["limit"].default) == (1, 1_000_000, 20)
    assert (found["share"].type, found["deep"].type) == ("number", "boolean")
    assert found["kinds"].schema()["type"] == "array"


def test_a_parameter_of_several_types_is_a_fault_of_ours() -> None:
    def odd(data: object, what: int | str = 1) -> dict[str, Any]:
        return {}

    with pytest.raises(TypeError, match="what"):
        of_question(odd, {})


def test_what_fits_is_read_as_what_it_is() -> None:
    parameters = of_question(asked, {})
    query = b"target=%D0%94%D0%BE%D0%BD%D0%B0+x&kinds=a&kinds=b&colour=blue&limit=3&share=0.25&deep=true"
    wanted = {
        "target": "Дона x",
        "kinds": ["a", "b"],
        "colour": "blue",
        "limit": 3,
        "share": 0.25,
        "deep": True,
    }
    assert read(parameters, of_query(query)) == wanted
    assert read(parameters, of_body(json.dumps(wanted | {"size": None}).encode())) == wanted


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(QUESTIONS)), st.data())
def test_whatever_is_sent_is_read_or_refused_in_few_words(name: str, data: st.DataObject) -> None:
    parameters = of_question(QUESTIONS[name], {})
    names = st.sampled_from([p.name for p in parameters]) | st.text(max_size=2000)
    sent = data.draw(st.dictionaries(names, ANYTHING, max_size=5))
    try:
        given_ = read(parameters, of_body(json.dumps(sent).encode()))
    except RequestError as error:
        assert len(error.detail) < 900
        return
    kinds = {"string": str, "integer": int, "number": float, "boolean": bool}
    for p in parameters:
        if p.name in given_:
            values = given_[p.name] if p.many else [given_[p.name]]
            assert {type(value) for value in values} <= {kinds[p.type]}


@given(st.binary(max_size=60))
def test_whatever_stands_in_an_address_is_read_or_refused(query: bytes) -> None:
    try:
        found = of_query(query)
    except RequestError:
        return
    assert all(isinstance(x, str) for values in found.values() for x in values)


@given(st.binary(max_size=60))
def test_whatever_stands_in_a_body_is_read_or_refused(body: bytes) -> None:
    try:
        of_body(body)
    except RequestError as error:
        assert len(error.detail) < 400


def test_texts_are_bounded_in_length_and_number() -> None:
    one, many = Parameter("a"), Parameter("a", many=True)
    assert one.read(["x" * LONGEST]) == "x" * LONGEST
    for wrong in (["x" * (LONGEST + 1)], ["a", "b"], [], [""], ["\u2009"], [3], [None]):
        with pytest.raises(RequestError, match=r"^a "):
            one.read(wrong)
    assert many.read([]) == []
    with pytest.raises(RequestError, match="101 times"):
        many.read(["x"] * 101)


def test_an_open_list_is_judged_by_whoever_takes_it() -> None:
    assert Parameter("a", choices=("x",), open=True).read(["y"]) == "y"
    with pytest.raises(RequestError, match="one of x"):
        Parameter("a", choices=("x",)).read(["y"])
