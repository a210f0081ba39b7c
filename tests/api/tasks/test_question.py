"""The task of a question: what is asked beside it, and errors that speak as HTTP does."""

import json
from pathlib import Path
from typing import Any

import pytest

from respondeat.api.answers import QUESTIONS
from respondeat.api.answers.asked import ask
from respondeat.api.dataset import Dataset
from respondeat.api.tasks import Answered, Work, task
from respondeat.api.tasks.question import ECHOED, over_http, question
from respondeat.errors import InputError, RespondeatError, UnknownName

RAID = "Raid in Paper Street (invented)"


def asked(store: Path, **given: Any) -> Answered:
    with Dataset.open(store, "public") as data:
        return question(data, Work(given, 1000, 10**7))


def test_the_answer_is_that_of_the_question(example: Path) -> None:
    with Dataset.open(example, "public") as data:
        wanted = json.loads(json.dumps(ask(QUESTIONS, data, "chain", {"target": RAID})))
    done = asked(example, name="chain", parameters={"target": RAID})
    assert (json.loads(done.body), done.media_type, dict(done.meta)) == (wanted, "application/json", {})
    assert task("question") is question


def test_what_is_set_aside_the_moment_and_the_language_are_those_asked_for(example: Path) -> None:
    less = asked(example, name="chain", parameters={"target": RAID}, without={"modalities": ["alleged"]})
    assert json.loads(less.body)["without"]["modalities"] == ["alleged"]
    spoken = json.loads(
        asked(example, name="search", parameters={"text": "Fourthperson"}, language="be").body
    )
    assert spoken["hits"][0]["name"] == "Дона Чaцвёртa"
    before = json.loads(asked(example, name="gaps", parameters={}, recorded_at="1999-01-01").body)
    assert (before["recorded_at"], before["total"]) == (None, 0)


def test_a_page_says_how_many_rows_there_are(example: Path) -> None:
    done = asked(example, name="acts", parameters={}, page={"size": 1, "cursor": None})
    whole = json.loads(asked(example, name="acts", parameters={}).body)
    assert done.meta["total"] == whole["total"] > 1
    assert json.loads(done.body)["actors"] == whole["actors"][:1]
    own = asked(example, name="acts", parameters={"limit": 2}, page={"size": 1, "cursor": None})
    assert own.meta["total"] == 2  # a limit of one's own is kept


def test_errors_call_parameters_as_http_does(example: Path) -> None:
    with pytest.raises(InputError, match=r"\(on DAY\)"):
        asked(example, name="chain", parameters={"target": "SRS"})
    error = over_http(InputError("Say --without-document or --other-thing, or --max-hops 3."), {})
    assert str(error) == "Say without_document or --other-thing, or max_hops 3."


@pytest.mark.parametrize("text", ["Ж" * 900, "it's \\ \t" * 90, '"' * 500, "\u202e" * 300])
def test_a_long_name_is_repeated_in_part(example: Path, text: str) -> None:
    for given in (
        {"parameters": {"target": text}},
        {"parameters": {"target": RAID}, "without": {"documents": [text]}},
        {"parameters": {"target": RAID, "on": text}},
    ):
        with pytest.raises(RespondeatError) as met:
            asked(example, name="chain", **given)
        assert len(met.value.detail) < ECHOED + 500
        assert text[:50] in met.value.detail or repr(text)[1:40] in met.value.detail
    short = UnknownName(f"No entity bears the name {text[:ECHOED]!r}.")
    assert over_http(short, {"parameters": {"target": text[:ECHOED]}}).detail.endswith("'.") or '"' in str(
        short
    )
