"""What is put before a reviewer: pairs of like names that nobody judged, statements that nobody assessed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.pages.place import Place
from respondeat.api.pages.reviewing.awaiting import awaiting, in_force
from respondeat.api.pages.reviewing.pairs import ALIKE, Pair, pair, proposed
from respondeat.api.pages.reviewing.sides import side
from respondeat.graph.command.states import evidence
from respondeat.ontology import vocabulary as v

JUDGES = ("p-4a801ffa50f3f840a36777cebd35d9b0", "p-cbb96e027f317e5d7cf04d3678ac9bc4")


@pytest.fixture(scope="module")
def data(example: Path) -> Iterator[Dataset]:
    with Dataset.open(example, "restricted") as opened:
        yield opened


def test_like_names_of_one_kind_are_proposed_once(seed_store: Path) -> None:
    with Dataset.open(seed_store) as seed:
        found, after, turns = list[Pair](), 0, 0
        while True:
            page = proposed(seed, after)
            found += page.pairs
            turns += 1
            if page.next is None:
                break
            assert page.next > after
            after = page.next
        assert found
        assert turns > 1
        keys = [(one.first, one.second) for one in found]
        assert len(set(keys)) == len(keys)
        for one in found:
            assert one.first < one.second
            assert one.score >= ALIKE
            a, b = seed.entity(one.first), seed.entity(one.second)
            assert a is not None
            assert b is not None
            assert a.cls == b.cls


def test_two_that_are_named_are_shown_in_either_order(data: Dataset) -> None:
    found = pair(data, *JUDGES)
    assert found is not None
    assert found == pair(data, v.ID + JUDGES[1], v.ID + JUDGES[0])
    assert pair(data, JUDGES[0], JUDGES[0]) is None
    assert pair(data, JUDGES[0], "p-0") is None


def test_every_statement_without_an_assessment_waits_once(data: Dataset) -> None:
    found: list[str] = []
    after: int | None = 0
    while after is not None:
        page = awaiting(data, "", after)
        found += [one.id for one in page.statements]
        after = page.next
    assert len(set(found)) == len(found)
    every = [id for cls in v.RELATIONS for id in data.records.instances(cls)]
    assessed = {id for id in every if in_force(data, id)}
    assert assessed
    assert not assessed & set(found) or all(
        any(one.status == v.WORK_NEEDED for one in in_force(data, id)) for id in assessed & set(found)
    )
    assert all(not evidence(data.records, id).retracted for id in found)
    assert {one.relation for one in awaiting(data, "Subordination").statements} == {v.SUBORDINATION}
    assert awaiting(data, "", 10**9).next is None


def test_a_side_says_in_which_role_it_stands(data: Dataset) -> None:
    told = side(data, v.ID + JUDGES[0], Place("/review", "en"))
    assert told["rows"]
    assert "(" in told["rows"][0]["what"]
    assert told["sources"]
    assert told["href"].startswith("/entity/p-")
