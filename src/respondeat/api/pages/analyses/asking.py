"""What a page of an analysis is asked: the parameters of its question, as they were typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from respondeat.api.answers import QUESTIONS
from respondeat.api.answers.asked import ask
from respondeat.api.dataset import Dataset
from respondeat.api.language import LANGUAGES
from respondeat.api.parameters import Parameter, of_question, read
from respondeat.errors import NotFound, RequestError

from . import OWN

Json = dict[str, Any]


def known(name: str) -> str:
    """The name of a question. Raises NotFound for one that there is not."""
    if name not in QUESTIONS:
        raise NotFound(f"There is no analysis {name[:60]!r}. They are listed at /analyses.")
    return name


def parameters(name: str) -> tuple[Parameter, ...]:
    """The parameters of a question; its language is that of the page."""
    return tuple(p for p in of_question(QUESTIONS[name], {}) if p.name != "language")


def given(name: str, typed: Mapping[str, Sequence[str]]) -> Json:
    """What is asked, each value as what it is. Raises RequestError for what is none of it."""
    own = {key: [*values] for key, values in typed.items() if key not in OWN}
    return read(parameters(name), own)


def whole(name: str, typed: Mapping[str, Sequence[str]]) -> bool:
    """Whether all that the question needs is there; a form that nobody filled in asks nothing."""
    needed = [p.name for p in parameters(name) if p.required]
    return all(key in typed for key in needed) and (bool(needed) or not _needs_one(name, typed))


def _needs_one(name: str, typed: Mapping[str, Sequence[str]]) -> bool:
    """Whether a question that takes any of several has none of them."""
    return name == "decisions" and not {"target", "stage"} & set(typed)


def answered(data: Dataset, name: str, wanted: Mapping[str, Any]) -> Json:
    """The answer in the language of the data. Raises what the question raises."""
    speaks = any(p.name == "language" for p in of_question(QUESTIONS[name], {}))
    language = {"language": data.language} if speaks and data.language != LANGUAGES[0] else {}
    return ask(QUESTIONS, data, name, {**wanted, **language})


def first_row(typed: Mapping[str, Sequence[str]]) -> int:
    """From which row on, counted from 0. Raises RequestError for what is no number."""
    (told, *_) = typed.get("row", ("1",))
    if not (told.isascii() and told.isdecimal() and 0 < len(told) < 8 and int(told)):
        raise RequestError(f"row is a whole number from 1 on, not {told[:60]!r}.")
    return int(told) - 1
