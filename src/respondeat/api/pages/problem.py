"""A refusal in the language of its reader: what kind of problem it is, and what to do.

The detail of an error is in English, as the interface has it; pages mark it so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from respondeat.api.language import catalogue
from respondeat.errors import RespondeatError


@dataclass(frozen=True, slots=True)
class Explained:
    """A kind of problem: its name, and what to do about it."""

    title: str
    to_do: str


def explained(kind: type[RespondeatError], language: str) -> Explained:
    """A kind of error in words; one that has none of its own has those of the kind above it."""
    names = (one.type for one in kind.__mro__ if issubclass(one, RespondeatError))
    return of_first(names, language)


def of_first(names: Iterable[str], language: str) -> Explained:
    """The first of some kinds, by the names that problems have for them, that there are words for."""
    known = catalogue(language)
    name = next((name for name in names if f"problem.title.{name}" in known), "error")
    return Explained(known[f"problem.title.{name}"], known[f"problem.do.{name}"])
