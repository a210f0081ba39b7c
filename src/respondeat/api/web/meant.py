"""Which entity was meant: the candidates for a name, each with the address that asks the same about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from respondeat.api.pages.place import Place
from respondeat.errors import NamingError, RespondeatError
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import label


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity or document, in words: `again` asks the same about it, `page` is the one about it."""

    id: str
    name: str
    told: str
    again: str
    page: str


def candidates(error: RespondeatError, place: Place) -> tuple[Candidate, ...]:
    """The candidates of an error; what was asked is kept, but for the name that was not clear.

    Where no part of the address holds that name, each leads to the page about it.
    """
    named = _named(error, place)
    return tuple(_candidate(one, place, named) for one in error.candidates)


def _candidate(one: Mapping[str, Any], place: Place, named: tuple[str, str] | None) -> Candidate:
    id, name = str(one["id"]), str(one["name"])
    short = id.removeprefix(v.ID)
    kind = label(v.R + one["type"], place.language) if one.get("type") else ""
    form = str(one.get("form") or "")
    told = " · ".join(filter(None, (kind, form if form != name else "")))
    page = place.entity(id)
    if named is None:
        return Candidate(short, name, told, page, page)
    key, text = named
    again = place.changed(**{key: tuple(short if x == text else x for x in place.given[key])})
    return Candidate(short, name, told, again, page)


def _named(error: RespondeatError, place: Place) -> tuple[str, str] | None:
    """The one parameter that holds the name of which the error speaks, and that name."""
    if not isinstance(error, NamingError):
        return None
    found = [(key, x) for key, values in place.given.items() for x in values if repr(x) in error.detail]
    return found[0] if len(found) == 1 else None
