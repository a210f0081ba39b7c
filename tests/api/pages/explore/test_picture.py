"""The picture that the server draws: everything that is seen, where the address says."""

from typing import Any
from xml.etree import ElementTree as ET

from respondeat.api.dataset import Dataset
from respondeat.api.pages.explore import picture

from .conftest import Asking
from .world import EVERYBODY

SVG = "{http://www.w3.org/2000/svg}"


def texts(drawn: bytes) -> list[str]:
    """What is written in a picture."""
    return ["".join(one.itertext()) for one in ET.fromstring(drawn).iter(f"{SVG}text")]


def test_everything_that_is_seen_is_drawn(data: Dataset, asked: Asking) -> None:
    given: dict[str, Any] = {"node": [" ".join(EVERYBODY)], "hidden": ["2"], "group": ["1.3 Ours <b>"]}
    told = texts(picture.svg(data, asked(**given)))
    assert {"Section", "Staff", "Ministry"} <= set(told)
    assert told.count("[Ours <b>]") == 2
    assert "Regiment" not in told
    assert any("9 entities" in text for text in told)
    assert picture.svg(data, asked(**given)) == picture.svg(data, asked(**given))


def test_a_box_is_drawn_round_members_alone(data: Dataset, asked: Asking) -> None:
    given: dict[str, Any] = {"node": EVERYBODY[:3], "group": ["1.2 Two"]}
    apart = texts(picture.svg(data, asked(**given, at=["AAAAAyAABkAA"])))  # the third beside the two
    among = texts(picture.svg(data, asked(**given, at=["AAAABkAAAyAA"])))  # between them
    assert (apart.count("Two"), among.count("Two")) == (1, 0)
    assert apart.count("[Two]") == among.count("[Two]") == 2


def test_places_of_the_address_are_kept(data: Dataset, asked: Asking) -> None:
    one = picture.svg(data, asked(node=EVERYBODY[:2], at=["AAAAAZAA"]))
    other = picture.svg(data, asked(node=EVERYBODY[:2], at=["AAAAAZAZ"]))
    assert one != other


def test_a_picture_is_drawn_as_png_and_an_empty_one_too(data: Dataset, asked: Asking) -> None:
    assert picture.png(data, asked(language="be", node=EVERYBODY[:3])).startswith(b"\x89PNG")
    assert ET.fromstring(picture.svg(data, asked())).tag == f"{SVG}svg"


def test_a_picture_tells_what_is_let_through_and_hidden(data: Dataset, asked: Asking) -> None:
    whole = " ".join(texts(picture.svg(data, asked(node=EVERYBODY))))
    assert "left out" not in whole
    given: dict[str, Any] = {"node": EVERYBODY, "hidden": ["2"], "against": "hidden", "grade": "certain"}
    cut = " ".join(texts(picture.svg(data, asked(**given))))
    for told in ("1 hidden", "What something speaks against: left out", "guilt"):
        assert told in cut
    assert "How sure: only what is certain by its dates" in cut
