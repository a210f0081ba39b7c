"""What stands beside a chain is shown apart and never climbed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.beside import beside
from respondeat.api.dataset import Dataset


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example) as opened:
        yield opened


def test_other_posts_stand_beside_a_body(data: Dataset) -> None:
    ((title, rows),) = beside(data, data.find("SRS"), "2020-05-03")
    assert title.startswith("Other posts")
    assert [row["person"]["name"] for row in rows] == ["Kali Ninthperson"]


def test_nothing_stands_beside_a_person_or_an_event(data: Dataset) -> None:
    for name in ("Ella Fifthperson", "Raid in Paper Street (invented)"):
        assert list(beside(data, data.find(name), "2020-05-03")) == []
