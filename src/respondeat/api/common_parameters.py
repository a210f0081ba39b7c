"""Parameters that every question takes over HTTP, and what the questions' own ones mean."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from respondeat.api.language import LANGUAGES
from respondeat.ontology import vocabulary as v
from respondeat.ontology.concepts import concepts

from .parameters import Given, Parameter

MOST: Final = 1000
"""Rows of a page of an answer, at most."""

_SIZE: Final = 100

LEVEL: Final = Parameter(
    "level",
    choices=v.LEVELS,
    open=True,  # a level that does not exist is refused as one above one's own
    description="Answer at this access level, your own at most; by default your own.",
)
PAGES: Final = (
    Parameter(
        "page_size",
        "integer",
        least=1,
        most=MOST,
        description="So many rows of the main list a page; the answer is whole without it and cursor.",
    ),
    Parameter("cursor", description="From the header Link or Respondeat-Next of the page before."),
)
LANGUAGE: Final = Parameter(
    "language",
    choices=LANGUAGES,
    default=LANGUAGES[0],
    description="Names, labels and the notice in this language, where there are any.",
)
RECORDED: Final = Parameter(
    "recorded_at",
    description="Answer from what was recorded up to this day or moment (UTC), such as 2026-11-22.",
)
_WITHOUT: Final[Mapping[str, Parameter]] = MappingProxyType(
    {
        "documents": Parameter(
            "without_document",
            many=True,
            description="Answer as if this document (id, SHA-256 or title) were not there. May be repeated.",
        ),
        "origins": Parameter(
            "without_origin",
            many=True,
            description="Answer as if this origin (name or id) had said nothing. May be repeated.",
        ),
        "modalities": Parameter(
            "without_modality",
            many=True,
            choices=tuple(m.removeprefix(v.R) for m in concepts("modality")),
            description="Answer without what is said in this modality. May be repeated.",
        ),
        "confidence": Parameter(
            "min_confidence",
            choices=tuple(c.removeprefix(v.R) for c in v.CONFIDENCES),
            description="Answer without what an analyst gave less; what nobody assessed stays.",
        ),
    }
)

OWN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "actor": "Only what this actor (name or id) is named for.",
        "body": "A body, court or place of detention: its name in any spelling of a full form, or its id.",
        "by": "By what is counted or ordered: see the page on this question.",
        "down": "At most so many steps below.",
        "entity": "A name (the full form of exactly one entity) or an id.",
        "event": "An event or pattern: its name or id.",
        "events": "At most so many events a row.",
        "every_day": "Also days on which no event is known.",
        "grade": "certain: only what surely holds; possible: what may hold too.",
        "kinds": "Only these kinds. May be repeated.",
        "language": "Names, labels and the notice in this language, where there are any.",
        "least": "Only what recurs at least so often.",
        "limit": "At most so many rows. Where pages are asked for and this is left out: all of them.",
        "max_hops": "At most so many links upward.",
        "max_length": "At most so many links from one end to the other.",
        "measure": "What is measured.",
        "metric": "Only figures of this metric, a concept by its local name; all for every one.",
        "mode": "For an event that lasts: at some time in it, or throughout.",
        "of": "Whose acts.",
        "on": "A day (2020-08-10), one unknown day of FROM/TO, a month, a year or another EDTF date.",
        "only_with": "Only what rests on this document (id, SHA-256 or title) alone.",
        "only_with_origin": "Only what rests on this origin (name or id) alone.",
        "person": "A person: name or id.",
        "regimes": "Only these sanctions regimes. May be repeated.",
        "relations": (
            "Only by these relations, such as Posting; of neighbours with both roles, such as "
            "Posting.body.holder. May be repeated."
        ),
        "scope": "Only this part of what is asked about.",
        "source": "Where a path begins: a name (the full form of exactly one entity) or an id.",
        "stage": "Only this stage of the decision chain.",
        "target": "What is asked about: a name (the full form of exactly one entity) or an id.",
        "targets": "What is asked about, names or ids. May be repeated.",
        "text": "A name in any spelling and script, or a part of one.",
        "up": "At most so many steps above.",
    }
)
"""What the parameters of questions mean, by their names."""


def of(*, paged: bool) -> tuple[Parameter, ...]:
    """The parameters that every question takes."""
    return (*_ALWAYS, *(PAGES if paged else ()))


_ALWAYS: Final = (LEVEL, RECORDED, *_WITHOUT.values(), LANGUAGE)


def as_work(given: Given) -> dict[str, Any]:
    """The common parameters that are given, as the tasks take them."""
    work: dict[str, Any] = {key: given[key] for key in ("recorded_at", "language") if key in given}
    without = {key: given[p.name] for key, p in _WITHOUT.items() if p.name in given}
    if without:
        work["without"] = without
    return work | page(given)


def page(given: Given) -> dict[str, Any]:
    """What is asked of pages, where any are asked for."""
    if not {"page_size", "cursor"} & set(given):
        return {}
    return {"page": {"size": given.get("page_size", _SIZE), "cursor": given.get("cursor")}}
