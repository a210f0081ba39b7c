"""Frames: whatever goes in comes out, however the bytes are cut; and what is no frame is refused."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from respondeat import errors
from respondeat.api.workers import Body, Limits, Request, wire
from respondeat.api.workers.frames import IN_MEMORY, PREFIX, Header, Unpacked, packed

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda x: st.lists(x) | st.dictionaries(st.text(), x),
)
FRAMES = st.lists(st.tuples(st.dictionaries(st.text(), JSON), st.binary()))


@given(FRAMES, st.lists(st.integers(1, 50), min_size=1))
def test_frames_come_whole_however_they_are_cut(frames: list[tuple[Any, bytes]], cuts: list[int]) -> None:
    found: list[tuple[Header, bytes]] = []
    reading = Unpacked(lambda header, body: found.append((header, body.read())))
    sent = b"".join(packed(header, len(body)) + body for header, body in frames)
    at, turn = 0, 0
    while at < len(sent):
        size = cuts[turn % len(cuts)]
        reading.feed(sent[at : at + size])
        at, turn = at + size, turn + 1
    assert found == [(json.loads(json.dumps(header)), body) for header, body in frames]


@pytest.mark.parametrize("size", [IN_MEMORY, IN_MEMORY + 1])
def test_a_large_body_goes_to_a_file(size: int) -> None:
    found: list[Body] = []
    reading = Unpacked(lambda header, body: found.append(body))
    sent = packed({}, size) + b"x" * size + packed({"next": 1})
    for at in range(0, len(sent), 65536):
        reading.feed(sent[at : at + 65536])
    large, empty = found
    assert large.small == (size <= IN_MEMORY)
    assert (large.read(), empty.read()) == (b"x" * size, b"")
    large.close()


def test_a_body_that_is_broken_off_is_let_go() -> None:
    reading = Unpacked(lambda header, body: pytest.fail("nothing is whole"))
    reading.feed(packed({}, 2 * IN_MEMORY) + b"x" * IN_MEMORY)
    reading.close()


@pytest.mark.parametrize("sent", [PREFIX.pack(2**31, 0), PREFIX.pack(1, 0) + b"{", PREFIX.pack(2, 0) + b"[]"])
def test_what_is_no_frame(sent: bytes) -> None:
    with pytest.raises(ValueError):
        Unpacked(lambda header, body: None).feed(sent)


def test_a_request_and_its_limits() -> None:
    given = Request("sparql", {"query": "ASK {} \ud800"}, Limits(1.5, 2.5, 3, 4, 5))
    assert wire.read(json.loads(json.dumps(wire.asked(given)))) == given


@pytest.mark.parametrize("name", errors.__all__)
def test_every_error_comes_back_as_it_was(name: str) -> None:
    kind = getattr(errors, name)
    more: dict[str, Any] = {}
    if issubclass(kind, errors.LimitError):
        more = {"limit": "rows", "allowed": 3, "retry_after": 5}
    if issubclass(kind, errors.ValidationError):
        more = {"violations": [{"path": "r:x"}]}
    given = kind("what happened", candidates=[{"id": "p1"}], **more)
    found = wire.rebuilt(json.loads(json.dumps(wire.told(given))))
    assert type(found) is kind
    assert vars(found) == vars(given)


@pytest.mark.parametrize("name", ["Exception", "core", "__all__", "Mapping"])
def test_no_other_class_is_made_from_what_a_process_says(name: str) -> None:
    with pytest.raises(ValueError, match="unknown class"):
        wire.rebuilt({"class": name, "detail": "x", "candidates": []})
