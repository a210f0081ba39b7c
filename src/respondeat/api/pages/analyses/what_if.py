"""What carries chains, each with a switch that sets it aside, and what falls without it."""

from collections.abc import Iterator
from dataclasses import dataclass

from respondeat.api.dataset import Dataset
from respondeat.api.language import phrase
from respondeat.api.pages.place import Place
from respondeat.api.phrases import named
from respondeat.api.report.listing_fragility import carrying
from respondeat.api.report.words import Json, short
from respondeat.api.without import document_title

_SHOWN = 40
_PARAMETER = {"document": "without_document", "origin": "without_origin"}


@dataclass(frozen=True, slots=True)
class Switch:
    """A document or origin: the parameter that sets it aside, whether it is, which ends fall without it."""

    parameter: str
    kind: str
    value: str
    name: str
    href: str
    out: bool
    falls: tuple[tuple[str, str], ...] = ()


def switches(data: Dataset, answer: Json, place: Place) -> tuple[Switch, ...]:
    """First what is set aside now, then what carries the chains that are left, the most first."""
    return (*_aside(data, place), *_carrying(answer, place))


def _aside(data: Dataset, place: Place) -> Iterator[Switch]:
    for kind, ids in (("document", data.without.documents), ("origin", data.without.origins)):
        for id in ids:
            name = document_title(data, id) if kind == "document" else data.name(id)
            yield Switch(_PARAMETER[kind], _word(kind, place), short(id), name, place.entity(id), True)


def _carrying(answer: Json, place: Place) -> Iterator[Switch]:
    for one, ends in carrying(answer)[:_SHOWN]:
        if one["kind"] in _PARAMETER:
            falls = tuple((named(end, place.language), place.entity(end["id"])) for end in ends)
            name = one["name"] or short(one["id"])
            id, parameter = one["id"], _PARAMETER[one["kind"]]
            word = _word(one["kind"], place)
            yield Switch(parameter, word, short(id), name, place.entity(id), False, falls)


def _word(kind: str, place: Place) -> str:
    return phrase(f"analyses.without.{kind}", place.language)
