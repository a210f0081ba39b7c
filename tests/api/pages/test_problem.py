"""Refusals in the language of their reader: every kind of error has a name, and what to do."""

import pytest

from respondeat.api.language import LANGUAGES, catalogue
from respondeat.api.pages.problem import explained, of_first
from respondeat.api.web.problem_types import TYPES
from respondeat.errors import MappingError, RespondeatError, StoreFull


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", TYPES.values(), ids=lambda kind: kind.type)
def test_every_kind_is_told(kind: type[RespondeatError], language: str) -> None:
    told = explained(kind, language)
    assert told.title
    assert told.to_do
    named = f"problem.title.{kind.type}" in catalogue(language)
    assert named or told == explained(kind.__mro__[1], language)


def test_what_has_no_words_has_those_of_the_kind_above() -> None:
    assert explained(MappingError, "be").title == catalogue("be")["problem.title.input"]
    assert explained(StoreFull, "ru").to_do == catalogue("ru")["problem.do.store"]
    assert of_first(("unheard",), "en").title == catalogue("en")["problem.title.error"]


def test_every_phrase_is_of_a_kind_that_there_is() -> None:
    assert {key.rpartition(".")[2] for key in catalogue("en") if key.startswith("problem.title.")} <= set(
        TYPES
    )
