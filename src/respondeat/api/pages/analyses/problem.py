"""What went wrong, above the form: in words, with links to what may have been meant that complete it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from respondeat.api.pages.place import Place
from respondeat.api.pages.problem import explained
from respondeat.errors import RespondeatError
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label

_PLACES: Final = (
    *("target", "targets", "person", "event", "entity", "body", "actor", "regimes", "source"),
    *("only_with", "only_with_origin", "without_document", "without_origin"),
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that may have been meant: its name, id and kind, and the page that asks about it."""

    name: str
    id: str
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What went wrong; the detail is in English, as every error."""

    title: str
    to_do: str
    detail: str
    candidates: tuple[Candidate, ...]


def problem(error: RespondeatError, place: Place) -> Problem:
    """An error as the page tells it."""
    kind = explained(type(error), place.language)
    return Problem(kind.title, kind.to_do, error.detail, tuple(_candidates(error, place)))


def _candidates(error: RespondeatError, place: Place) -> Iterator[Candidate]:
    told = error.as_json()["error"]["candidates"] or ()
    meant = _meant(error, place)
    for one in told:
        if meant is None:
            href = place.entity(one["id"])
        else:
            name, text = meant
            values = [one["id"].removeprefix(v.ID) if x == text else x for x in place.given[name]]
            href = place.changed(**{name: values})
        id, kind = one["id"].removeprefix(v.ID), str(one.get("type") or "")
        called = label(v.R + kind, place.language) if kind else ""
        yield Candidate(str(one.get("name") or id), id, called, href)


def _meant(error: RespondeatError, place: Place) -> tuple[str, str] | None:
    """Which parameter the error is about, and its value: the one that it repeats."""
    given = [(name, text) for name in _PLACES for text in place.given.get(name, ()) if text]
    return next(
        ((name, text) for name, text in given if repr(text)[1:-1] in error.detail),
        given[0] if given else None,
    )
