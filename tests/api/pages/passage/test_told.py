"""A passage as data: the words that were cut out for it, and for no other place."""

from typing import Any

import pytest

from respondeat.api.dataset import Dataset
from respondeat.api.pages.passage.found import found, sought
from respondeat.api.pages.passage.told import told
from respondeat.api.without import without
from respondeat.errors import NotFound, Stopped

from .conftest import Opened
from .world import WORDS, World


def words(data: Dataset, id: str, **changes: Any) -> dict[str, Any]:
    """What is given for a passage whose words were cut out."""
    place = sought(data, *found(data, id)) | changes.pop("sought", {})
    given = {"verdict": "verified", "text": WORDS, "length": len(WORDS), "before": "", "after": ""}
    return given | changes | {"sought": place}


def test_words_place_document_and_what_rests_on_them(there: World, opened: Opened) -> None:
    data, id = opened("public"), there.passages["open"]
    made = told(data, id, words(data, id))
    assert (made["passage"]["quote"], made["passage"]["quote_verdict"]) == (WORDS, "verified")
    assert made["document"]["title"] == "The open paper"
    verdicts = [one["source"]["verdict"] for one in made["said"]]
    assert sorted(verdicts) == ["denies", "supports"]
    assert {one["statement"]["state"] for one in made["said"]} == {"contested"}
    assert told(data, there.passages["huge"], words(data, there.passages["huge"]))["said"] == []


def test_what_was_set_aside_is_counted_and_not_listed(there: World, opened: Opened) -> None:
    data, id = opened("public"), there.passages["open"]
    document = found(data, id)[0].document
    less = data.less(without(data, documents=[document]))
    made = told(less, id, words(less, id))
    assert (made["said"], made["set_aside"]) == ([], 2)
    assert told(data, id, words(data, id))["set_aside"] == 0
    unrelated = data.less(without(data, documents=[found(data, there.passages["huge"])[0].document]))
    made = told(unrelated, id, words(unrelated, id))
    assert (len(made["said"]), made["set_aside"]) == (2, 0)


def test_words_of_another_place_are_not_taken(there: World, opened: Opened) -> None:
    """The data may change between the two steps: then one asks again."""
    data, id = opened("public"), there.passages["open"]
    with pytest.raises(Stopped, match="Ask again"):
        told(data, id, words(data, id, sought={"start": 0}))
    with pytest.raises(NotFound):
        told(data, there.passages["closed"], words(data, id))
