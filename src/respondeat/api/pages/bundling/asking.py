"""What the bundle of a view is asked: a question that bundles can hold, with its parameters."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.answers import QUESTIONS
from respondeat.api.language import LANGUAGES
from respondeat.api.pages.analyses.asking import given
from respondeat.api.pages.analyses.elsewhere import NO_BUNDLE
from respondeat.api.parameters import of_question
from respondeat.errors import NotFound, RequestError

from . import QUERY

Json = dict[str, Any]

BY_HAND: Final[Mapping[str, str]] = MappingProxyType(
    {QUERY: "bundling.by_hand", "search": "bundling.by_hand_search"}
)
"""Whose bundles are made at the terminal only, and the phrase that says so."""


def held(name: str) -> str:
    """The name of a question that bundles can hold. Raises NotFound for another one."""
    if name != QUERY and (name not in QUESTIONS or name in NO_BUNDLE):
        raise NotFound(
            f"There is no question {name[:60]!r} that bundles hold. /analyses lists the questions."
        )
    return name


def made_here(name: str) -> str:
    """The same of one whose bundle a server makes. Raises NotFound, RequestError for a query or a search.

    What is searched for stands in the bundle as it was typed, and a bundle in which a protected name stands
    is not handed over: whoever may not see a name could try names out.
    """
    if held(name) == QUERY:
        raise RequestError(
            "The bundle of a query is made at the terminal only: here it could not be bounded."
        )
    if name in BY_HAND:
        raise RequestError("The bundle of a search is made at the terminal only: it holds what was typed.")
    return name


def wanted(name: str, typed: Mapping[str, Any]) -> Json:
    """What is asked, each value as what it is. Raises RequestError for what is none of it.

    That a view assumed its day is told on the page, and asked of nothing.
    """
    typed = {key: value for key, value in typed.items() if key != "assumed"}
    if name != QUERY:
        return given(name, typed)
    if set(typed) != {"query"}:
        raise RequestError("The bundle of a query takes the parameter query alone.")
    return dict(typed)


def asked_of(name: str, typed: Mapping[str, Any], language: str) -> Json:
    """The parameters of the question as it is asked in a language: as the terminal asks it."""
    speaks = language != LANGUAGES[0] and any(p.name == "language" for p in of_question(QUESTIONS[name], {}))
    return wanted(name, typed) | ({"language": language} if speaks else {})
