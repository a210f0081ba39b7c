"""Questions to begin with: of bodies that have heads and superiors, on days on which these can hold."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.answers import commanders, superiors
from respondeat.api.dataset import Dataset
from respondeat.api.pages.start.examples import examples
from respondeat.graph.command import graph_of
from respondeat.ontology import vocabulary as v


@pytest.fixture(scope="module")
def stores(example: Path, seed_store: Path) -> Iterator[tuple[Dataset, Dataset]]:
    with Dataset.open(example, "public") as one, Dataset.open(seed_store, "public") as other:
        yield one, other


def test_a_question_has_an_answer(stores: tuple[Dataset, Dataset]) -> None:
    for data in stores:
        found = examples(data.graph)
        assert len(found.bodies) == 3
        assert found.events
        first = found.bodies[0]
        assert commanders(data, first.body, first.day)["heads"]
        assert superiors(data, first.body, first.day)["superiors"]


def test_no_person_is_an_example(stores: tuple[Dataset, Dataset]) -> None:
    for data in stores:
        found = examples(data.graph)
        for id in (*(one.body for one in found.bodies), *found.events):
            assert (entity := data.entity(id)) is not None
            assert entity.cls not in (v.PERSON, v.R + "PersonGroup")


def test_the_same_graph_gives_the_same_questions_and_an_empty_one_none(
    stores: tuple[Dataset, Dataset],
) -> None:
    data = stores[0]
    assert examples(data.graph) == examples(data.graph)
    nothing = graph_of([])
    assert examples(nothing).bodies == ()
    assert examples(nothing).events == ()
