"""Which passage an address means, and what is told of it to whoever cuts out its words."""

import pytest

from respondeat.api.pages.passage.found import AROUND, found, sought
from respondeat.errors import NotFound
from respondeat.ontology import vocabulary as v

from .conftest import Opened
from .world import World


def test_with_the_prefix_and_without(there: World, opened: Opened) -> None:
    data, id = opened("public"), there.passages["open"]
    assert found(data, id) == found(data, v.ID + id)
    assert found(data, id)[0].id == v.ID + id


def test_what_is_above_and_what_is_not_there_are_told_in_the_same_words(there: World, opened: Opened) -> None:
    said = set()
    for id in (there.passages["closed"], "pa-" + "e" * 32, "doc-gone", "", "../x"):
        with pytest.raises(NotFound) as refused:
            found(opened("public"), id)
        said.add((refused.value.detail, *refused.value.candidates))
    assert len(said) == 1
    assert found(opened("restricted"), there.passages["closed"])[1] is not None


@pytest.mark.parametrize(("level", "around"), [("public", 0), ("restricted", 0), ("sealed", AROUND)])
def test_no_name_goes_along_and_nothing_around_it_below_the_highest_level(
    there: World, opened: Opened, level: str, around: int
) -> None:
    data = opened(level)
    told = sought(data, *found(data, there.passages["open"]))
    assert set(told) == {"sha256", "start", "end", "passage", "around"}
    assert (told["sha256"], told["around"]) == (there.hashes["open"], around)


def test_where_the_level_has_no_document(there: World, opened: Opened) -> None:
    data = opened("public")
    passage, _ = found(data, there.passages["open"])
    assert sought(data, passage, None)["sha256"] == ""
