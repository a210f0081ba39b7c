"""Forms of questions: every parameter has a field with words, in every language."""

import pytest

from respondeat.api import common_parameters
from respondeat.api.answers import QUESTIONS
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.analyses.asking import parameters
from respondeat.api.pages.analyses.form import COMMON, fields
from respondeat.api.pages.analyses.problem import problem
from respondeat.api.pages.place import Place
from respondeat.errors import AmbiguousName
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

_ELSEWHERE = {"level", "language"}  # the level is kept in the address, the language of a page is its own


def test_common_parameters_are_those_of_every_question() -> None:
    known = {p.name: p for p in common_parameters.of(paged=False)}
    assert {p.name for p in COMMON} == set(known) - _ELSEWHERE
    for one in COMMON:
        assert (one.many, one.choices) == (known[one.name].many, known[one.name].choices)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_field_has_its_words(name: str, language: str) -> None:
    seen, folded = fields(name, Place(f"/analyses/{name}", language))
    names = [one.name for one in (*seen, *folded)]
    assert set(names) == {p.name for p in (*parameters(name), *COMMON)}
    for one in (*seen, *folded):
        assert one.label != one.name
        assert one.hint or one.kind == "flag"
        assert all(option.text for option in one.options)
        if language != "en":
            assert not any(option.text == option.value for option in one.options), one.name


def test_the_form_keeps_what_was_typed() -> None:
    place = Place("/analyses/gaps", "en", {"target": ("x",), "kinds": ("undated",), "every_day": ("true",)})
    seen, _ = fields("gaps", place)
    told = {one.name: one for one in seen}
    assert told["target"].values == ("x",)
    assert [one.value for one in told["kinds"].options if one.chosen] == ["undated"]
    assert told["every_day"].values == ("true",)


def test_who_may_be_meant_is_told_from_others_of_the_name() -> None:
    both = [
        {"id": f"{v.ID}{id}", "name": "X", "type": kind} for id, kind in (("b-1", "Body"), ("p-1", "Person"))
    ]
    error = AmbiguousName("'x' means several.", candidates=both)
    told = problem(error, Place("/analyses/gaps", "be", {"target": ("x",)})).candidates
    assert [one.id for one in told] == ["b-1", "p-1"]
    assert [one.kind for one in told] == [label(v.R + kind, "be") for kind in ("Body", "Person")]
    assert told[0].href == "/analyses/gaps?target=b-1&language=be"
