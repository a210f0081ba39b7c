"""The examples of questions fit their parameters; that they are answered is in test_openapi.py."""

import pytest

from respondeat.api.answers import QUESTIONS
from respondeat.api.parameters import read
from respondeat.api.web.examples import EXAMPLES
from respondeat.api.web.routes.questions import parameters_of


def test_every_question_has_one() -> None:
    assert set(EXAMPLES) == set(QUESTIONS)


@pytest.mark.parametrize("name", sorted(EXAMPLES))
def test_it_fits_the_parameters(name: str) -> None:
    example = dict(EXAMPLES[name])
    values = {key: x if isinstance(x, list) else [x] for key, x in example.items()}
    assert read(parameters_of(name), values) == example
