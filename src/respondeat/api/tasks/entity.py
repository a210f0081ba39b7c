"""Everything about one entity for programs, in the form that was asked for: JSON, RDF."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from respondeat.api.answers import show
from respondeat.api.answers.rows import notice
from respondeat.api.dataset import Dataset
from respondeat.api.pages.entity.found import found
from respondeat.api.sparql.described import described, jsonld, ntriples, turtle

from .as_asked import as_asked
from .base import Answered, Work

Written = Callable[[Dataset, str], bytes]


def _notice(data: Dataset) -> str:
    """What every answer ends with, for the forms that have no room for its members."""
    return f"{notice(data)} Level: {data.level}. Data: {data.dataset_hash}."


FORMS: Final[Mapping[str, Written]] = MappingProxyType(
    {
        "application/json": lambda data, id: json.dumps(show(data, id), ensure_ascii=False).encode(),
        "application/ld+json": lambda data, id: jsonld(described(data, id), _notice(data)),
        "text/turtle": lambda data, id: turtle(described(data, id), _notice(data)),
        "application/n-triples": lambda data, id: ntriples(described(data, id), _notice(data)),
    }
)
"""How each media type is written, the default first."""


def entity(data: Dataset, work: Work) -> Answered:
    """The entity or document of an `id`, with the IRI's prefix or without, as `media_type`.

    Raises NotFound in the same words for what does not exist and for what stands above the level.
    """
    given = work.parameters
    with as_asked(data, given) as then:
        id = found(then, str(given["id"]))
        kind = str(given["media_type"])
        return Answered(FORMS[kind](then, id), kind)
