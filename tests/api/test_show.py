"""Everything said of an entity: names, attributes, statements by time, for and against."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.answers import show
from respondeat.api.dataset import Dataset


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example) as opened:
        yield opened


def test_statements_are_in_the_order_of_their_first_known_day(data: Dataset) -> None:
    answer = show(data, "SRS")
    firsts = [
        min(filter(None, (s["valid"][k] for k in ("es", "ls", "ee", "le")))) for s in answer["statements"]
    ]
    assert firsts == sorted(firsts)
    assert len(firsts) == 9


def test_names_and_attributes_are_given(data: Dataset) -> None:
    answer = show(data, "Dono Fourthperson")
    assert {(n["form"], n["lang"]) for n in answer["names"]} == {
        ("Dono Fourthperson", "en"),
        ("Дона Чaцвёртa", "be"),
    }
    attributes = {a["property"]: a["value"] for a in show(data, "SRS")["attributes"]}
    assert attributes["bodyKind"] == "riotPolice"
    assert attributes["ofState"]["name"] == "Exampelia (invented)"


def test_what_speaks_against_is_given(data: Dataset) -> None:
    (contested,) = [s for s in show(data, "SRS")["statements"] if s["state"] == "contested"]
    assert contested["roles"]["linkKind"] == "deFactoControl"
    assert contested["assessments"][0]["status"] == "contested"
    assert {s["verdict"] for s in contested["sources"]} == {"supports", "denies"}


def test_the_retracted_is_marked(data: Dataset) -> None:
    assert {s["state"] for s in show(data, "Hilo Wrongperson")["statements"]} == {"retracted"}
