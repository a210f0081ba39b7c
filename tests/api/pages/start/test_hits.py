"""Hits: near or far, each with what means it alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.pages.place import Place
from respondeat.api.pages.start.hits import Finder
from respondeat.ontology import vocabulary as v


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as found:
        yield found


def finder(data: Dataset, text: str) -> Finder:
    return Finder(data, Place("/", data.language, {"text": (text,)}))


@pytest.mark.parametrize(
    ("text", "words", "near"),
    [
        ("Ella Fifthperson", "", True),
        ("ELLA FIFTHPERSON", "", True),
        ("Fifthperson", "part of the name", True),
        ("Fifth", "part of the name", True),
        ("Ela Fifthperson", "a name much like it", True),
    ],
)
def test_how_near_a_name_is_in_words(data: Dataset, text: str, words: str, near: bool) -> None:
    own = finder(data, text)
    hit = own.hit(own.names(text, frozenset({"Person"}), 1)[0])
    assert (hit.name, hit.near) == ("Ella Fifthperson [invented]", near)
    assert hit.nearness in (words, "another spelling")


def test_what_is_known_by_its_id_needs_no_search(data: Dataset) -> None:
    own = finder(data, "")
    id = data.find("Ella Fifthperson")
    known = own.known(id)
    assert known is not None
    assert (known.means, known.nearness) == ("Ella Fifthperson", "")
    document = next(data.records.instances(v.DOCUMENT))
    told = own.known(document)
    assert told is not None
    assert (told.type, told.chain) == ("Document", "")
