"""DER is read in one way, and what is written is read again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from respondeat.errors import InputError
from respondeat.graph.evidence.signing import der
from tests.examples import examples


@settings(max_examples=examples(100), deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0x02, 0x04, 0x30, 0xA0]), st.binary(max_size=300)), max_size=5))
def test_what_is_written_is_read(parts: list[tuple[int, bytes]]) -> None:
    whole = der.encoded(der.SEQUENCE, *(der.encoded(tag, content) for tag, content in parts))
    read = der.element(whole)
    assert read.whole == whole
    assert [(p.tag, p.content) for p in read.parts()] == parts
    assert b"".join(p.whole for p in read.parts()) == read.content


@settings(max_examples=examples(300), deadline=None)
@given(st.binary(max_size=12))
def test_what_is_read_is_written_in_no_other_way(content: bytes) -> None:
    try:
        found = tuple(der.elements(content))
    except InputError:
        return
    assert b"".join(der.encoded(e.tag, e.content) for e in found) == content


@pytest.mark.parametrize(
    "wrong",
    [
        "30",
        "3003020100ff",
        "300402010000",
        "30800201000000",
        "3081030201 00",
        "30820003020100",
        "1f8101020100",
        "3085000000000101",
        "3002020100",
        "3081",
        "02010030",
    ],
)
def test_other_forms_are_refused(wrong: str) -> None:
    with pytest.raises(InputError, match=r"DER"):
        der.element(bytes.fromhex(wrong)).parts()


def test_parts_are_those_that_belong_there() -> None:
    whole = der.element(der.encoded(der.SEQUENCE, der.integer(1), der.NULL))
    assert len(whole.parts(der.INTEGER, 5)) == 2
    with pytest.raises(InputError, match="missing"):
        whole.parts(der.INTEGER)
    with pytest.raises(InputError, match="missing"):
        der.element(der.encoded(der.SEQUENCE)).first()


@pytest.mark.parametrize(
    ("number", "written"), [(0, "020100"), (127, "02017f"), (128, "02020080"), (256, "02020100")]
)
def test_numbers_are_written_shortest(number: int, written: str) -> None:
    assert der.integer(number).hex() == written


@pytest.mark.parametrize(
    ("dotted", "written"),
    [
        ("2.16.840.1.101.3.4.2.1", "0609608648016503040201"),
        ("1.3.14.3.2.26", "06052b0e03021a"),
        ("2.999.3", "0603883703"),
    ],
)
def test_identifiers(dotted: str, written: str) -> None:
    assert der.identifier(dotted).hex() == written
