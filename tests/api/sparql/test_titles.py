"""Documents by title: every word counts, capitals do not, and no text is read as a query."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.sparql.titles import titled
from respondeat.graph.statement import Document
from respondeat.ontology import vocabulary as v


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "public") as found:
        yield found


def titles(data: Dataset, text: str, limit: int = 50) -> list[str]:
    found = [data.records.record(id) for id in titled(data.reader, text, limit)]
    return [one.title for one in found if isinstance(one, Document)]


def test_every_word_counts_in_any_order_and_capitals_do_not(data: Dataset) -> None:
    everything = sorted(title for title in titles(data, "e") if title)
    words = everything[0].split()
    assert everything[0] in titles(data, " ".join(reversed(words)).upper())
    assert titles(data, f"{words[0]} surelynothing") == []
    assert len(titles(data, "e", 2)) == 2


def test_one_that_is_called_just_so_comes_first(data: Dataset) -> None:
    for title in titles(data, "e"):
        assert titles(data, title.upper(), 1)[0].casefold() == title.casefold()


def test_a_document_is_found_by_its_hash(seed_store: Path) -> None:
    with Dataset.open(seed_store, "public") as data:
        found = [data.records.record(id) for id in data.records.instances(v.DOCUMENT)]
        one = next(one for one in found if isinstance(one, Document) and one.sha256)
        assert one.id in titled(data.reader, f" {one.sha256.upper()} ", 8)
        assert titled(data.reader, "0" * 64, 8) == ()


def test_a_version_of_a_document_is_found_too(seed_store: Path) -> None:
    with Dataset.open(seed_store, "public") as data:
        id = next(data.records.instances(v.DOCUMENT_VERSION))
        found = data.records.record(id)
        assert isinstance(found, Document)
        assert id in titled(data.reader, found.title, 50)


@pytest.mark.parametrize(
    "text", ["", "   ", '") } #', "\\", "'", "\x00", "{ ?s ?p ?o }", "\ud800", "a" * 5000]
)
def test_no_text_is_read_as_a_query(data: Dataset, text: str) -> None:
    assert titles(data, text) == []
